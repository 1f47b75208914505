#include "ingest/entities.h"

#include <gtest/gtest.h>

namespace detente::ingest {
namespace {

TEST(Entities, AreReplaced) {
  EXPECT_EQ(without_entities("&#8216;Talks&#8217; &amp; more&hellip; &#x1F600;"), "‘Talks’ & more… 😀");
  EXPECT_EQ(without_entities("caf&#233;"), "café");
}

TEST(Entities, NothingElseIs) {
  for (const char* text : {"", "&", "A & B; C", "&;", "&#;", "&#x;", "&#xD800;", "&#99999999999;", "&#0;",
                           "&unknown;", "&#12", "AT&T; x"}) {
    EXPECT_EQ(without_entities(text), text);
  }
}

}  // namespace
}  // namespace detente::ingest
