// Who speaks which quotation. [Mentions] are marked in the texts; everything between quotation marks is speech.
#include "model/speech.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"
#include "text/text.h"

namespace detente::model {
namespace {

const knowledge::Knowledge& tables() {
  static const auto opened = knowledge::Knowledge::open(DETENTE_BUILD_DIR "/share/detente/detente.knowledge");
  return opened.value();
}

struct Marked {
  Document document;
  std::vector<Mention> mentions;
};

Marked read(std::string_view marked, SentenceKind kind) {
  std::vector<ByteSpan> marks;
  Article article;
  for (const char c : marked) {
    const auto at = static_cast<std::uint32_t>(article.text.size());
    if (c == '[') {
      marks.push_back({at, at});
    } else if (c == ']') {
      marks.back().end = at;
    } else {
      article.text.push_back(c);
    }
  }
  article.blocks.push_back({{0, static_cast<std::uint32_t>(article.text.size())}, kind});
  Marked read{text::read(std::move(article)), {}};
  for (const ByteSpan mark : marks) {
    Mention mention;
    mention.tokens = {static_cast<std::uint32_t>(read.document.tokens.size()), 0};
    for (std::uint32_t i = 0; i < read.document.tokens.size(); ++i) {
      const ByteSpan token = read.document.tokens[i].span;
      if (mark.begin <= token.begin && token.end <= mark.end) {
        mention.tokens = {std::min(mention.tokens.begin, i), i + 1};
      }
    }
    read.mentions.push_back(mention);
  }
  return read;
}

std::vector<Speech> speeches_of(const Marked& marked) {
  std::vector<SentenceView> views;
  for (std::uint32_t i = 0; i < marked.document.sentences.size(); ++i) {
    views.push_back(view_sentence(marked.document, i, tables()));
  }
  std::vector<SpokenQuotation> spoken;
  for (const Quotation& quotation : marked.document.quotations) {
    spoken.push_back({quotation, 0.75F});
  }
  return find_speeches(marked.document, views, marked.mentions, spoken);
}

struct Spoken {
  std::string_view text;
  std::string_view speeches;  // "speaker/cue" of each, "?" without a speaker, "-" without a cue
};

void PrintTo(const Spoken& spoken, std::ostream* out) {
  *out << spoken.text;
}

class Speakers : public testing::TestWithParam<Spoken> {};

TEST_P(Speakers, AreFound) {
  const Marked marked = read(GetParam().text, SentenceKind::body);
  std::string found;
  for (const Speech& speech : speeches_of(marked)) {
    const auto words = [&](TokenSpan tokens, const char* none) {
      return tokens.empty() ? std::string(none) : std::string(marked.document.text(tokens));
    };
    found += (found.empty() ? "" : "; ") + words(speech.speaker, "?") + "/" + words(speech.cue, "-");
    EXPECT_EQ(speech.speaker.empty(), !speech.speaker_sentence.has_value());
    if (speech.speaker_sentence) {
      EXPECT_TRUE(marked.document.sentences.at(*speech.speaker_sentence).tokens.contains(speech.speaker.begin));
    }
    EXPECT_EQ(speech.probability, 0.75F);
  }
  EXPECT_EQ(found, GetParam().speeches);
}

INSTANTIATE_TEST_SUITE_P(InFrontAndBehind, Speakers,
                         testing::Values(Spoken{"[Merkel] said: “We agree.”", "Merkel/said"},
                                         Spoken{"[Merkel] told [reporters]: “We agree.”", "Merkel/told"},
                                         Spoken{"[Merkel] said, “We agree.”", "Merkel/said"},
                                         Spoken{"“We agree,” [Merkel] said.", "Merkel/said"},
                                         Spoken{"“We agree,” [Merkel] told [reporters] in [Paris].", "Merkel/told"},
                                         Spoken{"\"We agree,\" [Merkel] said.", "Merkel/said"},
                                         Spoken{"“We agree,” [Merkel], [the chancellor], said.", "Merkel/said"},
                                         Spoken{"[The envoy] of [Chad] said: “We agree.”", "The envoy/said"},
                                         Spoken{"“We agree,” [Merkel] said of [the plan] of [Macron].",
                                                "Merkel/said"}));

INSTANTIATE_TEST_SUITE_P(
    Inverted, Speakers,
    testing::Values(Spoken{"“We agree,” said [Merkel].", "Merkel/said"},
                    Spoken{"“We agree,” said [the chancellor], [Merkel].", "the chancellor/said"},
                    Spoken{"“We agree with [Paris],” said [Merkel] of [Germany].", "Merkel/said"},
                    Spoken{"“We agree,” warned [Merkel], and [Macron] left.", "Merkel/warned"},
                    Spoken{"“The bridge fell,” according to [the ministry].", "the ministry/according to"},
                    Spoken{"“We agree,” said [Merkel]. “We do not,” said [Putin].", "Merkel/said; Putin/said"}));

INSTANTIATE_TEST_SUITE_P(Pronouns, Speakers,
                         testing::Values(Spoken{"[Merkel] met [Putin]. “We agree,” [she] said.", "she/said"},
                                         Spoken{"[Merkel] met [Putin]. [He] said: “We agree.”", "He/said"},
                                         Spoken{"“[We] told [him],” [they] added.", "they/added"},
                                         Spoken{"“No,” said [his] minister.",
                                                "?/said"}));  // "his" alone is nobody's subject

INSTANTIATE_TEST_SUITE_P(
    OverSentences, Speakers,
    testing::Values(Spoken{"“We agree. It is done. We are glad,” [Merkel] said.", "Merkel/-; Merkel/-; Merkel/said"},
                    Spoken{"[Merkel] said: “We agree. It is done.”", "Merkel/said; Merkel/-"},
                    Spoken{"“We agree,” [Merkel] said. “We always did.”", "Merkel/said; Merkel/-"},
                    Spoken{"“We agree,” [Merkel] said, “and we always did.”", "Merkel/said; Merkel/said"},
                    Spoken{"[Macron] struck a firm note. “There is no hurry.”", "Macron/-"},
                    Spoken{"“There is no hurry.”", "?/-"},
                    Spoken{"“Yes,” said [Macron]. Rain fell. [Putin] shrugged. “There is no hurry.”",
                           "Macron/said; Putin/-"}));

INSTANTIATE_TEST_SUITE_P(
    SharedSubjects, Speakers,
    testing::Values(Spoken{"“We agree,” [Merkel] told [reporters], adding: “It took long.”",
                           "Merkel/told; Merkel/adding"},
                    Spoken{"[Merkel] praised [Obama] and warned: “It took long.”", "Merkel/warned"},
                    Spoken{"[Merkel] met [Obama], saying: “It took long.”", "Merkel/saying"},
                    Spoken{"[Merkel] met [Obama], but warned: “It took long.”", "Merkel/warned"}));

INSTANTIATE_TEST_SUITE_P(OtherClauses, Speakers,
                         testing::Values(Spoken{"[Merkel] left; [Macron] said: “We agree.”", "Macron/said"},
                                         Spoken{"[Merkel] left but [Macron] said: “We agree.”", "Macron/said"},
                                         Spoken{"While [Merkel] left, [Macron] said: “We agree.”", "Macron/said"}));

struct Kind {
  std::string_view text;
  SentenceKind sentence;
  SpeechKind kind;
};

class SpeechKinds : public testing::TestWithParam<Kind> {};

TEST_P(SpeechKinds, AreTold) {
  const auto speeches = speeches_of(read(GetParam().text, GetParam().sentence));
  ASSERT_EQ(speeches.size(), 1U);
  EXPECT_EQ(static_cast<int>(speeches.front().kind), static_cast<int>(GetParam().kind)) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Texts, SpeechKinds,
    testing::Values(Kind{"“We agree,” [Merkel] said.", SentenceKind::body, SpeechKind::direct},
                    Kind{"[Merkel] said: “We agree.”", SentenceKind::body, SpeechKind::direct},
                    Kind{"[Merkel] said “we agree” twice.", SentenceKind::body, SpeechKind::direct},
                    Kind{"[Merkel] said the plan was “very good” for all.", SentenceKind::body, SpeechKind::mixed},
                    Kind{"[Merkel] said that [she] would “never” agree.", SentenceKind::body, SpeechKind::mixed},
                    Kind{"[Merkel]: “We agree.”", SentenceKind::heading, SpeechKind::direct},
                    Kind{"“We agree,” [Merkel] wrote.", SentenceKind::post, SpeechKind::post}));

TEST(SpeechKinds, CaptionsAndSmallPrintSpeakNot) {
  for (const SentenceKind kind : {SentenceKind::caption, SentenceKind::byline, SentenceKind::boilerplate}) {
    EXPECT_TRUE(speeches_of(read("“We agree,” [Merkel] said.", kind)).empty()) << name_of(kind);
  }
}

TEST(Speeches, HoldTheQuotedWords) {
  const Marked marked = read("“We agree – at last!” said [Merkel].", SentenceKind::body);
  const auto speeches = speeches_of(marked);
  ASSERT_EQ(speeches.size(), 1U);
  EXPECT_EQ(marked.document.text(speeches.front().content), "We agree – at last!");
  EXPECT_EQ(speeches.front().sentence, 0U);
}

TEST(Speeches, NeedNoMentionsAndNoSentences) {
  EXPECT_TRUE(speeches_of(read("", SentenceKind::body)).empty());
  EXPECT_EQ(speeches_of(read("“We agree,” Merkel said.", SentenceKind::body)).size(), 1U);
}

// With the fast coder's own decision of what is speech.
struct Judged {
  std::string_view text;
  std::size_t speeches;
};

void PrintTo(const Judged& judged, std::ostream* out) {
  *out << judged.text;
}

class SpokenOrNot : public testing::TestWithParam<Judged> {};

TEST_P(SpokenOrNot, IsJudged) {
  static const auto model = load_fast(DETENTE_BUILD_DIR "/share/detente/fast.weights", tables());
  ASSERT_TRUE(model.ok()) << model.error().message;
  EXPECT_EQ((*model)->read(read(GetParam().text, SentenceKind::body).document).speeches.size(), GetParam().speeches);
}

INSTANTIATE_TEST_SUITE_P(Texts, SpokenOrNot,
                         testing::Values(Judged{"“We will never leave our land,” Merkel said on Monday.", 1},
                                         Judged{"Putin told reporters: “Nobody has threatened anybody here.”", 1},
                                         Judged{"“It is over. We will go home,” the general said.", 2},
                                         Judged{"The so-called “reform” has failed.", 0},
                                         Judged{"She sang “Imagine” at the ceremony.", 0},
                                         Judged{"The operation “Desert Storm” began at dawn.", 0},
                                         Judged{"Rebels left the town.", 0}));

}  // namespace
}  // namespace detente::model
