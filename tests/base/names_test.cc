// The words that stand in the record for the values of enums: docs/records.md depends on every one.
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "detente/analysis.h"
#include "detente/article.h"
#include "detente/ontology.h"
#include "detente/resolved.h"
#include "detente/result.h"

namespace detente {
namespace {

using Names = std::vector<std::string>;

// The names of an enum's values from the first to `last`.
template <typename Enum>
Names names_to(Enum last) {
  Names names;
  for (int value = 0; value <= static_cast<int>(last); ++value) {
    names.emplace_back(name_of(static_cast<Enum>(value)));
  }
  return names;
}

TEST(Names, OfErrors) {
  EXPECT_EQ(names_to(ErrorCode::disallowed),
            (Names{"not_found",      "unreadable",     "empty",         "binary",       "encoding",
                   "malformed_json", "malformed_feed", "invalid_field", "invalid_date", "too_large",
                   "corrupt_data",   "language",       "translation",   "damaged",      "invalid_argument",
                   "newer_version",  "busy",           "storage_full",  "unreachable",  "disallowed"}));
  EXPECT_EQ(name_of(ErrorCode::corrupt_data), "corrupt_data");
}

TEST(Names, OfSentenceKinds) {
  EXPECT_EQ(names_to(SentenceKind::boilerplate),
            (Names{"body", "heading", "byline", "caption", "post", "boilerplate"}));
}

TEST(Names, OfStatus) {
  EXPECT_EQ(names_to(Status::negated), (Names{"asserted", "planned", "hypothetical", "negated"}));
}

TEST(Names, OfSpeech) {
  EXPECT_EQ(names_to(SpeechKind::post), (Names{"direct", "indirect", "mixed", "post"}));
}

TEST(Names, OfVia) {
  EXPECT_EQ(names_to(Via::description), (Names{"name", "title", "pronoun", "demonym", "metonym", "description"}));
}

TEST(Names, OfTimexTypesAsTimeMlWritesThem) {
  EXPECT_EQ(names_to(TimexType::set), (Names{"DATE", "TIME", "DURATION", "SET"}));
}

TEST(Names, OfQuantities) {
  EXPECT_EQ(names_to(QuantityRelation::additional), (Names{"=", ">", "<", "~", "+"}));
  EXPECT_EQ(names_to(QuantityKind::other), (Names{"troops", "weapons", "killed", "injured", "arrested", "expelled",
                                                  "protesters", "money", "other"}));
}

TEST(Names, AValueOutsideItsEnumThrows) {
  EXPECT_THROW(static_cast<void>(name_of(static_cast<Status>(9))), std::out_of_range);
}

}  // namespace
}  // namespace detente
