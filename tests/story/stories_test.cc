// Copies, topics and stories: what is put together, what can be undone, what is kept and forgotten.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "story/sample_reports.h"
#include "story/story.h"

namespace detente::story {
namespace {

const std::string day = "2024-03-05";

std::vector<Told> two_tellings() {
  return {{"a", day, market_text}, {"b", day, market_again}};
}

// Many articles, one of `events` events each, whose words are made from the event's number.
std::vector<Told> many(int articles, int events, int days) {
  std::vector<Told> all;
  for (int i = 0; i < articles; ++i) {
    const int event = i % events;
    std::string text = "Troops reached ";
    for (int word = 0; word < 12; ++word) {
      text += "place" + std::to_string(event * 100 + word) + " ";
    }
    text += "as report" + std::to_string(i) + " says.";
    const int on = 1 + i * days / articles;
    const int month = 1 + (on - 1) / 28;
    const int of_month = 1 + (on - 1) % 28;
    all.push_back({"article" + std::to_string(i),
                   std::string("2024-") + (month < 10 ? "0" : "") + std::to_string(month) + "-" +
                       (of_month < 10 ? "0" : "") + std::to_string(of_month),
                   text, "ASSAULT", "SDN", static_cast<std::uint32_t>(1 + event)});
  }
  return all;
}

TEST(Copies, FindsCutsAndAdditions) {
  Stories stories;
  const std::string cut = market_text.substr(0, market_text.find(" Traders"));
  EXPECT_EQ(stories.add(article_of({"a", day, market_text})).copy_of, "");
  EXPECT_EQ(stories.add(article_of({"b", day, cut})).copy_of, "a");
  EXPECT_EQ(stories.add(article_of({"c", day, market_text + " It was the third such attack."})).copy_of, "a");
  EXPECT_EQ(stories.add(article_of({"d", day, market_again})).copy_of, "");
  EXPECT_EQ(stories.add(article_of({"e", day, ferry_text})).copy_of, "");
}

TEST(Copies, ATextBesideACopyInOneArticleIsNotTheOriginals) {
  Stories stories;
  stories.add(article_of({"a", day, market_text}));
  EXPECT_EQ(stories.add(article_of({"b", day, market_text + " " + ferry_text})).copy_of, "a");
  EXPECT_EQ(stories.add(article_of({"c", day, ferry_text})).copy_of, "");
}

TEST(Copies, FindsATextThatWasTranslatedAndBack) {
  Stories stories;
  stories.add(article_of({"a", day, market_text}));
  const auto place = stories.add(article_of(
      {"b", day,
       "A drone hit a busy vegetable market of Kassala and killed at least 12 persons, according to doctors. Fire "
       "spread among the stalls, whose roofs were of plastic. Traders brought wounded persons on handcarts to the "
       "teaching hospital."}));
  EXPECT_EQ(place.copy_of, "a");
  EXPECT_EQ(place.why.front().name, "copied order of words");
}

TEST(Copies, CountAsOneSource) {
  Stories stories;
  stories.add(record_of({"a", day, market_text}));
  stories.add(record_of({"b", day, market_text}));
  stories.add(record_of({"c", day, market_again}));
  ASSERT_EQ(stories.stories().size(), 1U);
  EXPECT_EQ(stories.stories().front().reports.size(), 3U);
  EXPECT_EQ(stories.stories().front().independent_sources, 2U);
  EXPECT_EQ(stories.topics().front().independent_sources, 2U);
}

TEST(Sources, TwoTextsOfOnePublisherAreOneAndPrintersOfCopiesNone) {
  Stories stories;
  stories.add(record_of({"a", day, market_text, "ASSAULT", "SDN", 1, Status::asserted, "", 0, {}, "The Wire"}));
  stories.add(record_of({"b", day, market_again, "ASSAULT", "SDN", 1, Status::asserted, "", 0, {}, "The Wire"}));
  stories.add(record_of({"c", day, market_again, "ASSAULT", "SDN", 1, Status::asserted, "", 0, {}, "The Paper"}));
  ASSERT_EQ(stories.stories().size(), 1U);
  EXPECT_EQ(stories.stories().front().independent_sources, 1U);
}

TEST(Topics, PutOneHappeningTogetherAndOthersApart) {
  Stories stories;
  const auto first = stories.add(article_of({"a", day, market_text}));
  const auto second = stories.add(article_of({"b", day, market_again}));
  const auto other = stories.add(article_of({"c", day, ferry_text}));
  EXPECT_TRUE(first.founds);
  EXPECT_EQ(second.topic, first.topic);
  EXPECT_FALSE(second.founds);
  EXPECT_NE(other.topic, first.topic);
  const auto topics = stories.topics();
  ASSERT_EQ(topics.size(), 2U);
  EXPECT_EQ(topics[0].articles.size(), 2U);
  EXPECT_FALSE(topics[0].words.empty());
}

TEST(Topics, TellWhichTopicsAnArticleMadeOne) {
  std::string shared;
  std::string east;
  std::string west;
  std::string mixed;  // the same words in no order that is theirs
  for (int word = 0; word < 12; ++word) {
    mixed.insert(0, " east" + std::to_string(word) + " west" + std::to_string(word));
    shared += word < 3 ? " place" + std::to_string(word) : "";
    east += " east" + std::to_string(word);
    west += " west" + std::to_string(word);
  }
  Stories stories;
  const auto first = stories.add(article_of({"a", day, "Said" + shared + east}));
  const auto second = stories.add(article_of({"b", day, "Said" + shared + west}));
  ASSERT_TRUE(second.founds);
  const auto third = stories.add(article_of({"c", day, "Said" + mixed + shared}));
  EXPECT_EQ(third.copy_of, "");
  EXPECT_EQ(third.topic, first.topic) << "the older one stays";
  EXPECT_EQ(third.absorbed, std::vector<std::string>{second.topic});
  EXPECT_EQ(stories.topics().size(), 1U);
}

TEST(Topics, AnArticleWithoutWordsStandsAlone) {
  Stories stories;
  const auto first = stories.add(article_of({"a", day, ""}));
  const auto second = stories.add(article_of({"b", "", "… — !"}));
  EXPECT_NE(first.topic, second.topic);
  EXPECT_TRUE(second.founds);
}

TEST(Stories, MergeTellingsOfOneEvent) {
  Stories stories;
  const auto first = stories.add(record_of(two_tellings()[0]));
  const auto second = stories.add(record_of(two_tellings()[1]));
  EXPECT_TRUE(first.events[0].founds);
  EXPECT_FALSE(second.events[0].founds);
  EXPECT_EQ(second.events[0].story, first.events[0].story);
}

struct NearMiss {
  const char* what;
  Told told;
};

TEST(Stories, KeepNearMissesApart) {
  const std::vector<NearMiss> near_misses{
      {"another week", {"b", "2024-03-14", market_again}},
      {"another town",
       {"b", day, "A drone hit the bus station of Atbara and killed four people, doctors said.", "ASSAULT", "SDN",
        2}},
      {"another type", {"b", day, market_again, "AID"}},
      {"another country", {"b", day, ferry_text, "ASSAULT", "GRC", 3}},
  };
  for (const NearMiss& near_miss : near_misses) {
    Stories stories;
    stories.add(record_of({"a", day, market_text}));
    const auto place = stories.add(record_of(near_miss.told)).events[0];
    EXPECT_TRUE(place.founds) << near_miss.what;
    EXPECT_EQ(stories.stories().size(), 2U) << near_miss.what;
  }
}

TEST(Stories, ExplainThemselvesInPartsThatAddUp) {
  Stories stories;
  int joined = 0;
  for (const Told& told : many(60, 6, 20)) {
    const Placement placement = stories.add(record_of(told));
    for (const EventPlace& place : placement.events) {
      if (place.why.empty()) {
        EXPECT_TRUE(place.founds);
        continue;
      }
      EXPECT_EQ(place.founds, sum_of(place.why) < 0);
      EXPECT_EQ(place.founds, place.likest != place.story);
      joined += place.founds ? 0 : 1;
    }
    if (!placement.article.why.empty()) {
      EXPECT_EQ(placement.article.founds, sum_of(placement.article.why) < 0);
    }
  }
  EXPECT_GT(joined, 20);
}

TEST(Stories, HoldEveryEventOnce) {
  Stories stories;
  const auto all = many(80, 7, 60);
  for (const Told& told : all) {
    stories.add(record_of(told));
  }
  stories.split("article9#e1");
  std::multiset<std::string> seen;
  std::set<std::string> ids;
  for (const Story& story : stories.stories()) {
    EXPECT_TRUE(ids.insert(story.id).second);
    EXPECT_EQ(stories.story(story.id)->reports.size(), story.reports.size());
    for (const Report& report : story.reports) {
      seen.insert(report.event);
    }
  }
  const auto kept = stories.topics();
  std::size_t articles = 0;
  for (const Topic& topic : kept) {
    articles += topic.articles.size();
  }
  EXPECT_EQ(seen.size(), articles);
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), seen.size());
}

TEST(Stories, TellNumbersClaimsAndDenials) {
  Stories stories;
  const auto relation = QuantityRelation::more;
  stories.add(record_of({"a", day, market_text, "ASSAULT", "SDN", 1, Status::asserted, "Hanan Idris", 12, relation}));
  stories.add(record_of({"b", "2024-03-06", market_again, "ASSAULT", "SDN", 1, Status::asserted, "", 17}));
  stories.add(record_of(
      {"c", day, market_again + " The army denied it.", "ASSAULT", "SDN", 1, Status::negated, "Army of Sudan", 15}));
  const auto all = stories.stories();
  ASSERT_EQ(all.size(), 1U);
  const Story& story = all.front();
  ASSERT_EQ(story.numbers.size(), 1U);
  EXPECT_EQ(story.numbers[0].kind, QuantityKind::killed);
  EXPECT_EQ(story.numbers[0].low, 12);
  EXPECT_TRUE(story.numbers[0].low_is_bound);
  EXPECT_EQ(story.numbers[0].high, 17);
  EXPECT_EQ(story.numbers[0].latest, 17);
  EXPECT_EQ(story.numbers[0].reports, 3U);
  EXPECT_EQ(story.asserted_by, (std::vector<std::string>{"Hanan Idris", "paper of b"}));
  EXPECT_EQ(story.denied_by, (std::vector<std::string>{"Army of Sudan"}));
  EXPECT_EQ(story.first_date, day);
  EXPECT_EQ(story.last_date, "2024-03-06");
}

TEST(Stories, CanBeSplit) {
  Stories stories;
  for (const Told& told : two_tellings()) {
    stories.add(record_of(told));
  }
  const std::string id = stories.stories().front().id;
  EXPECT_TRUE(stories.split("a#e1"));
  ASSERT_EQ(stories.stories().size(), 2U);
  EXPECT_EQ(stories.story(id)->reports.front().event, "b#e1") << "what stays keeps the id";
  EXPECT_FALSE(stories.split("a#e1")) << "it is alone";
  EXPECT_FALSE(stories.split("none"));
  // Read again, it does not go back.
  const auto again = stories.add(record_of(two_tellings()[0]));
  EXPECT_NE(again.events[0].story, id);
}

TEST(Stories, AreKeptApartWhenAsked) {
  Stories stories;
  stories.keep_apart("b#e1", "a#e1");
  for (const Told& told : two_tellings()) {
    stories.add(record_of(told));
  }
  EXPECT_EQ(stories.stories().size(), 2U);

  Stories later;
  for (const Told& told : two_tellings()) {
    later.add(record_of(told));
  }
  EXPECT_EQ(later.stories().size(), 1U);
  later.keep_apart("a#e1", "b#e1");
  EXPECT_EQ(later.stories().size(), 2U);
  later.keep_apart("a#e1", "a#e1");
  EXPECT_EQ(later.stories().size(), 2U);
}

TEST(Stories, ReplaceAnArticleThatComesAgain) {
  Stories stories;
  stories.add(record_of({"a", day, market_text}));
  stories.add(record_of({"a", day, ferry_text}));
  ASSERT_EQ(stories.topics().size(), 1U);
  EXPECT_EQ(stories.topics()[0].articles.size(), 1U);
  ASSERT_EQ(stories.stories().size(), 1U);
  EXPECT_EQ(stories.stories()[0].reports.front().text.substr(0, 5), "Greek");
}

TEST(Stories, GrowWithTheWindowNotTheArchive) {
  Stories stories(Options{10});
  std::size_t largest_early = 0;
  std::size_t largest_late = 0;
  const auto all = many(600, 30, 300);
  for (std::size_t i = 0; i < all.size(); ++i) {
    stories.add(record_of(all[i]));
    const std::size_t size = stories.bytes().size();
    std::size_t& largest = i < 100 ? largest_early : largest_late;
    largest = std::max(largest, size);
  }
  EXPECT_LT(largest_late, largest_early * 5 / 4);
  for (const Topic& topic : stories.topics()) {
    for (const TopicArticle& article : topic.articles) {
      EXPECT_GE(article.published, "2024-11-08");
    }
  }
}

TEST(Stories, WithoutAWindowForgetNothing) {
  Stories stories(Options{0});
  for (const Told& told : many(100, 100, 300)) {
    stories.add(record_of(told));
  }
  EXPECT_EQ(stories.stories().size(), 100U);
}

TEST(Stories, GoOnWhereTheyWereKept) {
  const auto all = many(120, 9, 60);
  Stories whole(Options{20});
  Stories kept(Options{20});
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i == 70) {
      whole.split("article65#e1");
      kept.split("article65#e1");
    }
    if (i % 13 == 0) {
      auto loaded = Stories::load(kept.bytes());
      ASSERT_TRUE(loaded.ok());
      kept = std::move(loaded).value();
    }
    const Placement one = whole.add(record_of(all[i]));
    const Placement other = kept.add(record_of(all[i]));
    ASSERT_EQ(one.article.topic, other.article.topic);
    ASSERT_EQ(one.events[0].story, other.events[0].story);
    ASSERT_EQ(sum_of(one.events[0].why), sum_of(other.events[0].why));
  }
  EXPECT_EQ(whole.bytes(), kept.bytes());
}

TEST(Stories, AreTheSameEveryTime) {
  Stories one;
  Stories other;
  for (auto* stories : {&one, &other}) {
    for (const Told& told : many(50, 5, 10)) {
      stories->add(record_of(told));
    }
  }
  EXPECT_EQ(one.bytes(), other.bytes());
}

TEST(Stories, RefuseDamagedBytes) {
  Stories stories;
  for (const Told& told : many(4, 2, 2)) {
    stories.add(record_of(told));
  }
  const std::string bytes = stories.bytes();
  ASSERT_TRUE(Stories::load(bytes).ok());
  for (std::size_t length = 0; length < bytes.size(); length += 7) {
    EXPECT_FALSE(Stories::load(bytes.substr(0, length)).ok()) << length;
  }
  for (std::size_t at = 0; at < bytes.size(); at += 5) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x21);
    const auto loaded = Stories::load(damaged);
    ASSERT_FALSE(loaded.ok()) << at;
    EXPECT_EQ(loaded.error().code, ErrorCode::corrupt_data);
  }
  EXPECT_FALSE(Stories::load(bytes + "x").ok());
}

}  // namespace
}  // namespace detente::story
