#include "annotation.h"

#include <simdjson.h>

#include <unordered_map>

#include "text/text.h"

namespace detente::model {

namespace {

std::string string_of(const simdjson::dom::element& object, const char* field) {
  std::string_view value;
  if (object[field].get(value) != simdjson::SUCCESS) {
    return {};
  }
  return std::string(value);
}

std::uint32_t number_of(const simdjson::dom::element& object, const char* field) {
  std::uint64_t value = 0;
  return object[field].get(value) == simdjson::SUCCESS ? static_cast<std::uint32_t>(value) : 0;
}

std::pair<std::string, std::string> split_code(const std::string& code) {
  const auto space = code.find(' ');
  return space == std::string::npos ? std::pair(code, std::string())
                                    : std::pair(code.substr(0, space), code.substr(space + 1));
}

std::vector<AnnotatedActor> actors_of(const simdjson::dom::element& event, const char* field) {
  std::vector<AnnotatedActor> actors;
  for (const auto entity : event[field].get_array()) {
    const auto [code, sector] = split_code(string_of(entity, "code"));
    actors.push_back({string_of(entity, "text"), code, sector});
  }
  return actors;
}

AnnotatedEvent event_of(const simdjson::dom::element& event) {
  AnnotatedEvent out;
  out.sentence = number_of(event, "sentence");
  out.trigger = string_of(event, "trigger");
  out.type = string_of(event, "type");
  out.mode = string_of(event, "mode");
  out.status = string_of(event, "status");
  out.source_code = split_code(string_of(event, "source")).first;
  out.location = string_of(event, "location");
  out.actors = actors_of(event, "actor");
  out.recipients = actors_of(event, "recipient");
  return out;
}

Document document_of(const simdjson::dom::element& article) {
  Article out;
  out.id = string_of(article, "doc_id");
  out.title = string_of(article, "title");
  out.date = string_of(article, "date");
  for (const std::string_view sentence : article["sentences"].get_array()) {
    const auto begin = static_cast<std::uint32_t>(out.text.size());
    out.text += sentence;
    out.sentences.push_back({begin, static_cast<std::uint32_t>(out.text.size())});
    out.blocks.push_back({out.sentences.back(), SentenceKind::body});
    out.text += '\n';
  }
  return text::read(std::move(out));
}

}  // namespace

Result<std::vector<AnnotatedArticle>> read_annotations(const std::filesystem::path& source,
                                                       const std::filesystem::path& gold) {
  simdjson::dom::parser parser;
  std::vector<AnnotatedArticle> articles;
  std::unordered_map<std::string, std::size_t> by_id;
  simdjson::dom::element root;
  if (parser.load(source.string()).get(root) != simdjson::SUCCESS) {
    return Error{ErrorCode::malformed_json, "the articles cannot be read", source.string()};
  }
  for (const auto article : root.get_array()) {
    by_id.emplace(string_of(article, "doc_id"), articles.size());
    articles.push_back({document_of(article), {}, {}});
  }
  if (parser.load(gold.string()).get(root) != simdjson::SUCCESS) {
    return Error{ErrorCode::malformed_json, "the annotations cannot be read", gold.string()};
  }
  for (const auto annotation : root.get_array()) {
    const auto at = by_id.find(string_of(annotation, "doc_id"));
    if (at == by_id.end()) {
      continue;
    }
    AnnotatedArticle& article = articles[at->second];
    for (const auto event : annotation["events"].get_array()) {
      article.events.push_back(event_of(event));
    }
    for (const auto quote : annotation["quotes"].get_array()) {
      article.quotations.push_back({number_of(quote, "sentence"), string_of(quote, "text")});
    }
  }
  return articles;
}

TokenSpan find_words(const Document& document, std::uint32_t sentence, const std::string& words) {
  if (words.empty() || sentence >= document.sentences.size()) {
    return {};
  }
  const Sentence& within = document.sentences[sentence];
  const auto at = document.text(within.span).find(words);
  if (at == std::string_view::npos) {
    return {};
  }
  const auto begin = static_cast<std::uint32_t>(within.span.begin + at);
  const auto end = static_cast<std::uint32_t>(begin + words.size());
  TokenSpan span{within.tokens.end, within.tokens.begin};
  for (std::uint32_t i = within.tokens.begin; i < within.tokens.end; ++i) {
    const ByteSpan token = document.tokens[i].span;
    if (token.begin < end && begin < token.end) {
      span.begin = std::min(span.begin, i);
      span.end = i + 1;
    }
  }
  return span.empty() ? TokenSpan{} : span;
}

}  // namespace detente::model
