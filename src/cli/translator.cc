#include "cli/translator.h"

#include <utility>

#include "export/export.h"
#include "ingest/ingest.h"

namespace detente::cli {

namespace {

// What a translator has no reason to say again.
void keep(const Article& from, Article& to) {
  const auto fill = [](std::string& field, const std::string& value) {
    if (field.empty()) {
      field = value;
    }
  };
  to.id = from.id;
  fill(to.byline, from.byline);
  fill(to.url, from.url);
  fill(to.date, from.date);
  fill(to.modified, from.modified);
  to.source = from.source;
  to.sources = from.sources;
}

}  // namespace

Result<Article> Translator::translate(const Article& article) {
  std::string question;
  exports::append_article_jsonl(article, question);
  question.pop_back();  // its line feed
  auto answer = filter_.ask(question);
  if (!answer) {
    return Error{ErrorCode::translation, answer.error().message, article.id};
  }
  auto translated = ingest::read_json(*answer, article.id, {});
  if (!translated) {
    return Error{ErrorCode::translation, "the translator's answer is no article: " + translated.error().message,
                 article.id};
  }
  if (translated->id != article.id && answer->find("\"id\"") != std::string::npos) {
    return Error{ErrorCode::translation, "the translator answered with another article, " + translated->id,
                 article.id};
  }
  keep(article, *translated);
  translated->language = "en";
  translated->text_was_extracted = true;
  translated->original = {article.language, article.title, article.text};
  translated->warnings = article.warnings;
  translated->warnings.push_back("translated from " + ingest::language_name(article.language));
  return translated;
}

}  // namespace detente::cli
