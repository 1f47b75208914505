#include "story/likeness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numbers>

namespace detente::story {

namespace {

// Most pairs of events are two events. What follows has to outweigh this.
constexpr double prior = -2.2;

constexpr double same_type = 0.6;
constexpr double same_mode = 0.2;
constexpr double kin_type = 0.2;

constexpr double same_day = 0.2;
constexpr double per_day_apart = -1.5;
constexpr double undated_day_apart = -0.5;
constexpr double most_against_time = -8;

constexpr double same_name = 0.8;
constexpr double same_code_and_sector = 0.4;
constexpr double same_code = 0.2;
constexpr double other_code = -0.6;
constexpr double other_name = -0.3;

constexpr double same_spot = 1.5;
constexpr double near_spot = 0.3;
constexpr double same_country = 0.0;
constexpr double other_spot = -3;
constexpr double other_country = -3;
constexpr double same_towns = 0.3;
constexpr double other_towns = -1.2;
constexpr double near_kilometres = 40;

constexpr double same_amount = 1.5;
constexpr double like_amount = 0.8;
constexpr double other_amount = -0.3;
constexpr double other_toll = 0.3;  // counts of victims grow from report to report

constexpr double words_weight = 4.2;
constexpr double words_expected = 0;
constexpr double article_weight = 7;
constexpr double article_expected = 0.1;
constexpr double most_of_article = 3;
constexpr double copied = 0.6;
// One article repeats an event it tells of; what it gives another type it takes for another event.
constexpr double same_article = 2.5;
constexpr double same_article_other_type = 0.5;

constexpr double denied = -0.2;
constexpr double planned_and_done = -0.5;

constexpr std::size_t most_words_told = 4;

// Each row may be told as any other of it.
struct Kin {
  std::string_view type;
  std::vector<std::string_view> types;
};

const std::vector<Kin>& all_kin() {
  static const std::vector<Kin> kin{
      {"AGREE", {"AGREE", "CONSULT", "COOPERATE", "CONCEDE", "SUPPORT", "AID", "RETREAT"}},
      {"CONSULT", {"CONSULT", "AGREE", "COOPERATE", "SUPPORT"}},
      {"SUPPORT", {"SUPPORT", "AGREE", "CONSULT", "COOPERATE", "AID"}},
      {"CONCEDE", {"CONCEDE", "AGREE", "RETREAT", "COOPERATE"}},
      {"COOPERATE", {"COOPERATE", "AGREE", "CONSULT", "SUPPORT", "AID", "CONCEDE", "MOBILIZE"}},
      {"AID", {"AID", "COOPERATE", "AGREE", "SUPPORT"}},
      {"RETREAT", {"RETREAT", "CONCEDE", "AGREE"}},
      {"REQUEST", {"REQUEST", "THREATEN", "ACCUSE", "REJECT"}},
      {"ACCUSE", {"ACCUSE", "REQUEST"}},
      {"REJECT", {"REJECT", "REQUEST"}},
      {"THREATEN", {"THREATEN", "REQUEST", "MOBILIZE"}},
      {"PROTEST", {"PROTEST", "ASSAULT"}},
      {"SANCTION", {"SANCTION", "COERCE"}},
      {"MOBILIZE", {"MOBILIZE", "THREATEN", "COOPERATE", "ASSAULT"}},
      {"COERCE", {"COERCE", "ASSAULT", "SANCTION"}},
      {"ASSAULT", {"ASSAULT", "COERCE", "MOBILIZE", "PROTEST"}},
  };
  return kin;
}

Part type_part(const Telling& left, const Telling& right) {
  if (left.type != right.type) {
    return {"type", kin_type, left.type + " and " + right.type};
  }
  const bool one_mode = !left.modes.empty() && left.modes == right.modes;
  return {"type", same_type + (one_mode ? same_mode : 0),
          one_mode ? left.type + " " + left.modes.front() : left.type};
}

Part time_part(const Telling& left, const Telling& right) {
  const auto days = std::max({0, left.first - right.last, right.first - left.last});
  if (days == 0) {
    return {"time", same_day, left.date};
  }
  // A day's difference is what the wires' time zones and "on Monday" in a Tuesday's paper make.
  const double first_day = left.is_dated && right.is_dated ? per_day_apart : undated_day_apart;
  return {"time", std::max(most_against_time, first_day + per_day_apart * (days - 1)),
          std::to_string(days) + " days apart"};
}

// The likest pair of two sides' parties.
struct Match {
  double value = 0;
  std::string detail;
};

Match match_of(const Party& left, const Party& right) {
  if (!left.name.empty() && left.name == right.name) {
    return {same_name, left.name};
  }
  if (!left.code.empty() && !right.code.empty() && left.code != right.code) {
    return {other_code, left.code + " and " + right.code};
  }
  const bool one_sector = !left.sector.empty() && left.sector == right.sector;
  if (!left.code.empty() && left.code == right.code) {
    return {one_sector ? same_code_and_sector : same_code, left.code + (one_sector ? " " + left.sector : "")};
  }
  if (!left.name.empty() && !right.name.empty()) {
    return {other_name, left.name + " and " + right.name};
  }
  return {};
}

Match best_match(const std::vector<Party>& left, const std::vector<Party>& right) {
  Match best;
  bool any = false;
  for (const Party& l : left) {
    for (const Party& r : right) {
      const Match match = match_of(l, r);
      if (!any || match.value > best.value) {
        best = match;
        any = true;
      }
    }
  }
  return best;
}

// Who meets whom, or who attacks whom, is often told from either side, and often coded the wrong way round.
void append_parties(const Telling& left, const Telling& right, std::vector<Part>& parts) {
  const Match actor = best_match(left.actors, right.actors);
  const Match recipient = best_match(left.recipients, right.recipients);
  const Match crossed = best_match(left.actors, right.recipients);
  const Match crossed_back = best_match(left.recipients, right.actors);
  if (crossed.value + crossed_back.value > actor.value + recipient.value) {
    parts.push_back({"actor, as recipient", crossed.value / 2, crossed.detail});
    parts.push_back({"recipient, as actor", crossed_back.value / 2, crossed_back.detail});
    return;
  }
  parts.push_back({"actor", actor.value, actor.detail});
  parts.push_back({"recipient", recipient.value, recipient.detail});
}

double kilometres_between(const Spot& left, const Spot& right) {
  constexpr double earth_radius = 6371;
  constexpr double degree = std::numbers::pi / 180;
  const double half_lat = std::sin((right.lat - left.lat) * degree / 2);
  const double half_lon = std::sin((right.lon - left.lon) * degree / 2);
  const double haversine =
      half_lat * half_lat + std::cos(left.lat * degree) * std::cos(right.lat * degree) * half_lon * half_lon;
  return 2 * earth_radius * std::asin(std::min(1.0, std::sqrt(haversine)));
}

// Where an event's own place says nothing, the towns its article names still may.
Part towns_part(const Telling& left, const Telling& right) {
  if (left.article == right.article || left.towns.empty() || right.towns.empty()) {
    return {"towns", 0, ""};
  }
  std::vector<std::uint32_t> both;
  std::set_intersection(left.towns.begin(), left.towns.end(), right.towns.begin(), right.towns.end(),
                        std::back_inserter(both));
  if (both.empty()) {
    return {"towns", other_towns, "no town in both articles"};
  }
  return {"towns", same_towns, std::to_string(both.size()) + " in both articles"};
}

Part place_part(const Telling& left, const Telling& right) {
  const Spot& l = left.spot;
  const Spot& r = right.spot;
  if (l.geonameid == 0 || r.geonameid == 0) {
    return towns_part(left, right);
  }
  if (l.geonameid == r.geonameid) {
    return {"place", l.is_point ? same_spot : same_country, "the same"};
  }
  if (l.country != r.country) {
    return {"place", other_country, l.country + " and " + r.country};
  }
  if (!l.is_point || !r.is_point) {
    return towns_part(left, right);
  }
  const double distance = kilometres_between(l, r);
  return {"place", distance < near_kilometres ? near_spot : other_spot,
          std::to_string(static_cast<int>(distance)) + " km apart"};
}

bool counts_victims(QuantityKind kind) {
  return kind == QuantityKind::killed || kind == QuantityKind::injured || kind == QuantityKind::arrested ||
         kind == QuantityKind::protesters;
}

Part amount_part(const Telling& left, const Telling& right) {
  Part part{"number", 0, ""};
  for (const Amount& l : left.amounts) {
    for (const Amount& r : right.amounts) {
      if (l.kind != r.kind) {
        continue;
      }
      const double ratio = std::min(l.value, r.value) / std::max({l.value, r.value, 1.0});
      const double value = l.value == r.value                       ? same_amount
                           : ratio > 0.75                           ? like_amount
                           : counts_victims(l.kind) && ratio > 0.25 ? other_toll
                                                                    : other_amount;
      if (part.detail.empty() || value > part.value) {
        const auto told = [](double number) { return std::to_string(std::llround(number)); };
        part = {"number", value, told(l.value) + " and " + told(r.value) + " " + std::string(name_of(l.kind))};
      }
    }
  }
  return part;
}

Part words_part(const Telling& left, const Telling& right, const Vocabulary& vocabulary) {
  std::vector<std::pair<float, WordId>> shared;
  for (auto l = left.words.begin(), r = right.words.begin(); l != left.words.end() && r != right.words.end();) {
    if (l->word == r->word) {
      shared.emplace_back(-l->weight * r->weight, l->word);
      ++l;
      ++r;
    } else {
      ++(l->word < r->word ? l : r);
    }
  }
  std::sort(shared.begin(), shared.end());
  std::string told;
  for (std::size_t i = 0; i < std::min(shared.size(), most_words_told); ++i) {
    told += (told.empty() ? "" : ", ") + vocabulary.stem(shared[i].second);
  }
  return {"words", words_weight * (product(left.words, right.words) - words_expected), told};
}

Part article_part(const Telling& left, const Telling& right, const Context& context) {
  if (context.same_article) {
    return {"article", left.type == right.type ? same_article : same_article_other_type, "the same"};
  }
  const double value = std::min(most_of_article, article_weight * (context.cosine - article_expected));
  if (context.same_text) {
    return {"article", value + copied, "a copy"};
  }
  return {"article", value, ""};
}

Part status_part(const Telling& left, const Telling& right) {
  if (left.status == right.status) {
    return {"status", 0, std::string(name_of(left.status))};
  }
  const bool denial = left.status == Status::negated || right.status == Status::negated;
  return {"status", denial ? denied : planned_and_done,
          std::string(name_of(left.status)) + " and " + std::string(name_of(right.status))};
}

}  // namespace

const std::vector<std::string_view>& kin_of(std::string_view type) {
  static const std::vector<std::string_view> none;
  const auto at = std::find_if(all_kin().begin(), all_kin().end(), [&](const Kin& kin) { return kin.type == type; });
  return at == all_kin().end() ? none : at->types;
}

std::vector<Part> compare(const Telling& left, const Telling& right, const Context& context,
                          const Vocabulary& vocabulary) {
  std::vector<Part> parts{{"prior", prior, ""}, type_part(left, right), time_part(left, right)};
  append_parties(left, right, parts);
  parts.push_back(place_part(left, right));
  parts.push_back(amount_part(left, right));
  parts.push_back(words_part(left, right, vocabulary));
  parts.push_back(article_part(left, right, context));
  parts.push_back(status_part(left, right));
  return parts;
}

}  // namespace detente::story
