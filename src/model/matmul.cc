#include "model/matmul.h"

#include <array>
#include <cassert>
#include <oneapi/dnnl/dnnl.hpp>

#include "model/kernels.h"

// Of libgomp, whose threads oneDNN uses; its header comes with GCC only.
extern "C" void omp_set_num_threads(int threads);

namespace detente::model {

namespace {

using dnnl::memory;

constexpr std::size_t plans = tile_rows / row_step;

const dnnl::engine& engine() {
  static const dnnl::engine cpu(dnnl::engine::kind::cpu, 0);
  return cpu;
}

memory::dim dim(std::size_t size) {
  return static_cast<memory::dim>(size);
}

// What a thread needs of its own. Threads are the program's, one a core: oneDNN must not start more.
struct Thread {
  Thread() : stream(engine()) { omp_set_num_threads(1); }

  // Room for a product's intermediate values, aligned as oneDNN wants it.
  void* scratchpad(std::size_t size) {
    if (size > room.get_desc().get_size()) {
      room = memory({{dim(size)}, memory::data_type::u8, memory::format_tag::a}, engine());
    }
    return room.get_data_handle();
  }

  dnnl::stream stream;
  memory room{{{1}, memory::data_type::u8, memory::format_tag::a}, engine()};
};

Thread& this_thread() {
  thread_local Thread thread;
  return thread;
}

dnnl::matmul::primitive_desc plan(std::size_t rows, std::size_t inputs, const memory::desc& weights,
                                  std::size_t outputs, bool whole) {
  const memory::desc x({dim(rows), dim(inputs)}, whole ? memory::data_type::u8 : memory::data_type::f32,
                       memory::format_tag::ab);
  const memory::desc y({dim(rows), dim(outputs)}, whole ? memory::data_type::s32 : memory::data_type::f32,
                       memory::format_tag::ab);
  dnnl::primitive_attr own_scratchpad;
  own_scratchpad.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  return {dnnl::matmul::desc(x, weights, y), own_scratchpad, engine()};
}

}  // namespace

std::int32_t highest_step() {
  static const std::int32_t highest = [] {
    switch (dnnl::get_effective_cpu_isa()) {
      case dnnl::cpu_isa::all:
      case dnnl::cpu_isa::sse41:
      case dnnl::cpu_isa::avx:
      case dnnl::cpu_isa::avx2:
      case dnnl::cpu_isa::avx512_mic:
      case dnnl::cpu_isa::avx512_mic_4ops:
      case dnnl::cpu_isa::avx512_core:
        return 127;
      default:
        return 255;
    }
  }();
  return highest;
}

struct Matmul::Plans {
  Plans(const void* weights, std::size_t inputs, std::size_t outputs, bool whole) {
    const auto kind = whole ? memory::data_type::s8 : memory::data_type::f32;
    const memory::dims shape{dim(inputs), dim(outputs)};
    const memory::desc any(shape, kind, memory::format_tag::any);
    const auto full = plan(tile_rows, inputs, any, outputs, whole);
    packed = memory(full.weights_desc(), engine());
    for (std::size_t i = 0; i < plans; ++i) {
      auto smaller = plan((i + 1) * row_step, inputs, any, outputs, whole);
      // Where fewer rows want their weights in another order, the full tile is computed instead.
      const bool fits = smaller.weights_desc() == full.weights_desc();
      const auto& chosen = fits ? smaller : full;
      rows[i] = fits ? (i + 1) * row_step : tile_rows;
      descriptions[i] = chosen;
      products[i] = dnnl::matmul(chosen);
    }
    // "ba": the file has them by output.
    memory given({shape, kind, memory::format_tag::ba}, engine(), const_cast<void*>(weights));  // NOLINT: only read
    Thread& thread = this_thread();
    dnnl::reorder(given, packed).execute(thread.stream, given, packed);
    thread.stream.wait();
  }

  void run(const void* x, std::size_t count, void* y) const {
    const std::size_t i = (count + row_step - 1) / row_step - 1;
    const auto& description = descriptions.at(i);
    Thread& thread = this_thread();
    const memory::desc scratch = description.scratchpad_desc();
    const memory in(description.src_desc(), engine(), const_cast<void*>(x));  // NOLINT: only read
    const memory out(description.dst_desc(), engine(), y);
    const memory work(scratch, engine(), thread.scratchpad(scratch.get_size()));
    products.at(i).execute(
        thread.stream,
        {{DNNL_ARG_SRC, in}, {DNNL_ARG_WEIGHTS, packed}, {DNNL_ARG_DST, out}, {DNNL_ARG_SCRATCHPAD, work}});
    thread.stream.wait();
  }

  // Rows that a product of `count` rows reads and writes.
  [[nodiscard]] std::size_t touched(std::size_t count) const {
    return rows.at((count + row_step - 1) / row_step - 1);
  }

  memory packed;
  std::array<std::size_t, plans> rows{};
  std::array<dnnl::matmul::primitive_desc, plans> descriptions;
  std::array<dnnl::matmul, plans> products;
};

Matmul::Matmul(std::span<const float> weights, std::size_t inputs, std::size_t outputs)
    : inputs_(inputs), outputs_(outputs), plans_(std::make_unique<Plans>(weights.data(), inputs, outputs, false)) {
  assert(weights.size() == inputs * outputs);
}

Matmul::Matmul(std::span<const std::int8_t> weights, std::size_t inputs, std::size_t outputs)
    : inputs_(inputs), outputs_(outputs), plans_(std::make_unique<Plans>(weights.data(), inputs, outputs, true)) {
  assert(weights.size() == inputs * outputs);
}

Matmul::Matmul(Matmul&&) noexcept = default;
Matmul& Matmul::operator=(Matmul&&) noexcept = default;
Matmul::~Matmul() = default;

void Matmul::run(std::span<const float> x, std::size_t rows, std::span<float> y) const {
  assert(rows > 0 && rows <= tile_rows);
  assert(x.size() >= plans_->touched(rows) * inputs_ && y.size() >= plans_->touched(rows) * outputs_);
  plans_->run(x.data(), rows, y.data());
}

void Matmul::run(std::span<const std::uint8_t> x, std::size_t rows, std::span<std::int32_t> y) const {
  assert(rows > 0 && rows <= tile_rows);
  assert(x.size() >= plans_->touched(rows) * inputs_ && y.size() >= plans_->touched(rows) * outputs_);
  plans_->run(x.data(), rows, y.data());
}

}  // namespace detente::model
