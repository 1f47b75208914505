#include "text/characters.h"

#include <gtest/gtest.h>

namespace detente::text {
namespace {

struct Case {
  char32_t value;
  CharacterClass expected;
};

class Characters : public testing::TestWithParam<Case> {};

TEST_P(Characters, AreOfTheirClass) {
  EXPECT_EQ(class_of(GetParam().value), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(CaseByCase, Characters,
                         testing::Values(Case{'a', CharacterClass::letter}, Case{'Z', CharacterClass::letter},
                                         Case{'0', CharacterClass::digit}, Case{'9', CharacterClass::digit},
                                         Case{'_', CharacterClass::other}, Case{'.', CharacterClass::other},
                                         Case{'\0', CharacterClass::other}, Case{0x7F, CharacterClass::other},
                                         Case{' ', CharacterClass::space}, Case{'\n', CharacterClass::space},
                                         Case{'\v', CharacterClass::space}, Case{0x1F, CharacterClass::other},
                                         Case{0x85, CharacterClass::space}, Case{0xA0, CharacterClass::space},
                                         Case{0x2009, CharacterClass::space}, Case{0x3000, CharacterClass::space},
                                         Case{0x200B, CharacterClass::other}, Case{0xFEFF, CharacterClass::other},
                                         Case{0xAA, CharacterClass::letter}, Case{0xE9, CharacterClass::letter},
                                         Case{0x131, CharacterClass::letter}, Case{0x434, CharacterClass::letter},
                                         Case{0x4E2D, CharacterClass::letter}, Case{0x301, CharacterClass::other},
                                         Case{0x663, CharacterClass::digit}, Case{0xB2, CharacterClass::numeral},
                                         Case{0xBD, CharacterClass::numeral}, Case{0x2163, CharacterClass::numeral},
                                         Case{0x201C, CharacterClass::other}, Case{0x20AC, CharacterClass::other},
                                         Case{0x1F600, CharacterClass::other},
                                         Case{0x10FFFF, CharacterClass::other}));

TEST(CodePoints, OfEverySize) {
  EXPECT_EQ(code_point_at("A", 0).size, 1U);
  EXPECT_EQ(code_point_at("é", 0).value, U'é');
  EXPECT_EQ(code_point_at("€", 0).value, U'€');
  EXPECT_EQ(code_point_at("😀", 0).value, U'😀');
  EXPECT_EQ(code_point_at("😀", 0).size, 4U);
  EXPECT_EQ(code_point_at("A", 1).size, 0U);
}

TEST(CodePoints, Before) {
  EXPECT_EQ(code_point_before("a€", 4).value, U'€');
  EXPECT_EQ(code_point_before("a€", 1).value, U'a');
  EXPECT_EQ(code_point_before("a", 0).size, 0U);
  EXPECT_EQ(code_point_before("\x80", 1).size, 1U);
}

TEST(CodePoints, BrokenBytesCountAsOne) {
  for (const std::string_view broken : {"\x80", "\xC0\x80", "\xE2\x82", "\xF5\x80\x80\x80", "\xE2\x41\x41"}) {
    EXPECT_EQ(code_point_at(broken, 0).value, U'\uFFFD');
    EXPECT_EQ(code_point_at(broken, 0).size, 1U);
  }
}

TEST(Letters, HaveCaseInAllScripts) {
  EXPECT_TRUE(is_upper('A'));
  EXPECT_TRUE(is_upper(U'É'));
  EXPECT_TRUE(is_upper(U'Ж'));
  EXPECT_TRUE(is_upper(U'ǅ'));
  EXPECT_FALSE(is_upper(U'é'));
  EXPECT_FALSE(is_upper(U'中'));
  EXPECT_TRUE(is_lower('a'));
  EXPECT_TRUE(is_lower(U'ж'));
  EXPECT_FALSE(is_lower('1'));
}

}  // namespace
}  // namespace detente::text
