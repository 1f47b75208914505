#include "invariants.h"

#include <simdjson.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "export/export.h"
#include "ingest/ingest.h"

namespace detente::fuzz {

namespace {

// How many bytes the code point at the text's begin has; 0 if it is not valid UTF-8.
std::size_t code_point_size(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(0);
  const std::size_t size = first < 0x80   ? 1
                           : first < 0xC2 ? 0
                           : first < 0xE0 ? 2
                           : first < 0xF0 ? 3
                           : first < 0xF5 ? 4
                                          : 0;
  if (size == 0 || size > text.size()) {
    return 0;
  }
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) {
      return 0;
    }
  }
  const bool bad = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F) ||
                   (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F);
  return bad ? 0 : size;
}

// What may lie between blocks, sentences and tokens: white space and characters that nobody sees.
bool is_blank(std::string_view text) {
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), i, length, c);  // NOLINT: ICU's macro
    if (u_isUWhiteSpace(c) == 0 && u_iscntrl(c) == 0) {
      return false;
    }
  }
  return true;
}

// Nothing but white space lies between the spans, before the first and behind the last of them.
template <typename Items>
void check_nothing_lost(const Items& items, ByteSpan whole, std::string_view text) {
  std::uint32_t end = whole.begin;
  for (const auto& item : items) {
    require(is_blank(text.substr(end, item.span.begin - end)), "no words are left out");
    end = item.span.end;
  }
  require(is_blank(text.substr(end, whole.end - end)), "no words are left out at the end");
}

ByteSpan whole(std::string_view text) {
  return {0, static_cast<std::uint32_t>(text.size())};
}

bool lies_in(ByteSpan inner, ByteSpan outer) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

bool lies_in(TokenSpan inner, TokenSpan outer) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

// Where each code point begins, and the text's end.
std::vector<std::size_t> borders_of(std::string_view text) {
  std::vector<std::size_t> borders;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (is_border(text, i)) {
      borders.push_back(i);
    }
  }
  return borders;
}

class RecordCheck {
 public:
  explicit RecordCheck(const Record& record) : record_(record), borders_(borders_of(record.article.text)) {}

  void run() const {
    check(record_.sentences.begin(), record_.sentences.end());
    for (const Event& event : record_.events) {
      check(event);
    }
    for (const Statement& statement : record_.statements) {
      check(statement);
    }
    for (const RecordActor& actor : record_.actors) {
      check(actor.mentions);
    }
    for (const RecordLocation& place : record_.places) {
      check(place.span, place.extracted_place);
    }
    for (const RecordTime& time : record_.times) {
      check(time.span, time.text);
      require(!time.time.value.empty(), "a time has a value");
    }
  }

 private:
  void check(CodePointSpan span) const {
    require(span.start <= span.end && span.end < borders_.size(), "a record's span lies in the text");
  }
  void check(CodePointSpan span, std::string_view words) const {
    check(span);
    const std::size_t begin = borders_[span.start];
    require(std::string_view(record_.article.text).substr(begin, borders_[span.end] - begin) == words,
            "a record's words stand where it says");
  }
  void check(const std::vector<RecordEntity>& entities) const {
    for (const RecordEntity& entity : entities) {
      check(entity.span, entity.entity_text);
    }
  }
  void check(const TextInfo& info) const {
    check(info.span);
    require(info.sequence < record_.sentences.size(), "a record's sentence exists");
  }
  template <typename Iterator>
  void check(Iterator sentence, Iterator end) const {
    for (; sentence != end; ++sentence) {
      check(sentence->span);
    }
  }

  void check(const Event& event) const {
    check(event.text_info);
    check(event.actor);
    check(event.recipient);
    check(event.attributed_to);
    if (event.event_loc) {
      check(event.event_loc->span, event.event_loc->extracted_place);
    }
    require(!event.event.empty() && !event.event_text.empty(), "an event has a type and words");
    require(0 <= event.confidence && event.confidence <= 1, "confidence is a probability");
  }

  void check(const Statement& statement) const {
    check(statement.text_info);
    check(statement.span, statement.text);
    if (statement.speaker) {
      check(statement.speaker->span, statement.speaker->entity_text);
    }
    require(0 <= statement.confidence && statement.confidence <= 1, "confidence is a probability");
  }

  const Record& record_;
  std::vector<std::size_t> borders_;
};

}  // namespace

void require(bool holds, const char* what) {
  if (!holds) {
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
  }
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = code_point_size(text);
    if (size == 0) {
      return false;
    }
    text.remove_prefix(size);
  }
  return true;
}

std::string_view words_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

void check(const Article& article) {
  for (const std::string* field : {&article.text, &article.id, &article.title, &article.byline, &article.source,
                                   &article.url, &article.language, &article.dateline}) {
    require(is_utf8(*field), "strings are UTF-8");
  }
  require(!article.id.empty(), "an article has an id");
  require(article.date.empty() || ingest::is_iso_date(article.date), "a date is one");
  std::uint32_t end = 0;
  for (const Block& block : article.blocks) {
    check_span(block.span, article.text);
    require(block.span.begin >= end, "blocks are in order and apart");
    end = block.span.end;
  }
  for (const ByteSpan sentence : article.sentences) {
    check_span(sentence, article.text);
  }
  check_nothing_lost(article.blocks, whole(article.text), article.text);
}

void check(const Document& document) {
  const std::string_view text = document.article.text;
  check_order(document.tokens, text);
  check_nothing_lost(document.tokens, whole(text), text);
  std::uint32_t next_token = 0;
  std::uint32_t end = 0;
  for (const Sentence& sentence : document.sentences) {
    check_span(sentence.span, text);
    require(sentence.span.begin >= end, "sentences are in order and apart");
    end = sentence.span.end;
    require(sentence.block < document.article.blocks.size(), "a sentence has a block");
    require(lies_in(sentence.span, document.article.blocks[sentence.block].span), "a sentence lies in its block");
    require(sentence.tokens.begin == next_token && sentence.tokens.end >= next_token, "no token is left out");
    next_token = sentence.tokens.end;
    require(next_token <= document.tokens.size(), "a sentence's tokens exist");
    require(sentence.tokens.empty() || lies_in(document.bytes(sentence.tokens), sentence.span),
            "tokens lie in their sentence");
  }
  require(next_token == document.tokens.size(), "every token lies in a sentence");
  for (const Quotation& quotation : document.quotations) {
    check_span(quotation.span, text);
    require(quotation.sentence < document.sentences.size(), "a quotation has a sentence");
    const Sentence& sentence = document.sentences[quotation.sentence];
    require(lies_in(quotation.span, sentence.span), "a quotation lies in its sentence");
    require(quotation.tokens.empty() || lies_in(quotation.tokens, sentence.tokens),
            "a quotation's tokens are its sentence's");
  }
}

void check(const Record& record) {
  RecordCheck(record).run();
}

void check_written(const Record& record) {
  exports::Layers layers;
  layers.text = true;
  std::string line;
  exports::append_jsonl(record, layers, line);
  require(line.ends_with('\n') && line.find('\n') == line.size() - 1, "a record is one line");
  require(is_utf8(line), "a line is UTF-8");
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  require(parser.parse(line).get(object) == simdjson::SUCCESS, "a line is a JSON object");
}

File::File(std::string_view ending)
    : path_(std::filesystem::temp_directory_path() /
            ("detente_fuzz_" + std::to_string(::getpid()) + std::string(ending))) {}

File::~File() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

const std::filesystem::path& File::holding(std::string_view bytes) const {
  std::ofstream(path_, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return path_;
}

}  // namespace detente::fuzz
