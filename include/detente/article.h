// What `ingest` hands on: one article, its text and what is known about it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace detente {

// Half-open range of bytes in Article::text, on code-point borders.
struct ByteSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] bool empty() const { return begin >= end; }
  friend bool operator==(const ByteSpan&, const ByteSpan&) = default;
};

// RECORDS.md, "Article, out": what a stretch of the text is.
enum class SentenceKind : std::uint8_t {
  body,
  heading,      // a headline or subheading inside the text
  byline,       // who wrote it: "Le Monde with AFP"
  caption,      // words under a picture
  post,         // an embedded social-media post and its signature line
  boilerplate,  // "Read more", rights notices, "Media reports."
};

std::string_view name_of(SentenceKind kind);

// How a block is set, for those who show the article again; what it means is its kind.
enum class BlockForm : std::uint8_t { paragraph, list_item, quotation };

std::string_view name_of(BlockForm form);

// A paragraph, heading, caption … : the widest stretch that no sentence crosses.
struct Block {
  ByteSpan span;
  SentenceKind kind = SentenceKind::body;
  BlockForm form = BlockForm::paragraph;
  std::uint8_t level = 0;  // of a heading, 1 to 6; 0 where the input does not tell
};

// What a translated article was translated from.
struct Original {
  std::string language;  // ISO 639-1
  std::string title;
  std::string text;
};

// All strings are UTF-8; what is not known is empty. `text` is at most 4 GiB (checked by ingest: 16 MiB).
struct Article {
  std::string id;
  std::string title;
  std::string byline;
  std::string source;                // publisher or agency
  std::vector<std::string> sources;  // every publisher and agency it is made of: "Le Monde", "AFP"
  std::string url;
  std::string language;  // ISO 639-1; empty when not known
  std::string date;      // publication: YYYY-MM-DD or an ISO 8601 date-time; empty when not known
  std::string modified;  // last change, likewise
  std::string dateline;  // place of a wire's dateline ("MOSCOW"), as written

  std::string text;                 // what every offset of the record points into
  std::vector<Block> blocks;        // in text order, not overlapping; white space may lie between them
  std::vector<ByteSpan> sentences;  // given by the input; empty when the text is still to be split
  bool text_was_extracted = false;  // the text is ingest's own (a page, ready sentences), not the input's `text`

  std::optional<Original> original;  // present: everything else here is a translation of it

  std::vector<std::string> warnings;
};

}  // namespace detente
