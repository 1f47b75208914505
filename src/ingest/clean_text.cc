#include "ingest/clean_text.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <unordered_set>

#include "ingest/encoding.h"
#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

// One code point of valid UTF-8, and where the next begins.
struct Point {
  char32_t code = 0;
  std::size_t end = 0;
};

Point point_at(std::string_view text, std::size_t at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());  // NOLINT: ICU's own type for them
  auto next = static_cast<std::int32_t>(at);
  UChar32 code = 0;
  U8_NEXT(bytes, next, static_cast<std::int32_t>(text.size()), code);
  return {static_cast<char32_t>(code), static_cast<std::size_t>(next)};
}

int hexadecimal_value(char c) {
  constexpr int ten = 10;
  if (is_digit(c)) {
    return c - '0';
  }
  return c >= 'A' && c <= 'F' ? c - 'A' + ten : -1;
}

struct SpecialByte {
  char32_t code;
  unsigned char byte;
};

// Windows-1252 where it differs from Latin-1 (Unicode consortium, MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT).
constexpr std::array special_bytes{
    SpecialByte{0x20AC, 0x80}, SpecialByte{0x201A, 0x82}, SpecialByte{0x0192, 0x83}, SpecialByte{0x201E, 0x84},
    SpecialByte{0x2026, 0x85}, SpecialByte{0x2020, 0x86}, SpecialByte{0x2021, 0x87}, SpecialByte{0x02C6, 0x88},
    SpecialByte{0x2030, 0x89}, SpecialByte{0x0160, 0x8A}, SpecialByte{0x2039, 0x8B}, SpecialByte{0x0152, 0x8C},
    SpecialByte{0x017D, 0x8E}, SpecialByte{0x2018, 0x91}, SpecialByte{0x2019, 0x92}, SpecialByte{0x201C, 0x93},
    SpecialByte{0x201D, 0x94}, SpecialByte{0x2022, 0x95}, SpecialByte{0x2013, 0x96}, SpecialByte{0x2014, 0x97},
    SpecialByte{0x02DC, 0x98}, SpecialByte{0x2122, 0x99}, SpecialByte{0x0161, 0x9A}, SpecialByte{0x203A, 0x9B},
    SpecialByte{0x0153, 0x9C}, SpecialByte{0x017E, 0x9E}, SpecialByte{0x0178, 0x9F},
};

// The byte that Windows-1252 writes for it, above ASCII; 0 for all others.
unsigned char byte_of(char32_t code) {
  if (code >= 0x80 && code <= 0xFF) {
    return static_cast<unsigned char>(code);
  }
  const auto* const found = std::find_if(special_bytes.begin(), special_bytes.end(),
                                         [&](const SpecialByte& special) { return special.code == code; });
  return found == special_bytes.end() ? 0 : found->byte;
}

bool is_continuation(unsigned char byte) {
  return (byte & 0xC0U) == 0x80U;
}

// How many bytes follow a lead byte; 0 when it leads none.
std::size_t bytes_after(unsigned char lead) {
  if (lead >= 0xC2U && lead <= 0xDFU) {
    return 1;
  }
  if (lead >= 0xE0U && lead <= 0xEFU) {
    return 2;
  }
  return lead >= 0xF0U && lead <= 0xF4U ? 3 : 0;
}

// What stands at a place of text that may be UTF-8 read as Windows-1252.
struct Misread {
  std::string bytes;    // the UTF-8 that it was
  std::size_t end = 0;  // where the text goes on
};

// A character's bytes one by one; nothing where the characters cannot have been one.
std::optional<Misread> misread_at(std::string_view text, std::size_t at) {
  Point point = point_at(text, at);
  const unsigned char lead = byte_of(point.code);
  const std::size_t following = bytes_after(lead);
  if (following == 0) {
    return std::nullopt;
  }
  Misread misread{std::string(1, static_cast<char>(lead)), point.end};
  for (std::size_t i = 0; i < following; ++i) {
    if (misread.end == text.size()) {
      return std::nullopt;
    }
    point = point_at(text, misread.end);
    const unsigned char byte = byte_of(point.code);
    if (!is_continuation(byte)) {
      return std::nullopt;
    }
    misread.bytes += static_cast<char>(byte);
    misread.end = point.end;
  }
  constexpr char32_t first_printable = 0xA0;
  const bool valid = !first_invalid_utf8(misread.bytes).has_value();
  return valid && point_at(misread.bytes, 0).code >= first_printable ? std::optional(misread) : std::nullopt;
}

// "â€" begins dashes and quotation marks, and nothing that anybody writes.
bool is_mark(const Misread& misread) {
  return misread.bytes.starts_with("\xE2\x80");
}

struct MisreadCount {
  std::size_t misread = 0;
  std::size_t well_read = 0;  // letters that lead to nothing: "â" in "château"
};

MisreadCount count_misread(std::string_view text) {
  MisreadCount count;
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80U) {
      ++at;
      continue;
    }
    if (const auto misread = misread_at(text, at)) {
      ++count.misread;
      at = misread->end;
      continue;
    }
    const Point point = point_at(text, at);
    count.well_read += bytes_after(byte_of(point.code)) > 0 ? 1U : 0U;
    at = point.end;
  }
  return count;
}

bool repair_mojibake_once(std::string& text) {
  const MisreadCount count = count_misread(text);
  if (count.misread == 0) {
    return false;
  }
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto misread = static_cast<unsigned char>(text[at]) < 0x80U ? std::nullopt : misread_at(text, at);
    if (misread && (count.well_read == 0 || is_mark(*misread))) {
      out += misread->bytes;
      at = misread->end;
      continue;
    }
    const std::size_t end = point_at(text, at).end;
    out += text.substr(at, end - at);
    at = end;
  }
  const bool changed = out != text;
  text = std::move(out);
  return changed;
}

// Characters of no width that no word needs; U+200C and U+200D join letters in some scripts and stay.
bool is_without_width(char32_t code) {
  return code == 0xAD || code == 0x200B || code == 0x2060 || code == 0xFEFF;
}

std::string_view letters_of_ligature(char32_t code) {
  constexpr char32_t first = 0xFB00;
  constexpr std::array<std::string_view, 7> letters{"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
  return code >= first && code < first + letters.size() ? letters[code - first] : std::string_view();
}

bool is_small_letter(char c) {
  return c >= 'a' && c <= 'z';
}

bool is_letter_byte(char c) {
  return is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80U;
}

// What stands behind a hyphen that belongs to the word: compounds of the language of news.
constexpr std::array<std::string_view, 48> compound_tails{
    "backed",   "led",        "based",   "range",     "wing",   "year",      "old",     "held",
    "style",    "controlled", "general", "run",       "owned",  "sponsored", "term",    "level",
    "scale",    "ranking",    "minute",  "made",      "born",   "caliber",   "calibre", "fire",
    "aircraft", "terrorism",  "tank",    "personnel", "member", "nation",    "day",     "week",
    "month",    "hour",       "party",   "party's",   "minded", "profile",   "elect",   "makers",
    "maker",    "leader",     "state",   "armed",     "built",  "occupied",  "linked",  "speaking"};

// A word cut at a line's end.
struct Cut {
  std::string_view head;  // "sol"
  std::string_view tail;  // "diers"
  std::size_t hyphen = 0;
  std::size_t resume = 0;  // where the tail begins
};

std::optional<Cut> cut_at(std::string_view text, std::size_t hyphen) {
  if (hyphen == 0 || !is_letter_byte(text[hyphen - 1])) {
    return std::nullopt;
  }
  constexpr std::string_view blanks = " \t\r";
  const std::size_t line_end = text.find_first_not_of(blanks, hyphen + 1);
  if (line_end == std::string_view::npos || text[line_end] != '\n') {
    return std::nullopt;
  }
  const std::size_t resume = text.find_first_not_of(" \t", line_end + 1);
  if (resume == std::string_view::npos || !is_small_letter(text[resume])) {
    return std::nullopt;
  }
  std::size_t begin = hyphen;
  while (begin > 0 && (is_letter_byte(text[begin - 1]) || text[begin - 1] == '-')) {
    --begin;
  }
  std::size_t end = resume;
  while (end < text.size() && is_letter_byte(text[end])) {
    ++end;
  }
  return Cut{text.substr(begin, hyphen - begin), text.substr(resume, end - resume), hyphen, resume};
}

// The words of a text, in small letters, hyphens inside them kept.
std::unordered_set<std::string> words_of(std::string_view text) {
  std::unordered_set<std::string> words;
  for (const std::string_view word : split_words(text, " \t\r\n\v\f.,;:!?()[]\"/")) {
    words.insert(lower_ascii(word));
  }
  return words;
}

bool hyphen_belongs(const Cut& cut, const std::unordered_set<std::string>& words) {
  const std::string head = lower_ascii(cut.head);
  const std::string tail = lower_ascii(cut.tail);
  if (words.contains(head + tail)) {
    return false;
  }
  return words.contains(head + "-" + tail) || is_one_of(compound_tails, tail) ||
         cut.head.find('-') != std::string_view::npos || begins_with_capital(cut.head);
}

}  // namespace

bool decode_quoted_printable(std::string& text) {
  std::string out;
  std::size_t soft_breaks = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '=') {
      out += text[at];
      continue;
    }
    const std::string_view rest = std::string_view(text).substr(at + 1);
    if (rest.starts_with("\n") || rest.starts_with("\r\n")) {
      ++soft_breaks;
      at += rest.front() == '\r' ? 2U : 1U;
      continue;
    }
    const int high = rest.size() < 2 ? -1 : hexadecimal_value(rest[0]);
    const int low = rest.size() < 2 ? -1 : hexadecimal_value(rest[1]);
    if (high < 0 || low < 0) {
      return false;
    }
    constexpr int digits = 16;
    out += static_cast<char>(high * digits + low);
    at += 2;
  }
  if (soft_breaks == 0 || first_invalid_utf8(out)) {
    return false;
  }
  text = std::move(out);
  return true;
}

bool repair_mojibake(std::string& text) {
  constexpr int most_times = 2;
  int times = 0;
  while (times < most_times && !is_ascii(text) && repair_mojibake_once(text)) {
    ++times;
  }
  return times > 0;
}

bool normalise(std::string& text) {
  if (is_ascii(text)) {
    return false;
  }
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Point point = point_at(text, at);
    if (const std::string_view letters = letters_of_ligature(point.code); !letters.empty()) {
      out += letters;
    } else if (!is_without_width(point.code)) {
      out += text.substr(at, point.end - at);
    }
    at = point.end;
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(status);
  if (U_SUCCESS(status) && !form->isNormalizedUTF8(out, status)) {
    std::string normal;
    icu::StringByteSink<std::string> sink(&normal);
    form->normalizeUTF8(0, out, sink, nullptr, status);
    out = U_SUCCESS(status) ? std::move(normal) : std::move(out);
  }
  const bool changed = out != text;
  text = std::move(out);
  return changed;
}

bool join_hyphenated(std::string& text) {
  std::size_t hyphen = text.find('-');
  std::string out;
  std::size_t done = 0;
  std::optional<std::unordered_set<std::string>> words;
  for (; hyphen != std::string::npos; hyphen = text.find('-', hyphen + 1)) {
    const std::optional<Cut> cut = cut_at(text, hyphen);
    if (!cut) {
      continue;
    }
    if (!words) {
      words = words_of(text);
    }
    out.append(text, done, hyphen - done + (hyphen_belongs(*cut, *words) ? 1 : 0));
    done = cut->resume;
  }
  if (done == 0) {
    return false;
  }
  out.append(text, done);
  text = std::move(out);
  return true;
}

void clean_text(Article& article) {
  const auto mend = [&](bool (*repair)(std::string&), std::string_view fault) {
    if (repair(article.text)) {
      article.text_was_extracted = true;
      article.warnings.push_back(std::string(fault) +
                                 ": the text was mended, offsets point into the text given here");
    }
  };
  mend(decode_quoted_printable, "quoted-printable");
  mend(repair_mojibake, "UTF-8 that was read as Windows-1252");
  mend(normalise, "characters not in normal form");
  mend(join_hyphenated, "words cut at line ends");
  clean_line(article.title);
  clean_line(article.byline);
}

void clean_line(std::string& line) {
  repair_mojibake(line);
  normalise(line);
}

}  // namespace detente::ingest
