// The publication date that a page shows to its readers, where its head does not say it to machines.
#pragma once

#include <string>
#include <string_view>

#include "ingest/page_tree.h"

namespace detente::ingest {

// Whether the page's language writes "3/4/2020" for the fourth of March: English other than British and the like.
bool writes_month_first(std::string_view language);

// From <time>, elements named like dates and short lines near the title, in this order, the nearest to the title
// first; never from comments, nor behind `latest` (YYYY-MM-DD). What stands in other stories, side columns and
// footers comes behind all that, and last what says that it is an update. Empty when nothing is found.
std::string shown_date(const PageTree& page, bool month_first, std::string_view latest);

// From "datePublished":"…" and the like inside scripts.
std::string date_in_scripts(std::string_view html, std::string_view latest);

}  // namespace detente::ingest
