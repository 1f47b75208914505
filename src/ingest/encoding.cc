#include "ingest/encoding.h"

#include <simdjson.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

namespace detente::ingest {

namespace {

struct Signature {
  std::string_view bytes;
  std::string_view name;
};

using namespace std::string_view_literals;

constexpr std::array signatures{
    Signature{"%PDF-"sv, "PDF"},
    Signature{"PK\x03\x04"sv, "ZIP (an Office document or an archive)"},
    Signature{"\x1F\x8B"sv, "gzip"},
    Signature{"\x89PNG"sv, "PNG"},
    Signature{"\xFF\xD8\xFF"sv, "JPEG"},
    Signature{"GIF87a"sv, "GIF"},
    Signature{"GIF89a"sv, "GIF"},
    Signature{"\xD0\xCF\x11\xE0"sv, "an old Office document"},
    Signature{"\x7F"
              "ELF"sv,
              "a program"},
    Signature{"BZh"sv, "bzip2"},
    Signature{"\xFD"
              "7zXZ"sv,
              "xz"},
    Signature{"\x28\xB5\x2F\xFD"sv, "zstd"},
    Signature{"7z\xBC\xAF"sv, "7-Zip"},
    Signature{"Rar!"sv, "RAR"},
    Signature{"SQLite format 3"sv, "SQLite"},
    Signature{"RIFF"sv, "RIFF (sound, video or WebP)"},
    Signature{"OggS"sv, "Ogg"},
    Signature{"ID3"sv, "MP3"},
};

std::size_t sequence_size(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned lead = byte(at);
  if (lead < 0x80U) {
    return 1;
  }
  const std::size_t size = lead >= 0xF0U ? 4 : (lead >= 0xE0U ? 3 : 2);
  if (lead < 0xC2U || lead > 0xF4U || at + size > bytes.size()) {
    return 0;
  }
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) {
      return 0;
    }
  }
  const unsigned second = byte(at + 1);
  const bool overlong = (lead == 0xE0U && second < 0xA0U) || (lead == 0xF0U && second < 0x90U);
  const bool surrogate = lead == 0xEDU && second > 0x9FU;
  const bool too_high = lead == 0xF4U && second > 0x8FU;
  return overlong || surrogate || too_high ? 0 : size;
}

// A path as a shell takes it.
std::string quoted(const std::string& path) {
  if (path.empty()) {
    return "FILE";
  }
  const bool plain = std::all_of(path.begin(), path.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '.' ||
           c == '-' || c == '_';
  });
  if (plain) {
    return path;
  }
  std::string out = "'";
  for (const char c : path) {
    out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return out + "'";
}

std::string conversion(std::string_view from, const Origin& origin) {
  return "convert it: iconv -f " + std::string(from) + " -t UTF-8 " + quoted(origin.file) + " > NEW-FILE";
}

struct Guess {
  std::string_view name;   // for the reader
  std::string_view iconv;  // for the command; empty when the bytes are broken UTF-8
};

// Which 8-bit encoding text that is no UTF-8 most likely has.
Guess guess_encoding(std::string_view bytes) {
  std::size_t high = 0;
  std::size_t sequences = 0;
  std::size_t broken = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t size = sequence_size(bytes, at);
    sequences += size > 1 ? 1U : 0U;
    broken += size == 0 ? 1U : 0U;
    high += static_cast<unsigned char>(bytes[at]) >= 0x80U ? std::max<std::size_t>(size, 1) : 0;
    at += std::max<std::size_t>(size, 1);
  }
  if (sequences > broken) {
    return {"damaged UTF-8", ""};
  }
  constexpr std::size_t foreign_share = 3;  // every third byte above ASCII: no Western European language
  if (high * foreign_share > bytes.size()) {
    return {"an 8-bit encoding of another script, for Cyrillic windows-1251", "WINDOWS-1251"};
  }
  const bool c1 = std::any_of(bytes.begin(), bytes.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x80U && static_cast<unsigned char>(c) < 0xA0U;
  });
  return c1 ? Guess{"windows-1252", "WINDOWS-1252"} : Guess{"Latin-1 (ISO 8859-1)", "ISO-8859-1"};
}

Error encoding_error(std::string_view bytes, std::size_t position, const Origin& origin) {
  const Guess guess = guess_encoding(bytes);
  std::string message =
      "not valid UTF-8 at byte " + std::to_string(position) + ", it looks like " + std::string(guess.name) + "; ";
  message += guess.iconv.empty()
                 ? "drop the broken bytes: iconv -c -f UTF-8 -t UTF-8 " + quoted(origin.file) + " > NEW-FILE"
                 : conversion(guess.iconv, origin);
  return {ErrorCode::encoding, message, origin.subject};
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20U && (byte < '\t' || byte > '\r')) || byte == 0x7FU;
}

struct ConverterCloser {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view bytes) {
  if (simdjson::validate_utf8(bytes.data(), bytes.size())) {
    return std::nullopt;
  }
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t size = sequence_size(bytes, at);
    if (size == 0) {
      return at;
    }
    at += size;
  }
  return std::nullopt;
}

std::string_view binary_format(std::string_view bytes) {
  for (const Signature& signature : signatures) {
    if (bytes.starts_with(signature.bytes)) {
      return signature.name;
    }
  }
  return {};
}

std::string_view wide_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE\0\0"sv)) {
    return "UTF-32LE";
  }
  if (bytes.starts_with("\0\0\xFE\xFF"sv)) {
    return "UTF-32BE";
  }
  if (bytes.starts_with("\xFF\xFE"sv)) {
    return "UTF-16LE";
  }
  if (bytes.starts_with("\xFE\xFF"sv)) {
    return "UTF-16BE";
  }
  constexpr std::size_t sample = 4096;
  constexpr std::size_t least = 8;
  const std::string_view head = bytes.substr(0, std::min(sample, bytes.size() / 4 * 4));
  if (head.size() < least) {
    return {};
  }
  std::array<std::size_t, 4> nul{};
  for (std::size_t i = 0; i < head.size(); ++i) {
    nul.at(i % 4) += head[i] == '\0' ? 1U : 0U;
  }
  const std::size_t quarter = head.size() / 4;
  const auto full = [&](std::size_t i) { return nul.at(i) * 10 > quarter * 7; };
  const auto bare = [&](std::size_t i) { return nul.at(i) * 10 < quarter; };
  if (full(1) && full(2) && full(3) && bare(0)) {
    return "UTF-32LE";
  }
  if (full(0) && full(1) && full(2) && bare(3)) {
    return "UTF-32BE";
  }
  if (full(1) && full(3) && bare(0) && bare(2)) {
    return "UTF-16LE";
  }
  return full(0) && full(2) && bare(1) && bare(3) ? "UTF-16BE" : "";
}

bool has_binary_bytes(std::string_view bytes) {
  constexpr std::size_t tolerated = 3;
  constexpr std::size_t share = 100;
  std::size_t controls = 0;
  for (const char c : bytes) {
    if (c == '\0') {
      return true;
    }
    controls += is_control(c) ? 1U : 0U;
  }
  return controls > tolerated && controls * share > bytes.size();
}

std::optional<Error> check_text(std::string_view bytes, const Origin& origin) {
  if (const std::string_view wide = wide_encoding(bytes); !wide.empty()) {
    return Error{ErrorCode::encoding, "the text is " + std::string(wide) + ", not UTF-8; " + conversion(wide, origin),
                 origin.subject};
  }
  const std::optional<std::size_t> invalid = first_invalid_utf8(bytes);
  const bool binary = has_binary_bytes(bytes);
  const std::string_view format = binary_format(bytes);
  if (!format.empty() && (invalid || binary || format == "PDF")) {
    return Error{ErrorCode::binary, "not text but " + std::string(format) + "; take its text out first",
                 origin.subject};
  }
  if (binary) {
    const std::size_t nul = bytes.find('\0');
    const std::string where =
        nul == std::string_view::npos ? "control characters" : "a NUL at byte " + std::to_string(nul);
    return Error{ErrorCode::binary, "not text: it has " + where + "; name a text, HTML or JSON Lines file",
                 origin.subject};
  }
  if (invalid) {
    return encoding_error(bytes, *invalid, origin);
  }
  return std::nullopt;
}

std::string_view without_mark(std::string_view bytes) {
  return bytes.starts_with(byte_order_mark) ? bytes.substr(byte_order_mark.size()) : bytes;
}

std::optional<std::string> to_utf8(std::string_view bytes, const std::string& charset) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, ConverterCloser> converter(ucnv_open(charset.c_str(), &status));
  if (U_FAILURE(status) != 0 || bytes.size() > std::numeric_limits<std::int32_t>::max() / 4) {
    return std::nullopt;
  }
  const icu::UnicodeString wide(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.get(), status);
  if (U_FAILURE(status) != 0) {
    return std::nullopt;
  }
  std::string out;
  wide.toUTF8String(out);
  return out;
}

}  // namespace detente::ingest
