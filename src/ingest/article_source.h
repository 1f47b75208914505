// One input, whatever its form, as a row of articles.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "detente/article.h"
#include "detente/result.h"
#include "ingest/byte_source.h"
#include "ingest/encoding.h"
#include "ingest/ingest.h"
#include "ingest/inputs.h"

namespace detente::ingest {

// Keeps the bytes it comes from as long as it lives, so that others can see how far it has come.
class ArticleSource {
 public:
  ArticleSource() = default;
  ArticleSource(const ArticleSource&) = delete;
  ArticleSource& operator=(const ArticleSource&) = delete;
  virtual ~ArticleSource() = default;

  // The next article or error; nothing at the end.
  virtual std::optional<Result<Article>> next() = 0;
};

// What is known of bytes before they are read.
struct Description {
  Form form;
  std::string id;  // of an article that has none of its own; may be empty
  Origin origin;
};

// Looks at the beginning where the form does not say all. An Error when nothing in it can be read. `options` must
// live as long as the source.
Result<std::unique_ptr<ArticleSource>> open_articles(std::unique_ptr<ByteSource> bytes, Description description,
                                                     const Options& options);

}  // namespace detente::ingest
