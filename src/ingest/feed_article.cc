// An entry of a feed → an article.
#include <optional>
#include <string>
#include <utility>

#include "ingest/clean_text.h"
#include "ingest/credited_sources.h"
#include "ingest/encoding.h"
#include "ingest/feed_formats.h"
#include "ingest/identity.h"
#include "ingest/ingest.h"
#include "ingest/language.h"
#include "ingest/lettering.h"
#include "ingest/page_article.h"
#include "ingest/plain_text.h"

namespace detente::ingest {

namespace {

void append_escaped(std::string_view text, std::string& out) {
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out += c;
    }
  }
}

// A page of nothing but the entry: so its markup is read as that of any page.
std::string page_of(const FeedEntry& entry, std::string_view markup) {
  std::string page = "<!DOCTYPE html><html><head><title>";
  append_escaped(entry.title, page);
  page += "</title></head><body><article><h1>";
  append_escaped(entry.title, page);
  page += "</h1>";
  page += markup;
  page += "</article></body></html>";
  return page;
}

Article article_of_words(std::string text) {
  Article article;
  article.text = std::move(text);
  article.text_was_extracted = true;
  return article;
}

void fill(std::string& field, const std::string& value) {
  if (field.empty()) {
    field = value;
  }
}

// What the feed says goes before what the text seems to say.
void prefer(const std::string& value, std::string& field) {
  if (!value.empty()) {
    field = value;
  }
}

void add_metadata(const FeedEntry& entry, const Feed& feed, const Options& options, Article& article) {
  prefer(entry.title, article.title);
  prefer(entry.author, article.byline);
  article.url = entry.url;
  prefer(entry.date, article.date);
  fill(article.date, options.date);
  fill(article.language, entry.language.empty() ? feed.language : entry.language);
  settle_language(article);
  prefer(entry.source.empty() ? feed.title : entry.source, article.source);
  add_sources(article, article.source);
  article.id = entry.url;
  fill(article.id, entry.id);
  fill(article.id, id_of_text(article.text));
}

Result<Article> read_words(const FeedEntry& entry, const std::string& words, const Origin& origin) {
  if (words.size() > max_article_bytes) {
    return Error{ErrorCode::too_large, "the entry has more than 16 MiB", origin.subject};
  }
  if (std::optional<Error> error = check_text(words, origin)) {
    return std::move(*error);
  }
  if (!has_words(words)) {
    return Error{ErrorCode::empty, "the entry has no words", origin.subject};
  }
  Article article = article_of_words(words);
  article.title = entry.title;
  clean_text(article);
  article.date = read_layout(article);
  return article;
}

// A few words are too little for what looks for the article in a page, but all that the entry has.
Result<Article> read_markup(const FeedEntry& entry, const std::string& markup, const Origin& origin) {
  Result<Article> article = read_page_article(page_of(entry, markup), origin.subject, origin, {});
  if (!article && article.error().code == ErrorCode::empty) {
    return read_words(entry, title_words(markup), origin);
  }
  return article;
}

}  // namespace

Result<Article> read_entry(const FeedEntry& entry, const Feed& feed, std::string_view name, const Options& options) {
  const Origin origin{std::string(name), ""};
  const bool has_content = !trimmed(entry.content.text).empty();
  const FeedText& text = has_content ? entry.content : entry.summary;
  if (trimmed(text.text).empty()) {
    const std::string at = entry.url.empty() ? "" : "; its page is " + entry.url + " (detente fetch gets it)";
    return Error{ErrorCode::empty, "the entry has neither content nor a summary" + at, origin.subject};
  }
  Result<Article> article =
      text.is_html ? read_markup(entry, text.text, origin) : read_words(entry, text.text, origin);
  if (!article) {
    return Error{article.error().code, "the entry's text: " + article.error().message, origin.subject};
  }
  add_metadata(entry, feed, options, *article);
  if (!has_content) {
    article->warnings.emplace_back("the feed holds a summary only");
  }
  return article;
}

}  // namespace detente::ingest
