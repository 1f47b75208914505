#include "ingest/wire_marks.h"

#include <gtest/gtest.h>

#include "ingest/ingest.h"

namespace detente::ingest {
namespace {

TEST(WireMarks, Marks) {
  for (const auto* line : {"BC-Ukraine-Talks, 2nd Ld-Writethru",
                           "^BC-UKRAINE-TALKS:ADDS-",
                           "r i BC-Talks 02-07 0512",
                           "Eds: ADDS quotes",
                           "ATTN: foreign editors",
                           "(Adds details, background)",
                           "(Recasts with toll, edits throughout)",
                           "(MORE)",
                           "more",
                           "ENDIT",
                           "END/IPS",
                           "-30-",
                           "###",
                           "xxx",
                           "AP-NY-02-07-22 1630GMT",
                           "071630 GMT FEB 22",
                           "ab/cd",
                           "jk/rm/st",
                           "URGENT",
                           "ENDS"}) {
    EXPECT_TRUE(is_wire_mark(line)) << line;
  }
}

TEST(WireMarks, Text) {
  for (const auto* line :
       {"", "More soldiers went.", "(He adds that he will go.)", "Editors of the paper were arrested.",
        "and/or peace", "The end", "AP reported it at 1630GMT", "Urgent help is needed",
        "071630 people fled in February", "a", "BBC-led inquiry finds nothing", "/Media reports.",
        "The team in BC-controlled Kelowna said so."}) {
    EXPECT_FALSE(is_wire_mark(line)) << line;
  }
}

constexpr const char* wire = R"(r i BC-Harbour-Talks 03-04 0512
BC-Harbour-Talks, 1st Ld
(Adds quotes)

TALLINN, March 4 (AFP) - The two ministers met on Monday.

(MORE)

They will meet again on Friday.

ENDIT
)";

TEST(WireMarks, StandApartFromTheText) {
  const auto article = read_text(wire, "w", {});
  ASSERT_TRUE(article.ok());
  std::string body;
  for (const Block& block : article->blocks) {
    if (block.kind == SentenceKind::body) {
      body += article->text.substr(block.span.begin, block.span.end - block.span.begin) + "|";
    }
  }
  EXPECT_EQ(body, "TALLINN, March 4 (AFP) - The two ministers met on Monday.|They will meet again on Friday.|");
  EXPECT_EQ(article->dateline, "TALLINN");
}

TEST(Sources, OfCreditsAndDatelines) {
  using List = std::vector<std::string>;
  const auto sources = [](const char* text) { return read_text(text, "s", {}).value().sources; };
  EXPECT_EQ(sources("Le Monde with AFP\n\nTALLINN, March 4 (AFP) - They met.\n"), (List{"Le Monde", "AFP"}));
  EXPECT_EQ(sources("Staff and agencies\n\nGENEVA (Reuters) - They met.\n"), (List{"Reuters"}));
  EXPECT_EQ(sources("They met.\n"), List{});
  const auto stated = read_json(R"({"text": "PARIS (AFP) - They met.", "source": "The Courier"})", "s", {});
  const auto short_form =
      read_json(R"({"text": "PARIS (BMN) - They met.", "source": "Bab el Mandeb Newswire"})", "s", {});
  EXPECT_EQ(short_form.value().sources, List{"Bab el Mandeb Newswire"});
  EXPECT_EQ(stated.value().sources, (List{"The Courier", "AFP"}));
}

}  // namespace
}  // namespace detente::ingest
