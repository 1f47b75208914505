#include "text/sentences.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "text/abbreviations.h"
#include "text/characters.h"

namespace detente::text {

namespace {

constexpr char32_t ellipsis = 0x2026;
constexpr char32_t left_double = 0x201C;
constexpr char32_t right_double = 0x201D;
constexpr char32_t left_single = 0x2018;
constexpr char32_t right_single = 0x2019;
constexpr char32_t low_double = 0x201E;
constexpr char32_t left_guillemet = 0xAB;
constexpr char32_t right_guillemet = 0xBB;

bool is_stop(char32_t value) {
  return value == '.' || value == '?' || value == '!' || value == ellipsis;
}

bool is_closing_quote(char32_t value) {
  return value == '"' || value == '\'' || value == right_double || value == right_single || value == right_guillemet;
}

bool is_closer(char32_t value) {
  return is_closing_quote(value) || value == ')' || value == ']';
}

bool is_typographic_opener(char32_t value) {
  return value == left_double || value == left_single || value == left_guillemet || value == low_double;
}

bool is_dash(char32_t value) {
  return value == '-' || (value >= 0x2010 && value <= 0x2015);
}

// What may stand between white space and a sentence's first word.
bool is_lead_in(char32_t value) {
  return is_typographic_opener(value) || is_dash(value) || value == '"' || value == '\'' || value == '(' ||
         value == '[' || value == 0xBF || value == 0xA1;
}

bool is_month_name(std::string_view word) {
  static constexpr std::array<std::string_view, 12> names{"January",   "February", "March",    "April",
                                                          "May",       "June",     "July",     "August",
                                                          "September", "October",  "November", "December"};
  return std::find(names.begin(), names.end(), word) != names.end();
}

bool is_digits(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char byte) { return byte >= '0' && byte <= '9'; });
}

// A run of stops with what closes after it: “… war?”
struct Ending {
  std::size_t begin = 0;      // the first stop
  std::size_t end = 0;        // behind the last closing mark
  bool question = false;      // ? or ! among the stops
  bool trailing_off = false;  // … or ...
  bool quoted = false;        // a quotation mark closes after it
};

// One block, read from left to right.
class Splitter {
 public:
  Splitter(std::string_view text, ByteSpan span) : text_(text.substr(0, span.end)), begin_(span.begin) {}

  void append_to(std::vector<ByteSpan>& sentences) {
    std::size_t at = begin_;
    while (at < text_.size()) {
      // Bytes that begin no stop are passed over one by one: only '.', '?', '!' and the lead byte of '…' matter.
      const char byte = text_[at];
      if (byte != '.' && byte != '?' && byte != '!' && byte != '\xE2') {
        inside_straight_ ^= byte == '"';
        ++at;
        continue;
      }
      const CodePoint here = code_point_at(text_, at);
      if (!is_stop(here.value)) {
        at += here.size;
        continue;
      }
      const Ending ending = ending_at(at);
      if (is_border(ending)) {
        push({begin_, ending.end}, sentences);
        begin_ = ending.end;
      }
      inside_straight_ ^= (std::count(text_.begin() + static_cast<std::ptrdiff_t>(at),
                                      text_.begin() + static_cast<std::ptrdiff_t>(ending.end), '"') %
                           2) != 0;
      at = ending.end;
    }
    push({begin_, text_.size()}, sentences);
  }

 private:
  struct Range {
    std::size_t begin;
    std::size_t end;
  };

  [[nodiscard]] Ending ending_at(std::size_t at) const {
    Ending ending{.begin = at, .end = at};
    std::size_t dots = 0;
    for (CodePoint next = code_point_at(text_, at); is_stop(next.value); next = code_point_at(text_, at)) {
      dots += next.value == '.' ? 1U : 0U;
      ending.question |= next.value == '?' || next.value == '!';
      ending.trailing_off |= next.value == ellipsis;
      at += next.size;
      if (text_.substr(at).starts_with(" .") && !text_.substr(at + 2).starts_with('\'')) {
        ++at;  // ". . ."
      }
    }
    ending.trailing_off |= dots > 1;
    for (CodePoint next = code_point_at(text_, at); is_closer(next.value); next = code_point_at(text_, at)) {
      ending.quoted |= is_closing_quote(next.value);
      at += next.size;
    }
    ending.end = at;
    if (const std::size_t behind = behind_parted_mark(at); !ending.quoted && behind != at) {
      ending.quoted = true;
      ending.end = behind;
    }
    return ending;
  }

  // A closing mark set off by a blank, as French has it: « C'est fini ! »
  [[nodiscard]] std::size_t behind_parted_mark(std::size_t at) const {
    const CodePoint blank = code_point_at(text_, at);
    if (blank.size == 0 || !is_space(blank.value)) {
      return at;
    }
    const CodePoint mark = code_point_at(text_, at + blank.size);
    const std::size_t end = at + blank.size + mark.size;
    const CodePoint after = code_point_at(text_, end);
    const bool closes =
        mark.value == right_guillemet || mark.value == right_double || (mark.value == '"' && inside_straight_);
    return closes && (after.size == 0 || is_space(after.value)) ? end : at;
  }

  [[nodiscard]] bool is_border(const Ending& ending) const {
    const CodePoint after = code_point_at(text_, ending.end);
    if (after.size == 0) {
      return true;
    }
    if (is_typographic_opener(after.value)) {
      return true;  // said.“We
    }
    if (!is_space(after.value)) {
      return false;
    }
    const std::size_t next = skip_spaces(ending.end);
    if (next == text_.size()) {
      return true;
    }
    return begins_anew(next) && !opens_omission(ending) && !is_held_back(ending, next);
  }

  // Whether the words at `next` can begin a sentence, whatever stands before them.
  [[nodiscard]] bool begins_anew(std::size_t next) const {
    const CodePoint first = code_point_at(text_, skip_lead_in(next));
    if (!is_lower(first.value)) {
      return true;
    }
    const std::string_view rest = text_.substr(next);
    return rest.starts_with("al-") || rest.starts_with("el-") || rest.starts_with("http") || rest.starts_with("iP");
  }

  // "(…)": words left out of a quotation.
  [[nodiscard]] bool opens_omission(const Ending& ending) const {
    if (!ending.trailing_off || ending.begin == 0) {
      return false;
    }
    const char before = text_[ending.begin - 1];
    return before == '(' || before == '[';
  }

  [[nodiscard]] bool is_held_back(const Ending& ending, std::size_t next) const {
    const std::string_view word_after = word_at(skip_lead_in(next));
    if (ending.question) {
      return ending.quoted && speaker_follows(next);
    }
    if (ending.trailing_off) {
      return word_after == "I" && !ending.quoted;
    }
    const std::string_view word_before = word_before_stop(ending.begin);
    if (is_digits(word_before)) {
      return is_number_not_end(word_before, word_after, ending.begin);
    }
    const bool number_follows = !word_after.empty() && word_after.front() >= '0' && word_after.front() <= '9';
    switch (abbreviation(word_before)) {
      case Abbreviation::none:
        return false;
      case Abbreviation::title:
        return !ending.quoted && (word_before != "m" || !number_stands_before(ending.begin - 1));
      case Abbreviation::number:
        return number_follows;
      case Abbreviation::hour:
        return !ending.quoted && (names_hour(word_after) || text_[next] == '(');
      case Abbreviation::month:
        return number_follows || !begins_sentences(word_after);
      case Abbreviation::general:
        return !ending.quoted && !opens_quotation(next) && !begins_sentences(word_after);
    }
    return false;
  }

  // "1. Rebuild": an item of a list; "7. February": a date as German writes it.
  [[nodiscard]] bool is_number_not_end(std::string_view before, std::string_view after, std::size_t stop) const {
    if (before.size() > 2) {
      return false;
    }
    return is_month_name(after) || skip_spaces(begin_) == stop - before.size();
  }

  // "10 m.": metres, no title.
  [[nodiscard]] bool number_stands_before(std::size_t at) const {
    while (at > begin_ && text_[at - 1] == ' ') {
      --at;
    }
    return at > begin_ && text_[at - 1] >= '0' && text_[at - 1] <= '9';
  }

  // "4 p.m. Monday", "9 a.m. GMT"
  static bool names_hour(std::string_view word) {
    static constexpr std::array<std::string_view, 22> words{
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",  "Saturday", "Sunday", "GMT",
        "UTC",    "EST",     "EDT",       "CST",      "CDT",     "PST",      "PDT",    "MST",
        "ET",     "PT",      "BST",       "CET",      "Eastern", "Pacific"};
    return std::find(words.begin(), words.end(), word) != words.end();
  }

  // “Why?” Mr. Li asked: up to five capitalised words, then a verb of speech.
  [[nodiscard]] bool speaker_follows(std::size_t at) const {
    constexpr int most_words = 6;
    for (int i = 0; i < most_words; ++i) {
      const std::string_view word = word_at(at);
      if (word.empty() || (i == 0 && begins_sentences(word))) {
        return false;
      }
      if (i > 0 && is_speech_verb(word)) {
        return true;
      }
      if (!is_upper(code_point_at(word, 0).value)) {
        return false;
      }
      at += word.size();
      at += text_.substr(at).starts_with('.') ? 1U : 0U;
      at = skip_spaces(at);
    }
    return false;
  }

  [[nodiscard]] bool opens_quotation(std::size_t at) const {
    const char32_t first = code_point_at(text_, at).value;
    return is_typographic_opener(first) || first == '"';
  }

  [[nodiscard]] std::size_t skip_spaces(std::size_t at) const {
    for (CodePoint next = code_point_at(text_, at); next.size != 0 && is_space(next.value);
         next = code_point_at(text_, at)) {
      at += next.size;
    }
    return at;
  }

  [[nodiscard]] std::size_t skip_lead_in(std::size_t at) const {
    for (CodePoint next = code_point_at(text_, at);
         next.size != 0 && (is_lead_in(next.value) || is_space(next.value)); next = code_point_at(text_, at)) {
      at += next.size;
    }
    return at;
  }

  // Letters and digits from `at` on.
  [[nodiscard]] std::string_view word_at(std::size_t at) const {
    std::size_t end = at;
    for (CodePoint next = code_point_at(text_, end); next.size != 0 && is_word(class_of(next.value));
         next = code_point_at(text_, end)) {
      end += next.size;
    }
    return text_.substr(at, end - at);
  }

  // What stands before a full stop, as far back as letters, digits and inner stops go; empty when it is too long to
  // be an abbreviation.
  [[nodiscard]] std::string_view word_before_stop(std::size_t stop) const {
    constexpr std::size_t longest = 12;
    std::size_t begin = stop;
    while (begin > begin_) {
      const CodePoint before = code_point_before(text_, begin);
      if (before.value != '.' && before.value != '\'' && !is_word(class_of(before.value))) {
        break;
      }
      begin -= before.size;
      if (stop - begin > longest) {
        return {};
      }
    }
    while (begin < stop && text_[begin] == '\'') {
      ++begin;  // ''Mr.
    }
    return text_.substr(begin, stop - begin);
  }

  void push(Range range, std::vector<ByteSpan>& sentences) const {
    range.begin = skip_spaces(range.begin);
    if (range.begin >= range.end) {
      return;
    }
    for (CodePoint last = code_point_before(text_, range.end); is_space(last.value);
         last = code_point_before(text_, range.end)) {
      range.end -= last.size;
    }
    sentences.push_back({static_cast<std::uint32_t>(range.begin), static_cast<std::uint32_t>(range.end)});
  }

  std::string_view text_;
  std::size_t begin_;             // of the sentence being read
  bool inside_straight_ = false;  // an odd number of " in the block so far
};

// A headline or a byline is one sentence, whatever stops stand in it.
bool is_one_sentence(SentenceKind kind) {
  return kind == SentenceKind::heading || kind == SentenceKind::byline;
}

ByteSpan without_spaces(std::string_view text, ByteSpan span) {
  for (CodePoint first = code_point_at(text, span.begin); span.begin < span.end && is_space(first.value);
       first = code_point_at(text, span.begin)) {
    span.begin += first.size;
  }
  for (CodePoint last = code_point_before(text, span.end); span.begin < span.end && is_space(last.value);
       last = code_point_before(text, span.end)) {
    span.end -= last.size;
  }
  return span;
}

}  // namespace

void append_sentences(std::string_view text, const Block& block, std::vector<ByteSpan>& sentences) {
  if (!is_one_sentence(block.kind)) {
    Splitter(text, block.span).append_to(sentences);
    return;
  }
  const ByteSpan span = without_spaces(text, block.span);
  if (!span.empty()) {
    sentences.push_back(span);
  }
}

}  // namespace detente::text
