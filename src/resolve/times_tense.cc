#include "resolve/times_tense.h"

#include "resolve/numbers.h"
#include "resolve/times_words.h"

namespace detente::resolve {

namespace {

constexpr std::size_t longest_verb = 16;
constexpr std::uint32_t reach = 40;  // words looked at on each side; longer clauses are lists

class TenseReader {
 public:
  TenseReader(const Document& document, TokenSpan sentence) : document_(document), sentence_(sentence) {}

  Tense before(std::uint32_t from) {
    const std::uint32_t first = from - sentence_.begin > reach ? from - reach : sentence_.begin;
    for (std::uint32_t i = from; i > first; --i) {
      if (document_.word(i - 1) == ";") {
        break;
      }
      const Tense tense = of_word(i - 1);
      if (tense != Tense::unknown) {
        return tense;
      }
    }
    return Tense::unknown;
  }

  Tense after(std::uint32_t from) {
    for (std::uint32_t i = from; i < sentence_.end && i < from + reach; ++i) {
      if (document_.word(i) == ";") {
        break;
      }
      const Tense tense = of_word(i);
      if (tense != Tense::unknown) {
        return tense;
      }
    }
    return Tense::unknown;
  }

  [[nodiscard]] bool has_schedule() const { return has_schedule_; }
  [[nodiscard]] bool has_headline_infinitive() const { return has_headline_infinitive_; }

 private:
  [[nodiscard]] TenseCue cue(std::uint32_t i) const {
    char buffer[longest_verb];  // NOLINT(modernize-avoid-c-arrays)
    return tense_cue(lower_case(document_.word(i), buffer));
  }

  [[nodiscard]] bool capital(std::uint32_t i) const {
    const char c = document_.word(i)[0];
    return c >= 'A' && c <= 'Z';
  }

  Tense of_word(std::uint32_t i) {
    if (document_.word(i) == "to") {
      return of_infinitive(i);
    }
    if (capital(i) && i != sentence_.begin) {
      return Tense::unknown;  // a name: "United", "May"
    }
    switch (cue(i)) {
      case TenseCue::past:
        return after_be(i) ? Tense::unknown : Tense::past;
      case TenseCue::past_plan:
        return document_.word(i) == "been" ? Tense::unknown : Tense::past;
      case TenseCue::future:
        return had_been(i) ? Tense::past : Tense::future;
      case TenseCue::schedule:
        has_schedule_ = true;
        return Tense::unknown;
      default:
        return Tense::unknown;
    }
  }

  // "Macron to meet Putin", "plans to", "was to": ahead. "flew to Paris", "failed to": as the verb before says.
  Tense of_infinitive(std::uint32_t to) {
    const bool verb_follows = to + 1 < sentence_.end && !capital(to + 1) && is_plain_word(to + 1);
    if (!verb_follows || to == sentence_.begin) {
      return Tense::unknown;
    }
    const std::uint32_t governor_at = before_weekday(to - 1);
    const TenseCue governor = cue(governor_at);
    has_headline_infinitive_ = has_headline_infinitive_ || capital(to - 1);
    if (had_been(governor_at)) {
      return Tense::past;
    }
    if (document_.word(to + 1) == "be" || sets_in(to + 1)) {
      return Tense::future;  // "guidelines to be published", "a truce to begin on Tuesday"
    }
    if (governor == TenseCue::plan || governor == TenseCue::past_plan || governor == TenseCue::future) {
      return Tense::future;
    }
    return Tense::unknown;
  }

  // What is said of things to come even without a verb before it.
  [[nodiscard]] bool sets_in(std::uint32_t i) const {
    const std::string_view word = document_.word(i);
    return word == "begin" || word == "start" || word == "open" || word == "end" || word == "resume" ||
           word == "expire";
  }

  // "to be held": the participle tells no tense.
  [[nodiscard]] bool after_be(std::uint32_t i) const { return i > sentence_.begin && document_.word(i - 1) == "be"; }

  // "vowed Friday to return": the verb stands before the day.
  [[nodiscard]] std::uint32_t before_weekday(std::uint32_t i) const {
    char buffer[longest_verb];  // NOLINT(modernize-avoid-c-arrays)
    const bool weekday = find_time_word(lower_case(document_.word(i), buffer)).part == Word::weekday;
    if (!weekday || i == sentence_.begin) {
      return i;
    }
    const std::uint32_t before = i - 1;
    return document_.word(before) == "on" && before > sentence_.begin ? before - 1 : before;
  }

  // "had been due to expire": ahead of what is told, but not of the article.
  [[nodiscard]] bool had_been(std::uint32_t i) const {
    return i >= sentence_.begin + 2 && document_.word(i - 1) == "been" && document_.word(i - 2) == "had";
  }

  // No article, number or possessive: what follows "to" may be a verb.
  [[nodiscard]] bool is_plain_word(std::uint32_t i) const {
    const std::string_view word = document_.word(i);
    if (word[0] < 'a' || word[0] > 'z') {
      return false;
    }
    return word != "the" && word != "a" && word != "an" && word != "his" && word != "her" && word != "their" &&
           word != "its" && word != "this" && word != "that";
  }

  const Document& document_;
  TokenSpan sentence_;
  bool has_schedule_ = false;
  bool has_headline_infinitive_ = false;  // "Scholz to visit Washington": future where no verb comes before
};

}  // namespace

Tense tense_around(const Document& document, TokenSpan sentence, TokenSpan expression) {
  TenseReader reader(document, sentence);
  Tense tense = reader.before(expression.begin);
  if (tense == Tense::unknown && reader.has_headline_infinitive()) {
    return Tense::future;
  }
  if (tense == Tense::unknown) {
    tense = reader.after(expression.end);
  }
  if (tense == Tense::unknown && reader.has_schedule()) {
    return Tense::future;
  }
  return tense;
}

}  // namespace detente::resolve
