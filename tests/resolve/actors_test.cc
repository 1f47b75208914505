// Who is meant: our own sentences, with the mentions marked in them.
//
//   {…}  the mention that is asked for     […]  other mentions     <…>  the mention that speaks the quotations
#include "resolve/actors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "built_share.h"
#include "resolve/gazetteer.h"
#include "resolve/places.h"
#include "resolve/times.h"
#include "text/text.h"

namespace detente::resolve {
namespace {

struct Marked {
  Document document;
  Analysis analysis;
  TokenSpan asked;
};

// Tokens that lie in these bytes.
TokenSpan tokens_in(const Document& document, ByteSpan bytes) {
  TokenSpan tokens{static_cast<std::uint32_t>(document.tokens.size()), 0};
  for (std::uint32_t i = 0; i < document.tokens.size(); ++i) {
    const ByteSpan token = document.tokens[i].span;
    if (token.begin >= bytes.begin && token.end <= bytes.end) {
      tokens.begin = std::min(tokens.begin, i);
      tokens.end = i + 1;
    }
  }
  return tokens;
}

Marked read(std::string_view marked, std::string_view date) {
  static constexpr std::string_view opening = "{[<";
  static constexpr std::string_view closing = "}]>";
  struct Mark {
    char kind;
    ByteSpan bytes;
  };
  std::vector<Mark> marks;
  Article article;
  article.date = date;
  for (const char c : marked) {
    const auto at = static_cast<std::uint32_t>(article.text.size());
    if (opening.find(c) != std::string_view::npos) {
      marks.push_back({c, {at, at}});
    } else if (closing.find(c) != std::string_view::npos) {
      marks.back().bytes.end = at;
    } else {
      article.text.push_back(c);
    }
  }
  article.blocks.push_back({{0, static_cast<std::uint32_t>(article.text.size())}, SentenceKind::body});
  Marked read;
  read.document = text::read(std::move(article));
  std::optional<TokenSpan> speaker;
  for (const Mark& mark : marks) {
    const TokenSpan tokens = tokens_in(read.document, mark.bytes);
    read.analysis.mentions.push_back({tokens});
    if (mark.kind == '{') {
      read.asked = tokens;
    }
    if (mark.kind == '<') {
      speaker = tokens;
    }
  }
  for (const Quotation& quotation : read.document.quotations) {
    Speech speech;
    speech.sentence = quotation.sentence;
    speech.content = quotation.tokens;
    speech.speaker = speaker.value_or(TokenSpan());
    read.analysis.speeches.push_back(speech);
  }
  return read;
}

ActorResolver resolver_of(const Marked& marked) {
  Resolved found;
  found.places = find_places(marked.document, marked.analysis, tables(), gazetteer());
  found.times = find_times(marked.document, marked.document.article.date);
  return {marked.document, marked.analysis, found, tables()};
}

std::vector<Entity> entities_of(const Marked& marked) {
  return resolver_of(marked).entities(marked.asked);
}

// A row of actor_cases.tsv.
struct Case {
  std::string kind;
  std::string text;
  std::string date;
  std::string codes;  // several parted by '|', as are the others
  std::string sectors;
  std::string names;
};

void PrintTo(const Case& tested, std::ostream* out) {
  *out << tested.kind << ": " << tested.text << " (" << tested.date << ")";
}

std::vector<Case> cases() {
  std::vector<Case> all;
  std::ifstream file(DETENTE_SOURCE_DIR "/tests/resolve/actor_cases.tsv");
  bool header = true;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) {
      continue;
    }
    std::array<std::string, 6> cells;
    std::istringstream row(line);
    for (std::string& cell : cells) {
      std::getline(row, cell, '\t');
    }
    if (!header) {
      all.push_back({cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]});
    }
    header = false;
  }
  return all;
}

class Actors : public testing::TestWithParam<Case> {};

TEST_P(Actors, Are) {
  const Marked marked = read(GetParam().text, GetParam().date);
  ASSERT_FALSE(marked.asked.empty());
  Case found = GetParam();
  found.codes.clear();
  found.sectors.clear();
  found.names.clear();
  std::string_view bar;
  for (const Entity& entity : entities_of(marked)) {
    found.codes.append(bar).append(entity.code);
    found.sectors.append(bar).append(entity.sector);
    found.names.append(bar).append(entity.identifier_text);
    bar = "|";
    EXPECT_EQ(marked.document.text(entity.span), marked.document.text(marked.asked));
    EXPECT_FALSE(entity.evidence.empty());
  }
  EXPECT_EQ(found.codes + ' ' + found.sectors + ' ' + found.names,
            GetParam().codes + ' ' + GetParam().sectors + ' ' + GetParam().names);
}

INSTANTIATE_TEST_SUITE_P(Table, Actors, testing::ValuesIn(cases()));

TEST(ActorCases, AreManyAndDifferent) {
  std::set<std::string> seen;
  for (const Case& row : cases()) {
    EXPECT_TRUE(seen.insert(row.text + row.date).second) << row.text;
  }
  EXPECT_GE(seen.size(), 300U);
}

// How it was found out: the way, the office and the words of the evidence.
struct Found {
  std::string_view text;
  std::string_view date;
  Via via;
  std::string_view office;
  std::string_view evidence;  // a part of it
};

class ActorsFound : public testing::TestWithParam<Found> {};

TEST_P(ActorsFound, BecauseOf) {
  const auto entities = entities_of(read(GetParam().text, GetParam().date));
  ASSERT_EQ(entities.size(), 1U) << GetParam().text;
  EXPECT_EQ(name_of(entities.front().via), name_of(GetParam().via)) << GetParam().text;
  EXPECT_EQ(entities.front().office, GetParam().office);
  EXPECT_NE(entities.front().evidence.find(GetParam().evidence), std::string::npos) << entities.front().evidence;
}

INSTANTIATE_TEST_SUITE_P(
    Ways, ActorsFound,
    testing::Values(
        Found{"{Emmanuel Macron} landed.", "2022-02-07", Via::name, "President of France", "2017-05-14 to now"},
        Found{"{Nicolas Sarkozy} landed.", "2018-02-07", Via::name, "", "last: President of France"},
        Found{"{The French President} landed.", "2009-02-07", Via::title, "President of France",
              "on 2009-02-07 (2007-05-16 to 2012-05-15)"},
        Found{"{The Kremlin} denied it.", "2022-02-07", Via::metonym, "", "'Kremlin' names Kremlin"},
        Found{"{Paris} denied it.", "2022-02-07", Via::metonym, "", "'Paris' names France"},
        Found{"{Ukrainians} queued.", "2022-02-07", Via::demonym, "", "'Ukrainians' names Ukraine"},
        Found{"{French police} waited.", "2022-02-07", Via::description, "", "'police' gives the sector"},
        Found{"{NATO} waited.", "2022-02-07", Via::name, "", "in the tables of bodies"},
        Found{"[Emmanuel Macron] landed. {He} smiled.", "2022-02-07", Via::pronoun, "President of France",
              "'he' stands for Emmanuel Macron of sentence 0"},
        Found{"“{We} agree,” said <Olaf Scholz>.", "2022-02-07", Via::pronoun, "Chancellor of Germany",
              "'we' in the words of Olaf Scholz"},
        Found{"Chile waits. {Elena Rivas} sells maps.", "2022-02-07", Via::name, "", "not in the tables"}));

TEST(ActorResolver, GivesBodiesTheirOtherSectors) {
  const auto entities = entities_of(read("{Hamas} waited.", "2014-07-15"));
  ASSERT_EQ(entities.size(), 1U);
  EXPECT_EQ(entities.front().other_sectors, (std::vector<std::string>{"PTY", "GOV"}));
}

TEST(ActorResolver, NobodyIsMeantByWordsThatAreNoMention) {
  const Marked marked = read("{France} waited for Spain.", "2014-07-15");
  EXPECT_TRUE(resolver_of(marked).entities({3, 4}).empty());
}

TEST(ActorResolver, TellsPeopleFromOthers) {
  const Marked marked = read("{Emmanuel Macron} left [France] with [Hiba Osman].", "2022-02-07");
  const ActorResolver resolver = resolver_of(marked);
  const auto is_person = [&](std::size_t i) { return resolver.is_person(marked.analysis.mentions[i].tokens); };
  EXPECT_TRUE(is_person(0));
  EXPECT_FALSE(is_person(1));
  EXPECT_TRUE(is_person(2));
}

TEST(ActorResolver, NamesInsideTimesAndLongerPlacesAreNoActors) {
  EXPECT_TRUE(entities_of(read("They met in {May} 2018 in London.", "2018-06-01")).empty());
  const auto entities = entities_of(read("Britain waits. {Theresa May} spoke in May.", "2018-06-01"));
  ASSERT_EQ(entities.size(), 1U);
  EXPECT_EQ(entities.front().identifier_text, "Theresa May");
}

TEST(ActorResolver, ChainsHoldEveryMentionOfOneActor) {
  const Marked marked =
      read("[Emmanuel Macron] met [Olaf Scholz]. [Macron] smiled. [He] left. [Scholz] stayed.", "2022-02-07");
  const auto chains = resolver_of(marked).chains();
  ASSERT_EQ(chains.size(), 2U);
  EXPECT_EQ(chains[0].entity.identifier_text, "Emmanuel Macron");
  std::vector<std::string_view> words;
  for (const ByteSpan& mention : chains[0].mentions) {
    words.push_back(marked.document.text(mention));
  }
  EXPECT_EQ(words, (std::vector<std::string_view>{"Emmanuel Macron", "Macron", "He"}));
  EXPECT_EQ(chains[1].entity.identifier_text, "Olaf Scholz");
  EXPECT_EQ(chains[1].mentions.size(), 2U);
}

// Makes the mention in front of the one that is asked for act on it.
Marked with_event(Marked marked, std::string_view type) {
  const auto& mentions = marked.analysis.mentions;
  const auto asked = std::find_if(mentions.begin(), mentions.end(),
                                  [&](const Mention& mention) { return mention.tokens == marked.asked; });
  Trigger trigger;
  while (marked.document.sentences[trigger.sentence].tokens.end <= marked.asked.begin) {
    ++trigger.sentence;
  }
  trigger.type = tables().ontology().type(type).value();
  trigger.arguments = {{Role::actor, std::prev(asked)->tokens, 1}, {Role::recipient, marked.asked, 1}};
  marked.analysis.triggers = {trigger};
  return marked;
}

TEST(ActorResolver, WhoActsOnSomebodyIsSomebodyElse) {
  const auto meant = entities_of(with_event(read("[The World Bank] lent {it} money. Ghana thanked it.", ""), "AID"));
  ASSERT_EQ(meant.size(), 1U);
  EXPECT_NE(meant.front().identifier_text, "World Bank");
}

TEST(ActorResolver, CountriesActOnOtherCountriesPeople) {
  const std::string_view text = "[Israel] struck {fighters}. Syria answered. Syria protested. Syria waited.";
  EXPECT_EQ(entities_of(with_event(read(text, "2018-05-09"), "ASSAULT")).front().code, "SYR");
}

TEST(ActorResolver, WhoDealsWithTheTwoIsNoneOfThem) {
  const auto two = entities_of(with_event(
      read("[Iran] and [Saudi Arabia] quarrel. [The United States] called {the two countries}.", "2016-01-04"),
      "CONSULT"));
  ASSERT_EQ(two.size(), 2U);
  EXPECT_EQ(two[0].code, "IRN");
  EXPECT_EQ(two[1].code, "SAU");
}

TEST(ActorsOfForce, CountriesActByTheirArmedForces) {
  auto actors = entities_of(read("{Israel} bombed the depot.", "2018-05-09"));
  act_by_armed_forces(actors, tables());
  EXPECT_EQ(actors.front().sector, "MIL");
  auto ministry = entities_of(read("{The Israeli government} bombed the depot.", "2018-05-09"));
  act_by_armed_forces(ministry, tables());
  EXPECT_EQ(ministry.front().sector, "GOV");
}

TEST(ActorsOfForce, ThoseOfWhomNoMoreIsToldAreCivilians) {
  auto others = entities_of(read("{Two others} were killed in Syria.", "2018-05-09"));
  suffer_as_civilians(others);
  EXPECT_EQ(others.front().sector, "CVL");
  auto soldiers = entities_of(read("{Two soldiers} were killed in Syria.", "2018-05-09"));
  suffer_as_civilians(soldiers);
  EXPECT_EQ(soldiers.front().sector, "MIL");
}

TEST(ActorResolver, AnEmptyDocumentHasNoActors) {
  const Marked marked = read("", "2022-02-07");
  EXPECT_TRUE(resolver_of(marked).chains().empty());
}

}  // namespace
}  // namespace detente::resolve
