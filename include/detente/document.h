// What `text` makes of an article: sentences, words and quotations, all tied to the article's bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "detente/article.h"

namespace detente {

// A word, number, or single punctuation mark. The cutting rule is written in src/text/text.h.
struct Token {
  ByteSpan span;
};

// Half-open range of token indices of one Document.
struct TokenSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] bool empty() const { return begin >= end; }
  [[nodiscard]] std::uint32_t size() const { return end - begin; }
  [[nodiscard]] bool contains(std::uint32_t token) const { return begin <= token && token < end; }
  [[nodiscard]] bool overlaps(TokenSpan other) const { return begin < other.end && other.begin < end; }
  friend bool operator==(const TokenSpan&, const TokenSpan&) = default;
};

struct Sentence {
  ByteSpan span;
  TokenSpan tokens;
  SentenceKind kind = SentenceKind::body;
  std::uint32_t block = 0;  // index of the block it lies in
};

// Words between quotation marks, inside one sentence; the marks themselves are not part of it. A quotation that
// runs over several sentences is one entry per sentence.
struct Quotation {
  std::uint32_t sentence = 0;
  ByteSpan span;
  TokenSpan tokens;
  bool opened = true;  // its opening mark stands in this sentence
  bool closed = true;  // its closing mark stands in this sentence
};

// A word that machine translation put for another. Only what is read changes, never the text.
struct Misword {
  std::uint32_t token = 0;
  std::string meant;
};

// Owns its article. Tokens are numbered through the document; every token lies in exactly one sentence.
struct Document {
  Article article;
  std::vector<Sentence> sentences;
  std::vector<Token> tokens;
  std::vector<Quotation> quotations;  // in text order
  std::vector<Misword> miswords;      // in text order

  [[nodiscard]] std::string_view text(ByteSpan span) const {
    return std::string_view(article.text).substr(span.begin, span.end - span.begin);
  }
  [[nodiscard]] std::string_view word(std::uint32_t token) const { return text(tokens[token].span); }
  // The word as it is to be read.
  [[nodiscard]] std::string_view meant(std::uint32_t token) const;
  // The text from the first token's first byte to the last token's last one; empty for an empty span.
  [[nodiscard]] ByteSpan bytes(TokenSpan span) const {
    return span.empty() ? ByteSpan{} : ByteSpan{tokens[span.begin].span.begin, tokens[span.end - 1].span.end};
  }
  [[nodiscard]] std::string_view text(TokenSpan span) const { return text(bytes(span)); }
};

// Turns byte offsets of one text into code-point offsets, in O(1) each after O(n) once.
class CodePointIndex {
 public:
  explicit CodePointIndex(std::string_view text);

  // `byte` may be the text's length. Inside a code point it counts as that code point's first byte.
  [[nodiscard]] std::uint32_t operator()(std::uint32_t byte) const;

 private:
  std::string_view text_;
  std::vector<std::uint32_t> at_block_;  // code points before each 64th byte
};

}  // namespace detente
