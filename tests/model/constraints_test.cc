#include "model/constraints.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "model/features.h"

namespace detente::model {
namespace {

SentenceView view_of(const std::vector<std::string>& words) {
  SentenceView view;
  for (const std::string& word : words) {
    WordView& one = view.words.emplace_back();
    one.lower = word;
    one.function_word = is_function_word(word);
  }
  return view;
}

EventReading event_at(std::uint32_t begin, std::uint32_t end) {
  EventReading event;
  event.trigger = {{begin, end}, 0.9F};
  return event;
}

TEST(Constraints, AParticleBelongsToTheTriggerBeforeIt) {
  SentenceReading reading;
  reading.events = {event_at(1, 2), event_at(2, 3), event_at(4, 5)};
  constrain(reading, view_of({"police", "break", "up", "student", "march"}));
  ASSERT_EQ(reading.events.size(), 2U);
  EXPECT_EQ(reading.events[0].trigger.words, (WordSpan{1, 3}));
  EXPECT_EQ(reading.events[1].trigger.words, (WordSpan{4, 5}));
}

TEST(Constraints, ATriggerOfFunctionWordsAloneIsNone) {
  SentenceReading reading;
  reading.events = {event_at(1, 2), event_at(3, 4)};
  constrain(reading, view_of({"soldiers", "for", "peace", "marched"}));
  ASSERT_EQ(reading.events.size(), 1U);
  EXPECT_EQ(reading.events[0].trigger.words, (WordSpan{3, 4}));
}

// The words an argument in a role keeps of `words`; empty: it is dropped.
std::vector<std::string> kept_of(const std::vector<std::string>& words, Role role) {
  SentenceReading reading;
  auto with_trigger = words;
  with_trigger.emplace_back("attacked");
  const auto size = static_cast<std::uint32_t>(words.size());
  reading.events = {event_at(size, size + 1)};
  reading.events[0].arguments.push_back({role, {{0, size}, 0.8F}, 0});
  constrain(reading, view_of(with_trigger));
  std::vector<std::string> kept;
  for (const auto& argument : reading.events.at(0).arguments) {
    for (std::uint32_t i = argument.span.words.begin; i < argument.span.words.end; ++i) {
      kept.push_back(words[i]);
    }
  }
  return kept;
}

TEST(Constraints, ArgumentsShedWhatCantBeginOrEndThem) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(kept_of({"of", "the", "taliban"}, Role::actor), (Words{"the", "taliban"}));
  EXPECT_EQ(kept_of({"the", "group", "in"}, Role::recipient), (Words{"the", "group"}));
  EXPECT_EQ(kept_of({",", "the", "rebels", "and", "the"}, Role::actor), (Words{"the", "rebels"}));
  EXPECT_EQ(kept_of({"the"}, Role::actor), Words{});
  EXPECT_EQ(kept_of({"at", "least", "ten", "people"}, Role::recipient), (Words{"at", "least", "ten", "people"}));
  EXPECT_EQ(kept_of({"it"}, Role::recipient), Words{"it"});
  EXPECT_EQ(kept_of({"clark", "later"}, Role::actor), Words{"clark"});
  EXPECT_EQ(kept_of({"sanders", ",", "who", "has"}, Role::actor), Words{"sanders"});
  EXPECT_EQ(kept_of({"in", "march"}, Role::time), (Words{"in", "march"}));
}

TEST(Constraints, ASpeakerOfWhomNothingIsLeftIsUnknown) {
  SentenceReading reading;
  StatementReading statement;
  statement.speaker = ScoredSpan{{0, 1}, 0.7F};
  reading.statements = {statement};
  constrain(reading, view_of({"by", "nobody"}));
  EXPECT_FALSE(reading.statements[0].speaker.has_value());
}

}  // namespace
}  // namespace detente::model
