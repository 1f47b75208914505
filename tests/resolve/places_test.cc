// Places by our own sentences: what is a place, where it lies, and where an event's words point.
#include "resolve/places.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "built_share.h"
#include "text/text.h"

namespace detente::resolve {
namespace {

Document read(std::string_view text, std::string_view url = "", std::string_view source = "") {
  Article article;
  article.text = text;
  article.url = url;
  article.source = source;
  article.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, SentenceKind::body});
  return text::read(std::move(article));
}

std::vector<Location> places_of(const Document& document) {
  return find_places(document, {}, tables(), gazetteer());
}

// "Paris|France": the places' words, parted by bars.
std::string words_of(const Document& document) {
  std::string out;
  for (const auto& place : places_of(document)) {
    out += (out.empty() ? "" : "|") + std::string(document.text(place.span));
  }
  return out;
}

struct Recognition {
  std::string_view text;
  std::string_view places;
};

class PlacesRecognised : public testing::TestWithParam<Recognition> {};

TEST_P(PlacesRecognised, AreThese) {
  EXPECT_EQ(words_of(read(GetParam().text)), GetParam().places) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Plain, PlacesRecognised,
    testing::Values(Recognition{"Troops entered Kharkiv on Monday.", "Kharkiv"},
                    Recognition{"Talks were held in Geneva, Switzerland, and in Oslo.", "Geneva|Switzerland|Oslo"},
                    Recognition{"She moved from Poland to the Czech Republic.", "Poland|Czech Republic"},
                    Recognition{"The convoy left Rio de Janeiro for São Paulo.", "Rio de Janeiro|São Paulo"},
                    Recognition{"A bus crashed near Springfield, Missouri.", "Springfield|Missouri"},
                    Recognition{"The plant in Athens, Ga., will close.", "Athens|Ga."},
                    Recognition{"They live in Boise, ID, not far from here.", "Boise|ID"},
                    Recognition{"Flooding hit parts of N.J. and Connecticut.", "N.J.|Connecticut"},
                    Recognition{"The U.S. and the UK signed it.", "U.S.|UK"},
                    Recognition{"The Philippines and the Netherlands agreed.", "Philippines|Netherlands"},
                    Recognition{"Judges in The Hague will hear the case.", "The Hague"},
                    Recognition{"MOSCOW (Reuters) - Shelling went on.", "MOSCOW"},
                    Recognition{"Fighting spread through eastern Syria.", "Syria"},
                    Recognition{"The army holds the town of Derna in Libya.", "Derna|Libya"},
                    Recognition{"Residents of Kandahar province fled.", "Kandahar"},
                    Recognition{"Deputies searched a house in Pike County.", "Pike County"},
                    Recognition{"Two ships met in the South China Sea.", "South China Sea"},
                    Recognition{"Rockets were fired from the Gaza Strip into Israel.", "Gaza Strip|Israel"},
                    Recognition{"The dam lies on the Euphrates River.", "Euphrates River"},
                    Recognition{"He crossed the Alps on foot.", "Alps"},
                    Recognition{"The ceasefire in Nagorno-Karabakh held.", "Nagorno-Karabakh"},
                    Recognition{"The Paris-based agency warned of shortages.", "Paris"},
                    Recognition{"Lagos, Nairobi and Accra grew fastest.", "Lagos|Nairobi|Accra"},
                    Recognition{"Germany's chancellor travelled to Ankara.", "Germany|Ankara"}));

INSTANTIATE_TEST_SUITE_P(Bodies, PlacesRecognised,
                         testing::Values(Recognition{"Chicago Police closed the road.", "Chicago"},
                                         Recognition{"The Ohio Supreme Court ruled against it.", "Ohio"},
                                         Recognition{"The Denver City Council voted.", "Denver"},
                                         Recognition{"He wrote for the Boston Globe.", ""},
                                         Recognition{"The story was in the Chicago Tribune.", ""},
                                         Recognition{"A Hamas official rejected the offer.", ""},
                                         Recognition{"The UN and NATO sent observers.", ""},
                                         Recognition{"They pay US$40 million a year.", ""},
                                         Recognition{"The Marburg virus spread fast.", ""},
                                         Recognition{"The White House declined to comment.", ""}));

INSTANTIATE_TEST_SUITE_P(People, PlacesRecognised,
                         testing::Values(Recognition{"John Lancaster said he would appeal.", ""},
                                         Recognition{"Senator Houston left early.", ""},
                                         Recognition{"Mary Lincoln was charged. Lincoln denied it.", ""},
                                         Recognition{"Dr. Berlin examined the patient.", ""},
                                         Recognition{"Paris Jackson flew to Sydney.", "Sydney"},
                                         Recognition{"The Jordan family thanked the doctors.", ""},
                                         Recognition{"Jordan and Egypt closed the crossing.", "Jordan|Egypt"}));

INSTANTIATE_TEST_SUITE_P(Words, PlacesRecognised,
                         testing::Values(Recognition{"On Tuesday the talks began.", ""},
                                         Recognition{"Reading is good for children.", ""},
                                         Recognition{"Central Command sent a drone.", ""},
                                         Recognition{"French and German ministers met.", ""},
                                         Recognition{"A Canadian was freed on Friday.", ""},
                                         Recognition{"In March, prices may rise.", ""},
                                         Recognition{"nothing here begins with a capital", ""}, Recognition{"", ""}));

INSTANTIATE_TEST_SUITE_P(Forms, PlacesRecognised,
                         testing::Values(Recognition{"A fire broke out on Maple Street.", "Maple Street"},
                                         Recognition{"He lives at 12 Foxglove Lane in Leeds.", "Foxglove Lane|Leeds"},
                                         Recognition{"They camped at Lake Verunda.", "Lake Verunda"},
                                         Recognition{"The crash on Highway 19 killed two.", ""}));

struct Resolution {
  std::string_view text;
  std::string_view words;
  double lat;
  double lon;
  std::string_view code;
  std::string_view resolution;
};

double km(double lat, double lon, const Location& there) {
  const double dy = lat - there.lat;
  const double dx = (lon - there.lon) * std::cos(lat / 57.2958);
  return 111.2 * std::sqrt(dx * dx + dy * dy);
}

class PlacesResolved : public testing::TestWithParam<Resolution> {};

TEST_P(PlacesResolved, LieThere) {
  const Resolution& wanted = GetParam();
  const Document document = read(wanted.text);
  for (const auto& place : places_of(document)) {
    if (document.text(place.span) == wanted.words) {
      EXPECT_LT(km(wanted.lat, wanted.lon, place), 100)
          << place.resolved_place << ' ' << place.lat << ' ' << place.lon;
      EXPECT_EQ(place.country_code, wanted.code);
      EXPECT_EQ(place.resolution, wanted.resolution);
      return;
    }
  }
  FAIL() << wanted.words << " was not found in: " << wanted.text;
}

INSTANTIATE_TEST_SUITE_P(
    BySize, PlacesResolved,
    testing::Values(Resolution{"A march in Paris drew thousands.", "Paris", 48.85, 2.35, "FRA", "city"},
                    Resolution{"A march in London drew thousands.", "London", 51.51, -0.13, "GBR", "city"},
                    Resolution{"Troops left Tripoli.", "Tripoli", 32.89, 13.19, "LBY", "city"},
                    Resolution{"Officials in Washington said so.", "Washington", 38.90, -77.04, "USA", "city"},
                    Resolution{"The minister returned to Kyiv.", "Kyiv", 50.45, 30.52, "UKR", "city"},
                    Resolution{"The bomb went off in Gaza.", "Gaza", 31.42, 34.40, "PSE", "exact"},
                    Resolution{"Ships sailed through the Bosphorus.", "Bosphorus", 41.12, 29.08, "TUR", "exact"},
                    Resolution{"Pakistan tested a missile.", "Pakistan", 30.0, 70.0, "PAK", "country"},
                    Resolution{"Voters in Scotland chose.", "Scotland", 56.8, -4.2, "GBR", "admin1"}));

INSTANTIATE_TEST_SUITE_P(
    ByContainer, PlacesResolved,
    testing::Values(
        Resolution{"A bus crashed in Springfield, Missouri.", "Springfield", 37.21, -93.29, "USA", "city"},
        Resolution{"A bus crashed in Springfield, Ill., on Sunday.", "Springfield", 39.80, -89.64, "USA", "city"},
        Resolution{"She was born in Paris, Texas.", "Paris", 33.66, -95.56, "USA", "city"},
        Resolution{"She studied in London, Ontario.", "London", 42.98, -81.23, "CAN", "city"},
        Resolution{"The ferry reached Victoria, British Columbia.", "Victoria", 48.43, -123.37, "CAN", "city"},
        Resolution{"The strike hit Tripoli, Lebanon.", "Tripoli", 34.44, 35.84, "LBN", "city"},
        Resolution{"A train stopped in Vancouver, Washington.", "Washington", 47.4, -120.4, "USA", "admin1"},
        Resolution{"The school is in Birmingham, Alabama.", "Birmingham", 33.52, -86.80, "USA", "city"},
        Resolution{"Snow fell in Washington state.", "Washington", 47.4, -120.4, "USA", "admin1"}));

INSTANTIATE_TEST_SUITE_P(
    ByNeighbours, PlacesResolved,
    testing::Values(Resolution{"Police in Georgia said roads near Atlanta and Savannah were closed.", "Georgia", 32.7,
                               -83.4, "USA", "admin1"},
                    Resolution{"Georgia and Armenia met in Tbilisi.", "Georgia", 42.0, 43.5, "GEO", "country"},
                    Resolution{"Crews from Dayton, Ohio, and Cincinnati went to Hamilton.", "Hamilton", 39.40, -84.56,
                               "USA", "city"},
                    Resolution{"Hamilton and Toronto are in Ontario, as is Ottawa.", "Hamilton", 43.25, -79.85, "CAN",
                               "city"},
                    Resolution{"Egypt, Jordan and the US will meet; Egypt hosts them in Cairo.", "Egypt", 27.0, 30.0,
                               "EGY", "country"}));

struct Located {
  std::string_view text;
  std::string_view words;  // the event's place
  std::string_view code;   // empty: nowhere
  std::string_view name;   // empty: any
};

class EventPlace : public testing::TestWithParam<Located> {};

TEST_P(EventPlace, IsThere) {
  const Located& wanted = GetParam();
  const Document document = read(wanted.text);
  const auto at = static_cast<std::uint32_t>(wanted.text.find(wanted.words));
  TokenSpan words;
  for (std::uint32_t i = 0; i < document.tokens.size(); ++i) {
    const ByteSpan span = document.tokens[i].span;
    if (at <= span.begin && span.end <= at + wanted.words.size()) {
      words = words.empty() ? TokenSpan{i, i + 1} : TokenSpan{words.begin, i + 1};
    }
  }
  const auto found = locate(words, document, places_of(document), tables(), gazetteer());
  EXPECT_EQ(found ? found->country_code : "", wanted.code);
  if (found) {
    EXPECT_EQ(document.text(found->span), wanted.words);
    EXPECT_TRUE(wanted.name.empty() || found->resolved_place == wanted.name) << found->resolved_place;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Words, EventPlace,
    testing::Values(Located{"Shells fell in Aleppo, Syria, again.", "Aleppo, Syria", "SYR", "Aleppo"},
                    Located{"Fighting spread through eastern Syria.", "eastern Syria", "SYR", "Syria"},
                    Located{"Guards closed the Polish border with Belarus.", "the Polish border with Belarus", "BLR",
                            ""},
                    Located{"Guards closed the Polish border.", "the Polish border", "POL", ""},
                    Located{"They met at the Kremlin.", "Kremlin", "RUS", ""},
                    Located{"They met at a hotel.", "a hotel", "", ""}));

TEST(Places, KnowTheSourceOfAnArticle) {
  const std::string_view text = "The council of Richmond met and voted for the road.";
  const auto plain = places_of(read(text));
  const auto local = places_of(read(text, "", "The Vancouver Sun"));
  ASSERT_EQ(plain.size(), 1U);
  ASSERT_EQ(local.size(), 1U);
  EXPECT_EQ(plain[0].country_code, "USA");
  EXPECT_EQ(local[0].country_code, "CAN");
}

TEST(Places, HeedTheModel) {
  const Document document = read("Crowds filled Split after the match.");
  Analysis analysis;
  analysis.mentions.push_back({{2, 3}, MentionKind::place, no_sector, 1.0F});
  EXPECT_EQ(find_places(document, analysis, tables(), gazetteer()).size(), 1U);
}

TEST(Places, AreTheSameFromEveryThread) {
  const Document document = read("Talks in Geneva, Switzerland, between Iran and the U.S. moved to Vienna.");
  std::vector<std::size_t> counts(4);
  std::vector<std::thread> threads;
  threads.reserve(counts.size());
  for (auto& count : counts) {
    threads.emplace_back([&] { count = places_of(document).size(); });
  }
  for (auto& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(counts, std::vector<std::size_t>(4, 5));
}

TEST(Places, HoldOnAnyBytes) {
  for (const std::string_view text :
       {"\xC3\x89vian", "A. B. C. D.", "St. St. St.", "(\"', -", "\xE2\x80\x99s O\xE2\x80\x99", "Lake", "Mount The",
        "Street Street Street", "New New New York York"}) {
    EXPECT_NO_THROW(places_of(read(text))) << text;
  }
}

}  // namespace
}  // namespace detente::resolve
