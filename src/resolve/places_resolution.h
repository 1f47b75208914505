// Which of the places of a name is meant: by size, by what the text says it lies in, and by the article's other
// places.
#pragma once

#include <cstdint>
#include <vector>

#include "resolve/gazetteer.h"
#include "resolve/places_recognition.h"
#include "resolve/places_source.h"

namespace detente::resolve {

// One row of the gazetteer per mention; no_place where none fits.
std::vector<std::uint32_t> resolve_mentions(const Recognised& recognised, const std::vector<SourcePlace>& sources,
                                            const Gazetteer& gazetteer);

}  // namespace detente::resolve
