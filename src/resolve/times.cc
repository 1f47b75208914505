#include "resolve/times.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "resolve/numbers.h"
#include "resolve/times_grammar.h"

namespace detente::resolve {

namespace {

constexpr std::size_t longest_word = 16;
constexpr std::uint32_t longest_lead = 6;  // words of an expression before its trigger: "at least for the first two"

// Reads the sentences of one document in order: what one names, a later one may refer to.
class TimeFinder {
 public:
  TimeFinder(const Document& document, std::string_view publication) : document_(document) {
    context_.publication = read_date(publication);
  }

  std::vector<TimeExpression> find() {
    for (const Sentence& sentence : document_.sentences) {
      if (read_words(sentence.tokens)) {
        read_sentence(sentence.tokens);
      }
    }
    return std::move(found_);
  }

 private:
  // Fills `lexemes_`; false if no word of the sentence can be part of a time.
  bool read_words(TokenSpan sentence) {
    lexemes_.clear();
    bool trigger = false;
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      lexemes_.push_back(lexeme(i));
      trigger = trigger || is_trigger(lexemes_.back().part);
    }
    return trigger;
  }

  [[nodiscard]] Lexeme lexeme(std::uint32_t i) const {
    const std::string_view text = document_.word(i);
    Lexeme found;
    found.glued = i > 0 && document_.tokens[i - 1].span.end == document_.tokens[i].span.begin;
    if (text.empty() || text.size() > longest_word) {
      return found;
    }
    found.capital = text[0] >= 'A' && text[0] <= 'Z';
    if (text[0] >= '0' && text[0] <= '9') {
      found.part = Word::digits;
      return found;
    }
    char buffer[longest_word];  // NOLINT(modernize-avoid-c-arrays)
    const WordEntry entry = find_time_word(lower_case(text, buffer));
    found.part = entry.part;
    found.value = entry.value;
    return found;
  }

  void read_sentence(TokenSpan sentence) {
    const TimeGrammar grammar(document_, lexemes_, sentence, context_);
    const std::size_t first = found_.size();
    undated_.clear();
    day_of_sentence_.reset();
    std::uint32_t i = sentence.begin;
    std::uint32_t trigger = i;  // the next one from `i` on
    while (i < sentence.end) {
      trigger = next_trigger(std::max(i, trigger), sentence);
      i = trigger > i + longest_lead ? trigger - longest_lead : i;
      if (i >= sentence.end) {
        break;
      }
      std::optional<TimeMatch> match =
          may_begin(lexemes_[i - sentence.begin].part, i) ? grammar.match(i) : std::nullopt;
      if (!match) {
        ++i;
        continue;
      }
      const std::uint32_t end = match->end;
      keep({i, end}, std::move(*match));
      i = end;
    }
    date_clock_times(first);
  }

  // The sentence's end when there is none, plus what may lead to it: nothing more is looked at.
  [[nodiscard]] std::uint32_t next_trigger(std::uint32_t i, TokenSpan sentence) const {
    while (i < sentence.end && !is_trigger(lexemes_[i - sentence.begin].part)) {
      ++i;
    }
    return i < sentence.end ? i : sentence.end + longest_lead;
  }

  // Words that no expression begins with: most of what is in the table but tells nothing by itself.
  [[nodiscard]] bool may_begin(Word part, std::uint32_t i) const {
    switch (part) {
      case Word::none: {
        const char c = document_.word(i)[0];
        return c == '\'' || c == '\xE2' || c == 's' || c == 'j' || c == 'm' || c == 'l' || c == 'Q';
      }
      case Word::of:
      case Word::in:
      case Word::on:
      case Word::to:
      case Word::conjunct:
      case Word::disjunct:
      case Word::than:
      case Word::so:
      case Word::through:
      case Word::by:
      case Word::preposition:
      case Word::ago:
      case Word::before:
      case Word::after:
      case Word::from:
      case Word::ahead:
      case Word::least:
      case Word::period:
      case Word::old:
      case Word::meridiem:
      case Word::oclock:
      case Word::zone:
      case Word::zone_adjective:
      case Word::local:
      case Word::time_word:
        return false;
      default:
        return true;
    }
  }

  void keep(TokenSpan tokens, TimeMatch match) {
    remember(match);
    if (match.lacks_date) {
      undated_.push_back(found_.size());
    }
    found_.push_back(
        {document_.bytes(tokens), match.type, std::move(match.value), std::string(document_.text(match.zone))});
  }

  void remember(const TimeMatch& match) {
    if (!match.point || match.point->year == 0) {
      return;
    }
    context_.mentioned = match.point;
    if (match.tells_quarter) {
      context_.quarter = match.point;
    }
    if (match.point->grain == Grain::day && !day_of_sentence_) {
      day_of_sentence_ = match.point;
    }
  }

  // A clock time belongs to the day its sentence names, otherwise to the day of publication.
  void date_clock_times(std::size_t first) {
    std::string day = "XXXX-XX-XX";
    if (day_of_sentence_) {
      day = value_of(*day_of_sentence_);
    } else if (context_.publication) {
      day = value_of(point_at(Grain::day, *context_.publication));
    }
    for (const std::size_t index : undated_) {
      if (index >= first) {
        found_[index].value.insert(0, day);
      }
    }
  }

  const Document& document_;
  TimeContext context_;
  std::vector<Lexeme> lexemes_;
  std::vector<TimeExpression> found_;
  std::vector<std::size_t> undated_;  // indices into `found_`, of the sentence being read
  std::optional<CalendarPoint> day_of_sentence_;
};

}  // namespace

std::vector<TimeExpression> find_times(const Document& document, std::string_view publication) {
  return TimeFinder(document, publication).find();
}

}  // namespace detente::resolve
