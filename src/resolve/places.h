// Where: the names of places in an article → points on the map.
#pragma once

#include <optional>
#include <vector>

#include "detente/analysis.h"
#include "detente/document.h"
#include "detente/resolved.h"
#include "knowledge/knowledge.h"
#include "resolve/gazetteer.h"

namespace detente::resolve {

// Every mention of a place by name, in text order, not overlapping: "Springfield, Missouri" is two. Adjectives and
// people of a country ("French", "Georgians") are none. A mention whose place is not in the gazetteer ("Elm Street")
// has an empty `resolution` and no coordinates.
//
// `resolution` is "country", "admin1" (a first-level division), "city" (a town, a county, or a part of either), or
// "exact" (a building, a natural feature, a region). Countries that are no more keep their old outline's point.
//
// Pure function of its arguments; safe to call from many threads. Mentions of kind place in the analysis count as
// evidence; an empty analysis is fine.
std::vector<Location> find_places(const Document& document, const Analysis& analysis,
                                  const knowledge::Knowledge& knowledge, const Gazetteer& gazetteer);

// Where words of the article that tell a place lie: the smallest of `places` (what find_places() found there) inside
// the span; else the country whose adjective or seat stands in it ("the Polish border", "Kremlin"); else nothing. The
// result's span is the span of `words`.
std::optional<Location> locate(TokenSpan words, const Document& document, const std::vector<Location>& places,
                               const knowledge::Knowledge& knowledge, const Gazetteer& gazetteer);

}  // namespace detente::resolve
