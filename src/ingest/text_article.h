// One file of plain text → Article.
#pragma once

#include <string_view>

#include "detente/article.h"
#include "detente/result.h"
#include "ingest/encoding.h"
#include "ingest/ingest.h"

namespace detente::ingest {

// `id` may be empty: then the text's hash is the id. The text stays as it is behind a byte-order mark, line ends
// included. `options.date` goes before a date that the text names.
Result<Article> read_text_article(std::string_view bytes, std::string_view id, const Origin& origin,
                                  const Options& options);

}  // namespace detente::ingest
