// Counts and sums in words and digits: "350 additional soldiers", "more than 100,000", "dozens of", "$1.2 billion".
#pragma once

#include <vector>

#include "detente/document.h"
#include "detente/resolved.h"

namespace detente::resolve {

// All quantities of the document, in text order, not overlapping. A quantity's span runs from the first word that
// bears on the number ("more than") to the counted noun's head ("soldiers"). Numbers inside temporal expressions,
// ordinals, ages, scores, percentages and identifiers are none.
//
// Conventions, so that counts can be added up:
//   sizes without a number  twice the unit: "dozens" 24, "scores" 40, "hundreds" 200, "tens of thousands" 20,000;
//                           "a couple" 2, "several", "a few", "a number of" 3, "a handful" 5; relation ~
//   "many", "large numbers" 3 with >: more than a few
//   ranges                  the middle of the two, with ~: "between 20,000 and 50,000" 35,000
//   relations               > for "more than", "over", "at least"; < for "up to", "as many as", "fewer than"; ~ for
//                           "about", "some", "nearly", "an estimated"; + for "another", "additional", "more",
//                           "extra". Of several + wins, then > and <, then ~
//   kind                    by what was done to them ("killed", "arrested") before what they are ("soldiers")
//   money                   the currency stands in the span
std::vector<Quantity> find_quantities(const Document& document, const std::vector<TimeExpression>& times);

}  // namespace detente::resolve
