// Articles in other languages, through a command of the user's.
#pragma once

#include <chrono>
#include <string>

#include "cli/filter_process.h"
#include "detente/article.h"
#include "detente/result.h"

namespace detente::cli {

// The command reads an article a line, as `detente extract --format jsonl` writes it, and answers each with a line of
// the same form whose `title` and `text` are English; an answer with an `error` refuses. What else an answer lacks is
// kept from the article. Not thread-safe.
class Translator {
 public:
  Translator(std::string command, std::chrono::seconds patience) : filter_(std::move(command), patience) {}

  // The English article with what it was beside it. Error `translation`, its subject the article's id.
  Result<Article> translate(const Article& article);

 private:
  FilterProcess filter_;
};

}  // namespace detente::cli
