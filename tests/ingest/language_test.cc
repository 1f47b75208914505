#include "ingest/language.h"

#include <gtest/gtest.h>

#include "ingest/ingest.h"

namespace detente::ingest {
namespace {

constexpr const char* english = "The ministers of both countries met on Monday to speak about the river and the dam.";
constexpr const char* french =
    "Les ministres des deux pays se sont réunis lundi pour parler du fleuve et du barrage.";

struct Sample {
  const char* code;
  const char* text;
};

class Languages : public testing::TestWithParam<Sample> {};

TEST_P(Languages, AreTold) {
  EXPECT_EQ(detect_language(GetParam().text), GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    All, Languages,
    testing::Values(
        Sample{"en", english}, Sample{"fr", french},
        Sample{"de", "Die Minister beider Länder trafen sich am Montag, um über den Fluss und den Damm zu sprechen."},
        Sample{"es", "Los ministros de ambos países se reunieron el lunes para hablar del río y de la presa grande."},
        Sample{"ru", "Министры обеих стран встретились в понедельник, чтобы поговорить о реке и о плотине."},
        Sample{"uk", "Міністри обох країн зустрілися в понеділок, щоб поговорити про річку та про греблю."},
        Sample{"ar", "التقى وزيرا البلدين يوم الاثنين للحديث عن النهر وعن السد الكبير في الشمال."},
        Sample{"he", "שרי שתי המדינות נפגשו ביום שני כדי לדבר על הנהר ועל הסכר הגדול שבצפון הארץ."},
        Sample{"tr", "İki ülkenin bakanları pazartesi günü nehir ve baraj hakkında konuşmak için bir araya geldi."},
        Sample{"zh", "两国部长星期一会面，讨论河流和大坝的问题，并同意下周五再次举行会谈。"}),
    [](const auto& test) { return test.param.code; });

TEST(Language, IsNotGuessedFromNames) {
  EXPECT_EQ(detect_language(""), "");
  EXPECT_EQ(detect_language("Kyiv, Kharkiv, Odesa"), "");
  EXPECT_EQ(detect_language("1, 2, 3 – 4"), "");
}

TEST(Language, OfOneWordManyTimesEndsSoon) {
  EXPECT_NO_FATAL_FAILURE(detect_language(std::string(std::size_t{1} << 20U, 'a')));
}

std::string settled(std::string stated, std::string text, std::size_t* warnings = nullptr) {
  Article article;
  article.language = std::move(stated);
  article.text = std::move(text);
  settle_language(article);
  if (warnings != nullptr) {
    *warnings = article.warnings.size();
  }
  return article.language;
}

TEST(Language, TheWordsAreBelieved) {
  std::size_t warnings = 0;
  EXPECT_EQ(settled("", english, &warnings), "en");
  EXPECT_EQ(warnings, 0U);
  EXPECT_EQ(settled("en-GB", english, &warnings), "en");
  EXPECT_EQ(warnings, 0U);
  EXPECT_EQ(settled("en", french, &warnings), "fr");
  EXPECT_EQ(warnings, 1U);
}

TEST(Language, WhatIsStatedHoldsWhereTheWordsDoNotTell) {
  EXPECT_EQ(settled("FR_ca", "Kyiv"), "fr");
  EXPECT_EQ(settled("iw", "Kyiv"), "he");
  EXPECT_EQ(settled("nb", "Kyiv"), "no");
  EXPECT_EQ(settled("English, mostly", "Kyiv"), "");
}

TEST(Language, HasAName) {
  EXPECT_EQ(language_name("fr"), "French");
  EXPECT_EQ(language_name("xx"), "xx");
}

TEST(Language, IsSettledInEveryInput) {
  EXPECT_EQ(read_text(french, "t", {}).value().language, "fr");
  EXPECT_EQ(read_json(std::string(R"({"text": ")") + french + R"(", "language": "fr-FR"})", "j", {}).value().language,
            "fr");
  EXPECT_EQ(read_html(std::string("<html lang='en'><p>") + french + french + french, "h", {}).value().language, "fr");
}

TEST(Original, IsReadBack) {
  const auto article = read_json(
      R"({"text": "They met.", "original": {"language": "fr", "title": "T", "text": "Ils se sont vus."}})", "j", {});
  ASSERT_TRUE(article.ok());
  ASSERT_TRUE(article->original.has_value());
  EXPECT_EQ(article->original->text, "Ils se sont vus.");
  EXPECT_FALSE(read_json(R"({"text": "They met.", "original": "x"})", "j", {}).ok());
}

}  // namespace
}  // namespace detente::ingest
