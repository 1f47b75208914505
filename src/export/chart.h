// Pictures of what was measured, as SVG inside a page whose style sheet has the colours. Each has a title and a
// description; the figures themselves stand in a table.
#pragma once

#include <string>
#include <vector>

#include "measure/measure.h"

namespace detente::exports {

// The curve with its band; change points are numbered from 1 on.
void append_tension_chart(const std::vector<measure::IndexDay>& index, const std::vector<measure::Day>& changes,
                          std::string& out);

// Sums of conflict upwards and of cooperation downwards, a bar a week, or several weeks a bar where there are many.
void append_week_chart(const std::vector<measure::Period>& weeks, std::string& out);

// All articles of the store, a day; the mean of several days where there are many.
void append_article_chart(const std::vector<measure::IndexDay>& index, std::string& out);

}  // namespace detente::exports
