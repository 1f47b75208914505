// Weights of the fast coder with any content and a checksum that fits: refused, or fit to read with.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/base.h"
#include "invariants.h"
#include "knowledge/small_world.h"
#include "model/fast.h"
#include "model/model.h"
#include "model/small_weights.h"

namespace {

using detente::fuzz::require;

// As fast.cc lays it out: magic 8, version 4, threshold 4, size 8, checksum 8.
constexpr std::size_t header_size = 32;
constexpr std::size_t threshold_at = 12;
constexpr std::size_t size_at = 16;
constexpr std::size_t checksum_at = 24;

template <typename Number>
void put(std::string& bytes, std::size_t at, Number number) {
  std::memcpy(bytes.data() + at, &number, sizeof(number));
}

// A file whose threshold is the input's first byte and whose classifiers are the rest.
std::string file_of(std::uint8_t threshold, std::string_view classifiers) {
  static const std::string header = detente::model::small_weights().bytes().substr(0, header_size);
  std::string bytes = header;
  bytes += classifiers;
  const auto body = std::as_bytes(std::span(classifiers.data(), classifiers.size()));
  put(bytes, threshold_at, static_cast<float>(threshold) / 255.0F);
  put(bytes, size_at, std::uint64_t{body.size()});
  put(bytes, checksum_at, detente::base::checksum_of(body));
  return bytes;
}

void check(const detente::Document& document, const detente::Analysis& analysis) {
  const auto size = document.tokens.size();
  for (const auto& mention : analysis.mentions) {
    require(!mention.tokens.empty() && mention.tokens.end <= size, "a mention has words");
  }
  for (const auto& trigger : analysis.triggers) {
    require(trigger.sentence < document.sentences.size() && trigger.tokens.end <= size, "a trigger has words");
    for (const auto& argument : trigger.arguments) {
      require(!argument.tokens.empty() && argument.tokens.end <= size, "an argument has words");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const detente::fuzz::File file(".weights");
  static const auto knowledge = detente::knowledge::small_world();
  static const auto document = detente::knowledge::document_of(
      "Martin met Wang Hai in Paris. “They beat us,” the French president said of the rebels of Turkey.");
  if (size == 0) {
    return 0;
  }
  const std::string bytes = file_of(data[0], detente::fuzz::words_of(data + 1, size - 1));
  const auto model = detente::model::load_fast(file.holding(bytes), knowledge);
  if (!model) {
    require(model.error().code == detente::ErrorCode::corrupt_data, "what is unfit is called so");
    return 0;
  }
  check(document, (*model)->read(document));
  return 0;
}
