// From what was resolved to the record: dates, PLOVER's rules, identifiers and code points.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "coder/coder.h"
#include "text/text.h"

namespace detente::coder {
namespace {

const knowledge::Knowledge& tables() {
  static const auto opened = knowledge::Knowledge::open(DETENTE_BUILD_DIR "/share/detente/detente.knowledge");
  return opened.value();
}

const knowledge::Ontology& ontology() {
  return tables().ontology();
}

Document read(std::string_view text, std::string_view date = "2022-02-07") {
  Article article;
  article.id = "wire-7";
  article.text = text;
  article.date = date;
  article.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, SentenceKind::body});
  return text::read(std::move(article));
}

Trigger trigger_of(std::string_view type, std::string_view mode, Status status) {
  Trigger trigger;
  trigger.tokens = {1, 2};
  trigger.type = ontology().type(type).value();
  trigger.mode = mode.empty() ? no_mode : ontology().mode(trigger.type, mode);
  trigger.status = status;
  trigger.probability = 0.75F;
  return trigger;
}

Event event_of(const Document& document, const Trigger& trigger, ResolvedEvent event = {}) {
  Analysis analysis;
  analysis.triggers.push_back(trigger);
  Resolved resolved;
  resolved.events.push_back(std::move(event));
  return write_record(document, analysis, resolved, ontology()).events.at(0);
}

struct Dated {
  std::string_view value;  // TIMEX3
  std::string_view date;
  std::string_view time;
};

class EventDates : public testing::TestWithParam<Dated> {};

TEST_P(EventDates, AreOfTheCalendar) {
  const Document document = read("They met then.");
  ResolvedEvent event;
  event.time = TimeExpression{{9, 13}, TimexType::date, std::string(GetParam().value), ""};
  const Event written = event_of(document, trigger_of("CONSULT", "", Status::asserted), event);
  EXPECT_EQ(written.date, GetParam().date);
  EXPECT_EQ(written.time, GetParam().time);
  EXPECT_EQ(written.date_text, "then");
}

INSTANTIATE_TEST_SUITE_P(Days, EventDates,
                         testing::Values(Dated{"2022-02-08", "2022-02-08", ""}, Dated{"2022-02", "2022-02", ""},
                                         Dated{"2022", "2022", ""}));
INSTANTIATE_TEST_SUITE_P(TimesOfDay, EventDates,
                         testing::Values(Dated{"2022-02-08T16:30", "2022-02-08", "16:30"},
                                         Dated{"2022-02-08T09:00:15", "2022-02-08", "09:00:15"},
                                         Dated{"2022-02-08TMO", "2022-02-08", ""},
                                         Dated{"2022-02-08TNI", "2022-02-08", ""}));
// A week is written as the month of its Thursday, since the week's year is the year of that day.
INSTANTIATE_TEST_SUITE_P(Weeks, EventDates,
                         testing::Values(Dated{"2022-W06", "2022-02", ""}, Dated{"2022-W05", "2022-02", ""},
                                         Dated{"2022-W01", "2022-01", ""}, Dated{"2022-W52", "2022-12", ""},
                                         Dated{"2020-W53", "2020-12", ""}, Dated{"2021-W01", "2021-01", ""},
                                         Dated{"2019-W01", "2019-01", ""}, Dated{"2015-W40", "2015-10", ""},
                                         Dated{"2022-W06-WE", "2022-02", ""}));
INSTANTIATE_TEST_SUITE_P(LongerThanAMonth, EventDates,
                         testing::Values(Dated{"2022-SP", "2022", ""}, Dated{"2022-Q1", "2022", ""},
                                         Dated{"2022-H2", "2022", ""}, Dated{"199", "1990", ""},
                                         Dated{"19", "1900", ""}));

TEST(EventDates, WithoutATimeTheArticlesDateHolds) {
  const Trigger trigger = trigger_of("CONSULT", "", Status::asserted);
  EXPECT_EQ(event_of(read("They met then."), trigger).date, "2022-02-07");
  EXPECT_EQ(event_of(read("They met then.", "2022-02-07T23:50:00+02:00"), trigger).date, "2022-02-07");
  const Event undated = event_of(read("They met then.", ""), trigger);
  EXPECT_EQ(undated.date, "");
  EXPECT_EQ(undated.date_text, "");
  EXPECT_EQ(undated.time, "");
}

struct Ruled {
  std::string_view type;
  std::string_view mode;
  Status status;
  std::string_view written;
  Status written_status;
};

class Plover : public testing::TestWithParam<Ruled> {};

TEST_P(Plover, FutureCooperationIsAnAgreement) {
  const Ruled& rule = GetParam();
  const Event event = event_of(read("They met then."), trigger_of(rule.type, rule.mode, rule.status));
  EXPECT_EQ(event.event, rule.written);
  EXPECT_EQ(event.status, rule.written_status);
  const bool kept = rule.type == rule.written && !rule.mode.empty();
  EXPECT_EQ(event.mode, kept ? std::vector<std::string>{std::string(rule.mode)} : std::vector<std::string>());
}

INSTANTIATE_TEST_SUITE_P(Rules, Plover,
                         testing::Values(Ruled{"CONSULT", "visit", Status::planned, "AGREE", Status::asserted},
                                         Ruled{"AID", "", Status::planned, "AGREE", Status::asserted},
                                         Ruled{"COOPERATE", "", Status::planned, "AGREE", Status::asserted},
                                         Ruled{"SUPPORT", "", Status::planned, "AGREE", Status::asserted},
                                         Ruled{"CONSULT", "visit", Status::asserted, "CONSULT", Status::asserted},
                                         Ruled{"CONSULT", "phone", Status::negated, "CONSULT", Status::negated},
                                         Ruled{"AID", "", Status::hypothetical, "AID", Status::hypothetical},
                                         Ruled{"MOBILIZE", "troops", Status::planned, "MOBILIZE", Status::planned},
                                         Ruled{"ASSAULT", "aerial", Status::planned, "ASSAULT", Status::planned},
                                         Ruled{"RETREAT", "withdraw", Status::planned, "RETREAT", Status::planned}));

struct Scored {
  std::string_view type;
  std::string_view mode;
  int quad;
  double score;
  std::string_view cameo;
};

class Scores : public testing::TestWithParam<Scored> {};

TEST_P(Scores, FollowTheOntology) {
  const Event event =
      event_of(read("They met then."), trigger_of(GetParam().type, GetParam().mode, Status::asserted));
  EXPECT_EQ(event.quad_code, GetParam().quad);
  EXPECT_DOUBLE_EQ(event.event_scale, GetParam().score);
  EXPECT_EQ(event.cameo, GetParam().cameo);
}

INSTANTIATE_TEST_SUITE_P(
    Types, Scores,
    testing::Values(Scored{"AGREE", "", 1, 2.5, "030"}, Scored{"CONSULT", "", 1, 2.5, "040"},
                    Scored{"CONSULT", "phone", 1, 1.5, "041"}, Scored{"CONSULT", "visit", 1, 4, "042"},
                    Scored{"AID", "", 2, 10, "070"}, Scored{"RETREAT", "ceasefire", 2, 7.5, "0871"},
                    Scored{"REQUEST", "", 3, 0, "100"}, Scored{"ACCUSE", "", 3, -3, "110"},
                    Scored{"REJECT", "meet", 3, -2, "125"}, Scored{"PROTEST", "vandalize", 4, -5, "145"},
                    Scored{"MOBILIZE", "troops", 4, -6.5, "154"}, Scored{"ASSAULT", "", 4, -9, "190"},
                    Scored{"ASSAULT", "unconventional", 4, -10, "204"}));

TEST(Scores, AnAgreementMadeOfAPlanHasTheAgreementsScore) {
  const Event event = event_of(read("They met then."), trigger_of("AID", "", Status::planned));
  EXPECT_EQ(event.quad_code, 1);
  EXPECT_DOUBLE_EQ(event.event_scale, 2.5);
  EXPECT_EQ(event.cameo, "030");
}

TEST(Record, NumbersEventsAndStatementsByArticle) {
  const Document document = read("They met. They spoke.");
  Analysis analysis;
  analysis.triggers = {trigger_of("CONSULT", "", Status::asserted), trigger_of("ACCUSE", "", Status::negated)};
  analysis.triggers[1].sentence = 1;
  analysis.triggers[1].tokens = {4, 5};
  analysis.speeches.resize(2);
  Resolved resolved;
  resolved.events.resize(2);
  resolved.events[1].trigger = 1;
  resolved.speeches.resize(2);
  resolved.speeches[1].speech = 1;
  const Record record = write_record(document, analysis, resolved, ontology());
  ASSERT_EQ(record.events.size(), 2U);
  EXPECT_EQ(record.events[0].id, "wire-7#e1");
  EXPECT_EQ(record.events[1].id, "wire-7#e2");
  EXPECT_EQ(record.events[1].event, "ACCUSE");
  EXPECT_EQ(record.events[1].text_info.sequence, 1U);
  EXPECT_EQ(record.events[1].event_text, (std::vector<std::string>{"spoke"}));
  EXPECT_NEAR(record.events[1].confidence, 0.75, 1e-6);
  ASSERT_EQ(record.statements.size(), 2U);
  EXPECT_EQ(record.statements[0].id, "wire-7#s1");
  EXPECT_EQ(record.statements[1].id, "wire-7#s2");
  EXPECT_FALSE(record.statements[0].speaker.has_value());
  EXPECT_EQ(record.statements[0].cue, "");
}

// The words of code points [start, end).
std::string words_at(const std::string& text, CodePointSpan span) {
  std::string words;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < text.size(); ++number) {
    std::size_t next = i + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) {
      ++next;
    }
    if (number >= span.start && number < span.end) {
      words += text.substr(i, next - i);
    }
    i = next;
  }
  return words;
}

TEST(Record, OffsetsCountCodePoints) {
  const std::string text = "À l’Élysée 😀 Müller blamed Şahin, “ça suffit” he said. 東京 waited.";
  const Document document = read(text);
  const auto bytes_of = [&](std::string_view words) {
    const auto at = static_cast<std::uint32_t>(text.find(words));
    return ByteSpan{at, at + static_cast<std::uint32_t>(words.size())};
  };
  const auto tokens_of = [&](std::string_view words) {
    const ByteSpan bytes = bytes_of(words);
    TokenSpan tokens{1000, 0};
    for (std::uint32_t i = 0; i < document.tokens.size(); ++i) {
      if (document.tokens[i].span.begin >= bytes.begin && document.tokens[i].span.end <= bytes.end) {
        tokens = {std::min(tokens.begin, i), i + 1};
      }
    }
    return tokens;
  };
  Analysis analysis;
  Trigger trigger = trigger_of("ACCUSE", "", Status::asserted);
  trigger.tokens = tokens_of("blamed");
  analysis.triggers.push_back(trigger);
  Speech speech;
  speech.content = tokens_of("ça suffit");
  speech.cue = tokens_of("said");
  analysis.speeches.push_back(speech);
  const auto entity_of = [&](std::string_view words) {
    Entity entity;
    entity.span = bytes_of(words);
    return entity;
  };
  Resolved resolved;
  ResolvedEvent event;
  event.actors = {entity_of("Müller")};
  event.recipients = {entity_of("Şahin")};
  event.sources = {entity_of("l’Élysée")};
  event.place = Location{};
  event.place->span = bytes_of("東京");
  Quantity quantity;
  quantity.span = bytes_of("😀");
  event.quantities = {quantity};
  resolved.events.push_back(event);
  resolved.speeches.push_back({0, entity_of("he")});
  resolved.actors.push_back({entity_of("Müller"), {bytes_of("Müller"), bytes_of("he")}});
  resolved.places.push_back(*event.place);
  TimeExpression time;
  time.span = bytes_of("waited");
  resolved.times.push_back(time);
  const Record record = write_record(document, analysis, resolved, ontology());

  const Event& written = record.events.at(0);
  EXPECT_EQ(written.actor.at(0).entity_text, "Müller");
  EXPECT_EQ(written.actor.at(0).span.start, 13U);
  EXPECT_EQ(written.actor.at(0).span.end, 19U);
  for (const auto& [words, span] :
       {std::pair(written.actor.at(0).entity_text, written.actor.at(0).span),
        std::pair(written.recipient.at(0).entity_text, written.recipient.at(0).span),
        std::pair(written.attributed_to.at(0).entity_text, written.attributed_to.at(0).span),
        std::pair(written.event_loc->extracted_place, written.event_loc->span),
        std::pair(record.statements.at(0).text, record.statements.at(0).span),
        std::pair(record.statements.at(0).speaker->entity_text, record.statements.at(0).speaker->span),
        std::pair(record.actors.at(0).mentions.at(1).entity_text, record.actors.at(0).mentions.at(1).span),
        std::pair(record.places.at(0).extracted_place, record.places.at(0).span),
        std::pair(record.times.at(0).text, record.times.at(0).span)}) {
    EXPECT_EQ(words_at(text, span), words);
  }
  EXPECT_EQ(written.attributed_to.at(0).entity_text, "l’Élysée");
  EXPECT_EQ(written.quantity.at(0).text, "😀");
  EXPECT_EQ(record.statements.at(0).text, "ça suffit");
  EXPECT_EQ(record.statements.at(0).cue, "said");
  ASSERT_EQ(record.sentences.size(), 2U);
  EXPECT_EQ(words_at(text, record.sentences[1].span), "東京 waited.");
  EXPECT_EQ(words_at(text, written.text_info.span), words_at(text, record.sentences[0].span));
}

TEST(Record, OfNothingIsItsArticle) {
  const Record record = write_record(read(""), {}, {}, ontology());
  EXPECT_EQ(record.article.id, "wire-7");
  EXPECT_TRUE(record.sentences.empty() && record.events.empty() && record.statements.empty() &&
              record.actors.empty() && record.places.empty() && record.times.empty());
}

}  // namespace
}  // namespace detente::coder
