// What a trigger's arguments become: our own sentences, with the triggers given by their words.
#include "resolve/resolve.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "built_share.h"
#include "text/text.h"

namespace detente::resolve {
namespace {

const Resolver& resolver() {
  static const auto opened = Resolver::open(DETENTE_BUILD_DIR "/share/detente/detente.gazetteer", tables());
  return opened.value();
}

Document read(std::string_view text, std::string_view date = "2022-02-07") {
  Article article;
  article.text = text;
  article.date = date;
  article.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, SentenceKind::body});
  return text::read(std::move(article));
}

// The first tokens that spell these words.
TokenSpan find(const Document& document, std::string_view words) {
  const auto begin = static_cast<std::uint32_t>(document.article.text.find(words));
  const auto end = static_cast<std::uint32_t>(begin + words.size());
  TokenSpan tokens{static_cast<std::uint32_t>(document.tokens.size()), 0};
  for (std::uint32_t i = 0; i < document.tokens.size(); ++i) {
    if (document.tokens[i].span.begin >= begin && document.tokens[i].span.end <= end) {
      tokens.begin = std::min(tokens.begin, i);
      tokens.end = i + 1;
    }
  }
  return tokens;
}

struct Part {
  Role role;
  std::string_view words;
};

// A trigger of a type with its arguments, all given by their words; actors, recipients, sources and places become
// mentions.
Trigger add(const Document& document, Analysis& analysis, std::string_view words, std::string_view type,
            const std::vector<Part>& parts = {}) {
  Trigger trigger;
  trigger.tokens = find(document, words);
  trigger.type = tables().ontology().type(type).value();
  const auto holds = [&](const Sentence& sentence) { return sentence.tokens.contains(trigger.tokens.begin); };
  const auto sentence = std::find_if(document.sentences.begin(), document.sentences.end(), holds);
  trigger.sentence = static_cast<std::uint32_t>(sentence - document.sentences.begin());
  for (const Part& part : parts) {
    const TokenSpan tokens = find(document, part.words);
    trigger.arguments.push_back({part.role, tokens});
    if (part.role != Role::time && part.role != Role::quantity) {
      analysis.mentions.push_back({tokens, part.role == Role::place ? MentionKind::place : MentionKind::actor});
    }
  }
  std::sort(analysis.mentions.begin(), analysis.mentions.end(),
            [](const Mention& a, const Mention& b) { return a.tokens.begin < b.tokens.begin; });
  analysis.triggers.push_back(trigger);
  return trigger;
}

ResolvedEvent only_event(const Document& document, std::string_view words, std::string_view type,
                         const std::vector<Part>& parts = {}) {
  Analysis analysis;
  add(document, analysis, words, type, parts);
  return resolver().resolve(document, analysis).events.at(0);
}

std::string names_of(const std::vector<Entity>& entities) {
  std::string names;
  for (const Entity& entity : entities) {
    names += (names.empty() ? "" : "; ") + entity.code + " " + entity.identifier_text;
  }
  return names;
}

TEST(ResolverFile, IsNamedWhenItIsNotThereOrDamaged) {
  const auto missing = Resolver::open("/nowhere/detente.gazetteer", tables());
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::not_found);
  const std::string path = testing::TempDir() + "damaged.gazetteer";
  std::ofstream(path, std::ios::binary) << "no gazetteer at all, but some bytes of another kind";
  const auto damaged = Resolver::open(path, tables());
  ASSERT_FALSE(damaged.ok());
  EXPECT_EQ(damaged.error().code, ErrorCode::corrupt_data);
  EXPECT_EQ(damaged.error().subject, path);
  EXPECT_GT(resolver().places(), 10000U);
}

struct Dated {
  std::string_view text;
  std::string_view action;
  std::string_view argument;  // the model's words for the time; empty: none
  std::string_view value;     // TIMEX3; empty: no time
};

class EventTimes : public testing::TestWithParam<Dated> {};

TEST_P(EventTimes, Are) {
  const Document document = read(GetParam().text);
  std::vector<Part> parts;
  if (!GetParam().argument.empty()) {
    parts.push_back({Role::time, GetParam().argument});
  }
  const auto event = only_event(document, GetParam().action, "CONSULT", parts);
  EXPECT_EQ(event.time ? event.time->value : "", GetParam().value) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Sentences, EventTimes,
    testing::Values(Dated{"They met on Tuesday.", "met", "", "2022-02-01"},
                    Dated{"They met on 3 March 2021 and parted on 4 March 2021.", "met", "", "2021-03-03"},
                    Dated{"They met on 3 March 2021 and parted on 4 March 2021.", "parted", "", "2021-03-04"},
                    Dated{"They met on 3 March 2021 and parted on 4 March 2021.", "met", "4 March 2021",
                          "2021-03-04"},
                    Dated{"They met in Oslo.", "met", "", ""}, Dated{"They met for two weeks.", "met", "", ""},
                    Dated{"They met every Friday.", "met", "", ""},
                    Dated{"They met in Oslo. On 3 March 2021 they parted.", "met", "", ""},
                    Dated{"They met last month.", "met", "", "2022-01"},
                    Dated{"They met last year.", "met", "", "2021"},
                    Dated{"They met today after a pause of three hours.", "met", "", "2022-02-07"}));

struct Counted {
  std::string_view text;
  std::string_view action;
  std::string_view type;
  std::string_view argument;  // the model's words for the quantity; empty: none
  std::string_view quantity;  // "60 killed"; empty: none
};

class EventQuantities : public testing::TestWithParam<Counted> {};

TEST_P(EventQuantities, Are) {
  const Document document = read(GetParam().text);
  std::vector<Part> parts;
  if (!GetParam().argument.empty()) {
    parts.push_back({Role::quantity, GetParam().argument});
  }
  const auto event = only_event(document, GetParam().action, GetParam().type, parts);
  std::string quantity;
  for (const Quantity& each : event.quantities) {
    quantity += std::to_string(static_cast<int>(each.value)) + " " + std::string(name_of(each.kind));
  }
  EXPECT_EQ(quantity, GetParam().quantity) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Sentences, EventQuantities,
    testing::Values(
        Counted{"The bomb killed 60 people.", "killed", "ASSAULT", "", "60 killed"},
        Counted{"The raid killed 12 people and wounded 30 others.", "killed", "ASSAULT", "", "12 killed"},
        Counted{"The raid killed 12 people and wounded 30 others.", "wounded", "ASSAULT", "", "30 injured"},
        Counted{"The raid killed 12 people and wounded 30 others.", "killed", "ASSAULT", "30 others", "30 injured"},
        Counted{"They met after a bomb killed 60 people.", "met", "CONSULT", "", ""},
        Counted{"London will send 350 troops to Poland.", "send", "MOBILIZE", "", "350 troops"},
        Counted{"London will send 350 troops to Poland.", "send", "ACCUSE", "", ""},
        Counted{"Police arrested 25 protesters in Minsk.", "arrested", "COERCE", "", "25 arrested"},
        Counted{"Moscow expelled 10 diplomats.", "expelled", "SANCTION", "", "10 expelled"},
        Counted{"The bank lent $20 million to Chad.", "lent", "AID", "", "20000000 money"},
        Counted{"They talked in Oslo. A bomb killed 60 people.", "talked", "ASSAULT", "", ""},
        Counted{"A bomb went off while the mayor of the old town by the slow and muddy river spoke at length about "
                "roads, bridges, schools and drains to 60 people killed.",
                "went off", "ASSAULT", "", ""}));

struct Placed {
  std::string_view text;
  std::string_view words;  // the place argument
  std::string_view place;  // resolved place, country code; "?": words only; empty: none
};

class EventPlaces : public testing::TestWithParam<Placed> {};

TEST_P(EventPlaces, Are) {
  const Document document = read(GetParam().text);
  const auto event = only_event(document, "met", "CONSULT", {{Role::place, GetParam().words}});
  std::string place;
  if (event.place) {
    const bool resolved = event.place->geonameid != 0;
    place = resolved ? event.place->resolved_place + " " + event.place->country_code : "?";
    EXPECT_NE(document.text(event.place->span).size(), 0U);
  }
  EXPECT_EQ(place, GetParam().place) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(Sentences, EventPlaces,
                         testing::Values(Placed{"They met in Geneva on Tuesday.", "Geneva", "Geneva CHE"},
                                         Placed{"They met near Kharkiv, Ukraine.", "Kharkiv", "Kharkiv UKR"},
                                         Placed{"They met in Poland.", "Poland", "Poland POL"},
                                         Placed{"They met in the old barracks.", "the old barracks", "?"},
                                         Placed{"They met with Emmanuel Macron.", "Emmanuel Macron", ""}));

TEST(EventEntities, StandInTheirRolesAndOnce) {
  const Document document = read(
      "Vladimir Putin met Emmanuel Macron in Moscow, and Putin blamed Ukraine, Reuters said citing the Kremlin.");
  Analysis analysis;
  add(document, analysis, "met", "CONSULT",
      {{Role::actor, "Vladimir Putin"}, {Role::recipient, "Emmanuel Macron"}, {Role::source, "the Kremlin"}});
  add(document, analysis, "blamed", "ACCUSE",
      {{Role::actor, "Vladimir Putin"}, {Role::actor, "Putin"}, {Role::recipient, "Ukraine"}});
  const Resolved resolved = resolver().resolve(document, analysis);
  ASSERT_EQ(resolved.events.size(), 2U);
  EXPECT_EQ(resolved.events[0].trigger, 0U);
  EXPECT_EQ(resolved.events[1].trigger, 1U);
  EXPECT_EQ(names_of(resolved.events[0].actors), "RUS Vladimir Putin");
  EXPECT_EQ(names_of(resolved.events[0].recipients), "FRA Emmanuel Macron");
  EXPECT_EQ(names_of(resolved.events[0].sources), "RUS Kremlin");
  EXPECT_EQ(names_of(resolved.events[1].actors), "RUS Vladimir Putin");
  EXPECT_EQ(names_of(resolved.events[1].recipients), "UKR Ukraine");
  EXPECT_TRUE(resolved.events[1].sources.empty());
}

TEST(EventEntities, SeveralOfOneMention) {
  const Document document = read("The French and Russian presidents met Germany, Poland and Spain.");
  const auto event = only_event(
      document, "met", "CONSULT",
      {{Role::actor, "The French and Russian presidents"}, {Role::recipient, "Germany, Poland and Spain"}});
  EXPECT_EQ(names_of(event.actors), "FRA Emmanuel Macron; RUS Vladimir Putin");
  EXPECT_EQ(names_of(event.recipients), "DEU Germany; POL Poland; ESP Spain");
}

TEST(EventEntities, WordsThatActAreNotActedOn) {
  const Document document = read("Russia and Ukraine met.");
  const auto event = only_event(document, "met", "CONSULT",
                                {{Role::actor, "Russia and Ukraine"}, {Role::recipient, "Russia and Ukraine"}});
  EXPECT_EQ(names_of(event.actors), "RUS Russia; UKR Ukraine");
  EXPECT_TRUE(event.recipients.empty());
}

TEST(Speeches, HaveTheSpeakerOfTheirWords) {
  const Document document = read("“We will wait,” said Olaf Scholz. “Never,” someone shouted.");
  Analysis analysis;
  analysis.mentions.push_back({find(document, "Olaf Scholz")});
  Speech known;
  known.content = find(document, "We will wait,");
  known.speaker = find(document, "Olaf Scholz");
  Speech unknown;
  unknown.sentence = 1;
  unknown.content = find(document, "Never,");
  Speech unmentioned = unknown;
  unmentioned.speaker = find(document, "someone");
  analysis.speeches = {known, unknown, unmentioned};
  const Resolved resolved = resolver().resolve(document, analysis);
  ASSERT_EQ(resolved.speeches.size(), 3U);
  ASSERT_TRUE(resolved.speeches[0].speaker.has_value());
  EXPECT_EQ(resolved.speeches[0].speaker->identifier_text, "Olaf Scholz");
  EXPECT_FALSE(resolved.speeches[1].speaker.has_value());
  EXPECT_FALSE(resolved.speeches[2].speaker.has_value());
  EXPECT_EQ(resolved.speeches[2].speech, 2U);
}

TEST(Resolver, FindsPlacesTimesAndQuantitiesWithoutTriggers) {
  const Document document = read("In Geneva on Tuesday 300 soldiers waited.");
  const Resolved resolved = resolver().resolve(document, {});
  ASSERT_EQ(resolved.places.size(), 1U);
  EXPECT_EQ(resolved.places.front().country_code, "CHE");
  ASSERT_EQ(resolved.times.size(), 1U);
  EXPECT_EQ(resolved.times.front().value, "2022-02-01");
  ASSERT_EQ(resolved.quantities.size(), 1U);
  EXPECT_EQ(resolved.quantities.front().value, 300);
  EXPECT_TRUE(resolved.events.empty() && resolved.speeches.empty() && resolved.actors.empty());
}

TEST(Resolver, AnEmptyDocumentHasNothing) {
  const Resolved resolved = resolver().resolve(read(""), {});
  EXPECT_TRUE(resolved.events.empty() && resolved.actors.empty() && resolved.places.empty() &&
              resolved.times.empty() && resolved.quantities.empty());
}

}  // namespace
}  // namespace detente::resolve
