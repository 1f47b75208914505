// Temporal expressions of English news as TIMEX3 (TimeML 1.2.1): DATE, TIME, DURATION, SET, with values resolved
// against the article's date.
#pragma once

#include <string_view>
#include <vector>

#include "detente/document.h"
#include "detente/resolved.h"

namespace detente::resolve {

// All expressions of the document, in text order, not overlapping. `publication` is YYYY-MM-DD[...] or empty; without
// it relative expressions keep a value without a date ("XXXX-WXX-1"), or PAST_REF, PRESENT_REF, FUTURE_REF.
//
// Conventions where TimeML leaves a choice: a bare weekday or month is the last one, publication included, unless a
// future verb, plan or schedule tells of the next; "two weeks ago" is a week, "a week ago" a day; decades and
// centuries are "199" and "19", counted ones years ("two decades" P20Y); a winter belongs to the year it begins in;
// sets are periods ("daily" P1D) or open dates ("each Thursday" XXXX-WXX-4); "fiscal 1990" is FY1990; in reports on a
// quarter, "a year earlier" is that quarter of the year before. A clock time takes the day its sentence names, or
// else the article's; `zone` keeps the zone's words and the value stays local.
std::vector<TimeExpression> find_times(const Document& document, std::string_view publication);

}  // namespace detente::resolve
