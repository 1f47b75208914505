// Is it text, and is it UTF-8? And where a page may say otherwise: into UTF-8.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "detente/result.h"

namespace detente::ingest {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Where bytes come from, for messages.
struct Origin {
  std::string subject;  // "path", "path:line" or an article's id
  std::string file;     // the path alone, for the command that mends the file; empty for standard input
};

// The position of the first byte that is not part of valid UTF-8.
std::optional<std::size_t> first_invalid_utf8(std::string_view bytes);

// "PDF", "gzip" … by the first bytes; empty when they are none of those we know.
std::string_view binary_format(std::string_view bytes);

// "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE" by byte-order mark or by where the NUL bytes lie; else empty.
std::string_view wide_encoding(std::string_view bytes);

// NUL or so many control characters that these cannot be words in an 8-bit encoding or UTF-8.
bool has_binary_bytes(std::string_view bytes);

// Nothing when `bytes` are UTF-8 text; else an Error of `binary` or `encoding` that names the position, the likely
// encoding and the command that converts it.
std::optional<Error> check_text(std::string_view bytes, const Origin& origin);

// The text without its UTF-8 byte-order mark.
std::string_view without_mark(std::string_view bytes);

// Converts from a charset by any name that ICU knows; broken sequences become U+FFFD. Nothing for unknown names.
std::optional<std::string> to_utf8(std::string_view bytes, const std::string& charset);

}  // namespace detente::ingest
