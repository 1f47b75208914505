#include "ingest/language.h"

#include <cld2/public/compact_lang_det.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "ingest/ingest.h"
#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

// The beginning tells as much as the whole.
constexpr std::size_t bytes_looked_at = 3072;
constexpr int least_letters = 60;  // bytes of letters; below, names of people and places decide
constexpr int least_percent = 70;  // of the letters that are in that language

struct Synonym {
  std::string_view written;
  std::string_view meant;
};

// Codes withdrawn from ISO 639-1, and the two written forms of Norwegian.
constexpr std::array synonyms{Synonym{"iw", "he"}, Synonym{"in", "id"}, Synonym{"ji", "yi"}, Synonym{"nb", "no"},
                              Synonym{"nn", "no"}};

std::string code_of(std::string_view tag) {
  const std::string lower = lower_ascii(tag.substr(0, tag.find_first_of("-_")));
  const auto* const synonym =
      std::find_if(synonyms.begin(), synonyms.end(), [&](const Synonym& one) { return one.written == lower; });
  const bool is_code =
      (lower.size() == 2 || lower.size() == 3) && std::all_of(lower.begin(), lower.end(), is_ascii_letter);
  return synonym != synonyms.end() ? std::string(synonym->meant) : is_code ? lower : std::string();
}

// Without a code point cut in two.
std::string_view beginning_of(std::string_view text) {
  std::size_t size = std::min(text.size(), bytes_looked_at);
  while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
    --size;
  }
  return text.substr(0, size);
}

}  // namespace

std::string detect_language(std::string_view text) {
  constexpr std::size_t candidates = 3;
  text = beginning_of(text);
  std::array<CLD2::Language, candidates> languages{};
  std::array<int, candidates> percents{};
  int letters = 0;
  bool reliable = false;
  CLD2::DetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, languages.data(), percents.data(),
                              &letters, &reliable);
  if (!reliable || languages[0] == CLD2::UNKNOWN_LANGUAGE || letters < least_letters || percents[0] < least_percent) {
    return {};
  }
  return code_of(CLD2::LanguageCode(languages[0]));
}

void settle_language(Article& article) {
  article.language = code_of(article.language);
  const std::string detected = detect_language(article.text);
  if (detected.empty() || detected == article.language) {
    return;
  }
  if (!article.language.empty()) {
    article.warnings.push_back("said to be in " + language_name(article.language) + ", but written in " +
                               language_name(detected));
  }
  article.language = detected;
}

std::string language_name(std::string_view code) {
  icu::UnicodeString name;
  icu::Locale(std::string(code).c_str()).getDisplayLanguage(icu::Locale::getEnglish(), name);
  std::string utf8;
  return name.toUTF8String(utf8);
}

}  // namespace detente::ingest
