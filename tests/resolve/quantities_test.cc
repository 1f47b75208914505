#include "resolve/quantities.h"

#include <gtest/gtest.h>

#include <array>
#include <ostream>
#include <string>
#include <string_view>

#include "resolve/times.h"
#include "text/text.h"

namespace detente::resolve {
namespace {

Document document_of(std::string_view text) {
  Article article;
  article.text = text;
  article.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, SentenceKind::body});
  return text::read(std::move(article));
}

std::vector<Quantity> quantities_of(const Document& document) {
  return find_quantities(document, find_times(document, "2022-02-07"));
}

struct QuantityCase {
  std::string_view sentence;
  std::string_view words;
  double value;
  std::string_view relation;
  std::string_view kind;
};

std::ostream& operator<<(std::ostream& out, const QuantityCase& c) {
  return out << c.sentence << " [" << c.words << "]";
}

std::string listing(const Document& document, const std::vector<Quantity>& quantities) {
  std::string text;
  for (const Quantity& quantity : quantities) {
    text += "  " + std::string(document.text(quantity.span)) + " " + std::string(name_of(quantity.relation)) +
            std::to_string(quantity.value) + " " + std::string(name_of(quantity.kind)) + "\n";
  }
  return text.empty() ? "  nothing\n" : text;
}

void expect_case(const QuantityCase& c) {
  const Document document = document_of(c.sentence);
  const auto quantities = quantities_of(document);
  for (const Quantity& quantity : quantities) {
    if (document.text(quantity.span) == c.words) {
      EXPECT_DOUBLE_EQ(quantity.value, c.value) << c;
      EXPECT_EQ(name_of(quantity.relation), c.relation) << c;
      EXPECT_EQ(name_of(quantity.kind), c.kind) << c;
      return;
    }
  }
  ADD_FAILURE() << c << " not found in\n" << listing(document, quantities);
}

template <std::size_t size>
void expect_all(const QuantityCase (&cases)[size]) {  // NOLINT(modernize-avoid-c-arrays)
  for (const QuantityCase& c : cases) {
    expect_case(c);
  }
}

TEST(Quantities, NumbersInDigitsAndWords) {
  expect_all({
      {"The ministry sent 350 soldiers.", "350 soldiers", 350, "=", "troops"},
      {"The ministry sent 100,000 soldiers.", "100,000 soldiers", 100000, "=", "troops"},
      {"The ministry sent two soldiers.", "two soldiers", 2, "=", "troops"},
      {"The ministry sent twenty-four soldiers.", "twenty-four soldiers", 24, "=", "troops"},
      {"The ministry sent twenty four soldiers.", "twenty four soldiers", 24, "=", "troops"},
      {"The ministry sent three hundred and fifty soldiers.", "three hundred and fifty soldiers", 350, "=", "troops"},
      {"The ministry sent three dozen tanks.", "three dozen tanks", 36, "=", "weapons"},
      {"The ministry sent a dozen tanks.", "a dozen tanks", 12, "=", "weapons"},
      {"The ministry sent half a dozen tanks.", "half a dozen tanks", 6, "=", "weapons"},
      {"Some fled: 1.2 million refugees.", "1.2 million refugees", 1.2e6, "=", "other"},
      {"The camp holds two million three hundred thousand refugees.", "two million three hundred thousand refugees",
       2.3e6, "=", "other"},
      {"Half a million refugees fled.", "Half a million refugees", 500000, "=", "other"},
      {"The ministry sent 45,000 British NATO troops.", "45,000 British NATO troops", 45000, "=", "troops"},
      {"The ministry sent 14 Leopard 2 tanks.", "14 Leopard 2 tanks", 14, "=", "weapons"},
      {"The jets dropped eight MK-84 bombs.", "eight MK-84 bombs", 8, "=", "weapons"},
      {"It voted twice.", "twice", 2, "=", "other"},
  });
}

TEST(Quantities, SizesWithoutANumber) {
  expect_all({
      {"Dozens of villagers fled.", "Dozens of villagers", 24, "~", "other"},
      {"Hundreds of villagers fled.", "Hundreds of villagers", 200, "~", "other"},
      {"Scores of villagers fled.", "Scores of villagers", 40, "~", "other"},
      {"Thousands fled.", "Thousands", 2000, "~", "other"},
      {"Tens of thousands of civilians fled.", "Tens of thousands of civilians", 20000, "~", "other"},
      {"Hundreds of thousands of civilians fled.", "Hundreds of thousands of civilians", 200000, "~", "other"},
      {"Several villagers fled.", "Several villagers", 3, "~", "other"},
      {"Several hundred villagers fled.", "Several hundred villagers", 300, "~", "other"},
      {"A few dozen villagers fled.", "A few dozen villagers", 36, "~", "other"},
      {"A handful of villagers fled.", "A handful of villagers", 5, "~", "other"},
      {"A couple of villagers fled.", "A couple of villagers", 2, "~", "other"},
      {"A number of villagers fled.", "A number of villagers", 3, "~", "other"},
      {"An undisclosed number of soldiers arrived.", "An undisclosed number of soldiers", 3, "~", "troops"},
      {"Large numbers of soldiers arrived.", "Large numbers of soldiers", 3, ">", "troops"},
      {"Many people fled.", "Many people", 3, ">", "other"},
  });
}

TEST(Quantities, WhatBearsOnTheNumber) {
  expect_all({
      {"It massed more than 100,000 soldiers there.", "more than 100,000 soldiers", 100000, ">", "troops"},
      {"It massed over 100,000 soldiers there.", "over 100,000 soldiers", 100000, ">", "troops"},
      {"It massed at least 12 tanks there.", "at least 12 tanks", 12, ">", "weapons"},
      {"It massed no fewer than 12 tanks there.", "no fewer than 12 tanks", 12, ">", "weapons"},
      {"It massed well over 1,000 tanks there.", "well over 1,000 tanks", 1000, ">", "weapons"},
      {"It massed fewer than 12 tanks there.", "fewer than 12 tanks", 12, "<", "weapons"},
      {"It massed no more than 12 tanks there.", "no more than 12 tanks", 12, "<", "weapons"},
      {"It massed up to 12 tanks there.", "up to 12 tanks", 12, "<", "weapons"},
      {"It massed as many as 12 tanks there.", "as many as 12 tanks", 12, "<", "weapons"},
      {"It massed about 12 tanks there.", "about 12 tanks", 12, "~", "weapons"},
      {"It massed a maximum of 12 tanks there.", "a maximum of 12 tanks", 12, "<", "weapons"},
      {"It massed some 12 tanks there.", "some 12 tanks", 12, "~", "weapons"},
      {"It massed nearly 12 tanks there.", "nearly 12 tanks", 12, "~", "weapons"},
      {"It massed around 12 tanks there.", "around 12 tanks", 12, "~", "weapons"},
      {"It massed an estimated 12 tanks there.", "an estimated 12 tanks", 12, "~", "weapons"},
      {"It massed 500 or so militants there.", "500 or so militants", 500, "~", "troops"},
      {"It massed 500 or more militants there.", "500 or more militants", 500, ">", "troops"},
      {"It massed 500+ militants there.", "500+ militants", 500, ">", "troops"},
  });
}

TEST(Quantities, AdditionsWinOverOtherRelations) {
  expect_all({
      {"It will send 350 additional soldiers.", "350 additional soldiers", 350, "+", "troops"},
      {"It will send an additional 350 soldiers.", "an additional 350 soldiers", 350, "+", "troops"},
      {"It will send another 350 soldiers.", "another 350 soldiers", 350, "+", "troops"},
      {"It will send 350 more soldiers.", "350 more soldiers", 350, "+", "troops"},
      {"It will send at least 350 extra soldiers.", "at least 350 extra soldiers", 350, "+", "troops"},
      {"It will send nearly another 350 soldiers.", "nearly another 350 soldiers", 350, "+", "troops"},
      {"It tested another missile.", "another missile", 1, "+", "weapons"},
      {"They killed one man and wounded another.", "another", 1, "+", "injured"},
  });
}

TEST(Quantities, RangesAreTheirMiddle) {
  expect_all({
      {"Between 20,000 and 50,000 soldiers are there.", "Between 20,000 and 50,000 soldiers", 35000, "~", "troops"},
      {"Some 3,000 to 4,000 soldiers are there.", "Some 3,000 to 4,000 soldiers", 3500, "~", "troops"},
      {"It has 21,000-22,000 soldiers there.", "21,000-22,000 soldiers", 21500, "~", "troops"},
      {"Two or three soldiers are there.", "Two or three soldiers", 2.5, "~", "troops"},
      {"It cost 2 to 4 million dollars.", "2 to 4 million dollars", 3e6, "~", "money"},
  });
}

TEST(Quantities, Money) {
  expect_all({
      {"It gave $50 million.", "$50 million", 50e6, "=", "money"},
      {"It gave more than $3.5bn.", "more than $3.5bn", 3.5e9, ">", "money"},
      {"It gave £40m.", "£40m", 40e6, "=", "money"},
      {"It gave €56bn.", "€56bn", 56e9, "=", "money"},
      {"It gave US$20 to each.", "US$20", 20, "=", "money"},
      {"It gave 750 million dollars.", "750 million dollars", 750e6, "=", "money"},
      {"It gave 100 million Canadian dollars.", "100 million Canadian dollars", 100e6, "=", "money"},
      {"It gave 10,000 afghanis to each.", "10,000 afghanis", 10000, "=", "money"},
      {"A 100-billion-dollar deal failed.", "100-billion-dollar", 100e9, "=", "money"},
      {"It gave another $250m.", "another $250m", 250e6, "+", "money"},
  });
}

TEST(Quantities, DeedsTellTheKind) {
  expect_all({
      {"The blast killed 12 people.", "12 people", 12, "=", "killed"},
      {"The blast killed at least 12 people.", "at least 12 people", 12, ">", "killed"},
      {"The shelling began, killing two.", "two", 2, "=", "killed"},
      {"Twelve people were killed in the blast.", "Twelve people", 12, "=", "killed"},
      {"Twelve people died in the blast.", "Twelve people", 12, "=", "killed"},
      {"Twelve people have been injured.", "Twelve people", 12, "=", "injured"},
      {"Nine people were killed and 30 wounded.", "30 wounded", 30, "=", "injured"},
      {"Nine people were killed and 30 others injured.", "30 others", 30, "=", "injured"},
      {"Two soldiers were killed.", "Two soldiers", 2, "=", "killed"},
      {"Police arrested 40 people.", "40 people", 40, "=", "arrested"},
      {"Forty people were detained.", "Forty people", 40, "=", "arrested"},
      {"Moscow expelled 60 American diplomats.", "60 American diplomats", 60, "=", "expelled"},
      {"Sixty diplomats were expelled.", "Sixty diplomats", 60, "=", "expelled"},
      {"The deaths of 11 Israelis led to talks.", "11 Israelis", 11, "=", "killed"},
      {"Thousands of people marched in Minsk.", "Thousands of people", 2000, "~", "protesters"},
      {"Some 200 demonstrators blocked the road.", "Some 200 demonstrators", 200, "~", "protesters"},
      {"Some 500 soldiers killed 12 rebels.", "Some 500 soldiers", 500, "~", "troops"},
      {"Some 500 soldiers killed 12 rebels.", "12 rebels", 12, "=", "killed"},
      {"It counted 471 dead.", "471 dead", 471, "=", "killed"},
      {"The 5,000-strong force left.", "5,000-strong", 5000, "=", "troops"},
      {"Three of its peacekeepers were killed.", "Three of its peacekeepers", 3, "=", "killed"},
      {"The group freed 21 girls.", "21 girls", 21, "=", "other"},
  });
}

TEST(Quantities, WhatIsNoQuantity) {
  static constexpr auto sentences = std::to_array<std::string_view>({
      "The tax rose by 20 percent.",
      "The tax rose by 20 per cent.",
      "The tax rose by 20%.",
      "He is 37 years old.",
      "The 12-year-old boy fled.",
      "Smith, 37, fled.",
      "They won 3-1.",
      "They won 3-1 victory bonuses.",
      "They live on the 5th floor.",
      "He fired an AK-47.",
      "Resolution 1636 was adopted.",
      "He lives at No. 10 in the road.",
      "The attacks of 9/11 changed that.",
      "The Group of Eight met.",
      "No one fled.",
      "He was one of the best.",
      "They met in 2014.",
      "They met on February 7, 2022.",
      "They talked for two days.",
      "They met at 4:30 pm.",
      "They met between Dec. 1 and 2.",
      "A five-nation committee met.",
      "Few people fled.",
  });
  for (const std::string_view sentence : sentences) {
    const Document document = document_of(sentence);
    const auto quantities = quantities_of(document);
    EXPECT_TRUE(quantities.empty()) << sentence << "\n" << listing(document, quantities);
  }
}

TEST(Quantities, VerbsParticlesAreNotPartOfTheNumber) {
  expect_case({"They handed over 21 girls.", "21 girls", 21, "=", "other"});
}

TEST(Quantities, AreInTextOrderAndDoNotOverlap) {
  const Document document = document_of(
      "At least 12 people were killed and 30 others wounded on Monday when some 500 soldiers, 14 tanks and hundreds "
      "of militants entered the town of 20,000 to 30,000 people; another 40 were arrested.");
  const auto quantities = quantities_of(document);
  ASSERT_EQ(quantities.size(), 7U);
  for (std::size_t i = 1; i < quantities.size(); ++i) {
    EXPECT_LE(quantities[i - 1].span.end, quantities[i].span.begin);
  }
}

TEST(Quantities, EmptyDocument) {
  EXPECT_TRUE(find_quantities(Document{}, {}).empty());
}

}  // namespace
}  // namespace detente::resolve
