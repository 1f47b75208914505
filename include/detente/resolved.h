// What `resolve` makes of an analysis: who is meant, where, when and how many.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "detente/analysis.h"
#include "detente/document.h"

namespace detente {

// RECORDS.md, "Entity": how it was resolved.
enum class Via : std::uint8_t { name, title, pronoun, demonym, metonym, description };

std::string_view name_of(Via via);

struct Entity {
  ByteSpan span;       // the mention's words
  std::string code;    // ISO 3166 alpha-3 or a PLOVER international code; empty when not known
  std::string sector;  // PLOVER sector; empty when not known
  std::vector<std::string> other_sectors;
  std::string identifier_text;  // canonical name
  std::string identifier_id;    // Wikidata id
  std::string office;           // title of the office held at the article's date
  Via via = Via::name;
  std::string evidence;  // for people: what decided it ("term of office 2017-05-14 to now")
};

struct Location {
  ByteSpan span;  // the words
  std::string resolved_place;
  std::uint32_t geonameid = 0;  // 0: not resolved
  double lat = 0;
  double lon = 0;
  std::string country_code;  // ISO 3166 alpha-3
  std::string feature_code;  // GeoNames
  std::string resolution;    // "exact", "city", "admin1", "country", or empty
};

enum class TimexType : std::uint8_t { date, time, duration, set };

std::string_view name_of(TimexType type);

// TIMEX3: `value` as in TimeML 1.2.1.
struct TimeExpression {
  ByteSpan span;
  TimexType type = TimexType::date;
  std::string value;  // "2022-02-07", "2022-02-07T16:30", "P2D", "2022-W06", "PAST_REF" …
  std::string zone;   // as written, "Paris time"; empty when none
};

enum class QuantityRelation : std::uint8_t { equal, more, less, about, additional };  // = > < ~ +
enum class QuantityKind : std::uint8_t {
  troops,
  weapons,
  killed,
  injured,
  arrested,
  expelled,
  protesters,
  money,
  other,
};

std::string_view name_of(QuantityRelation relation);
std::string_view name_of(QuantityKind kind);

struct Quantity {
  ByteSpan span;
  double value = 0;
  QuantityRelation relation = QuantityRelation::equal;
  QuantityKind kind = QuantityKind::other;
};

// One trigger with what its arguments were resolved to.
struct ResolvedEvent {
  std::uint32_t trigger = 0;  // index into Analysis::triggers
  std::vector<Entity> actors;
  std::vector<Entity> recipients;
  std::vector<Entity> sources;
  std::optional<Location> place;
  std::optional<TimeExpression> time;
  std::vector<Quantity> quantities;
};

struct ResolvedSpeech {
  std::uint32_t speech = 0;  // index into Analysis::speeches
  std::optional<Entity> speaker;
};

// Every mention of one person, body or country in the article.
struct ActorChain {
  Entity entity;  // its fullest mention
  std::vector<ByteSpan> mentions;
};

struct Resolved {
  std::vector<ResolvedEvent> events;     // one per trigger, same order
  std::vector<ResolvedSpeech> speeches;  // one per speech, same order
  std::vector<ActorChain> actors;
  std::vector<Location> places;
  std::vector<TimeExpression> times;
  std::vector<Quantity> quantities;
};

}  // namespace detente
