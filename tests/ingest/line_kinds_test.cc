#include "ingest/line_kinds.h"

#include <gtest/gtest.h>

#include <string>

namespace detente::ingest {
namespace {

TEST(Credits, OfPersons) {
  const auto by = read_credit("By JOHN SMITH");
  ASSERT_TRUE(by.has_value());
  EXPECT_EQ(by->byline, "JOHN SMITH");
  EXPECT_EQ(by->source, "");
  const auto two = read_credit("By Ana de Souza and Li Wei, Associated Press");
  ASSERT_TRUE(two.has_value());
  EXPECT_EQ(two->byline, "Ana de Souza and Li Wei");
  EXPECT_EQ(two->source, "Associated Press");
  const auto dated = read_credit("By Jane Doe | 7 March 2023");
  ASSERT_TRUE(dated.has_value());
  EXPECT_EQ(dated->byline, "Jane Doe");
  EXPECT_EQ(dated->date, "2023-03-07");
}

TEST(Credits, OfAgencies) {
  for (const std::string line :
       {"Reuters", "AFP", "(AP)", "Le Monde with AFP", "AP and Reuters", "Staff and agencies"}) {
    const auto credit = read_credit(line);
    ASSERT_TRUE(credit.has_value()) << line;
    EXPECT_FALSE(credit->source.empty()) << line;
  }
  EXPECT_EQ(read_credit("Le Monde with AFP")->source, "Le Monde with AFP");
  EXPECT_EQ(read_credit("With information of EFE.")->source, "EFE");
  EXPECT_EQ(read_credit("Jane Doe / AFP")->byline, "Jane Doe");
  EXPECT_EQ(read_credit("Jane Doe / AFP")->source, "AFP");
  EXPECT_EQ(read_credit("BBC News, 7 March 2023")->date, "2023-03-07");
}

TEST(Credits, OfPlaceAndDay) {
  const auto credit = read_credit("Nicosia, Wednesday 14 October 1998");
  ASSERT_TRUE(credit.has_value());
  EXPECT_EQ(credit->place, "Nicosia");
  EXPECT_EQ(credit->date, "1998-10-14");
  EXPECT_EQ(credit->byline, "");
  const auto all = read_credit("Friday, 29 November 2002 – by Hélène Ferrand, with agencies");
  ASSERT_TRUE(all.has_value());
  EXPECT_EQ(all->byline, "Hélène Ferrand");
  EXPECT_EQ(all->source, "agencies");
  EXPECT_EQ(all->date, "2002-11-29");
}

TEST(Credits, OfTheDesk) {
  EXPECT_TRUE(read_credit("(Reporting by A. Osei; editing by Bo Lund)").has_value());
  EXPECT_TRUE(read_credit("AP writer Zoe Park contributed to this report.").has_value());
  EXPECT_TRUE(read_credit("Published 12 June 2024").has_value());
}

TEST(Credits, AreNoSentences) {
  for (const std::string line :
       {"By Monday the army had left the town", "By then it was over.", "Reuters reported that troops had left.",
        "The minister met with AFP reporters in Oslo.", "Ties with Iran", "Talks, talks and talks", ""}) {
    EXPECT_FALSE(read_credit(line).has_value()) << line;
  }
}

TEST(Reporters, InAPlace) {
  EXPECT_TRUE(is_reporter_in_place("Jane Doe in Kyiv"));
  EXPECT_TRUE(is_reporter_in_place("Jane Doe in Kyiv and Bo Lund in New York"));
  EXPECT_FALSE(is_reporter_in_place("Protests in Paris"));
  EXPECT_FALSE(is_reporter_in_place("Fighting spreads in Kyiv"));
  EXPECT_FALSE(is_reporter_in_place("Jane Doe lives in Kyiv."));
}

TEST(Boilerplate, IsTold) {
  for (const std::string line :
       {"/Media reports.", "Read more: ten questions", "READ ALSO", "Subscribe", "Subscribe to our newsletter today.",
        "Copyright 2024 The Paper", "© 2021 News", "This is ours. All rights reserved.", "ADVERTISEMENT",
        "Share this", "Follow us on the Google News.", "Related articles"}) {
    EXPECT_TRUE(is_boilerplate(line)) << line;
  }
  for (const std::string line :
       {"Copyright law will change, the minister said.", "Subscribers protested in the street.",
        "Reading more helps.", "Share prices fell on Monday.", "The adverts were withdrawn."}) {
    EXPECT_FALSE(is_boilerplate(line)) << line;
  }
}

TEST(Captions, AreTold) {
  for (const std::string line :
       {"Photo: a bridge near Kherson", "FILE PHOTO: Soldiers on parade",
        "FILE - In this May 18 photo, a soldier waits.", "A soldier waits. (AP Photo/Jo Lee)",
        "A tank rolls by. REUTERS/Ana Gomez", "(Jo Lee/Associated Press)"}) {
    EXPECT_TRUE(is_caption(line)) << line;
  }
  for (const std::string line :
       {"Photos of the bridge were shown on Monday.", "Profile of a minister", "(He left/she stayed)"}) {
    EXPECT_FALSE(is_caption(line)) << line;
  }
}

TEST(Posts, AreTold) {
  EXPECT_TRUE(is_post("The convoy has arrived. https://t.co/abc123"));
  EXPECT_TRUE(is_post("Look at this pic.twitter.com/xyz"));
  EXPECT_TRUE(is_post("@ministry: Our staff leave today."));
  EXPECT_FALSE(is_post("See https://example.org/t.co/ for more."));
  EXPECT_FALSE(is_post("@ is a sign: it is old."));
  EXPECT_TRUE(is_post_signature("– sylvie (@sylvie m)"));
  EXPECT_TRUE(is_post_signature("— Jane Doe (@jane) June 1, 2023"));
  EXPECT_TRUE(is_post_signature("-- Jane (@jane) 1 June 2023"));
  EXPECT_FALSE(is_post_signature("Jane Doe (@jane)"));
  EXPECT_FALSE(is_post_signature("— Jane Doe (@jane) said that she had left"));
}

TEST(Headings, AreTold) {
  EXPECT_TRUE(looks_like_heading("British and German deployments"));
  EXPECT_TRUE(looks_like_heading("LACKING DETAIL"));
  EXPECT_TRUE(looks_like_heading("What happens next?"));
  EXPECT_FALSE(looks_like_heading("They left."));
  EXPECT_FALSE(looks_like_heading("“They left.”"));
  EXPECT_FALSE(looks_like_heading("the rest of it"));
  EXPECT_FALSE(looks_like_heading("The minister said:"));
  EXPECT_FALSE(looks_like_heading("1984"));
}

TEST(Titles, AreTold) {
  EXPECT_TRUE(looks_like_title("Crisis talks: leaders hope to “start anew”"));
  EXPECT_TRUE(looks_like_title("Is this the end?"));
  EXPECT_TRUE(looks_like_title("Democrats Call For Action While Republicans Tweet Prayers."));
  EXPECT_TRUE(looks_like_title("Plane crash kills 12, including 10 U.S...."));
  EXPECT_FALSE(looks_like_title("Five soldiers were killed near the border on Monday."));
  EXPECT_FALSE(looks_like_title(std::string(400, 'a')));
  EXPECT_FALSE(looks_like_title("—"));
}

TEST(Kinds, OfWholeLines) {
  EXPECT_EQ(kind_of_line("Reuters"), SentenceKind::byline);
  EXPECT_EQ(kind_of_line("Photo: a bridge"), SentenceKind::caption);
  EXPECT_EQ(kind_of_line("Read more"), SentenceKind::boilerplate);
  EXPECT_EQ(kind_of_line("— Jo (@jo)"), SentenceKind::post);
  EXPECT_FALSE(kind_of_line("The bridge fell on Monday.").has_value());
}

}  // namespace
}  // namespace detente::ingest
