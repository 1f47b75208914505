#include "text/tokens.h"

#include <array>
#include <cstdint>

#include "text/characters.h"

namespace detente::text {

namespace {

constexpr char32_t right_single_quote = 0x2019;

bool is_ascii_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

// One span of text, cut from left to right. All positions are bytes of `text_`, which ends where the span ends.
class Cutter {
 public:
  Cutter(std::string_view text, ByteSpan span) : text_(text.substr(0, span.end)), at_(span.begin) {}

  void append_to(std::vector<Token>& tokens) {
    while (at_ < text_.size()) {
      const CodePoint first = code_point_at(text_, at_);
      const CharacterClass kind = class_of(first.value);
      const auto begin = static_cast<std::uint32_t>(at_);
      if (kind == CharacterClass::space) {
        at_ += first.size;
        continue;
      }
      at_ = token_end(first, kind);
      tokens.push_back({{begin, static_cast<std::uint32_t>(at_)}});
    }
  }

 private:
  [[nodiscard]] std::size_t token_end(CodePoint first, CharacterClass kind) const {
    if (kind == CharacterClass::digit) {
      return number_end();
    }
    if (kind == CharacterClass::letter || kind == CharacterClass::numeral) {
      const std::size_t end = initials_end();
      return end != at_ ? end : word_end(at_ + first.size);
    }
    if (first.value == '\'' || first.value == right_single_quote) {
      return clitic_end(at_ + first.size);
    }
    return at_ + first.size;
  }

  // (?:[A-Za-z]\.){2,} or, where that does not fit, the position itself.
  [[nodiscard]] std::size_t initials_end() const {
    std::size_t end = at_;
    while (end + 1 < text_.size() && is_ascii_letter(text_[end]) && text_[end + 1] == '.') {
      end += 2;
    }
    return end >= at_ + 4 ? end : at_;
  }

  [[nodiscard]] std::size_t digits_end(std::size_t at) const {
    for (CodePoint next = code_point_at(text_, at); class_of(next.value) == CharacterClass::digit;
         next = code_point_at(text_, at)) {
      at += next.size;
    }
    return at;
  }

  [[nodiscard]] std::size_t number_end() const {
    std::size_t end = digits_end(at_);
    while (end < text_.size() && (text_[end] == '.' || text_[end] == ',' || text_[end] == ':')) {
      const std::size_t more = digits_end(end + 1);
      if (more == end + 1) {
        break;
      }
      end = more;
    }
    return end;
  }

  [[nodiscard]] std::size_t word_end(std::size_t at) const {
    for (CodePoint next = code_point_at(text_, at); next.size != 0 && is_word(class_of(next.value));
         next = code_point_at(text_, at)) {
      at += next.size;
    }
    return at;
  }

  // The end of a clitic whose apostrophe ends at `at`, or `at` when none stands there.
  [[nodiscard]] std::size_t clitic_end(std::size_t at) const {
    static constexpr std::array<std::string_view, 7> clitics{"s", "re", "ve", "ll", "d", "m", "t"};
    for (const std::string_view clitic : clitics) {
      if (text_.substr(at).starts_with(clitic) && at_word_border(at + clitic.size())) {
        return at + clitic.size();
      }
    }
    return at;
  }

  [[nodiscard]] bool at_word_border(std::size_t at) const {
    const CodePoint next = code_point_at(text_, at);
    return next.size == 0 || (next.value != '_' && !is_word(class_of(next.value)));
  }

  std::string_view text_;
  std::size_t at_;
};

}  // namespace

void append_tokens(std::string_view text, ByteSpan span, std::vector<Token>& tokens) {
  Cutter(text, span).append_to(tokens);
}

}  // namespace detente::text
