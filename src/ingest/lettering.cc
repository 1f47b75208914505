#include "ingest/lettering.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

namespace detente::ingest {

namespace {

constexpr std::array<std::string_view, 8> spaces{" ", "\t", "\n", "\r", "\v", "\f", "\xC2\xA0", "\xEF\xBB\xBF"};

constexpr std::array<std::string_view, 8> closers{"\"",           "'",        ")",           "]", "\xE2\x80\x9D",
                                                  "\xE2\x80\x99", "\xC2\xBB", "\xE2\x80\x9C"};

// The code point at `at`, which moves behind it. Broken bytes come out as code points that are no letters.
UChar32 take_code_point(std::string_view text, std::size_t& at) {
  const auto trail = [&] {
    const auto byte = at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
    at += (byte & 0xC0U) == 0x80U ? 1U : 0U;
    return byte & 0x3FU;
  };
  const unsigned lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0xC0U) {
    return lead < 0x80U ? static_cast<UChar32>(lead) : 0xFFFD;
  }
  const unsigned more = lead >= 0xF0U ? 3 : (lead >= 0xE0U ? 2 : 1);
  unsigned value = lead & (0x3FU >> more);
  for (unsigned i = 0; i < more; ++i) {
    value = (value << 6U) | trail();
  }
  return static_cast<UChar32>(value);
}

struct Letter {
  UChar32 value = 0;
  bool found = false;
};

// The first letter of `text`.
Letter first_letter(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const UChar32 value = take_code_point(text, at);
    if (u_isalpha(value) != 0) {
      return {value, true};
    }
  }
  return {};
}

}  // namespace

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  const auto strip = [&](auto starts, auto remove) {
    while (std::any_of(spaces.begin(), spaces.end(), [&](std::string_view space) {
      if (!starts(space)) {
        return false;
      }
      remove(space.size());
      return true;
    })) {
    }
  };
  strip([&](std::string_view space) { return text.starts_with(space); },
        [&](std::size_t n) { text.remove_prefix(n); });
  strip([&](std::string_view space) { return text.ends_with(space); }, [&](std::size_t n) { text.remove_suffix(n); });
  return text;
}

std::vector<std::string_view> split_words(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  while ((at = text.find_first_not_of(separators, at)) != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool begins_with_capital(std::string_view word) {
  const Letter letter = first_letter(word);
  return letter.found && u_isUUppercase(letter.value) != 0;
}

bool begins_with_small(std::string_view word) {
  const Letter letter = first_letter(word);
  return letter.found && u_isULowercase(letter.value) != 0;
}

bool is_all_capitals(std::string_view word) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < word.size();) {
    const UChar32 value = take_code_point(word, at);
    if (u_isalpha(value) == 0) {
      continue;
    }
    if (u_isULowercase(value) != 0) {
      return false;
    }
    ++letters;
  }
  return letters >= 2;
}

bool has_letter(std::string_view text) {
  return first_letter(text).found;
}

bool starts_with_lower(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && lower_ascii(text.substr(0, lower.size())) == lower;
}

bool contains_lower(std::string_view text, std::string_view lower) {
  return lower_ascii(text).find(lower) != std::string::npos;
}

std::string_view last_mark(std::string_view text) {
  text = trimmed(text);
  bool again = true;
  while (again) {
    again = false;
    for (const std::string_view closer : closers) {
      if (text.ends_with(closer)) {
        text.remove_suffix(closer.size());
        again = true;
      }
    }
  }
  if (text.empty()) {
    return {};
  }
  std::size_t begin = text.size() - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) {
    --begin;
  }
  return text.substr(begin);
}

bool ends_as_sentence(std::string_view text) {
  const std::string_view mark = last_mark(text);
  return mark == "." || mark == "!" || mark == "?" || mark == "\xE2\x80\xA6";
}

std::string_view leading_dash(std::string_view text) {
  for (const std::string_view dash : {"\xE2\x80\x94", "\xE2\x80\x93", "\xE2\x80\x95", "--", "-"}) {
    if (text.starts_with(dash)) {
      return dash;
    }
  }
  return {};
}

}  // namespace detente::ingest
