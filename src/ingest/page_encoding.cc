#include "ingest/page_encoding.h"

#include <unicode/ucsdet.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

constexpr std::size_t head_size = 16384;

bool is_name_character(char c) {
  return is_ascii_letter(c) || is_digit(c) || c == '-' || c == '_' || c == ':' || c == '.';
}

// The value behind `key` and "=": bare or in quotes.
std::string value_after(std::string_view head, std::string_view key, std::size_t from) {
  std::size_t at = head.find(key, from);
  if (at == std::string_view::npos) {
    return {};
  }
  at = head.find_first_not_of(" \t\r\n", at + key.size());
  if (at == std::string_view::npos || head[at] != '=') {
    return {};
  }
  at = head.find_first_not_of(" \t\r\n\"'", at + 1);
  if (at == std::string_view::npos) {
    return {};
  }
  const auto* const end = std::find_if_not(head.begin() + at, head.end(), is_name_character);
  return {head.begin() + at, end};
}

// NUL bytes have no meaning in a page; a page with more than a few of them is none.
bool is_mostly_text(std::string_view bytes) {
  const auto nuls = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\0'));
  constexpr std::size_t share = 1000;
  return nuls * share <= bytes.size();
}

// What the frequencies of letters speak for; empty when nothing does clearly. Markup is not looked at.
std::string likely_charset(std::string_view bytes) {
  constexpr std::size_t sample = std::size_t{64} << 10U;
  constexpr std::int32_t least_confidence = 25;  // of 100
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), &ucsdet_close);
  if (U_FAILURE(status)) {
    return {};
  }
  // The head of a page is mostly markup and English; what tells lies where the first other bytes are.
  const auto* const first = std::find_if(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; });
  const auto begin = static_cast<std::size_t>(first - bytes.begin());
  bytes = bytes.substr(begin > sample / 2 ? begin - sample / 2 : 0, sample);
  ucsdet_enableInputFilter(detector.get(), 1);
  ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr || ucsdet_getConfidence(match, &status) < least_confidence) {
    return {};
  }
  const char* name = ucsdet_getName(match, &status);
  return U_FAILURE(status) || name == nullptr ? std::string() : lower_ascii(name);
}

bool is_western(std::string_view charset) {
  return charset == "iso-8859-1" || charset == "latin1" || charset == "us-ascii" || charset == "ascii";
}

}  // namespace

std::string declared_charset(std::string_view bytes) {
  const std::string head = lower_ascii(bytes.substr(0, head_size));
  if (head.starts_with("<?xml")) {
    if (std::string name = value_after(head, "encoding", 0); !name.empty()) {
      return name;
    }
  }
  for (std::size_t meta = head.find("<meta"); meta != std::string::npos; meta = head.find("<meta", meta + 1)) {
    const std::size_t end = std::min(head.find('>', meta), head.size());
    if (std::string name = value_after(std::string_view(head).substr(0, end), "charset", meta); !name.empty()) {
      return name;
    }
  }
  return {};
}

Result<std::string> page_to_utf8(std::string_view bytes, const Origin& origin, const std::string& sent_charset) {
  if (const std::string_view wide = wide_encoding(bytes); !wide.empty()) {
    std::string text = to_utf8(bytes, std::string(wide)).value_or("");
    return std::string(without_mark(text));
  }
  const std::string_view format = binary_format(bytes);
  if (!format.empty() || !is_mostly_text(bytes)) {
    const std::string what = format.empty() ? "it has NUL bytes" : "it is " + std::string(format);
    return Error{ErrorCode::binary, "not a page: " + what, origin.subject};
  }
  if (!first_invalid_utf8(bytes)) {
    return std::string(without_mark(bytes));
  }
  const std::string declared = declared_charset(bytes);
  const std::string sent = lower_ascii(sent_charset);
  const bool sent_says_little = is_western(sent) && !declared.empty();
  for (const std::string& charset : {sent_says_little ? std::string() : sent, declared, likely_charset(bytes)}) {
    if (is_western(charset)) {
      break;  // what calls itself Latin-1 is windows-1252 to every browser
    }
    if (charset.empty()) {
      continue;
    }
    if (std::optional<std::string> text = to_utf8(bytes, charset)) {
      return std::move(*text);
    }
  }
  return to_utf8(bytes, "windows-1252").value_or("");
}

}  // namespace detente::ingest
