// A feed's entries as a row of articles.
#pragma once

#include <memory>

#include "ingest/article_source.h"

namespace detente::ingest {

// Reads the feed when its first article is asked for. `options` must live as long as the source.
std::unique_ptr<ArticleSource> make_feed_articles(std::unique_ptr<ByteSource> bytes, const Description& description,
                                                  const Options& options);

}  // namespace detente::ingest
