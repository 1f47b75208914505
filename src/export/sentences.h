// The sentences of a record, with their words and what belongs to each.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "detente/record.h"

namespace detente::exports {

// Byte offsets of a text by code-point offset; O(1) each after O(n) once.
class ByteIndex {
 public:
  explicit ByteIndex(std::string_view text);

  // An offset past the text counts as its end.
  [[nodiscard]] std::string_view slice(CodePointSpan span) const;

 private:
  [[nodiscard]] std::size_t byte(std::uint32_t code_point) const;

  std::string_view text_;
  std::vector<std::uint32_t> starts_;  // byte of each 64th code point
};

struct SentenceView {
  std::uint32_t number = 0;
  SentenceKind kind = SentenceKind::body;
  std::string_view text;
  bool begins_paragraph = false;
  std::vector<const Event*> events;
  std::vector<const Statement*> statements;
};

// In text order; they point into `record`.
std::vector<SentenceView> sentences_of(const Record& record);

}  // namespace detente::exports
