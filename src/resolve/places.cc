#include "resolve/places.h"

#include <algorithm>

#include "resolve/places_recognition.h"
#include "resolve/places_resolution.h"

namespace detente::resolve {

namespace {

std::string_view resolution_of(PlaceLevel level) {
  switch (level) {
    case PlaceLevel::country:
      return "country";
    case PlaceLevel::admin1:
      return "admin1";
    case PlaceLevel::admin2:
    case PlaceLevel::town:
    case PlaceLevel::section:
      return "city";
    default:
      return "exact";
  }
}

Location location_at(const Place& place, ByteSpan span) {
  Location out;
  out.span = span;
  out.resolved_place = place.name;
  out.geonameid = place.geonameid;
  out.lat = static_cast<double>(place.lat);
  out.lon = static_cast<double>(place.lon);
  out.country_code = place.code;
  out.feature_code = place.feature;
  out.resolution = resolution_of(place.level);
  return out;
}

// The smaller, the better: an event "in Aleppo, Syria" happened in Aleppo.
int size_of(const Location& location) {
  if (location.resolution.empty()) {
    return 4;
  }
  if (location.resolution == "country" || location.feature_code == "CONT") {
    return 3;
  }
  if (location.resolution == "admin1" || location.feature_code == "RGN") {
    return 2;
  }
  return location.feature_code == "ADM2" ? 1 : 0;
}

std::optional<std::uint32_t> country_named_in(TokenSpan words, const Document& document,
                                              const knowledge::Knowledge& knowledge, const Gazetteer& gazetteer) {
  for (const auto& match : knowledge.names_in(document, words)) {
    for (const auto& candidate : match.candidates) {
      const auto kind = candidate.referent.kind;
      if (kind != knowledge::ReferentKind::country && kind != knowledge::ReferentKind::seat) {
        continue;
      }
      const auto row = gazetteer.country(candidate.referent.code);
      if (row != no_place) {
        return row;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<Location> find_places(const Document& document, const Analysis& analysis,
                                  const knowledge::Knowledge& knowledge, const Gazetteer& gazetteer) {
  const Recognised recognised = recognise_places(document, analysis, knowledge, gazetteer);
  const auto rows = resolve_mentions(recognised, source_places(document.article, gazetteer), gazetteer);
  const auto& mentions = recognised.mentions;
  std::vector<Location> out;
  out.reserve(mentions.size());
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    if (rows[i] != no_place) {
      out.push_back(location_at(gazetteer.place(rows[i]), mentions[i].bytes));
    } else {
      out.emplace_back().span = mentions[i].bytes;
    }
  }
  return out;
}

std::optional<Location> locate(TokenSpan words, const Document& document, const std::vector<Location>& places,
                               const knowledge::Knowledge& knowledge, const Gazetteer& gazetteer) {
  const ByteSpan span = document.bytes(words);
  const Location* best = nullptr;
  for (const auto& place : places) {
    const bool inside = span.begin <= place.span.begin && place.span.end <= span.end;
    if (inside && !place.resolution.empty() && (best == nullptr || size_of(place) < size_of(*best))) {
      best = &place;
    }
  }
  if (best != nullptr) {
    Location out = *best;
    out.span = span;
    return out;
  }
  if (const auto row = country_named_in(words, document, knowledge, gazetteer)) {
    return location_at(gazetteer.place(*row), span);
  }
  return std::nullopt;
}

}  // namespace detente::resolve
