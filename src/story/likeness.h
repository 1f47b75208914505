// How alike two reported events are: evidence for and against their being one, weighed and told.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "detente/record.h"
#include "knowledge/knowledge.h"
#include "story/articles.h"
#include "story/story.h"
#include "story/words.h"

namespace detente::story {

struct Party {
  std::string name;  // canonical, folded; empty for pronouns and descriptions of unknown people
  std::string code;
  std::string sector;
};

struct Amount {
  double value = 0;
  QuantityRelation relation = QuantityRelation::equal;
  QuantityKind kind = QuantityKind::other;
};

struct Spot {
  std::uint32_t geonameid = 0;
  double lat = 0;
  double lon = 0;
  std::string country;
  bool is_point = false;  // a town or a part of one, not a country or a region
};

// An event as it is compared.
struct Telling {
  ArticleNumber article = 0;
  std::string event;  // Event::id
  std::string story;
  std::string type;
  std::vector<std::string> modes;
  Status status = Status::asserted;
  std::vector<Party> actors;
  std::vector<Party> recipients;
  bool is_dated = false;  // the text gives the day; else it is the article's
  knowledge::Day first = 0, last = 0;
  std::string date, enddate;
  Spot spot;
  std::vector<std::uint32_t> towns;  // GeoNames ids of all that the article names within countries, sorted
  std::vector<Amount> amounts;
  std::vector<std::string> attributed_to;
  std::string text;
  WordVector words;                 // of the clause
  std::vector<std::uint64_t> keys;  // what it can be found by
};

// Types that reporters of one event may choose between, the type itself included.
const std::vector<std::string_view>& kin_of(std::string_view type);

// What two articles tell of their events.
struct Context {
  double cosine = 0;  // of the articles' vectors
  bool same_article = false;
  bool same_text = false;  // one is a copy of the other
};

// The evidence in natural logarithms of odds (Fellegi and Sunter 1969): above 0 one event is likelier than two.
// `vocabulary` names the words in common.
std::vector<Part> compare(const Telling& left, const Telling& right, const Context& context,
                          const Vocabulary& vocabulary);

}  // namespace detente::story
