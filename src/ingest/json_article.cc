#include "ingest/json_article.h"

#include <simdjson.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "ingest/clean_text.h"
#include "ingest/identity.h"
#include "ingest/json_object.h"
#include "ingest/language.h"
#include "ingest/lettering.h"
#include "ingest/plain_text.h"

namespace detente::ingest {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;

// The reading of one object. The first thing wrong ends it.
class Fields {
 public:
  Fields(object fields, const Origin& origin) : fields_(fields), origin_(origin) {}

  Result<Article> read(const Options& options) {
    Article article;
    read_string("title", article.title);
    read_string("byline", article.byline);
    read_string("source", article.source);
    read_sources(article);
    read_original(article);
    read_string("url", article.url);
    read_string("language", article.language);
    read_id(article);
    read_date(article);
    const bool has_sentences = read_sentences(article);
    if (!has_sentences) {
      read_text(article);
    }
    if (!error_ && !has_words(article.text)) {
      error_ = Error{ErrorCode::empty, "the article has no words", origin_.subject};
    }
    if (error_) {
      return std::move(*error_);
    }
    if (article.id.empty()) {
      article.id = article.url.empty() ? id_of_text(article.text) : article.url;
    }
    finish(article, has_sentences, options);
    return article;
  }

 private:
  // The field, unless it is absent or null.
  [[nodiscard]] std::optional<element> field(std::string_view name) const {
    element found;
    if (fields_.at_key(name).get(found) != simdjson::SUCCESS || found.is_null()) {
      return std::nullopt;
    }
    return found;
  }

  void fail(ErrorCode code, const std::string& message) {
    if (!error_) {
      error_ = Error{code, message, origin_.subject};
    }
  }

  void read_string(std::string_view name, std::string& out) {
    const std::optional<element> found = field(name);
    if (!found) {
      return;
    }
    std::string_view value;
    if (found->get(value) != simdjson::SUCCESS) {
      fail(ErrorCode::invalid_field, "the field \"" + std::string(name) + "\" must be a string");
      return;
    }
    out = value;
  }

  void read_sources(Article& article) {
    const std::optional<element> found = field("sources");
    if (!found) {
      return;
    }
    simdjson::dom::array sources;
    std::string_view name;
    if (found->get(sources) != simdjson::SUCCESS ||
        std::any_of(sources.begin(), sources.end(), [](const element& one) { return !one.is_string(); })) {
      fail(ErrorCode::invalid_field, R"(the field "sources" must be a list of strings)");
      return;
    }
    for (const element source : sources) {
      if (source.get(name) == simdjson::SUCCESS) {
        article.sources.emplace_back(name);
      }
    }
  }

  // What a translation was made from, as it is written beside it.
  void read_original(Article& article) {
    const std::optional<element> found = field("original");
    object original;
    if (!found) {
      return;
    }
    if (found->get(original) != simdjson::SUCCESS) {
      fail(ErrorCode::invalid_field, R"(the field "original" must be an object of language, title and text)");
      return;
    }
    Fields fields(original, origin_);
    Original& into = article.original.emplace();
    fields.read_string("language", into.language);
    fields.read_string("title", into.title);
    fields.read_string("text", into.text);
    error_ = error_ ? error_ : fields.error_;
  }

  void read_id(Article& article) {
    for (const std::string_view name : {"id", "doc_id"}) {
      const std::optional<element> found = field(name);
      if (!found || !article.id.empty()) {
        continue;
      }
      std::int64_t number = 0;
      if (found->is_int64() && found->get(number) == simdjson::SUCCESS) {
        article.id = std::to_string(number);
      } else {
        read_string(name, article.id);
      }
    }
  }

  void read_date(Article& article) {
    read_string("date", article.date);
    if (!article.date.empty() && !is_iso_date(article.date)) {
      fail(ErrorCode::invalid_date, R"(the field "date" is no calendar date in ISO 8601: ")" +
                                        article.date.substr(0, longest_quoted) +
                                        R"("; write it like 2022-02-07 or 2022-02-07T16:30:00Z)");
    }
  }

  bool read_sentences(Article& article) {
    const std::optional<element> found = field("sentences");
    if (!found) {
      return false;
    }
    simdjson::dom::array sentences;
    if (found->get(sentences) != simdjson::SUCCESS) {
      fail(ErrorCode::invalid_field, R"(the field "sentences" must be a list of strings)");
      return true;
    }
    for (const element sentence : sentences) {
      std::string_view words;
      if (sentence.get(words) != simdjson::SUCCESS) {
        fail(ErrorCode::invalid_field, R"(the field "sentences" must be a list of strings)");
        return true;
      }
      article.text += article.sentences.empty() ? "" : "\n";
      const auto begin = static_cast<std::uint32_t>(article.text.size());
      article.text += words;
      const ByteSpan span{begin, static_cast<std::uint32_t>(article.text.size())};
      article.sentences.push_back(span);
      article.blocks.push_back({span, SentenceKind::body});
    }
    article.text_was_extracted = true;
    if (field("text")) {
      article.warnings.emplace_back(R"(both "text" and "sentences" are given; "text" was passed over)");
    }
    return true;
  }

  void read_text(Article& article) {
    if (!field("text")) {
      fail(ErrorCode::invalid_field, R"(the article has neither "text" nor "sentences")");
      return;
    }
    read_string("text", article.text);
  }

  // Sentences that the input split stay as they are.
  static void finish(Article& article, bool has_sentences, const Options& options) {
    std::string found;
    if (!has_sentences) {
      clean_text(article);
      found = read_layout(article);
    }
    settle_language(article);
    if (article.date.empty()) {
      article.date = options.date.empty() ? found : options.date;
    }
  }

  static constexpr std::size_t longest_quoted = 40;

  object fields_;
  const Origin& origin_;
  std::optional<Error> error_;
};

}  // namespace

class JsonArticleReader::Parser {
 public:
  simdjson::dom::parser parser;
};

JsonArticleReader::JsonArticleReader() : parser_(std::make_unique<Parser>()) {}
JsonArticleReader::~JsonArticleReader() = default;
JsonArticleReader::JsonArticleReader(JsonArticleReader&&) noexcept = default;
JsonArticleReader& JsonArticleReader::operator=(JsonArticleReader&&) noexcept = default;

Result<Article> JsonArticleReader::read(std::string_view line, const Origin& origin, const Options& options) {
  if (line.size() > max_article_bytes) {
    return Error{ErrorCode::too_large, "the line has more than 16 MiB; one article a line, please", origin.subject};
  }
  const auto fields = parse_object(parser_->parser, line, origin, "write one article as {\"text\": …}");
  if (!fields) {
    return fields.error();
  }
  return Fields(*fields, origin).read(options);
}

}  // namespace detente::ingest
