#include "knowledge/mistranslations.h"

#include <gtest/gtest.h>

#include "knowledge/small_world.h"

namespace detente::knowledge {
namespace {

// The words as they are read.
std::string read(std::string_view text) {
  Document document = document_of(text);
  document.miswords = small_world().miswords_in(document);
  std::string out;
  for (std::uint32_t token = 0; token < document.tokens.size(); ++token) {
    out += (token == 0 ? "" : " ") + std::string(document.meant(token));
  }
  return out;
}

TEST(Mistranslations, BesideWordsThatLeaveOneMeaning) {
  EXPECT_EQ(read("He is massaging more than 9,000 soldiers"), "He is massing more than 9,000 soldiers");
  EXPECT_EQ(read("Massaging troops there"), "massing troops there");
  EXPECT_EQ(read("Troops of the Massaging Club"), "Troops of the Massaging Club");
  EXPECT_EQ(read("A nurse massaging his leg"), "A nurse massaging his leg");
}

TEST(Mistranslations, NotFartherThanTheyTell) {
  EXPECT_EQ(read("massaging one two three four five six soldiers"), "massaging one two three four five six soldiers");
  EXPECT_EQ(read("massaging one two three four five soldiers"), "massing one two three four five soldiers");
  EXPECT_EQ(read("He was massaging. Soldiers left."), "He was massaging . Soldiers left .");
}

TEST(Mistranslations, BehindNamesAndNumbers) {
  EXPECT_EQ(read("Beginning of Weber-Klein Maintenance in Oslo"), "Beginning of Weber - Klein talks in Oslo");
  EXPECT_EQ(read("The Maintenance in Oslo"), "The Maintenance in Oslo");
  EXPECT_EQ(read("Maintenance"), "Maintenance");
  EXPECT_EQ(read("350 militaries and the militaries"), "350 soldiers and the militaries");
}

TEST(Mistranslations, WordsOfNoOtherMeaning) {
  EXPECT_EQ(read("An attentat in Oslo"), "An attack in Oslo");
}

}  // namespace
}  // namespace detente::knowledge
