// The temporal and quantity grammars over any text. The first byte chooses the date of publication.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "resolve/quantities.h"
#include "resolve/times.h"
#include "text/text.h"

namespace {

using detente::ByteSpan;

constexpr std::array<std::string_view, 8> publications{
    "2022-02-07", "2020-02-29", "1999-12-31T23:59:59Z", "0001-01-01", "9999-12-31", "", "2022-02-30", "yesterday"};

// How many bytes the code point at the text's begin has; 0 if it is not valid UTF-8.
std::size_t code_point_size(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(0);
  const std::size_t size = first < 0x80   ? 1
                           : first < 0xC2 ? 0
                           : first < 0xE0 ? 2
                           : first < 0xF0 ? 3
                           : first < 0xF5 ? 4
                                          : 0;
  if (size == 0 || size > text.size()) {
    return 0;
  }
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) {
      return 0;
    }
  }
  const bool bad = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F) ||
                   (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F);
  return bad ? 0 : size;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = code_point_size(text);
    if (size == 0) {
      return false;
    }
    text.remove_prefix(size);
  }
  return true;
}

template <typename Items>
void check_order(const Items& items, std::size_t text_size) {
  std::uint32_t end = 0;
  for (const auto& item : items) {
    const ByteSpan span = item.span;
    if (span.empty() || span.begin < end || span.end > text_size) {
      std::abort();
    }
    end = span.end;
  }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2 || size > 4096) {
    return 0;
  }
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  if (!is_utf8(text)) {
    return 0;
  }
  detente::Article article;
  article.text = text;
  article.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, detente::SentenceKind::body});
  const detente::Document document = detente::text::read(std::move(article));
  const auto times = detente::resolve::find_times(document, publications.at(data[0] % publications.size()));
  const auto quantities = detente::resolve::find_quantities(document, times);
  check_order(times, text.size());
  check_order(quantities, text.size());
  for (const auto& time : times) {
    if (time.value.empty()) {
      std::abort();
    }
  }
  return 0;
}
