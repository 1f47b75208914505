#include "model/wordpiece.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <bit>
#include <stdexcept>
#include <string>

namespace detente::model {

namespace {

constexpr std::string_view continuation = "##";
constexpr std::size_t longest_part = 100;  // characters

constexpr UChar32 replacement = 0xFFFD;

// The blocks of Chinese characters each of which is a word of its own; 0x2B920 as the reference tokenizer has it.
struct Range {
  UChar32 first, last;
};
constexpr std::array<Range, 8> ideographs{{{0x4E00, 0x9FFF},
                                           {0x3400, 0x4DBF},
                                           {0x20000, 0x2A6DF},
                                           {0x2A700, 0x2B73F},
                                           {0x2B740, 0x2B81F},
                                           {0x2B920, 0x2CEAF},
                                           {0xF900, 0xFAFF},
                                           {0x2F800, 0x2FA1F}}};

bool is_ascii(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_ascii_alphanumeric(UChar32 c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool stands_alone(UChar32 c) {
  if (c < 0x80) {
    return !is_ascii_alphanumeric(c);
  }
  return u_ispunct(c) != 0 || std::any_of(ideographs.begin(), ideographs.end(),
                                          [&](Range range) { return range.first <= c && c <= range.last; });
}

icu::UnicodeString decode(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

// Without control and unassigned characters and without accents, in lower case.
icu::UnicodeString normalise(std::string_view word) {
  const icu::UnicodeString given = decode(word);
  icu::UnicodeString kept;
  for (std::int32_t i = 0; i < given.length(); i = given.moveIndex32(i, 1)) {
    const UChar32 c = given.char32At(i);
    if (c != replacement && (U_MASK(u_charType(c)) & U_GC_C_MASK) == 0) {
      kept.append(c);
    }
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* decomposer = icu::Normalizer2::getNFDInstance(status);
  const icu::UnicodeString decomposed = U_SUCCESS(status) ? decomposer->normalize(kept, status) : kept;
  icu::UnicodeString out;
  for (std::int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    const UChar32 c = decomposed.char32At(i);
    if (u_charType(c) != U_NON_SPACING_MARK) {
      out.append(u_tolower(c));
    }
  }
  return out;
}

// The runs of `text` between characters that stand alone, and those, as UTF-8 in their order; some may be empty.
std::vector<std::string> split(const icu::UnicodeString& text) {
  std::vector<std::string> parts;
  std::int32_t begin = 0;
  const auto cut = [&](std::int32_t end) {
    text.tempSubStringBetween(begin, end).toUTF8String(parts.emplace_back());
    begin = end;
  };
  for (std::int32_t i = 0; i < text.length();) {
    const std::int32_t after = text.moveIndex32(i, 1);
    if (stands_alone(text.char32At(i))) {
      cut(i);
      cut(after);
    }
    i = after;
  }
  cut(text.length());
  return parts;
}

std::string lower_ascii(std::string_view word) {
  std::string out;
  for (const char c : word) {
    if (c >= ' ' && c != '\x7F') {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return out;
}

std::size_t characters_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::uint64_t hash(std::uint64_t sum, std::string_view text) {
  for (const char c : text) {
    sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  }
  return sum;
}

std::size_t hash_of(std::string_view prefix, std::string_view rest) {
  const std::uint64_t sum = hash(hash(0xCBF29CE484222325U, prefix), rest);
  return sum ^ (sum >> 32U);
}

// What the letters seen so far say of a word's case.
struct Letters {
  bool first_upper = false, any_upper = false, any_lower = false, later_upper = false, any_digit = false;

  void see(bool upper, bool lower, bool digit) {
    const bool first = !any_upper && !any_lower;
    first_upper = first ? upper : first_upper;
    later_upper = later_upper || (upper && !first);
    any_upper = any_upper || upper;
    any_lower = any_lower || lower;
    any_digit = any_digit || digit;
  }
  void see_ascii(char c) { see(c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9'); }
};

bool is_digit(UChar32 c) {
  const auto type = u_getIntPropertyValue(c, UCHAR_NUMERIC_TYPE);
  return type == U_NT_DECIMAL || type == U_NT_DIGIT;
}

Letters letters_of(std::string_view word) {
  Letters letters;
  if (is_ascii(word)) {
    for (const char c : word) {
      letters.see_ascii(c);
    }
    return letters;
  }
  const icu::UnicodeString text = decode(word);
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    letters.see(u_isUUppercase(c) != 0, u_isULowercase(c) != 0, is_digit(c));
  }
  return letters;
}

}  // namespace

LetterCase letter_case(std::string_view word) {
  const Letters letters = letters_of(word);
  if (!letters.any_upper && !letters.any_lower) {
    return letters.any_digit ? LetterCase::digit : LetterCase::other;
  }
  if (!letters.any_upper) {
    return LetterCase::lower;
  }
  if (letters.first_upper && !letters.later_upper) {
    return LetterCase::capitalised;
  }
  return letters.any_lower ? LetterCase::mixed : LetterCase::allcaps;
}

Wordpiece::Wordpiece(std::string_view vocabulary, std::string_view unknown) {
  while (!vocabulary.empty()) {
    const std::size_t end = std::min(vocabulary.find('\n'), vocabulary.size());
    pieces_.push_back(vocabulary.substr(0, end));
    longest_ = std::max(longest_, end);
    vocabulary.remove_prefix(std::min(end + 1, vocabulary.size()));
  }
  slots_.assign(std::bit_ceil(2 * pieces_.size() + 2), none);
  const std::size_t mask = slots_.size() - 1;
  for (PieceId id = 0; id < pieces_.size(); ++id) {
    std::size_t i = hash_of({}, pieces_[id]) & mask;
    while (slots_[i] != none) {
      i = (i + 1) & mask;
    }
    slots_[i] = id;
  }
  unknown_ = find(unknown);
  if (unknown_ == none) {
    throw std::invalid_argument("have a vocabulary without " + std::string(unknown));
  }
}

PieceId Wordpiece::find(std::string_view prefix, std::string_view rest) const {
  const std::size_t mask = slots_.size() - 1;
  const std::size_t size = prefix.size() + rest.size();
  for (std::size_t i = hash_of(prefix, rest) & mask; slots_[i] != none; i = (i + 1) & mask) {
    const std::string_view piece = pieces_[slots_[i]];
    if (piece.size() == size && piece.starts_with(prefix) && piece.ends_with(rest)) {
      return slots_[i];
    }
  }
  return none;
}

void Wordpiece::append_part(std::string_view part, std::vector<PieceId>& out) const {
  if (part.size() > longest_part && characters_of(part) > longest_part) {
    out.push_back(unknown_);
    return;
  }
  const std::size_t before = out.size();
  while (!part.empty()) {
    const std::string_view prefix = out.size() == before ? std::string_view() : continuation;
    std::size_t size = std::min(part.size(), longest_);
    PieceId id = none;
    for (; size > 0 && id == none; --size) {
      id = find(prefix, part.substr(0, size));
    }
    if (id == none) {
      out.resize(before);
      out.push_back(unknown_);
      return;
    }
    out.push_back(id);
    part.remove_prefix(size + 1);  // the loop has counted once more
  }
}

void Wordpiece::append_pieces(std::string_view word, std::vector<PieceId>& out) const {
  const std::size_t before = out.size();
  if (is_ascii(word)) {
    append_ascii(lower_ascii(word), out);
  } else {
    for (const std::string& part : split(normalise(word))) {
      append_part(part, out);
    }
  }
  if (out.size() == before) {
    out.push_back(unknown_);
  }
}

void Wordpiece::append_ascii(std::string_view text, std::vector<PieceId>& out) const {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_ascii_alphanumeric(text[i])) {
      append_part(text.substr(begin, i - begin), out);
      append_part(text.substr(i, 1), out);
      begin = i + 1;
    }
  }
  append_part(text.substr(begin), out);
}

}  // namespace detente::model
