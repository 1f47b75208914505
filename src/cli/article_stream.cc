#include "cli/article_stream.h"

#include <CLI/CLI.hpp>
#include <functional>

namespace detente::cli {

namespace {

constexpr std::string_view english = "en";
constexpr unsigned most_patience = 86'400;

std::uint64_t hash_of(const std::string& id) {
  return std::hash<std::string>{}(id);
}

std::string complaint_about_date(const std::string& text) {
  return ingest::is_iso_date(text) ? "" : "\"" + text + "\" is not a date of the calendar; write YYYY-MM-DD";
}

std::string complaint_about_language(const std::string& text) {
  const bool is_code = (text.size() == 2 || text.size() == 3) &&
                       text.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
  return is_code ? "" : "\"" + text + "\" is not a code of ISO 639-1, such as en";
}

bool is_foreign(const Article& article) {
  return !article.language.empty() && article.language != english;
}

}  // namespace

void add_article_options(CLI::App& command, ArticleOptions& options) {
  command.add_option("--date", options.date, "Publication date of articles that do not name theirs")
      ->check(CLI::Validator(complaint_about_date, ""))
      ->type_name("YYYY-MM-DD");
  command
      .add_option("--language", options.language, "The language all articles are in (default: as they say and look)")
      ->check(CLI::Validator(complaint_about_language, ""))
      ->type_name("CODE");
  command
      .add_option(
          "--translate", options.translate,
          "Command for articles that are not English: reads one as JSON\non a line, answers with a line whose "
          "title and text are English")
      ->type_name("CMD");
  command.add_option("--translate-timeout", options.patience, "Seconds to wait for one translation (default: 300)")
      ->check(CLI::Range(1U, most_patience).description(""))
      ->type_name("N");
}

ArticleStream::ArticleStream(std::vector<std::string> paths, const ArticleOptions& options, Wanted wanted, Ids ids)
    : reader_(std::move(paths), {options.date}), language_(options.language), wanted_(wanted), ids_(ids) {
  if (!options.translate.empty()) {
    translator_.emplace(options.translate, std::chrono::seconds(options.patience));
  }
}

std::optional<Incoming> ArticleStream::next() {
  auto article = reader_.next();
  if (!article) {
    return std::nullopt;
  }
  if (article->ok()) {
    if (ids_ == Ids::unique) {
      make_unique(**article);
    }
    (*article)->language = language_.empty() ? (*article)->language : language_;
    *article = in_english(std::move(**article));
  }
  return Incoming{std::move(*article), reader_.bytes_read(), reader_.bytes_total()};
}

Result<Article> ArticleStream::in_english(Article article) {
  if (!is_foreign(article)) {
    return article;
  }
  if (translator_) {
    return translator_->translate(article);
  }
  if (wanted_ == Wanted::any_language) {
    return article;
  }
  return Error{
      ErrorCode::language,
      "in " + ingest::language_name(article.language) +
          ", and Detente reads English; --translate hands it to a translator, --language en takes it for English",
      article.id};
}

void ArticleStream::make_unique(Article& article) {
  std::uint32_t& times = times_seen_[hash_of(article.id)];
  if (++times == 1) {
    return;
  }
  std::string id = article.id + "~" + std::to_string(times);
  while (times_seen_.contains(hash_of(id))) {
    id = article.id + "~" + std::to_string(++times);
  }
  article.warnings.push_back("duplicate id \"" + article.id + "\"");
  article.id = std::move(id);
  times_seen_.emplace(hash_of(article.id), 1);
}

}  // namespace detente::cli
