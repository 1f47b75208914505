// Annotated articles as training reads them: events and quotations tied to the sentences of a Document.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "detente/document.h"
#include "detente/result.h"

namespace detente::model {

struct AnnotatedActor {
  std::string text;
  std::string code;    // "FRA"
  std::string sector;  // "GOV"
};

struct AnnotatedEvent {
  std::uint32_t sentence = 0;
  std::string trigger;
  std::string type;
  std::string mode;  // empty: none
  std::string status;
  std::string source_code;  // "FRA", empty: the article's own voice
  std::string location;
  std::vector<AnnotatedActor> actors;
  std::vector<AnnotatedActor> recipients;
};

struct AnnotatedQuotation {
  std::uint32_t sentence = 0;
  std::string text;
};

struct AnnotatedArticle {
  Document document;
  std::vector<AnnotatedEvent> events;
  std::vector<AnnotatedQuotation> quotations;
};

// SOURCE is a list of articles with their sentences, GOLD the events and quotations of the same articles.
Result<std::vector<AnnotatedArticle>> read_annotations(const std::filesystem::path& source,
                                                       const std::filesystem::path& gold);

// The tokens of a sentence that these words cover, the first time they occur; empty when they do not.
TokenSpan find_words(const Document& document, std::uint32_t sentence, const std::string& words);

}  // namespace detente::model
