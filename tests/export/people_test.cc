// The forms that people read.
#include <gtest/gtest.h>

#include <sstream>

#include "export/display.h"
#include "export/export.h"
#include "export/sample_record.h"

namespace detente::exports {
namespace {

TEST(RecordTable, ShowsEventsAndStatements) {
  std::string out;
  append_table(sample::full(), {}, {}, out);
  EXPECT_EQ(out,
            "More troops\n"
            "2022-02-07 · The Wire · a\n"
            "! a doubt\n"
            "\n"
            "  DATE         ACTOR                → RECIPIENT  EVENT            STATUS\n"
            "  2022-02-07   GBR MIL Ben Wallace  → – he       MOBILIZE troops  planned\n"
            "  –2022-02-09\n"
            "  16:30\n"
            "               sentence 0 “would go” · in Poland · +350 troops · according to Ben Wallace (GBR MIL)\n"
            "\n"
            "  STATEMENTS\n"
            "  he: “We stand by the Élysée,” (mixed, sentence 1)\n"
            "\n");
}

TEST(RecordTable, HasNoLineWiderThanItsLook) {
  Record record = sample::full();
  record.events.front().actor.front().entity.identifier_text = std::string(300, 'w');
  record.statements.front().text = std::string(2000, 'w');
  record.article.title = std::string(300, 't');
  for (const std::size_t width : {72U, 80U, 110U, 160U}) {
    std::string out;
    append_table(record, {}, {width, false}, out);
    std::istringstream lines(out);
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(display_width(line), width) << line;
    }
  }
}

TEST(RecordTable, MarksTheArticlesOwnDate) {
  Record record = sample::full();
  record.events.front().date_text.clear();
  std::string out;
  append_table(record, {}, {}, out);
  EXPECT_NE(out.find("2022-02-07*"), std::string::npos);
  EXPECT_NE(out.find("* the article's date"), std::string::npos);
}

TEST(RecordTable, SaysWhenThereIsNothing) {
  Record record;
  record.article = sample::article();
  std::string out;
  append_table(record, {}, {}, out);
  EXPECT_NE(out.find("no events"), std::string::npos);
}

TEST(AnnotatedText, PutsRecordsBelowTheirSentences) {
  std::string out;
  append_text(sample::full(), {}, {}, out);
  EXPECT_EQ(
      out,
      "More troops\n"
      "2022-02-07 · The Wire · a\n"
      "! a doubt\n"
      "\n"
      "   0  LONDON – On Monday the British defence secretary, Ben Wallace, said that 350 more soldiers would go "
      "to\n"
      "      Poland.\n"
      "        ▸ MOBILIZE troops  planned · Ben Wallace (GBR MIL) → he · in Poland · +350 troops · according to "
      "Ben\n"
      "          Wallace (GBR MIL) · 2022-02-07–2022-02-09 16:30 · “would go”\n"
      "\n"
      "   1  [post] “We stand by the Élysée,” he said.\n"
      "        ▹ he: “We stand by the Élysée,” (mixed)\n"
      "\n");
}

TEST(Explanation, SaysHowEachPartWasResolved) {
  std::string out;
  append_explanation(sample::full(), {}, out);
  for (const char* line :
       {"    ▸ MOBILIZE troops, planned\n", "        words      “would go” in the clause 73–109\n",
        "        actor      “the British defence secretary, Ben Wallace” → Ben Wallace, GBR MIL, Q302090, ",
        "by title: term of office 2019-07-24 to 2023-08-31\n", "        recipient  “he” → not known\n",
        "        account    “the British defence secretary",
        "        date       “On Monday” → 2022-02-07 to 2022-02-09 16:30\n",
        "        place      “Poland” → Poland, POL, at 52.1235, -19.5, GeoNames 798544, PCLI, resolved as country\n",
        "        quantity   “350 more soldiers” → +350 troops\n",
        "        scores     scale -6.5, quad 4, CAMEO 150, confidence 0.877\n", "    ▹ statement, mixed\n",
        "        speaker    “he” → not known\n", "ACTORS\n", "PLACES\n",
        "    “On Monday” → DATE 2022-02-07, Paris time\n"}) {
    EXPECT_NE(out.find(line), std::string::npos) << line << "is not in\n" << out;
  }
}

TEST(Explanation, SaysWhereADateCameFrom) {
  Record record = sample::full();
  record.events.front().date_text.clear();
  std::string out;
  append_explanation(record, {}, out);
  EXPECT_NE(out.find("2022-02-07 to 2022-02-09 16:30, the article's date\n"), std::string::npos) << out;
}

TEST(Explanation, BearsARecordWithoutValues) {
  std::string out;
  append_explanation(sample::bare(), {}, out);
  append_text(sample::bare(), {}, {}, out);
  append_table(sample::bare(), {}, {}, out);
  EXPECT_FALSE(out.empty());
}

}  // namespace
}  // namespace detente::exports
