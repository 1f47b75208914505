// Headings under which a page shows other stories.
#pragma once

#include <string_view>

namespace detente::ingest {

// "Related", "More from", "Comments" …, in the languages of the papers that are read.
bool heads_other_stories(std::string_view heading);

}  // namespace detente::ingest
