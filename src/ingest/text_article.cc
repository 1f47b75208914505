#include "ingest/text_article.h"

#include <optional>
#include <string>
#include <utility>

#include "ingest/clean_text.h"
#include "ingest/identity.h"
#include "ingest/language.h"
#include "ingest/lettering.h"
#include "ingest/plain_text.h"

namespace detente::ingest {

Result<Article> read_text_article(std::string_view bytes, std::string_view id, const Origin& origin,
                                  const Options& options) {
  if (bytes.size() > max_article_bytes) {
    return Error{ErrorCode::too_large, "the text has more than 16 MiB; cut it into single articles", origin.subject};
  }
  if (bytes.empty()) {
    return Error{ErrorCode::empty, "there is nothing in it", origin.subject};
  }
  if (std::optional<Error> error = check_text(bytes, origin)) {
    return std::move(*error);
  }
  Article article;
  article.text = without_mark(bytes);
  if (!has_words(article.text)) {
    return Error{ErrorCode::empty, "there are no words in it", origin.subject};
  }
  article.id = id.empty() ? id_of_text(article.text) : std::string(id);
  clean_text(article);
  const std::string found = read_layout(article);
  article.date = options.date.empty() ? found : options.date;
  settle_language(article);
  if (const std::string_view words = trimmed(article.text); words.starts_with("{\"") || words.starts_with("[{")) {
    article.warnings.emplace_back("read as plain text but looks like JSON; JSON Lines are read from .jsonl files");
  }
  return article;
}

}  // namespace detente::ingest
