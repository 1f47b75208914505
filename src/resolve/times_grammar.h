// The grammar of temporal expressions over one sentence: from its words to TIMEX3 types and values. Written as a
// recursive descent; each rule reads from one token on and says where it ended, and the longest reading wins.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/document.h"
#include "detente/resolved.h"
#include "resolve/calendar.h"
#include "resolve/numbers.h"
#include "resolve/times_tense.h"
#include "resolve/times_words.h"

namespace detente::resolve {

struct Holiday;

// A token as the grammar sees it.
struct Lexeme {
  Word part = Word::none;
  std::uint8_t value = 0;
  bool glued = false;    // no white space before it
  bool capital = false;  // begins with an upper-case letter
};

// What relative expressions are relative to. It lives as long as the document is read.
struct TimeContext {
  std::optional<Day> publication;
  std::optional<CalendarPoint> mentioned;  // the last date the text named: "the following year"
  std::optional<CalendarPoint> quarter;  // the last quarter named: in a report on it, "a year earlier" is its quarter
};

struct TimeMatch {
  std::uint32_t end = 0;
  TimexType type = TimexType::date;
  std::string value;
  std::optional<CalendarPoint> point;  // where the value is one
  TokenSpan zone;                      // words of the time zone
  bool lacks_date = false;             // `value` is only "T16:30": the caller sets a date before it
  bool tells_quarter = false;          // from here on the text is about this quarter
};

class TimeGrammar {
 public:
  // `lexemes` are those of the sentence's tokens, in order. All three must outlive the grammar.
  TimeGrammar(const Document& document, const std::vector<Lexeme>& lexemes, TokenSpan sentence,
              const TimeContext& context);

  // The longest expression that begins with token `at`.
  [[nodiscard]] std::optional<TimeMatch> match(std::uint32_t at) const;

 private:
  using Token = std::uint32_t;
  using Match = std::optional<TimeMatch>;

  // Numbered amounts of a unit: "about two weeks", "several years", "three-day", "a year and a half".
  struct Amount {
    Token end = 0;
    double count = 1;
    bool vague = false;  // "several": written PX…
    Unit unit = Unit::day;
    bool article = false;  // "a year": an amount only in some places
    bool hyphen = false;   // "three-day"
    bool half_more = false;
  };

  // The words
  [[nodiscard]] Word part(Token i) const;
  [[nodiscard]] std::uint8_t value(Token i) const;
  [[nodiscard]] bool glued(Token i) const;
  [[nodiscard]] bool capital(Token i) const;
  [[nodiscard]] std::string_view word(Token i) const;
  [[nodiscard]] bool is(Token i, std::string_view text) const;
  [[nodiscard]] Word part_before(Token i) const;
  [[nodiscard]] std::optional<int> integer(Token i, std::size_t fewest, std::size_t most) const;
  [[nodiscard]] Token after_hyphen(Token i) const;
  [[nodiscard]] Token after_comma(Token i) const;

  // Dates (times_dates.cc)
  [[nodiscard]] Match date(Token i) const;
  [[nodiscard]] Match modified_date(Token i) const;
  [[nodiscard]] Match iso_date(Token i) const;
  [[nodiscard]] Match slashed_date(Token i) const;
  [[nodiscard]] Match day_first_date(Token i) const;
  [[nodiscard]] Match month_date(Token i) const;
  [[nodiscard]] Match lone_month(Token i) const;
  [[nodiscard]] Token with_other_days(Token end) const;
  [[nodiscard]] Match weekday_date(Token i) const;
  [[nodiscard]] Match deictic(Token i) const;
  [[nodiscard]] Match holiday(Token i) const;
  [[nodiscard]] Match holiday_on(Token begin, Token end, const Holiday& known) const;
  [[nodiscard]] Match year_date(Token i) const;
  [[nodiscard]] Match year_in_words(Token i) const;
  [[nodiscard]] Match fiscal_year(Token i) const;
  [[nodiscard]] Match decade(Token i) const;
  [[nodiscard]] Match century(Token i) const;
  [[nodiscard]] Match season(Token i) const;
  [[nodiscard]] Match quarter(Token i) const;
  [[nodiscard]] Match year_then_quarter(Token i) const;
  [[nodiscard]] Match half_year(Token i) const;
  [[nodiscard]] Match pointed(Token i) const;
  [[nodiscard]] Match pointed_head(Token i, Word pointer, bool article) const;
  [[nodiscard]] Match pointed_unit(Token i, Word pointer) const;
  [[nodiscard]] Match pointed_weekday(Token i, Word pointer) const;
  [[nodiscard]] Match pointed_month(Token i, Word pointer) const;
  [[nodiscard]] Match pointed_full_year(Token i, Word pointer) const;
  [[nodiscard]] Match after_article(Token i) const;
  [[nodiscard]] Match plain_unit(Token i) const;
  [[nodiscard]] Match nearest_weekend(Token i) const;
  [[nodiscard]] Match year_ago(Token i) const;
  [[nodiscard]] Match year_end(Token i) const;
  [[nodiscard]] Match distant(Token i) const;
  [[nodiscard]] Match neighbouring_day(Token i) const;
  [[nodiscard]] Match any_year(Token i) const;
  [[nodiscard]] Token prefix(Token i) const;
  [[nodiscard]] bool may_be_year(Token i) const;
  [[nodiscard]] bool is_month(Token i) const;
  [[nodiscard]] std::optional<unsigned> day_number(Token i, Token& end) const;

  // Times of day (times_clock.cc)
  [[nodiscard]] Match time(Token i) const;
  [[nodiscard]] Match clock(Token i) const;
  [[nodiscard]] Match clock_face(Token i) const;
  [[nodiscard]] Match clock_number(Token i) const;
  [[nodiscard]] Match part_of_day(Token i) const;
  [[nodiscard]] Match date_then_time(Token i) const;
  [[nodiscard]] Match time_then_date(Token i) const;
  [[nodiscard]] Match day_date(Token i) const;
  void read_zone(TimeMatch& clock) const;
  [[nodiscard]] Token zone_words(Token i) const;
  [[nodiscard]] Token after_other_clock(Token i) const;

  // Durations, sets and words without a date (times_durations.cc)
  [[nodiscard]] Match duration(Token i) const;
  [[nodiscard]] Match stretch(Token i) const;
  [[nodiscard]] Match plain_amount(Token i) const;
  [[nodiscard]] Match bare_units(Token i) const;
  [[nodiscard]] Match vague_units(Token i) const;
  [[nodiscard]] Match set(Token i) const;
  [[nodiscard]] Match repeated(Token i) const;
  [[nodiscard]] Match reference(Token i) const;
  [[nodiscard]] std::optional<Amount> amount(Token i) const;
  [[nodiscard]] std::optional<Amount> article_amount(Token i) const;
  [[nodiscard]] std::optional<Amount> vague_amount(Token i) const;
  [[nodiscard]] std::optional<Amount> counted_amount(Token i) const;
  [[nodiscard]] std::optional<Amount> half_amount(Token i) const;
  [[nodiscard]] Token approximator(Token i) const;
  [[nodiscard]] Token with_or_so(Token end) const;
  [[nodiscard]] bool is_age(const Amount& amount) const;
  [[nodiscard]] bool stands_as_amount(Token i, const Amount& amount) const;
  [[nodiscard]] static std::string duration_value(const Amount& amount);

  // Meaning
  [[nodiscard]] Tense tense(Token begin, Token end) const;
  [[nodiscard]] static TimeMatch dated(Token end, const CalendarPoint& point);
  [[nodiscard]] static TimeMatch named(Token end, std::string_view value);
  [[nodiscard]] static TimeMatch valued(Token end, TimexType type, std::string value);
  [[nodiscard]] Match around_publication(Token end, Grain grain, int shift) const;
  [[nodiscard]] Match around_mention(Token end, Grain grain, int shift) const;
  [[nodiscard]] CalendarPoint nearest_weekday(unsigned weekday, Word pointer, Tense tense) const;
  [[nodiscard]] CalendarPoint nearest_month(unsigned month, Word pointer, Tense tense) const;
  [[nodiscard]] CalendarPoint nearest_month_day(unsigned month, unsigned day, Tense tense) const;
  [[nodiscard]] CalendarPoint nearest_part(Grain grain, unsigned part, Word pointer, Tense tense) const;

  const Document& document_;
  const std::vector<Lexeme>& lexemes_;
  TokenSpan sentence_;
  const TimeContext& context_;
};

}  // namespace detente::resolve
