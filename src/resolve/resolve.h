// The room that knows: Analysis → Resolved. Mentions become people and bodies at the article's date, places points on
// the map, temporal expressions TIMEX3 values, numbers quantities.
#pragma once

#include "detente/analysis.h"
#include "detente/document.h"
#include "detente/resolved.h"
#include "knowledge/knowledge.h"

namespace detente::resolve {

// Pure function of its arguments.
Resolved resolve(const Document& document, const Analysis& analysis, const knowledge::Knowledge& knowledge);

}  // namespace detente::resolve
