#include "text/text.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "text/quotations.h"
#include "text/sentences.h"
#include "text/tokens.h"

namespace detente::text {

namespace {

// Rough sizes of news English, to reserve room once.
constexpr std::size_t bytes_per_token = 4;
constexpr std::size_t bytes_per_sentence = 80;

// Articles built by hand may name no blocks: then the text is one.
void ensure_blocks(Article& article) {
  const auto size = static_cast<std::uint32_t>(article.text.size());
  if (article.blocks.empty() && size > 0) {
    article.blocks.push_back({{0, size}, SentenceKind::body});
  }
  for (Block& block : article.blocks) {
    block.span.end = std::min(block.span.end, size);
    block.span.begin = std::min(block.span.begin, block.span.end);
  }
}

void add_sentence(Document& document, ByteSpan span, std::uint32_t block) {
  const auto first = static_cast<std::uint32_t>(document.tokens.size());
  append_tokens(document.article.text, span, document.tokens);
  const auto last = static_cast<std::uint32_t>(document.tokens.size());
  const auto& blocks = document.article.blocks;
  const SentenceKind kind = block < blocks.size() ? blocks[block].kind : SentenceKind::body;
  document.sentences.push_back({span, {first, last}, kind, block});
}

// The last block that begins at or before `byte`.
std::uint32_t block_at(const std::vector<Block>& blocks, std::uint32_t byte) {
  const auto after = std::upper_bound(blocks.begin(), blocks.end(), byte,
                                      [](std::uint32_t at, const Block& block) { return at < block.span.begin; });
  return after == blocks.begin() ? 0 : static_cast<std::uint32_t>(after - blocks.begin()) - 1;
}

void keep_sentences(Document& document) {
  const auto size = static_cast<std::uint32_t>(document.article.text.size());
  const bool one_each = document.article.blocks.size() == document.article.sentences.size();
  std::uint32_t index = 0;
  for (ByteSpan span : document.article.sentences) {
    span.end = std::min(span.end, size);
    span.begin = std::min(span.begin, span.end);
    add_sentence(document, span, one_each ? index : block_at(document.article.blocks, span.begin));
    ++index;
  }
}

void split_sentences(Document& document) {
  std::vector<ByteSpan> spans;
  std::uint32_t index = 0;
  for (const Block& block : document.article.blocks) {
    spans.clear();
    append_sentences(document.article.text, block, spans);
    for (const ByteSpan span : spans) {
      add_sentence(document, span, index);
    }
    ++index;
  }
}

}  // namespace

Document read(Article article) {
  ensure_blocks(article);
  Document document;
  document.article = std::move(article);
  document.tokens.reserve(document.article.text.size() / bytes_per_token);
  document.sentences.reserve(document.article.text.size() / bytes_per_sentence + 1);
  if (document.article.sentences.empty()) {
    split_sentences(document);
  } else {
    keep_sentences(document);
  }
  find_quotations(document);
  return document;
}

}  // namespace detente::text
