// schema.org data in a page's <script type="application/ld+json">.
#pragma once

#include <string_view>

#include "ingest/page_metadata.h"

namespace detente::ingest {

// Fills what is still empty from the first article object in `json`, wherever it lies (lists, @graph). Broken JSON is
// passed over. Dates are taken as page_date reads them.
void read_json_ld(std::string_view json, PageMetadata& metadata);

}  // namespace detente::ingest
