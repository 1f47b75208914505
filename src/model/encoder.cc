#include "model/encoder.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace detente::model {

namespace {

constexpr std::size_t inner_width = 1536;
constexpr std::size_t attention_heads = hidden / head_width;
constexpr std::size_t parts = 3;  // query, key and value stand side by side

// x = x + row `at` of a table.
void add_row(const Matrix& table, std::size_t at, std::span<float> x) {
  if (!table.is_int8()) {
    add(x, table.floats.subspan(at * table.columns, table.columns));
    return;
  }
  const auto steps = table.steps.subspan(at * table.columns, table.columns);
  const float scale = table.scale[at];
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] += scale * static_cast<float>(steps[i]);
  }
}

void append_values(const Matrix& weights, std::vector<float>& out) {
  for (std::size_t i = 0; i < weights.steps.size(); ++i) {
    out.push_back(static_cast<float>(weights.steps[i]) * weights.scale[i / weights.columns]);
  }
}

// Tiles of rows: use(first, count).
template <typename Use>
void for_each_tile(std::size_t rows, Use&& use) {
  for (std::size_t first = 0; first < rows; first += tile_rows) {
    use(first, std::min(tile_rows, rows - first));
  }
}

}  // namespace

void Rows::resize(std::size_t rows) {
  // At least: a smaller batch keeps the room of a larger one.
  const std::size_t with_tail = (rows + tile_rows) * width_;
  if (row_steps_.size() < rows) {
    row_steps_.resize(rows);
  }
  if (int8_ && steps_.size() < with_tail) {
    steps_.resize(with_tail);
  }
  if (!int8_ && floats_.size() < with_tail) {
    floats_.resize(with_tail);
  }
}

void Rows::set(std::size_t row, std::span<const float> x) {
  assert(x.size() == width_ && row < row_steps_.size());
  if (int8_) {
    row_steps_[row] = quantise(x, highest_step(), std::span(steps_).subspan(row * width_, width_));
  } else {
    std::copy(x.begin(), x.end(), floats_.begin() + static_cast<std::ptrdiff_t>(row * width_));
  }
}

std::span<const float> Rows::floats(std::size_t first) const {
  return std::span(floats_).subspan(first * width_);
}

std::span<const std::uint8_t> Rows::steps(std::size_t first) const {
  return std::span(steps_).subspan(first * width_);
}

Dense::Dense(const WeightsFile& file, const std::vector<std::string>& names, std::size_t inputs, std::size_t outputs,
             Arithmetic arithmetic) {
  std::vector<float> floats;
  std::vector<std::int8_t> steps;
  for (const std::string& name : names) {
    const Matrix weights = file.matrix(name + ".weight", outputs, inputs);
    const auto bias = file.vector(name + ".bias", outputs);
    if (weights.is_int8() && arithmetic == Arithmetic::f32) {
      append_values(weights, floats);
    } else {
      floats.insert(floats.end(), weights.floats.begin(), weights.floats.end());
      steps.insert(steps.end(), weights.steps.begin(), weights.steps.end());
      scale_.insert(scale_.end(), weights.scale.begin(), weights.scale.end());
    }
    bias_.insert(bias_.end(), bias.begin(), bias.end());
  }
  const std::size_t all = bias_.size();
  if (floats.size() == all * inputs) {
    product_ = std::make_unique<Matmul>(floats, inputs, all);
    return;
  }
  if (steps.size() != all * inputs) {
    throw UnfitWeights("are int8 and f32 in one layer: " + names.front());
  }
  for (std::size_t i = 0; i < all; ++i) {
    const auto row = std::span(steps).subspan(i * inputs, inputs);
    weight_sums_.push_back(std::accumulate(row.begin(), row.end(), std::int32_t{0}));
  }
  product_ = std::make_unique<Matmul>(steps, inputs, all);
}

void Dense::multiply(const Rows& x, std::size_t first, std::size_t count, Sums& sums) const {
  const std::size_t room = tile_rows * outputs();
  sums.row.resize(std::max(sums.row.size(), outputs()));
  if (is_int8()) {
    sums.whole.resize(std::max(sums.whole.size(), room));
    product_->run(x.steps(first), count, sums.whole);
  } else {
    sums.floats.resize(std::max(sums.floats.size(), room));
    product_->run(x.floats(first), count, sums.floats);
  }
}

void Dense::write_result(std::size_t row, Steps steps, const Sums& sums, std::span<float> y) const {
  if (is_int8()) {
    dequantise(std::span(sums.whole).subspan(row * outputs(), outputs()), steps, weight_sums_, scale_, bias_, y);
    return;
  }
  const auto own = std::span(sums.floats).subspan(row * outputs(), outputs());
  std::copy(own.begin(), own.end(), y.begin());
  add(y, bias_);
}

void Dense::apply_into(const Rows& x, std::size_t first, std::size_t count, Sums& sums, std::span<float> y) const {
  multiply(x, first, count, sums);
  for (std::size_t i = 0; i < count; ++i) {
    write_result(i, x.steps_of(first + i), sums, y.subspan((first + i) * outputs(), outputs()));
  }
}

// One a thread, of whichever encoder works in it.
struct Encoder::Workspace {
  explicit Workspace(bool int8) : rows(hidden, int8), inner(inner_width, int8) {}

  Rows rows;   // what the next product reads
  Rows inner;  // of one tile
  Sums sums;
  std::vector<float> query_key_value;  // [pieces × 3 · hidden]
  std::vector<float> attention;        // [longest sentence × hidden]
  std::vector<float> room;
};

Encoder::Layer Encoder::layer(const WeightsFile& file, std::size_t number, Arithmetic arithmetic) {
  const std::string name = "encoder.layer." + std::to_string(number) + ".";
  return {Dense(file, {name + "query", name + "key", name + "value"}, hidden, hidden, arithmetic),
          Dense(file, {name + "attention_out"}, hidden, hidden, arithmetic),
          Dense(file, {name + "inner"}, hidden, inner_width, arithmetic),
          Dense(file, {name + "inner_out"}, inner_width, hidden, arithmetic),
          file.vector(name + "attention_norm.weight", hidden),
          file.vector(name + "attention_norm.bias", hidden),
          file.vector(name + "inner_norm.weight", hidden),
          file.vector(name + "inner_norm.bias", hidden)};
}  // NOLINT(clang-analyzer-cplusplus.NewDeleteLeaks): it loses sight of the unique_ptrs inside Dense

Encoder::Encoder(const WeightsFile& file, Arithmetic arithmetic)
    : case_(file.floats("encoder.case.weight", letter_cases, hidden)),
      gain_(file.vector("encoder.norm.weight", hidden)),
      bias_(file.vector("encoder.norm.bias", hidden)),
      epsilon_(static_cast<float>(file.hyper("epsilon"))),
      most_pieces_(file.count("max_pieces")) {
  const auto vocabulary = file.text("vocabulary");
  const auto words = static_cast<std::size_t>(std::count(vocabulary.begin(), vocabulary.end(), '\n')) +
                     (vocabulary.ends_with('\n') ? 0 : 1);
  const auto positions = file.count("positions");
  if (file.count("hidden") != hidden || file.count("attention_heads") != attention_heads ||
      most_pieces_ > positions || most_pieces_ < 3) {
    throw UnfitWeights("are of an encoder of another shape");
  }
  word_ = file.matrix("encoder.word.weight", words, hidden);
  position_ = file.matrix("encoder.position.weight", positions, hidden);
  const auto layers = file.count("layers");
  if (layers == 0) {
    throw UnfitWeights("are of an encoder without layers");
  }
  for (std::size_t i = 0; i < layers; ++i) {
    layers_.push_back(layer(file, i, arithmetic));
    if (layers_.back().query_key_value.is_int8() != is_int8() ||
        layers_.back().attention_out.is_int8() != is_int8() || layers_.back().inner.is_int8() != is_int8() ||
        layers_.back().inner_out.is_int8() != is_int8()) {
      throw UnfitWeights("have layers in int8 and layers in f32");
    }
  }
}

void Encoder::embed(const Pieces& sentence, std::span<float> out) const {
  assert(sentence.cases.size() == sentence.ids.size() && sentence.ids.size() <= most_pieces_);
  for (std::size_t i = 0; i < sentence.ids.size(); ++i) {
    const auto x = out.subspan(i * hidden, hidden);
    std::fill(x.begin(), x.end(), 0.0F);
    add_row(word_, sentence.ids[i], x);
    add_row(position_, i, x);
    const auto letters = case_.subspan(static_cast<std::size_t>(sentence.cases[i]) * hidden, hidden);
    add_and_normalise(x, letters, gain_, bias_, epsilon_);
  }
}

void Encoder::attend_all(std::span<const Pieces* const> sentences, Workspace& work) const {
  constexpr std::size_t stride = parts * hidden;
  std::size_t begin = 0;
  for (const Pieces* sentence : sentences) {
    const std::size_t length = sentence->ids.size();
    work.attention.resize(std::max(work.attention.size(), length * hidden));
    work.room.resize(std::max(work.room.size(), attention_room(length)));
    const float* const first = work.query_key_value.data() + begin * stride;
    for (std::size_t head = 0; head < attention_heads; ++head) {
      const float* const query = first + head * head_width;
      attend({query, query + hidden, query + 2 * hidden, stride, length}, work.room,
             work.attention.data() + head * head_width, hidden);
    }
    for (std::size_t i = 0; i < length; ++i) {
      work.rows.set(begin + i, std::span(work.attention).subspan(i * hidden, hidden));
    }
    begin += length;
  }
}

void Encoder::run(const Layer& layer, std::span<const Pieces* const> sentences, std::span<float> x,
                  Workspace& work) const {
  const std::size_t rows = x.size() / hidden;
  const auto row_of = [&](std::size_t row) { return x.subspan(row * hidden, hidden); };
  for_each_tile(rows, [&](std::size_t first, std::size_t count) {
    layer.query_key_value.apply_into(work.rows, first, count, work.sums, work.query_key_value);
  });
  attend_all(sentences, work);
  for_each_tile(rows, [&](std::size_t first, std::size_t count) {
    layer.attention_out.apply(work.rows, first, count, work.sums, [&](std::size_t row, std::span<float> y) {
      add_and_normalise(row_of(row), y, layer.attention_gain, layer.attention_bias, epsilon_);
      work.rows.set(row, row_of(row));
    });
    layer.inner.apply(work.rows, first, count, work.sums, [&](std::size_t row, std::span<float> y) {
      gelu(y);
      work.inner.set(row - first, y);
    });
    layer.inner_out.apply(work.inner, 0, count, work.sums, [&](std::size_t row, std::span<float> y) {
      add_and_normalise(row_of(first + row), y, layer.inner_gain, layer.inner_bias, epsilon_);
      work.rows.set(first + row, row_of(first + row));
    });
  });
}

void Encoder::encode(std::span<const Pieces* const> sentences, std::vector<float>& out) const {
  thread_local std::array<std::unique_ptr<Workspace>, 2> workspaces;
  auto& workspace = workspaces.at(is_int8() ? 1 : 0);
  if (!workspace) {
    workspace = std::make_unique<Workspace>(is_int8());
  }
  Workspace& work = *workspace;
  const std::size_t pieces =
      std::accumulate(sentences.begin(), sentences.end(), std::size_t{0},
                      [](std::size_t sum, const Pieces* sentence) { return sum + sentence->ids.size(); });
  out.resize(pieces * hidden);
  work.rows.resize(pieces);
  work.inner.resize(tile_rows);
  work.query_key_value.resize(std::max(work.query_key_value.size(), pieces * parts * hidden));
  std::size_t begin = 0;
  for (const Pieces* sentence : sentences) {
    embed(*sentence, std::span(out).subspan(begin * hidden));
    begin += sentence->ids.size();
  }
  for (std::size_t i = 0; i < pieces; ++i) {
    work.rows.set(i, std::span(out).subspan(i * hidden, hidden));
  }
  for (const Layer& layer : layers_) {
    run(layer, sentences, out, work);
  }
}

}  // namespace detente::model
