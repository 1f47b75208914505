// Records as a coder would write them, made up: the same ones for the same number, in any quantity.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "detente/record.h"
#include "knowledge/knowledge.h"

namespace detente::synthetic {

inline constexpr std::int32_t first_day = 15'706;  // 2013-01-01
inline constexpr std::int32_t days = 3'652;        // ten years
inline constexpr std::size_t events_per_article = 10;
inline constexpr std::size_t sentences_per_article = 18;
inline constexpr std::size_t words_per_sentence = 22;

inline constexpr std::array<std::string_view, 40> countries{
    "RUS", "USA", "UKR", "CHN", "ISR", "PSE", "IRN", "SYR", "GBR", "FRA", "DEU", "TUR", "IND", "PAK",
    "PRK", "KOR", "JPN", "SAU", "YEM", "IRQ", "AFG", "LBY", "EGY", "SDN", "ETH", "ERI", "SOM", "MLI",
    "NGA", "COD", "VEN", "COL", "GUY", "POL", "BLR", "LTU", "GEO", "ARM", "AZE", "SRB"};
inline constexpr std::array<std::string_view, 16> types{
    "AGREE",  "CONSULT", "SUPPORT",  "COOPERATE", "AID",      "CONCEDE",  "RETREAT", "REQUEST",
    "ACCUSE", "REJECT",  "THREATEN", "PROTEST",   "SANCTION", "MOBILIZE", "COERCE",  "ASSAULT"};
inline constexpr std::array<std::string_view, 5> sectors{"GOV", "MIL", "CVL", "OPP", "JRN"};

// splitmix64 (Steele, Lea, Flood 2014).
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  std::size_t below(std::size_t end) { return next() % end; }
  double real() { return static_cast<double>(next() >> 11U) / static_cast<double>(1ULL << 53U); }
  // Few values often, many rarely, as words and countries are.
  std::size_t skewed(std::size_t end) {
    const double x = real();
    return std::min(end - 1, static_cast<std::size_t>(x * x * x * static_cast<double>(end)));
  }

 private:
  std::uint64_t state_;
};

// The word of this number, of `vocabulary`.
inline constexpr std::size_t vocabulary = 20'000;
inline std::string word(std::size_t number) {
  static constexpr std::array<std::string_view, 16> syllables{"ba", "re", "mi",  "to",  "ku",  "sa", "le", "ni",
                                                              "do", "va", "ter", "lon", "gra", "pi", "ze", "hu"};
  std::string text;
  for (std::size_t rest = number + 16; rest > 0; rest /= 16) {
    text += syllables[rest % 16];
  }
  return text;
}

inline RecordEntity entity(Chance& chance, CodePointSpan span) {
  const std::size_t number = chance.skewed(countries.size());
  RecordEntity made;
  made.span = span;
  made.entity.code = countries[number];
  made.entity.sector = sectors[chance.skewed(sectors.size())];
  made.entity.identifier_text = "Office " + std::to_string(chance.skewed(50)) + " of " + made.entity.code;
  made.entity.identifier_id = "Q" + std::to_string(1000 + number);
  made.entity.via = Via::title;
  return made;
}

inline Location place(Chance& chance) {
  const std::size_t number = chance.skewed(5'000);
  Chance of_place(number + 7);
  Location made;
  made.resolved_place = "Place " + std::to_string(number);
  made.geonameid = static_cast<std::uint32_t>(100'000 + number);
  made.lat = of_place.real() * 130 - 55;
  made.lon = of_place.real() * 360 - 180;
  made.country_code = countries[number % countries.size()];
  made.feature_code = "PPL";
  made.resolution = "city";
  return made;
}

inline std::int32_t day_by_chance(std::uint64_t number) {
  return first_day + static_cast<std::int32_t>(Chance(number + 99).below(days));
}

// Article `number`, of this day, with ten events, four statements, and the layers that a coder writes.
inline Record record(std::uint64_t number, std::int32_t day) {
  Chance chance(number + 1);
  Record made;
  Article& article = made.article;
  article.id = "https://news.example/" + std::to_string(number);
  article.url = article.id;
  article.source = "Paper " + std::to_string(chance.skewed(200));
  article.language = "en";
  article.title = word(chance.skewed(vocabulary)) + " " + word(chance.skewed(vocabulary));
  article.date = knowledge::format_day(day);
  for (std::size_t i = 0; i < sentences_per_article; ++i) {
    const auto begin = static_cast<std::uint32_t>(article.text.size());
    for (std::size_t j = 0; j < words_per_sentence; ++j) {
      article.text += word(chance.skewed(vocabulary)) + (j + 1 == words_per_sentence ? "." : " ");
    }
    made.sentences.push_back({{begin, static_cast<std::uint32_t>(article.text.size())}, SentenceKind::body});
    article.text += ' ';
  }
  const auto words_at = [&](std::size_t sentence, std::uint32_t offset) {
    const std::uint32_t start = made.sentences[sentence].span.start + offset;
    return CodePointSpan{start, start + 12};
  };
  const auto named = [&](CodePointSpan span) {
    RecordEntity who = entity(chance, span);
    who.entity_text = article.text.substr(span.start, span.end - span.start);
    return who;
  };
  for (std::size_t i = 0; i < events_per_article; ++i) {
    const std::size_t sentence = (i * sentences_per_article) / events_per_article;
    Event event;
    event.id = article.id + "#e" + std::to_string(i + 1);
    const std::size_t type = chance.below(types.size());
    event.event = types[type];
    event.quad_code = static_cast<int>(type / 4) + 1;
    event.event_scale = 7.0 - static_cast<double>(type);
    event.cameo = "0" + std::to_string(type);
    event.event_text = {article.text.substr(made.sentences[sentence].span.start, 7)};
    event.actor = {named(words_at(sentence, 0))};
    event.recipient = {named(words_at(sentence, 30))};
    event.status = chance.below(8) == 0 ? Status::planned : Status::asserted;
    if (chance.below(3) == 0) {
      event.attributed_to = {named(words_at(sentence, 60))};
    }
    event.date = knowledge::format_day(day - static_cast<std::int32_t>(chance.skewed(30)));
    if (chance.below(2) == 0) {
      event.event_loc = RecordLocation{"Place", words_at(sentence, 50), place(chance)};
    }
    if (chance.below(6) == 0) {
      event.quantity = {{"300", {{}, 300, QuantityRelation::about, QuantityKind::troops}}};
    }
    event.text_info = {static_cast<std::uint32_t>(sentence), made.sentences[sentence].span};
    event.confidence = 0.5 + chance.real() / 2;
    made.events.push_back(std::move(event));
  }
  for (std::size_t i = 0; i < 4; ++i) {
    Statement statement;
    statement.id = article.id + "#s" + std::to_string(i + 1);
    statement.kind = SpeechKind::indirect;
    const CodePointSpan span = made.sentences[i * 4].span;
    statement.text = article.text.substr(span.start, span.end - span.start);
    statement.span = span;
    statement.cue = "said";
    statement.speaker = named(words_at(i * 4, 0));
    statement.text_info = {static_cast<std::uint32_t>(i * 4), span};
    statement.confidence = 0.75;
    made.statements.push_back(std::move(statement));
  }
  for (std::size_t i = 0; i < 8; ++i) {
    RecordActor actor{entity(chance, {}).entity, {}};
    for (std::size_t j = 0; j < 3; ++j) {
      actor.mentions.push_back(named(words_at((i + j * 5) % sentences_per_article, 15)));
      actor.mentions.back().entity = {};
    }
    made.actors.push_back(std::move(actor));
  }
  for (std::size_t i = 0; i < 6; ++i) {
    made.places.push_back({"Place", words_at(i, 50), place(chance)});
  }
  for (std::size_t i = 0; i < 3; ++i) {
    made.times.push_back({"on Monday", words_at(i, 70), {{}, TimexType::date, article.date, ""}});
  }
  return made;
}

inline Record record(std::uint64_t number) {
  return record(number, day_by_chance(number));
}

}  // namespace detente::synthetic
