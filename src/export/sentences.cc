#include "export/sentences.h"

#include <algorithm>

namespace detente::exports {

namespace {

constexpr std::uint32_t block = 64;

bool starts_code_point(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

template <typename T>
void assign(const std::vector<T>& records, std::vector<SentenceView>& sentences,
            std::vector<const T*> SentenceView::*list) {
  for (const T& record : records) {
    if (record.text_info.sequence < sentences.size()) {
      (sentences[record.text_info.sequence].*list).push_back(&record);
    }
  }
}

}  // namespace

ByteIndex::ByteIndex(std::string_view text) : text_(text) {
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!starts_code_point(text[i])) {
      continue;
    }
    if (count % block == 0) {
      starts_.push_back(static_cast<std::uint32_t>(i));
    }
    ++count;
  }
}

std::size_t ByteIndex::byte(std::uint32_t code_point) const {
  if (code_point / block >= starts_.size()) {
    return text_.size();
  }
  std::size_t at = starts_[code_point / block];
  for (std::uint32_t left = code_point % block; left > 0 && at < text_.size(); --left) {
    ++at;
    while (at < text_.size() && !starts_code_point(text_[at])) {
      ++at;
    }
  }
  return at;
}

std::string_view ByteIndex::slice(CodePointSpan span) const {
  const std::size_t begin = byte(span.start);
  return text_.substr(begin, std::max(begin, byte(span.end)) - begin);
}

std::vector<SentenceView> sentences_of(const Record& record) {
  const ByteIndex index(record.article.text);
  std::vector<SentenceView> sentences;
  std::uint32_t last_end = 0;
  for (const RecordSentence& sentence : record.sentences) {
    SentenceView view;
    view.number = static_cast<std::uint32_t>(sentences.size());
    view.kind = sentence.kind;
    view.text = index.slice(sentence.span);
    const std::string_view between = index.slice({last_end, sentence.span.start});
    view.begins_paragraph = between.find('\n') != std::string_view::npos;
    last_end = sentence.span.end;
    sentences.push_back(std::move(view));
  }
  assign(record.events, sentences, &SentenceView::events);
  assign(record.statements, sentences, &SentenceView::statements);
  return sentences;
}

}  // namespace detente::exports
