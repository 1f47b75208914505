// One line of JSON Lines → Article, as RECORDS.md "Article, in" says.
#pragma once

#include <memory>
#include <string_view>

#include "detente/article.h"
#include "detente/result.h"
#include "ingest/encoding.h"
#include "ingest/ingest.h"

namespace detente::ingest {

// Keeps its parser's memory from line to line. Not thread-safe.
//
// `id` (or `doc_id`) may be a string or a whole number; without it the id is the `url`, else the text's hash.
// `text` stays byte for byte as given. Ready `sentences` are joined by single line ends, one block each; an empty one
// stays as an empty sentence, so that their numbers are the input's. Where both are given, `sentences` are used.
class JsonArticleReader {
 public:
  JsonArticleReader();
  ~JsonArticleReader();
  JsonArticleReader(JsonArticleReader&&) noexcept;
  JsonArticleReader& operator=(JsonArticleReader&&) noexcept;

  Result<Article> read(std::string_view line, const Origin& origin, const Options& options);

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace detente::ingest
