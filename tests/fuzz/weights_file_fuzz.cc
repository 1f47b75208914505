// A weights file of the learned coder with any header before sound data: refused, or every tensor lies in the file.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/base.h"
#include "invariants.h"
#include "model/weights_file.h"

namespace {

using detente::fuzz::require;

constexpr std::size_t alignment = 64;

std::string file_of(std::string header) {
  constexpr std::string_view magic_and_version("DETENTEM\1\0\0\0\0\0\0\0", 16);
  std::string bytes(magic_and_version);
  std::uint64_t length = 0;
  const std::size_t start = bytes.size() + sizeof(length);
  header.resize((start + header.size() + alignment - 1) / alignment * alignment - start, ' ');
  length = header.size();
  bytes.append(reinterpret_cast<const char*>(&length), sizeof(length));
  return bytes + header + std::string(2 * alignment, '\0');
}

template <typename Read>
void expect_whole_or_unfit(const Read& read) {
  try {
    read();
  } catch (const detente::model::UnfitWeights&) {
    return;
  }
}

// Sums up what is handed out, so that the address sanitizer sees each byte read.
template <typename Values>
void touch(const Values& values) {
  double sum = 0;
  for (const auto value : values) {
    sum += value;
  }
  require(sum == 0, "the data are noughts");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const detente::fuzz::File path(".weights");
  const std::string bytes = file_of(std::string(detente::fuzz::words_of(data, size)));
  const auto opened = detente::model::WeightsFile::open(path.holding(bytes));
  if (!opened) {
    require(opened.error().code == detente::ErrorCode::corrupt_data, "what is unfit is called so");
    return 0;
  }
  const auto& file = **opened;
  expect_whole_or_unfit([&] {
    const auto matrix = file.matrix("t", 2, 4);
    touch(matrix.steps);
    touch(matrix.floats);
    touch(matrix.scale);
  });
  expect_whole_or_unfit([&] { touch(file.vector("v", 2)); });
  expect_whole_or_unfit([&] { touch(file.text("u")); });
  expect_whole_or_unfit([&] { require(file.count("hidden") <= 1'000'000, "what counts something is no fantasy"); });
  return 0;
}
