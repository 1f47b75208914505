#include "knowledge/names.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "text/text.h"

namespace detente::knowledge {

namespace {

constexpr std::uint64_t fnv_prime = 0x100000001B3U;

bool is_ascii(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

std::string folded_ascii(std::string_view word) {
  std::string out;
  out.reserve(word.size());
  for (const char c : word) {
    if (c != '.' && c != '\'') {
      out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
  }
  return out;
}

// Letters that Unicode does not decompose but English news writes plainly.
void append_plain(UChar32 letter, icu::UnicodeString& out) {
  switch (letter) {
    case 0x0131:
      out.append(static_cast<UChar32>('i'));
      return;  // dotless i
    case 0x0142:
      out.append(static_cast<UChar32>('l'));
      return;  // l with stroke
    case 0x00F8:
      out.append(static_cast<UChar32>('o'));
      return;  // o with stroke
    case 0x0111:
      out.append(static_cast<UChar32>('d'));
      return;  // d with stroke
    case 0x0259:
      out.append(static_cast<UChar32>('a'));
      return;  // schwa, "Əliyev"
    case 0x2019:
      return;  // the typographic apostrophe
    default:
      out.append(letter);
  }
}

std::string folded_unicode(std::string_view word) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFKDInstance(status);
  auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())));
  if (U_SUCCESS(status)) {
    text = decompose->normalize(text, status);
  }
  text.foldCase();
  icu::UnicodeString kept;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 letter = text.char32At(i);
    if (u_charType(letter) != U_NON_SPACING_MARK && letter != '.' && letter != '\'') {
      append_plain(letter, kept);
    }
  }
  std::string out;
  kept.toUTF8String(out);
  return out;
}

// The code point at byte `i`, which moves behind it; negative where the bytes are no UTF-8.
UChar32 next_code_point(std::string_view word, std::size_t& i) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(word.data());  // NOLINT: bytes of text
  UChar32 letter = U_SENTINEL;
  U8_NEXT(bytes, i, word.size(), letter);
  return letter;
}

}  // namespace

std::string folded(std::string_view word) {
  return is_ascii(word) ? folded_ascii(word) : folded_unicode(word);
}

std::uint64_t extended(std::uint64_t name, std::string_view folded_word) {
  for (const char c : folded_word) {
    name = (name ^ static_cast<unsigned char>(c)) * fnv_prime;
  }
  return (name ^ static_cast<unsigned char>(' ')) * fnv_prime;
}

bool is_joint(std::string_view token) {
  return token == "-" || token == "." || token == "'" || token == "’" || token == "‘" || token == "`" ||
         token == "‑" || token == "ʼ";
}

bool begins_upper(std::string_view word) {
  std::size_t i = 0;
  const UChar32 letter = word.empty() ? U_SENTINEL : next_code_point(word, i);
  return letter >= 0 && u_isUUppercase(letter) != 0;
}

bool is_capitals(std::string_view word) {
  bool any = false;
  std::size_t i = 0;
  while (i < word.size()) {
    const UChar32 letter = next_code_point(word, i);
    if (letter >= 0 && u_isULowercase(letter) != 0) {
      return false;
    }
    any = any || (letter >= 0 && u_isUUppercase(letter) != 0);
  }
  return any;
}

bool family_name_first(std::string_view code) {
  return code == "CHN" || code == "TWN" || code == "KOR" || code == "PRK" || code == "VNM";
}

std::vector<std::string> words_of(std::string_view name) {
  Article article;
  article.text = name;
  article.blocks.push_back({{0, static_cast<std::uint32_t>(name.size())}, SentenceKind::body});
  article.sentences.push_back(article.blocks.back().span);
  const Document document = text::read(std::move(article));
  std::vector<std::string> words;
  for (std::uint32_t i = 0; i < document.tokens.size(); ++i) {
    if (!is_joint(document.word(i))) {
      words.emplace_back(document.word(i));
    }
  }
  return words;
}

NameCase case_of(const std::vector<std::string>& words) {
  NameCase demanded;
  if (words.empty()) {
    return demanded;
  }
  demanded.first_upper = begins_upper(words.front());
  demanded.last_upper = begins_upper(words.back());
  demanded.capitals = words.size() == 1 && words.front().size() > 1 && is_capitals(words.front());
  return demanded;
}

std::uint64_t hash_of(const std::vector<std::string>& words) {
  std::uint64_t name = empty_name;
  for (const auto& word : words) {
    name = extended(name, folded(word));
  }
  return name;
}

}  // namespace detente::knowledge
