#include "resolve/quantities.h"

#include "resolve/quantities_grammar.h"

namespace detente::resolve {

namespace {

// Marks the tokens of each sentence that lie in temporal expressions; both are in text order.
class TimeMarks {
 public:
  TimeMarks(const Document& document, const std::vector<TimeExpression>& times)
      : document_(document), times_(times) {}

  const std::vector<bool>& of(TokenSpan sentence) {
    taken_.assign(sentence.size(), false);
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      const ByteSpan token = document_.tokens[i].span;
      while (next_ < times_.size() && times_[next_].span.end <= token.begin) {
        ++next_;
      }
      taken_[i - sentence.begin] = next_ < times_.size() && times_[next_].span.begin < token.end;
    }
    return taken_;
  }

 private:
  const Document& document_;
  const std::vector<TimeExpression>& times_;
  std::vector<bool> taken_;
  std::size_t next_ = 0;
};

}  // namespace

std::vector<Quantity> find_quantities(const Document& document, const std::vector<TimeExpression>& times) {
  std::vector<Quantity> found;
  TimeMarks marks(document, times);
  for (const Sentence& sentence : document.sentences) {
    const QuantityGrammar grammar(document, sentence, marks.of(sentence.tokens));
    std::uint32_t free = sentence.tokens.begin;
    for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end;) {
      const auto match = grammar.may_begin(i) ? grammar.match(i, free) : std::nullopt;
      if (!match) {
        ++i;
        continue;
      }
      found.push_back(match->quantity);
      i = free = match->tokens.end;
    }
  }
  return found;
}

}  // namespace detente::resolve
