// One HTML page → Article: main text and metadata.
#pragma once

#include <string>
#include <string_view>

#include "detente/article.h"
#include "detente/result.h"
#include "ingest/encoding.h"
#include "ingest/ingest.h"

namespace detente::ingest {

// The id is the canonical URL, else `id`, else the text's hash. A date in the page's metadata goes before
// `options.date`, and that before a date printed in the text.
Result<Article> read_page_article(std::string_view bytes, std::string_view id, const Origin& origin,
                                  const Options& options);

}  // namespace detente::ingest
