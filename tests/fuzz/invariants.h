// What must hold of everything that is read, whatever the bytes were. A target that finds otherwise aborts, which
// libFuzzer reports together with the input.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "detente/article.h"
#include "detente/document.h"
#include "detente/record.h"

namespace detente::fuzz {

// Says what does not hold, and aborts.
void require(bool holds, const char* what);

// Written anew from the standard (RFC 3629), so that it shares no fault with the code under test.
bool is_utf8(std::string_view text);

// The bytes that libFuzzer hands over.
std::string_view words_of(const std::uint8_t* data, std::size_t size);

// Spans that are not empty, inside the text, on borders of code points, in order and apart.
template <typename Items>
void check_order(const Items& items, std::string_view text);

// Strings are UTF-8, the date is one, blocks and sentences lie in the text in order, and only white space lies
// outside the blocks.
void check(const Article& article);

// Sentences lie in their blocks, tokens in their sentences, quotations in theirs; nothing but white space is left
// out.
void check(const Document& document);

// Every span of the record lies in its article and holds the words that it says it holds.
void check(const Record& record);

// The record as a line of JSON: one line, UTF-8, and JSON.
void check_written(const Record& record);

// A file that can be written again and again. It is removed with the object.
class File {
 public:
  explicit File(std::string_view ending);
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File();

  const std::filesystem::path& holding(std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};

inline bool is_border(std::string_view text, std::size_t at) {
  return at == text.size() || (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U);
}

inline void check_span(ByteSpan span, std::string_view text) {
  require(span.begin <= span.end && span.end <= text.size(), "a span lies in its text");
  require(is_border(text, span.begin) && is_border(text, span.end), "a span ends on borders of code points");
}

template <typename Items>
void check_order(const Items& items, std::string_view text) {
  std::uint32_t end = 0;
  for (const auto& item : items) {
    check_span(item.span, text);
    require(!item.span.empty(), "a span has words");
    require(item.span.begin >= end, "spans are in order and apart");
    end = item.span.end;
  }
}

}  // namespace detente::fuzz
