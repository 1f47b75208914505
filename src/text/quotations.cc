#include "text/quotations.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "text/abbreviations.h"
#include "text/characters.h"

namespace detente::text {

namespace {

// How many ready sentences a quotation may run over when its closing mark is found.
constexpr std::size_t most_ready_sentences = 12;

enum class MarkKind : std::uint8_t { straight, curly, guillemet, low, single_straight, single_curly };

enum class Side : std::uint8_t { opening, closing, either };

struct Mark {
  ByteSpan span;
  MarkKind kind = MarkKind::straight;
  Side side = Side::either;
};

bool is_single(MarkKind kind) {
  return kind == MarkKind::single_straight || kind == MarkKind::single_curly;
}

// Half-open range of sentence indices within which a quotation may lie.
struct Paragraph {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

bool opens_after(char32_t before) {
  return before == 0 || is_space(before) || before == '(' || before == '[' || before == '/' || before == '-' ||
         (before >= 0x2010 && before <= 0x2015) || before == 0x201C || before == 0x2018 || before == 0xAB ||
         before == '"' || before == '\'' || before == 0x201E;
}

bool is_word_character(char32_t value) {
  return value != 0 && is_word(class_of(value));
}

class Finder {
 public:
  explicit Finder(Document& document) : document_(document), text_(document.article.text) {}

  void find() {
    const bool ready = !document_.article.sentences.empty();
    for (const Paragraph paragraph : paragraphs(ready)) {
      collect_marks(paragraph);
      match_marks(paragraph, ready);
    }
  }

 private:
  [[nodiscard]] std::vector<Paragraph> paragraphs(bool ready) const {
    const auto count = static_cast<std::uint32_t>(document_.sentences.size());
    if (ready) {
      return {{0, count}};
    }
    std::vector<Paragraph> found;
    for (std::uint32_t i = 0; i < count; ++i) {
      if (i == 0 || document_.sentences[i].block != document_.sentences[i - 1].block) {
        found.push_back({i, i});
      }
      found.back().end = i + 1;
    }
    return found;
  }

  [[nodiscard]] const ByteSpan& sentence(std::uint32_t index) const { return document_.sentences[index].span; }

  void collect_marks(Paragraph paragraph) {
    marks_.clear();
    for (std::uint32_t i = paragraph.begin; i < paragraph.end; ++i) {
      const ByteSpan span = sentence(i);
      for (std::uint32_t at = span.begin; at < span.end;) {
        const char byte = text_[at];
        if (byte != '"' && byte != '\'' && byte != ',' && byte != '\xE2' && byte != '\xC2') {
          ++at;
          continue;
        }
        CodePoint here = code_point_at(text_, at);
        if (is_doubled('\'', at, span)) {
          here = {'"', 2};
        } else if (is_doubled(',', at, span) && opens_after(before({at, at}, span))) {
          here = {0x201E, 2};
        }
        add_mark(here, at, span);
        at += here.size;
      }
    }
  }

  // Some wires write '' for ", some translations ,, for „.
  [[nodiscard]] bool is_doubled(char byte, std::uint32_t at, ByteSpan within) const {
    return at + 1 < within.end && text_[at] == byte && text_[at + 1] == byte;
  }

  void add_mark(CodePoint here, std::uint32_t at, ByteSpan within) {
    const ByteSpan span{at, at + here.size};
    switch (here.value) {
      case '"':
        marks_.push_back({span, MarkKind::straight, side_of(span, within)});
        return;
      case 0x201C:
        marks_.push_back({span, MarkKind::curly, Side::opening});
        return;
      case 0x201D:
        marks_.push_back({span, MarkKind::curly, Side::closing});
        return;
      case 0x201E:
        marks_.push_back({span, MarkKind::low, Side::opening});
        return;
      case 0xAB:
        marks_.push_back({span, MarkKind::guillemet, Side::opening});
        return;
      case 0xBB:
        marks_.push_back({span, MarkKind::guillemet, Side::closing});
        return;
      case 0x2018:
      case 0x2019:
      case '\'':
        add_single(here.value, span, within);
        return;
      default:
        return;
    }
  }

  // The code points beside a mark; 0 at the sentence's border.
  [[nodiscard]] char32_t before(ByteSpan mark, ByteSpan within) const {
    return mark.begin == within.begin ? 0 : code_point_before(text_, mark.begin).value;
  }
  [[nodiscard]] char32_t after(ByteSpan mark, ByteSpan within) const {
    return mark.end >= within.end ? 0 : code_point_at(text_, mark.end).value;
  }

  [[nodiscard]] Side side_of(ByteSpan mark, ByteSpan within) const {
    const char32_t left = before(mark, within);
    const char32_t right = after(mark, within);
    const bool space_left = left == 0 || is_space(left);
    const bool space_right = right == 0 || is_space(right);
    if (space_left == space_right) {
      return left == 0 ? Side::opening : Side::either;
    }
    if (space_left || (opens_after(left) && is_word_character(right))) {
      return Side::opening;
    }
    return Side::closing;
  }

  // Single marks are kept only where they cannot be apostrophes: "'90s", "don’t", "the workers’ rights".
  void add_single(char32_t value, ByteSpan span, ByteSpan within) {
    const char32_t left = before(span, within);
    const char32_t right = after(span, within);
    const MarkKind kind = value == '\'' ? MarkKind::single_straight : MarkKind::single_curly;
    const bool may_open =
        value != 0x2019 && opens_after(left) && right != 0 && !is_space(right) && !is_elision(span.end);
    if (may_open) {
      marks_.push_back({span, kind, Side::opening});
      return;
    }
    if (value != 0x2018 && left != 0 && !is_space(left) && !is_word_character(right)) {
      // After an s it may as well be a possessive.
      marks_.push_back({span, kind, left == 's' && is_space(right) ? Side::either : Side::closing});
    }
  }

  // What is written with a leading apostrophe: "'em", "'tis", "'80s".
  [[nodiscard]] bool is_elision(std::uint32_t at) const {
    static constexpr std::array<std::string_view, 8> words{"em", "tis", "twas", "til", "cause", "bout", "n", "round"};
    const std::string_view rest = std::string_view(text_).substr(at);
    std::size_t size = 0;
    while (size < rest.size() && is_word_character(static_cast<unsigned char>(rest[size]))) {
      ++size;
    }
    const std::string_view word = rest.substr(0, size);
    if (size == 3 && word[0] >= '0' && word[0] <= '9' && word[2] == 's') {
      return true;
    }
    return std::find(words.begin(), words.end(), word) != words.end();
  }

  void match_marks(Paragraph paragraph, bool ready) {
    for (std::size_t i = 0; i < marks_.size();) {
      if (marks_[i].side == Side::closing || (is_single(marks_[i].kind) && marks_[i].side != Side::opening)) {
        ++i;
        continue;
      }
      i = is_single(marks_[i].kind) ? match_single(i, paragraph) : match_double(i, paragraph, ready);
    }
  }

  // The index of the first mark after the quotation that mark `open` begins.
  std::size_t match_single(std::size_t open, Paragraph paragraph) {
    const std::optional<std::size_t> close = closing_single(open, paragraph);
    if (!close) {
      return open + 1;
    }
    add(marks_[open], &marks_[*close], marks_[*close].span.begin, paragraph);
    return *close + 1;
  }

  [[nodiscard]] std::optional<std::size_t> closing_single(std::size_t open, Paragraph paragraph) const {
    std::optional<std::size_t> doubtful;
    const std::uint32_t last = sentence(paragraph.end - 1).end;
    bool inside_double = false;
    for (std::size_t i = open + 1; i < marks_.size() && marks_[i].span.begin < last; ++i) {
      const Mark& mark = marks_[i];
      if (!is_single(mark.kind)) {
        if (mark.side == Side::closing && !inside_double) {
          break;  // the double quotation around this one ends here
        }
        inside_double = mark.side == Side::opening || (mark.side == Side::either && !inside_double);
        continue;
      }
      if (inside_double) {
        continue;
      }
      if (mark.side == Side::opening) {
        break;
      }
      if (mark.kind != marks_[open].kind) {
        continue;
      }
      if (mark.side == Side::closing) {
        return i;
      }
      doubtful = doubtful ? doubtful : i;
    }
    return doubtful;
  }

  std::size_t match_double(std::size_t open, Paragraph paragraph, bool ready) {
    const Mark& opening = marks_[open];
    const std::uint32_t first = sentence_of(opening.span.begin, paragraph);
    const std::uint32_t reach =
        ready ? std::min<std::uint32_t>(paragraph.end, first + most_ready_sentences) : paragraph.end;
    const std::uint32_t limit = sentence(reach - 1).end;
    std::size_t nested = 0;
    for (std::size_t i = open + 1; i < marks_.size() && marks_[i].span.begin < limit; ++i) {
      const Mark& mark = marks_[i];
      if (is_single(mark.kind)) {
        continue;
      }
      if (opens_nested(opening, mark, i)) {
        ++nested;
        continue;
      }
      if (closes(opening, mark, nested)) {
        add(opening, &mark, mark.span.begin, paragraph);
        return i + 1;
      }
      if (mark.side == Side::opening) {
        close_before(opening, mark, paragraph, ready);
        return i;
      }
      nested -= nested > 0 ? 1U : 0U;
    }
    const bool to_limit = !ready || runs_to_the_end(opening, first, paragraph);
    add(opening, nullptr, to_limit ? limit : sentence(first).end, paragraph);
    return open + 1;
  }

  // Ready sentences are often the head of an article that was cut off: a quotation that opens in the last few may be
  // one whose end was cut, unless its speaker is named behind it and only the mark was forgotten.
  [[nodiscard]] bool runs_to_the_end(const Mark& opening, std::uint32_t first, Paragraph paragraph) const {
    constexpr std::uint32_t most_left = 5;
    if (paragraph.end - first > most_left) {
      return false;
    }
    const TokenSpan inside = tokens_in({opening.span.end, sentence(first).end}, document_.sentences[first].tokens);
    for (std::uint32_t i = inside.begin; i < inside.end; ++i) {
      if (is_speech_verb(document_.word(i))) {
        return false;
      }
    }
    return true;
  }

  // A mark of another kind that opens inside, and is closed again before the outer one is: “a "b" c”.
  [[nodiscard]] bool opens_nested(const Mark& outer, const Mark& mark, std::size_t index) const {
    if (mark.kind == outer.kind || mark.side != Side::opening || is_low_closer(outer, mark)) {
      return false;
    }
    return index + 1 < marks_.size() &&
           std::any_of(marks_.begin() + static_cast<std::ptrdiff_t>(index) + 1, marks_.end(),
                       [&](const Mark& later) { return later.kind == mark.kind && later.side != Side::opening; });
  }

  // German „ “ closes with the mark that opens in English.
  static bool is_low_closer(const Mark& outer, const Mark& mark) {
    return outer.kind == MarkKind::low && mark.kind == MarkKind::curly;
  }

  static bool closes(const Mark& opening, const Mark& mark, std::size_t nested) {
    if (is_low_closer(opening, mark)) {
      return true;
    }
    if (mark.side == Side::opening) {
      return false;
    }
    return mark.kind == opening.kind || nested == 0;
  }

  // The quotation of `opening` was never closed and another begins at `next`.
  void close_before(const Mark& opening, const Mark& next, Paragraph paragraph, bool ready) {
    const std::uint32_t first = sentence_of(opening.span.begin, paragraph);
    const std::uint32_t second = sentence_of(next.span.begin, paragraph);
    if (first == second) {
      add(opening, nullptr, next.span.begin, paragraph);
      return;
    }
    const bool continues = ready && next.span.begin == sentence(second).begin;
    add(opening, nullptr, sentence(continues ? second - 1 : first).end, paragraph);
  }

  [[nodiscard]] std::uint32_t sentence_of(std::uint32_t byte, Paragraph paragraph) const {
    const auto begin = document_.sentences.begin();
    const auto found = std::upper_bound(begin + paragraph.begin, begin + paragraph.end, byte,
                                        [](std::uint32_t at, const Sentence& s) { return at < s.span.end; });
    const auto index = static_cast<std::uint32_t>(found - begin);
    return std::min(index, paragraph.end - 1);
  }

  // One entry for each sentence between the opening mark and byte `end`.
  void add(const Mark& opening, const Mark* closing, std::uint32_t end, Paragraph paragraph) {
    for (std::uint32_t i = sentence_of(opening.span.begin, paragraph); i < paragraph.end; ++i) {
      const ByteSpan within = sentence(i);
      if (within.begin >= end) {
        return;
      }
      Quotation quotation;
      quotation.sentence = i;
      quotation.opened = within.begin <= opening.span.begin;
      quotation.closed = closing != nullptr && closing->span.end <= within.end;
      quotation.span = {std::max(within.begin, opening.span.end), std::min(within.end, end)};
      quotation.tokens = tokens_in(quotation.span, document_.sentences[i].tokens);
      if (!quotation.tokens.empty()) {
        quotation.span = document_.bytes(quotation.tokens);
        document_.quotations.push_back(quotation);
      }
    }
  }

  [[nodiscard]] TokenSpan tokens_in(ByteSpan span, TokenSpan within) const {
    const auto begin = document_.tokens.begin();
    const auto first = std::lower_bound(begin + within.begin, begin + within.end, span.begin,
                                        [](const Token& token, std::uint32_t at) { return token.span.begin < at; });
    const auto last = std::lower_bound(first, begin + within.end, span.end,
                                       [](const Token& token, std::uint32_t at) { return token.span.begin < at; });
    return {static_cast<std::uint32_t>(first - begin), static_cast<std::uint32_t>(last - begin)};
  }

  Document& document_;
  const std::string& text_;
  std::vector<Mark> marks_;
};

}  // namespace

void find_quotations(Document& document) {
  Finder(document).find();
}

}  // namespace detente::text
