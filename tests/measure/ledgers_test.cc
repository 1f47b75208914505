#include <gtest/gtest.h>

#include "measure/measure.h"
#include "measure/sample_rows.h"

namespace detente::measure {
namespace {

constexpr Day monday = 18995;  // 2022-01-03

store::EventRow troops(const std::string& id, const std::string& date, double value,
                       QuantityRelation relation = QuantityRelation::equal) {
  store::EventRow out = row(id, "MOBILIZE", date, -6.5);
  out.event.actor = {entity("GBR", "United Kingdom")};
  out.event.event_loc = in_country("POL", "Poland");
  out.event.quantity = {number(value, relation)};
  return out;
}

const Strength* strength_of(const Deployments& ledger, const std::string& code) {
  for (const Strength& strength : ledger.strengths) {
    if (strength.who.code == code) {
      return &strength;
    }
  }
  return nullptr;
}

TEST(DeploymentLedger, AnnouncedStandsApartFromPresent) {
  auto announced = troops("a#e1", "2022-01-03", 350, QuantityRelation::additional);
  announced.event.status = Status::planned;
  const auto ledger = deployments({announced, troops("a#e2", "2022-01-03", 100)});
  ASSERT_EQ(ledger.rows.size(), 2U);
  EXPECT_EQ(ledger.rows[0].standing, Standing::announced);
  EXPECT_EQ(ledger.rows[1].standing, Standing::reported);
  EXPECT_EQ(ledger.rows[1].where, "Poland");
  const Strength* strength = strength_of(ledger, "GBR");
  ASSERT_NE(strength, nullptr);
  EXPECT_EQ(strength->estimate, 100);
  EXPECT_EQ(strength->announced, 350);
}

TEST(DeploymentLedger, TotalsReplaceAdditionsAddWithdrawalsTake) {
  auto home = row("d#e1", "RETREAT", "2022-01-06", 8);
  home.event.mode = {"withdraw"};
  home.event.actor = {entity("GBR", "United Kingdom")};
  home.event.event_loc = in_country("POL", "Poland");
  home.event.quantity = {number(20, QuantityRelation::equal)};
  const auto ledger = deployments({home, troops("c#e1", "2022-01-05", 50, QuantityRelation::additional),
                                   troops("b#e1", "2022-01-04", 120), troops("a#e1", "2022-01-03", 100)});
  const Strength* strength = strength_of(ledger, "GBR");
  ASSERT_NE(strength, nullptr);
  EXPECT_EQ(strength->estimate, 150);
  EXPECT_EQ(strength->as_of, monday + 3);
  EXPECT_EQ(ledger.rows.back().direction, Direction::withdraws);
}

TEST(DeploymentLedger, AStoryIsCountedOnce) {
  auto first = troops("a#e1", "2022-01-03", 50, QuantityRelation::additional);
  auto again = troops("b#e1", "2022-01-04", 50, QuantityRelation::additional);
  first.story = again.story = "s";
  const auto ledger = deployments({first, again});
  EXPECT_EQ(ledger.rows.size(), 2U);
  EXPECT_EQ(strength_of(ledger, "GBR")->estimate, 50);
}

TEST(DeploymentLedger, AccountsGiveARange) {
  auto claimed = troops("a#e1", "2022-01-03", 100'000, QuantityRelation::more);
  claimed.event.actor = {entity("RUS", "Russia")};
  claimed.event.event_loc = in_country("UKR", "Ukraine");
  claimed.event.attributed_to = {entity("IGO", "the West")};
  auto own = claimed;
  own.event.id = "b#e1";
  own.event.date = own.source.date = "2022-01-04";
  own.event.attributed_to = {entity("RUS", "Russia")};
  own.event.quantity = {number(30'000, QuantityRelation::equal)};
  const auto ledger = deployments({claimed, own});
  EXPECT_EQ(ledger.rows[0].standing, Standing::claimed);
  EXPECT_EQ(ledger.rows[1].standing, Standing::reported) << "its own account of itself";
  const Strength* strength = strength_of(ledger, "RUS");
  EXPECT_EQ(strength->accounts, 2U);
  EXPECT_EQ(strength->low, 30'000);
  EXPECT_NEAR(strength->high, 110'000, 1e-6);
  EXPECT_EQ(strength->estimate, 30'000);
}

TEST(DeploymentLedger, FearedAndDeniedChangeNoEstimate) {
  auto feared = troops("a#e1", "2022-01-03", 500);
  feared.event.status = Status::hypothetical;
  auto denied = troops("b#e1", "2022-01-03", 600);
  denied.event.status = Status::negated;
  const auto ledger = deployments({feared, denied});
  EXPECT_EQ(ledger.rows[0].standing, Standing::feared);
  EXPECT_EQ(ledger.rows[1].standing, Standing::denied);
  EXPECT_TRUE(ledger.strengths.empty());
}

store::EventRow invasion(const std::string& id, const std::string& date, Status status, const RecordEntity& account) {
  store::EventRow out = row(id, "ASSAULT", date, -9);
  out.event.actor = {entity("RUS", "Russia")};
  out.event.recipient = {entity("UKR", "Ukraine")};
  out.event.status = status;
  out.event.attributed_to = {account};
  return out;
}

TEST(ClaimLedger, WhoAssertsAndWhoDenies) {
  const auto ledger = claims({invasion("b#e1", "2022-01-05", Status::negated, entity("RUS", "Russia")),
                              invasion("a#e1", "2022-01-03", Status::hypothetical, entity("IGO", "the West")),
                              row("c#e1", "CONSULT", "2022-01-03", 4)});
  ASSERT_EQ(ledger.size(), 1U) << "what nobody disputes is no claim";
  EXPECT_EQ(ledger[0].asserted_by, (std::vector<Party>{{"IGO", "the West"}}));
  EXPECT_EQ(ledger[0].denied_by, (std::vector<Party>{{"RUS", "Russia"}}));
  EXPECT_EQ(ledger[0].first_reported, monday);
  EXPECT_EQ(ledger[0].last_reported, monday + 2);
  EXPECT_EQ(ledger[0].evidence.size(), 2U);
}

store::EventRow demand_of(const std::string& id, const std::string& date) {
  store::EventRow out = row(id, "REQUEST", date, 0);
  out.event.actor = {entity("RUS", "Russia")};
  out.event.recipient = {entity("USA", "United States")};
  out.event.mode = {"change"};
  return out;
}

store::EventRow reply(const std::string& id, const std::string& type, const std::string& date) {
  store::EventRow out = row(id, type, date, 0);
  out.event.actor = {entity("USA", "United States")};
  out.event.recipient = {entity("RUS", "Russia")};
  return out;
}

TEST(DemandLedger, OpenUntilAnswered) {
  EXPECT_EQ(demands({demand_of("a#e1", "2022-01-03")})[0].answer, Answer::open);
  const auto ledger = demands(
      {reply("b#e1", "REJECT", "2022-01-10"), demand_of("a#e1", "2022-01-03"), reply("c#e1", "AGREE", "2022-01-20")});
  ASSERT_EQ(ledger.size(), 1U);
  EXPECT_EQ(ledger[0].answer, Answer::rejected);
  EXPECT_EQ(ledger[0].answered->event, "b#e1");
  EXPECT_EQ(ledger[0].mode, "change");
}

TEST(DemandLedger, OnlyTheOtherSideAnswersAndInTime) {
  auto third = reply("b#e1", "REJECT", "2022-01-04");
  third.event.actor = {entity("FRA", "France")};
  EXPECT_EQ(demands({demand_of("a#e1", "2022-01-03"), third})[0].answer, Answer::open);
  EXPECT_EQ(demands({demand_of("a#e1", "2022-01-03"), reply("b#e1", "AGREE", "2022-03-10")})[0].answer, Answer::open);
  EXPECT_EQ(demands({demand_of("b#e1", "2022-01-03"), reply("a#e1", "AGREE", "2022-01-02")})[0].answer, Answer::open)
      << "what came before is no answer";
  EXPECT_EQ(demands({demand_of("a#e1", "2022-01-03"), reply("b#e1", "CONCEDE", "2022-03-04")})[0].answer,
            Answer::accepted);
}

store::EventRow visit(const std::string& id, const std::string& published, const std::string& date,
                      const std::string& type = "CONSULT") {
  store::EventRow out = row(id, type, date, 4);
  out.source.date = published;
  out.event.actor = {entity("FRA", "Emmanuel Macron")};
  out.event.recipient = {entity("UKR", "Volodymyr Zelensky")};
  out.event.event_loc = in_country("UKR", "Kyiv");
  return out;
}

TEST(Calendar, AheadThenOver) {
  const auto announced = visit("a#e1", "2022-01-03", "2022-01-04", "AGREE");
  ASSERT_EQ(calendar({announced}, monday).size(), 1U);
  EXPECT_EQ(calendar({announced}, monday)[0].occasion, Occasion::ahead);
  EXPECT_EQ(calendar({announced}, monday + 1)[0].occasion, Occasion::ahead) << "today is not over";
  EXPECT_EQ(calendar({announced}, monday + 2)[0].occasion, Occasion::unconfirmed);
  EXPECT_EQ(calendar({announced}, monday)[0].where, "Kyiv");
  EXPECT_TRUE(calendar({visit("a#e1", "2022-01-04", "2022-01-04")}, monday).empty()) << "nothing was announced";
}

TEST(Calendar, ALaterReportTellsWhetherItTookPlace) {
  const auto announced = visit("a#e1", "2022-01-03", "2022-01-04", "AGREE");
  const auto held = calendar({announced, visit("b#e1", "2022-01-05", "2022-01-04")}, monday + 9);
  ASSERT_EQ(held.size(), 1U);
  EXPECT_EQ(held[0].occasion, Occasion::took_place);
  EXPECT_EQ(held[0].outcome->event, "b#e1");
  auto called_off = visit("c#e1", "2022-01-03", "2022-01-04");
  called_off.event.status = Status::negated;
  EXPECT_EQ(calendar({announced, called_off}, monday + 9)[0].occasion, Occasion::cancelled);
  auto others = visit("d#e1", "2022-01-05", "2022-01-04");
  others.event.recipient = {entity("DEU", "Olaf Scholz")};
  EXPECT_EQ(calendar({announced, others}, monday + 9)[0].occasion, Occasion::unconfirmed);
}

TEST(Calendar, OneSentenceTellsOfOneAppointment) {
  auto go = visit("a#e1", "2022-01-03", "2022-01-04", "AGREE");
  auto speak = visit("a#e2", "2022-01-03", "2022-01-04", "AGREE");
  auto apart = visit("a#e3", "2022-01-03", "2022-01-05", "AGREE");
  go.source.sentence = speak.source.sentence = apart.source.sentence = "He will go there to speak with him.";
  speak.event.recipient = {entity("POL", "Andrzej Duda")};
  const auto ledger = calendar({go, speak, apart}, monday);
  ASSERT_EQ(ledger.size(), 2U);
  EXPECT_EQ(ledger[0].who.size(), 3U);
}

}  // namespace
}  // namespace detente::measure
