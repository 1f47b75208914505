// How names are folded, compared and found in running text.
#include "knowledge/names.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "small_world.h"

namespace detente::knowledge {
namespace {

struct Folding {
  std::string_view written;
  std::string_view folded;
};

class FoldedWords : public testing::TestWithParam<Folding> {};

TEST_P(FoldedWords, AreTheseLetters) {
  EXPECT_EQ(folded(GetParam().written), GetParam().folded);
}

INSTANTIATE_TEST_SUITE_P(
    Words, FoldedWords,
    testing::Values(Folding{"", ""}, Folding{"France", "france"}, Folding{"NATO", "nato"}, Folding{"U.S.", "us"},
                    Folding{"Élysée", "elysee"}, Folding{"Élysée", "elysee"},  // composed and decomposed
                    Folding{"O'Brien", "obrien"}, Folding{"O’Brien", "obrien"}, Folding{"Erdoğan", "erdogan"},
                    Folding{"Çavuşoğlu", "cavusoglu"}, Folding{"İstanbul", "istanbul"},
                    Folding{"Diyarbakır", "diyarbakir"}, Folding{"Wałęsa", "walesa"}, Folding{"Đinđić", "dindic"},
                    Folding{"Støre", "store"}, Folding{"Əliyev", "aliyev"}, Folding{"Groß", "gross"},
                    Folding{"São", "sao"}, Folding{"Nguyễn", "nguyen"}, Folding{"Š", "s"},
                    Folding{"ﬁnance", "finance"}, Folding{"МОСКВА", "москва"}, Folding{"100,000", "100,000"}));

TEST(FoldedWords, AreFoldedAgainToThemselves) {
  for (const std::string_view word : {"Élysée", "U.S.", "Wałęsa", "МОСКВА", "İstanbul", "O’Brien"}) {
    EXPECT_EQ(folded(folded(word)), folded(word)) << word;
  }
}

TEST(Hashes, TellWordsAndTheirOrder) {
  EXPECT_EQ(hash_of({"Élysée", "Palace"}), hash_of({"elysee", "PALACE"}));
  EXPECT_NE(hash_of({"new", "york"}), hash_of({"york", "new"}));
  EXPECT_NE(hash_of({"new", "york"}), hash_of({"newyork"}));
  EXPECT_NE(hash_of({"ab", "c"}), hash_of({"a", "bc"}));
  EXPECT_EQ(hash_of({}), empty_name);
  EXPECT_EQ(extended(extended(empty_name, "new"), "york"), hash_of({"New", "York"}));
}

struct Cut {
  std::string_view name;
  std::vector<std::string> words;
};

class NameWords : public testing::TestWithParam<Cut> {};

TEST_P(NameWords, LeaveJointsOut) {
  EXPECT_EQ(words_of(GetParam().name), GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(Names, NameWords,
                         testing::Values(Cut{"", {}}, Cut{"France", {"France"}}, Cut{"al-Qaida", {"al", "Qaida"}},
                                         Cut{"al Qaida", {"al", "Qaida"}}, Cut{"U.S.", {"U.S."}},
                                         Cut{"Da'esh", {"Da", "esh"}}, Cut{"Da’esh", {"Da", "esh"}},
                                         Cut{"George W. Bush", {"George", "W", "Bush"}},
                                         Cut{"Jean-Yves Le Drian", {"Jean", "Yves", "Le", "Drian"}}));

TEST(Joints, AreHyphensDotsAndApostrophes) {
  for (const std::string_view joint : {"-", "‑", ".", "'", "’", "‘", "`", "ʼ"}) {
    EXPECT_TRUE(is_joint(joint)) << joint;
  }
  for (const std::string_view other : {"", ",", "–", "—", "\"", "a", "--"}) {
    EXPECT_FALSE(is_joint(other)) << other;
  }
}

TEST(Letters, Capitals) {
  EXPECT_TRUE(begins_upper("France"));
  EXPECT_TRUE(begins_upper("Élysée"));
  EXPECT_TRUE(begins_upper("Жуков"));
  EXPECT_FALSE(begins_upper("élysée"));
  EXPECT_FALSE(begins_upper(""));
  EXPECT_FALSE(begins_upper("7th"));
  EXPECT_FALSE(begins_upper("\xC3"));  // half a letter
  EXPECT_TRUE(is_capitals("NATO"));
  EXPECT_TRUE(is_capitals("U.S."));
  EXPECT_TRUE(is_capitals("ÉTAT"));
  EXPECT_TRUE(is_capitals("G7"));
  EXPECT_FALSE(is_capitals("Nato"));
  EXPECT_FALSE(is_capitals("ÉTAt"));
  EXPECT_FALSE(is_capitals("77"));
  EXPECT_FALSE(is_capitals(""));
}

TEST(Letters, WhatANameDemands) {
  const NameCase initials = case_of({"US"});
  EXPECT_TRUE(initials.capitals);
  const NameCase plain = case_of({"France"});
  EXPECT_FALSE(plain.capitals);
  EXPECT_TRUE(plain.first_upper && plain.last_upper);
  const NameCase mixed = case_of({"al", "Qaida"});
  EXPECT_FALSE(mixed.first_upper);
  EXPECT_TRUE(mixed.last_upper);
  const NameCase noun = case_of({"prime", "minister"});
  EXPECT_FALSE(noun.first_upper || noun.last_upper || noun.capitals);
  EXPECT_FALSE(case_of({"A"}).capitals);  // a letter alone says nothing
  EXPECT_FALSE(case_of({}).first_upper);
}

TEST(FamilyNames, StandFirstInEastAsia) {
  for (const std::string_view code : {"CHN", "TWN", "KOR", "PRK", "VNM"}) {
    EXPECT_TRUE(family_name_first(code)) << code;
  }
  for (const std::string_view code : {"JPN", "HUN", "FRA", ""}) {
    EXPECT_FALSE(family_name_first(code)) << code;
  }
}

struct Found {
  std::string_view text;
  std::string_view names;  // "US=USA|France=FRA": the words and the first candidate's code
};

class NamesInText : public testing::TestWithParam<Found> {};

TEST_P(NamesInText, AreThese) {
  const Knowledge world = small_world();
  const Document document = document_of(GetParam().text);
  std::string names;
  for (const NameMatch& match : world.names_in(document, {0, static_cast<std::uint32_t>(document.tokens.size())})) {
    names += (names.empty() ? "" : "|") + std::string(document.text(match.tokens)) + "=" +
             std::string(match.candidates.front().referent.code);
  }
  EXPECT_EQ(names, GetParam().names);
}

INSTANTIATE_TEST_SUITE_P(
    LetterCase, NamesInText,
    testing::Values(Found{"It told us and the US nothing.", "US=USA"}, Found{"They asked US officials.", "US=USA"},
                    Found{"The U.S. answered.", "U.S.=USA"}, Found{"Who asked the WHO?", "WHO=UNO"},
                    Found{"What is left of IS is hiding.", "IS=IMG"},
                    Found{"They ate turkey in Turkey.", "Turkey=TUR"}, Found{"They ate off china plates.", ""},
                    Found{"FRANCE BEATS TURKEY", "FRANCE=FRA|TURKEY=TUR"}, Found{"The french minister", ""},
                    Found{"Presidents and a President", "President="},
                    Found{"Our TROOPS and troops", "TROOPS=|troops="}));

INSTANTIATE_TEST_SUITE_P(
    Spelling, NamesInText,
    testing::Values(Found{"The Élysée and the Elysee.", "Élysée=FRA|Elysee=FRA"},
                    Found{"al-Qaida and al Qaida and Al-Qaida", "al-Qaida=IMG|al Qaida=IMG|Al-Qaida=IMG"},
                    Found{"the al‑Qaeda of old", "al‑Qaeda=IMG"}, Found{"al qaida", ""},
                    Found{"Da'esh fled, Da’esh returned", "Da'esh=IMG|Da’esh=IMG"},
                    Found{"Côte d'Ivoire or Cote d’Ivoire", "Côte d'Ivoire=CIV|Cote d’Ivoire=CIV"},
                    Found{"Türkiye, that is Turkiye", "Türkiye=TUR|Turkiye=TUR"}));

INSTANTIATE_TEST_SUITE_P(Longest, NamesInText,
                         testing::Values(Found{"The Bank of France spoke.", "Bank of France=FRA"},
                                         Found{"The Bank of Turkey spoke.", "Turkey=TUR"},
                                         Found{"The Washington Post wrote from Washington.",
                                               "Washington Post=USA|Washington=USA"},
                                         Found{"Anne Martin met Martin.", "Anne Martin=FRA|Martin=FRA"},
                                         Found{"Wang met Luc Petit; Hai did not.", "Wang=CHN|Luc Petit=FRA"},
                                         Found{"The President of France left.", "President of France=FRA"},
                                         Found{"The President of Turkey left.", "President=|Turkey=TUR"},
                                         Found{"Franco-French talks", "French=FRA"}, Found{"", ""}));

TEST(Candidates, StandInTheTablesOrderWithTheirKinds) {
  const Knowledge world = small_world();
  const auto martin = world.named("Martin");
  ASSERT_EQ(martin.size(), 2U);
  EXPECT_EQ(martin[0].referent.name, "Anne Martin");
  EXPECT_EQ(martin[1].referent.name, "Paul Martin");
  EXPECT_EQ(martin[0].kind, NameKind::last_name);

  const auto kind_of = [&](std::string_view name) { return world.named(name).at(0).kind; };
  EXPECT_EQ(kind_of("France"), NameKind::full);
  EXPECT_EQ(kind_of("French Republic"), NameKind::full);
  EXPECT_EQ(kind_of("French"), NameKind::adjective);
  EXPECT_EQ(kind_of("Frenchwoman"), NameKind::demonym);
  EXPECT_EQ(kind_of("Paris"), NameKind::capital);
  EXPECT_EQ(kind_of("French President"), NameKind::title);
  EXPECT_EQ(kind_of("president"), NameKind::noun);
  EXPECT_EQ(kind_of("Luc Petit"), NameKind::full);
  EXPECT_EQ(kind_of("Petit"), NameKind::last_name);
  EXPECT_TRUE(world.named("Bank").empty());  // only the beginning of a name
  EXPECT_TRUE(world.named("").empty());
}

TEST(Referents, HaveTheirRow) {
  const Knowledge world = small_world();
  const auto france = world.country("FRA");
  ASSERT_TRUE(france.has_value());
  EXPECT_EQ(france->name, "France");
  EXPECT_EQ(france->kind, ReferentKind::country);
  EXPECT_EQ(france->geonameid, 3017382U);
  EXPECT_FLOAT_EQ(france->lat, 46.2F);
  EXPECT_FALSE(world.country("QQQ").has_value());

  const auto bank = world.named("Bank of France").at(0).referent;
  EXPECT_EQ(bank.other_sectors, "GOV|BUS");
  const auto soviet = world.named("USSR").at(0).referent;
  EXPECT_TRUE(soviet.holds_on(*parse_day("1991-12-25")));
  EXPECT_FALSE(soviet.holds_on(*parse_day("1991-12-26")));
  EXPECT_TRUE(world.named("troops").at(0).referent.plural);
  EXPECT_EQ(world.named("Anne Martin").at(0).referent.gender, 'f');
  EXPECT_TRUE(world.is_code("FRA") && world.is_code("UNO") && world.is_code("UNK"));
  EXPECT_FALSE(world.is_code("QQQ") || world.is_code(""));
  EXPECT_TRUE(world.is_office("FRA:president"));
  EXPECT_FALSE(world.is_office("FRA:king"));
}

TEST(Holders, AtADay) {
  const Knowledge world = small_world();
  const auto holder = [&](std::string_view code, std::string_view day) {
    const auto held = world.holders(code, "president", *parse_day(day));
    return held.size() == 1 ? std::string(held.front().person.name) : std::to_string(held.size());
  };
  EXPECT_EQ(holder("FRA", "2000-04-30"), "0");
  EXPECT_EQ(holder("FRA", "2000-05-01"), "Anne Martin");
  EXPECT_EQ(holder("FRA", "2005-04-30"), "Anne Martin");
  EXPECT_EQ(holder("FRA", "2005-05-01"), "Luc Petit");
  EXPECT_EQ(holder("FRA", "2099-01-01"), "Luc Petit");
  EXPECT_EQ(holder("CHN", "2003-01-01"), "Wang Hai");
  EXPECT_EQ(holder("CHN", "2013-02-28"), "Wang Hai");
  EXPECT_EQ(holder("CHN", "2013-03-01"), "0");
  EXPECT_TRUE(world.holders("USA", "president", 0).empty());

  const auto terms = world.terms_of(world.named("Luc Petit").at(0).referent);
  ASSERT_EQ(terms.size(), 1U);
  EXPECT_EQ(terms.front().office.name, "President of France");
  EXPECT_EQ(terms.front().to, open_end);
  EXPECT_TRUE(world.terms_of(world.named("Paul Martin").at(0).referent).empty());
}

}  // namespace
}  // namespace detente::knowledge
