// Times of day: "4:30 pm (Paris time)", "noon Thursday", "Tuesday night", "1330 GMT".
#include <algorithm>
#include <array>
#include <cmath>

#include "resolve/times_grammar.h"

namespace detente::resolve {

namespace {

constexpr std::array<std::string_view, 4> part_names{"TMO", "TAF", "TEV", "TNI"};

std::string two_digits(int value) {
  return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
}

std::string clock_value(int hour, int minute) {
  return "T" + two_digits(hour) + ":" + two_digits(minute);
}

// "4:30", "16.30": the two halves of a token.
struct HourMinute {
  int hour = 0;
  int minute = 0;
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::optional<HourMinute> split_clock(std::string_view text, char separator) {
  const std::size_t at = text.find(separator);
  if (at == std::string_view::npos || at == 0 || at > 2 || text.size() != at + 3) {
    return std::nullopt;
  }
  for (const char c : text) {
    if (c != separator && !is_digit(c)) {
      return std::nullopt;
    }
  }
  const int hour = at == 1 ? text[0] - '0' : (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[at + 1] - '0') * 10 + (text[at + 2] - '0');
  return minute < 60 && hour <= 24 ? std::optional(HourMinute{hour, minute}) : std::nullopt;
}

int on_twenty_four(int hour, int noon) {
  return hour % 12 + noon;
}

}  // namespace

TimeGrammar::Match TimeGrammar::time(Token i) const {
  Match best;
  const auto take_longer = [&best](Match found) {
    if (found && (!best || found->end > best->end)) {
      best = std::move(found);
    }
  };
  take_longer(time_then_date(i));
  take_longer(date_then_time(i));
  return best;
}

// A date of one day, with its modifiers.
TimeGrammar::Match TimeGrammar::day_date(Token i) const {
  Match found = date(i);
  const bool day =
      found && found->point && (found->point->grain == Grain::day || found->point->grain == Grain::weekday);
  return day ? found : std::nullopt;
}

// "4:30 pm", "around 10 p.m. Wednesday", "noon on Thursday", "5 p.m. EST, Nov. 6", "mid-afternoon yesterday"
TimeGrammar::Match TimeGrammar::time_then_date(Token i) const {
  Match clock_time = clock(i);
  if (!clock_time) {
    clock_time = part_of_day(i);
  }
  if (!clock_time || !clock_time->lacks_date) {
    return clock_time;
  }
  Token next = after_comma(after_other_clock(clock_time->end));
  if (part(next) == Word::on || part(next) == Word::of) {
    ++next;
  }
  const Match day = day_date(next);
  if (!day) {
    return clock_time;
  }
  clock_time->value.insert(0, day->value);
  clock_time->end = day->end;
  clock_time->point = day->point;
  clock_time->lacks_date = false;
  return clock_time;
}

// The same time in another zone stands between: "10:00 am (0700 GMT) Monday".
TimeGrammar::Token TimeGrammar::after_other_clock(Token i) const {
  if (!is(i, "(")) {
    return i;
  }
  const Match other = clock_face(i + 1);
  if (!other) {
    return i;
  }
  const Token end = zone_words(other->end);
  return is(end, ")") ? end + 1 : i;
}

// "Monday around 4:30 pm", "late Tuesday night", "tomorrow morning", "Feb. 7 at noon", "2022-02-07T16:30"
TimeGrammar::Match TimeGrammar::date_then_time(Token i) const {
  Match day = day_date(i);
  if (!day && (part(i) == Word::early || part(i) == Word::late)) {
    day = day_date(i + 1);
    const Word after = day ? part(day->end) : Word::none;
    if (after != Word::part_of_day) {
      return std::nullopt;
    }
  }
  if (!day) {
    return std::nullopt;
  }
  const auto at_day = [&day](Token last, const std::string& time_value) {
    TimeMatch found = valued(last, TimexType::time, day->value + time_value);
    found.point = day->point;
    return found;
  };
  const Token end = day->end;
  if (part(end) == Word::part_of_day) {
    return at_day(end + 1, std::string(part_names.at(value(end))));
  }
  const std::string_view stamp = word(end);
  if (glued(end) && stamp.size() == 3 && stamp[0] == 'T' && is_digit(stamp[1]) && is_digit(stamp[2]) &&
      is(end + 1, ":") && glued(end + 1)) {
    const auto minutes = integer(end + 2, 2, 2);
    const auto rest = split_clock(word(end + 2), ':');
    if (minutes || rest) {
      const int minute = minutes ? *minutes : rest->hour;
      const bool utc = is(end + 3, "Z") && glued(end + 3);
      const int hour = (stamp[1] - '0') * 10 + (stamp[2] - '0');
      return at_day(utc ? end + 4 : end + 3, clock_value(hour, minute));
    }
  }
  Token at = after_comma(end);
  if (part(at) == Word::at || part(at) == Word::by) {
    ++at;
  }
  Match clock_time = clock(at);
  if (!clock_time) {
    return std::nullopt;
  }
  clock_time->value.insert(0, day->value);
  clock_time->point = day->point;
  clock_time->lacks_date = false;
  return clock_time;
}

// A clock time with what softens it and its zone; without a date.
TimeGrammar::Match TimeGrammar::clock(Token i) const {
  Token face = i;
  if (part(i) == Word::about) {
    face = i + 1;
  } else if ((is(i, "shortly") || is(i, "just")) && (part(i + 1) == Word::before || part(i + 1) == Word::after)) {
    face = i + 2;
  }
  Match found = clock_face(face);
  if (!found) {
    return std::nullopt;
  }
  found->type = TimexType::time;
  found->lacks_date = true;
  read_zone(*found);
  return found;
}

TimeGrammar::Match TimeGrammar::clock_face(Token i) const {
  if (part(i) == Word::noon) {
    return named(i + 1, clock_value(value(i), 0));
  }
  if (part(i) == Word::digits) {
    return clock_number(i);
  }
  if (part(i) != Word::number || value(i) > 12) {
    return std::nullopt;
  }
  if (part(i + 1) == Word::meridiem) {
    return named(i + 2, clock_value(on_twenty_four(value(i), value(i + 1)), 0));
  }
  const bool oclock = part(i + 1) == Word::oclock && is(i + 3, "clock") && glued(i + 2) && glued(i + 3);
  return oclock ? Match(named(i + 4, clock_value(value(i), 0))) : std::nullopt;
}

// "10 p.m.", "4:30 pm", "4.30pm", "5 o'clock", "16:30" and "1330" where a zone or a preposition says what they are
TimeGrammar::Match TimeGrammar::clock_number(Token i) const {
  const auto hour = integer(i, 1, 2);
  auto both = split_clock(word(i), ':');
  const bool colon = both.has_value();
  if (!both && part(i + 1) == Word::meridiem) {
    both = split_clock(word(i), '.');
  }
  if (part(i + 1) == Word::meridiem) {
    if (hour && *hour >= 1 && *hour <= 12) {
      return named(i + 2, clock_value(on_twenty_four(*hour, value(i + 1)), 0));
    }
    if (both && both->hour >= 1 && both->hour <= 12) {
      return named(i + 2, clock_value(on_twenty_four(both->hour, value(i + 1)), both->minute));
    }
    if (both) {
      return named(i + 2, clock_value(both->hour, both->minute));
    }
    return std::nullopt;
  }
  const bool oclock = part(i + 1) == Word::oclock && is(i + 3, "clock") && glued(i + 2) && glued(i + 3);
  if (oclock && hour && *hour <= 24) {
    return named(i + 4, clock_value(*hour, 0));
  }
  const bool has_zone = zone_words(i + 1) != i + 1;
  const Word before = part_before(i);
  if (colon) {
    const bool asked = before == Word::at || before == Word::about || before == Word::by || before == Word::from ||
                       before == Word::preposition || before == Word::before || before == Word::after;
    return has_zone || asked ? Match(named(i + 1, clock_value(both->hour, both->minute))) : std::nullopt;
  }
  const auto compact = integer(i, 4, 4);
  if (has_zone && compact && *compact / 100 <= 24 && *compact % 100 < 60) {
    return named(i + 1, clock_value(*compact / 100, *compact % 100));
  }
  return std::nullopt;
}

// "GMT", "local time", "Paris time", "Eastern Standard Time": the token after them, or `i`.
TimeGrammar::Token TimeGrammar::zone_words(Token i) const {
  if (part(i) == Word::zone && word(i).size() >= 2 && capital(i)) {
    return i + 1;
  }
  if ((part(i) == Word::local || part(i) == Word::zone_adjective) && part(i + 1) == Word::time_word) {
    return i + 2;
  }
  if (part(i) == Word::zone_adjective && part(i + 1) == Word::zone_adjective && part(i + 2) == Word::time_word) {
    return i + 3;
  }
  // A place's name of up to three words before "time".
  for (Token end = i; end < i + 3 && capital(end); ++end) {
    if (part(end + 1) == Word::time_word && !capital(end + 1)) {
      return end + 2;
    }
  }
  return i;
}

// The zone stands after the clock time, in brackets or not: "(Paris time)", "GMT", ", local time".
void TimeGrammar::read_zone(TimeMatch& clock) const {
  const bool bracket = is(clock.end, "(");
  const Token begin = bracket ? clock.end + 1 : after_comma(clock.end);
  const Token end = zone_words(begin);
  if (end == begin || (bracket && !is(end, ")"))) {
    return;
  }
  clock.zone = {begin, end};
  clock.end = bracket ? end + 1 : end;
}

// "this morning", "last night", "tonight", "overnight", "mid afternoon", "the night of March 5"
TimeGrammar::Match TimeGrammar::part_of_day(Token i) const {
  const auto on_day = [this](Token end, int shift, std::uint8_t name) {
    Match day = around_publication(end, Grain::day, shift);
    day->type = TimexType::time;
    if (day->point) {
      day->value += part_names.at(name);
    }
    return day;
  };
  if (part(i) == Word::tonight) {
    return on_day(i + 1, 0, value(i));
  }
  Token head = i;
  if (part(i) == Word::early || part(i) == Word::late || part(i) == Word::mid || part(i) == Word::later ||
      part(i) == Word::earlier) {
    head = part(i) == Word::mid ? after_hyphen(i + 1) : i + 1;
  }
  const bool modified = head != i;
  if (part(head) == Word::tonight) {
    return on_day(head + 1, 0, value(head));
  }
  const Word pointer = part(head);
  if (pointer == Word::overnight) {
    TimeMatch night = valued(head + 1, TimexType::time, std::string(part_names[3]));
    night.lacks_date = true;
    return day_date(head + 1) ? Match(night) : on_day(head + 1, 0, value(head));
  }
  if ((pointer == Word::this_one || pointer == Word::last) && part(head + 1) == Word::part_of_day) {
    const bool of_week = pointer == Word::last && value(head + 1) < 2;  // "last morning" is no news English
    return of_week ? std::nullopt : on_day(head + 2, pointer == Word::last ? -1 : 0, value(head + 1));
  }
  const bool article = part(head) == Word::the;
  Token name = article ? head + 1 : head;
  if (article && (part(name) == Word::early || part(name) == Word::late || part(name) == Word::mid)) {
    name = after_hyphen(name + 1);
  }
  const bool narrative = part(name) == Word::next || part(name) == Word::following || part(name) == Word::same ||
                         part(name) == Word::previous;
  if (article && narrative && part(name + 1) == Word::part_of_day) {
    const int shift = part(name) == Word::same ? 0 : part(name) == Word::previous ? -1 : 1;
    Match day = around_mention(name + 2, Grain::day, shift);
    day->type = TimexType::time;
    if (day->point) {
      day->value += part_names.at(value(name + 1));
    }
    return day;
  }
  if (part(name) != Word::part_of_day) {
    return std::nullopt;
  }
  TimeMatch found = valued(name + 1, TimexType::time, std::string(part_names.at(value(name))));
  found.lacks_date = true;
  const Word before = part_before(i);
  const bool asked = article && (before == Word::in || before == Word::preposition || before == Word::by);
  const Token of = part(name + 1) == Word::of ? name + 2 : name + 1;
  const bool day_follows = (article || modified) && day_date(of).has_value();
  const bool stands_alone = modified && part(i) != Word::late && part(i) != Word::early;
  return asked || day_follows || stands_alone ? Match(found) : std::nullopt;
}

}  // namespace detente::resolve
