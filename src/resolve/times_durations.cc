// Durations ("the past three years", "two-day"), sets ("every week", "daily") and the words that name no date
// ("recently", "now").
#include <algorithm>
#include <array>
#include <cmath>

#include "resolve/times_grammar.h"

namespace detente::resolve {

namespace {

constexpr std::array<std::string_view, 4> part_names{"TMO", "TAF", "TEV", "TNI"};
constexpr std::array<std::string_view, 5> season_names{"XX", "SP", "SU", "FA", "WI"};

struct UnitForm {
  std::string_view letter;
  double scale;  // how many of the letter's unit one is
  bool of_day;   // hours, minutes, seconds stand after a "T"
};

// TIMEX3 counts no decades, centuries or fortnights: they are written in years and weeks.
UnitForm form_of(Unit unit) {
  switch (unit) {
    case Unit::second:
      return {"S", 1, true};
    case Unit::minute:
      return {"M", 1, true};
    case Unit::hour:
      return {"H", 1, true};
    case Unit::day:
      return {"D", 1, false};
    case Unit::week:
      return {"W", 1, false};
    case Unit::fortnight:
      return {"W", 2, false};
    case Unit::month:
      return {"M", 1, false};
    case Unit::quarter:
      return {"Q", 1, false};
    case Unit::year:
      return {"Y", 1, false};
    case Unit::decade:
      return {"Y", 10, false};
    case Unit::century:
      return {"Y", 100, false};
    case Unit::millennium:
      return {"Y", 1000, false};
  }
  return {"D", 1, false};
}

std::string vague_value(Unit unit) {
  if (unit == Unit::century) {
    return "PXC";
  }
  if (unit == Unit::decade) {
    return "PXDE";
  }
  const UnitForm form = form_of(unit);
  return std::string(form.of_day ? "PTX" : "PX") + std::string(form.letter);
}

std::string decimal(double value) {
  if (value >= 1e15) {
    return "X";
  }
  const auto whole = static_cast<long long>(value);
  const auto hundredths = static_cast<int>(std::lround((value - static_cast<double>(whole)) * 100)) % 100;
  std::string text = std::to_string(whole);
  if (hundredths == 0) {
    return text;
  }
  text += '.';
  text += static_cast<char>('0' + hundredths / 10);
  if (hundredths % 10 != 0) {
    text += static_cast<char>('0' + hundredths % 10);
  }
  return text;
}

std::string exact_value(double count, Unit unit) {
  const UnitForm form = form_of(unit);
  const double scaled = count * form.scale;
  const double whole = std::floor(scaled);
  const bool half = scaled - whole == 0.5;
  const std::string head = form.of_day ? "PT" : "P";
  const auto with_half = [&](std::string_view rest) {
    const std::string first = whole > 0 ? decimal(whole) + std::string(form.letter) : std::string();
    return first + std::string(rest);
  };
  if (half && form.letter == "Y") {
    return head + with_half("6M");
  }
  if (half && unit == Unit::hour) {
    return head + with_half("30M");
  }
  if (half && unit == Unit::minute) {
    return head + with_half("30S");
  }
  if (half && unit == Unit::day) {
    return head + (whole > 0 ? decimal(whole) + "DT12H" : std::string("T12H"));
  }
  return head + decimal(scaled) + std::string(form.letter);
}

bool is_stretch_pointer(Word part) {
  return part == Word::last || part == Word::past || part == Word::next || part == Word::coming ||
         part == Word::previous || part == Word::following || part == Word::latest || part == Word::recent ||
         part == Word::these || part == Word::current;
}

// What "a year" or "years" follow when they are an amount: "for a year", "within weeks", "more than a month".
bool asks_for_amount(Word part) {
  switch (part) {
    case Word::in:
    case Word::within:
    case Word::than:
    case Word::preposition:
    case Word::after:
    case Word::over:
    case Word::through:
    case Word::about:
    case Word::under:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string TimeGrammar::duration_value(const Amount& amount) {
  return amount.vague ? vague_value(amount.unit) : exact_value(amount.count, amount.unit);
}

// "about", "more than", "at least", "up to", "no more than", "as long as": the token after them, or `i`.
TimeGrammar::Token TimeGrammar::approximator(Token i) const {
  switch (part(i)) {
    case Word::about:
    case Word::under:
    case Word::some:
      return i + 1;
    case Word::over:
      // "over a week" is more than one; "over three years" is the time something takes.
      return part(i + 1) == Word::article ? i + 1 : i;
    case Word::at:
      return part(i + 1) == Word::least ? i + 2 : i;
    case Word::more:
    case Word::less:
      return part(i + 1) == Word::than ? i + 2 : i;
    case Word::no:
      return (part(i + 1) == Word::more || part(i + 1) == Word::less) && part(i + 2) == Word::than ? i + 3 : i;
    case Word::up:
      return part(i + 1) == Word::to ? i + 2 : i;
    default:
      return i;
  }
}

// "or so" after an amount belongs to it.
TimeGrammar::Token TimeGrammar::with_or_so(Token end) const {
  return part(end) == Word::disjunct && part(end + 1) == Word::so ? end + 2 : end;
}

std::optional<TimeGrammar::Amount> TimeGrammar::amount(Token i) const {
  const Token head = approximator(i);
  std::optional<Amount> found = counted_amount(head);
  if (!found) {
    found = vague_amount(head);
  }
  if (!found) {
    found = half_amount(head);
  }
  if (!found) {
    found = article_amount(head);
  }
  if (found && !found->hyphen) {
    found->end = with_or_so(found->end);
  }
  return found;
}

// "two weeks", "twenty four hours", "two to three weeks", "20 more years", "30-day", "five year"
std::optional<TimeGrammar::Amount> TimeGrammar::counted_amount(Token i) const {
  if (part(i) != Word::digits && part(i) != Word::number && part(i) != Word::article) {
    return std::nullopt;
  }
  const auto number = read_number(document_, i, sentence_.end);
  if (!number) {
    return std::nullopt;
  }
  Amount found;
  found.count = number->value;
  Token head = number->end;
  const bool range = part(head) == Word::to || part(head) == Word::disjunct || is(head, "-") || is(head, "–");
  if (range) {
    if (const auto second = read_number(document_, head + 1, sentence_.end)) {
      head = second->end;
    }
  }
  const Token hyphened = after_hyphen(head);
  found.hyphen = hyphened != head;
  head = hyphened;
  while (part(head) == Word::more || part(head) == Word::additional || part(head) == Word::full) {
    ++head;
  }
  const bool singular = part(head) == Word::unit;
  if (!singular && part(head) != Word::units) {
    return std::nullopt;
  }
  found.unit = static_cast<Unit>(value(head));
  if (found.unit == Unit::quarter && (part(head + 1) == Word::of || singular)) {
    return std::nullopt;  // "three quarters of", "a hundred quarter"
  }
  found.end = head + 1;
  if (!found.hyphen && part(head + 1) == Word::conjunct && part(head + 2) == Word::article &&
      part(head + 3) == Word::half) {
    found.count += 0.5;
    found.end = head + 4;
  }
  return found;
}

// "several weeks", "a few days", "a couple of years", "many months"
std::optional<TimeGrammar::Amount> TimeGrammar::vague_amount(Token i) const {
  Token head = part(i) == Word::article ? i + 1 : i;
  Amount found;
  found.vague = true;
  if (part(head) == Word::couple) {
    found.vague = false;
    found.count = 2;
    head += part(head + 1) == Word::of ? 2U : 1U;
  } else if (part(head) == Word::few || part(head) == Word::several || is(head, "many")) {
    ++head;
  } else if (i > sentence_.begin && part(i - 1) == Word::some && part(i) == Word::units) {
    head = i;
  } else {
    return std::nullopt;
  }
  const Token hyphened = after_hyphen(head);
  found.hyphen = hyphened != head;
  if (found.hyphen && part(i) == Word::article) {
    return std::nullopt;  // the article of "a several-year tenure" is the noun's
  }
  head = hyphened;
  while (part(head) == Word::more || part(head) == Word::additional || part(head) == Word::full) {
    ++head;
  }
  if (part(head) != Word::units && !(found.hyphen && part(head) == Word::unit)) {
    return std::nullopt;
  }
  found.unit = static_cast<Unit>(value(head));
  found.end = head + 1;
  return found;
}

// "half an hour", "half a century", "a half-hour", "half-hour"
std::optional<TimeGrammar::Amount> TimeGrammar::half_amount(Token i) const {
  Token head = part(i) == Word::article ? i + 1 : i;
  if (part(head) != Word::half) {
    return std::nullopt;
  }
  Token unit_at = after_hyphen(head + 1);
  const bool hyphen = unit_at != head + 1;
  if (part(head + 1) == Word::article) {
    unit_at = head + 2;
  }
  if (part(unit_at) != Word::unit || (!hyphen && part(head + 1) != Word::article)) {
    return std::nullopt;
  }
  Amount found;
  found.count = 0.5;
  found.unit = static_cast<Unit>(value(unit_at));
  found.end = unit_at + 1;
  return found;
}

// "a year", "an additional year", "a minute and a half", "a year or two", "another week"
std::optional<TimeGrammar::Amount> TimeGrammar::article_amount(Token i) const {
  Token head = i;
  if (part(i) == Word::article) {
    ++head;
  }
  while (part(head) == Word::additional || (head > i && part(head) == Word::full)) {
    ++head;
  }
  if (head == i || part(head) != Word::unit || value(head) == static_cast<std::uint8_t>(Unit::quarter)) {
    return std::nullopt;
  }
  Amount found;
  found.article = true;
  found.unit = static_cast<Unit>(value(head));
  found.end = head + 1;
  if (part(head + 1) == Word::conjunct && part(head + 2) == Word::article && part(head + 3) == Word::half) {
    found.count = 1.5;
    found.article = false;
    found.end = head + 4;
  } else if (part(head + 1) == Word::disjunct && part(head + 2) == Word::number && value(head + 2) == 2) {
    found.article = false;
    found.end = head + 3;
  }
  return found;
}

// "37 years old", "12-year-old": people's ages are no durations of the text; "an 8-month-old truce" is one.
bool TimeGrammar::is_age(const Amount& amount) const {
  const Token old = after_hyphen(amount.end);
  return part(old) == Word::old && (old == amount.end || amount.unit >= Unit::year);
}

TimeGrammar::Match TimeGrammar::duration(Token i) const {
  Match best = stretch(i);
  const auto take_longer = [&best](Match found) {
    if (found && (!best || found->end > best->end)) {
      best = std::move(found);
    }
  };
  take_longer(plain_amount(i));
  take_longer(vague_units(i));
  take_longer(bare_units(i));
  return best;
}

// "the past three years", "the first nine months", "the four days", "the next few weeks", "the last hour"
TimeGrammar::Match TimeGrammar::stretch(Token i) const {
  Token head = approximator(i);
  const bool article = part(head) == Word::the || part(head) == Word::these;
  if (article) {
    ++head;
  }
  bool pointed = false;
  while (is_stretch_pointer(part(head)) || part(head) == Word::ordinal) {
    pointed = true;
    ++head;
  }
  if (!article && !pointed) {
    return std::nullopt;
  }
  const bool one = pointed && part(head) == Word::unit && static_cast<Unit>(value(head)) <= Unit::hour;
  if (one) {
    Amount single;
    single.unit = static_cast<Unit>(value(head));
    return valued(head + 1, TimexType::duration, duration_value(single));
  }
  std::optional<Amount> found = counted_amount(head);
  if (!found && pointed) {
    found = vague_amount(head);
  }
  if (!found || found->hyphen || is_age(*found)) {
    return std::nullopt;
  }
  const bool singular = part(found->end - 1) == Word::unit;
  return singular ? std::nullopt : Match(valued(with_or_so(found->end), TimexType::duration, duration_value(*found)));
}

bool TimeGrammar::stands_as_amount(Token i, const Amount& amount) const {
  if (!amount.article) {
    return true;
  }
  const bool additional = part(i) == Word::additional || part(i + 1) == Word::additional || part(i + 1) == Word::full;
  return approximator(i) != i || asks_for_amount(part_before(i)) || additional;
}

TimeGrammar::Match TimeGrammar::plain_amount(Token i) const {
  const auto found = amount(i);
  if (!found || is_age(*found) || !stands_as_amount(i, *found)) {
    return std::nullopt;
  }
  const bool some_alone = part(i) == Word::some && found->article;
  if (some_alone) {
    return std::nullopt;
  }
  return valued(found->end, TimexType::duration, duration_value(*found));
}

// "for years", "within weeks", "weeks or months", "after decades of war"
TimeGrammar::Match TimeGrammar::bare_units(Token i) const {
  if (part(i) != Word::units || !asks_for_amount(part_before(i))) {
    return std::nullopt;
  }
  Amount found;
  found.vague = true;
  found.unit = static_cast<Unit>(value(i));
  found.end = part(i + 1) == Word::disjunct && part(i + 2) == Word::units ? i + 3 : i + 1;
  return valued(found.end, TimexType::duration, duration_value(found));
}

// "recent years", "in recent days", "the coming months", "the weeks ahead", "months ago"
TimeGrammar::Match TimeGrammar::vague_units(Token i) const {
  Token head = part(i) == Word::the ? i + 1 : i;
  const Word pointer = part(head);
  const bool pointed =
      pointer == Word::recent || pointer == Word::coming || pointer == Word::past || pointer == Word::next;
  if (pointed) {
    ++head;
  }
  if (part(head) != Word::units) {
    return std::nullopt;
  }
  if (part(head + 1) == Word::ago && head == i) {
    return named(head + 2, "PAST_REF");
  }
  if (!pointed) {
    return part(head + 1) == Word::ahead && head != i ? Match(named(head + 2, "FUTURE_REF")) : std::nullopt;
  }
  const bool back = pointer == Word::recent || pointer == Word::past;
  const Token end = part(head + 1) == Word::conjunct && part(head + 2) == Word::units ? head + 3 : head + 1;
  return named(end, back ? "PAST_REF" : "FUTURE_REF");
}

TimeGrammar::Match TimeGrammar::set(Token i) const {
  const auto as_set = [](Token end, std::string value) { return valued(end, TimexType::set, std::move(value)); };
  switch (part(i)) {
    case Word::adverb_set:
      return as_set(i + 1, exact_value(1, static_cast<Unit>(value(i))));
    case Word::each:
    case Word::every:
      return repeated(i);
    case Word::once:
    case Word::digits:
    case Word::number: {
      // "once a week", "three times a day"
      Token head = i + 1;
      if (part(i) != Word::once) {
        head = is(i + 1, "times") ? i + 2 : i;
      }
      const bool per =
          part(head) == Word::article || part(head) == Word::each || part(head) == Word::every || is(head, "per");
      if (head == i || !per || part(head + 1) != Word::unit) {
        return std::nullopt;
      }
      return as_set(head + 2, exact_value(1, static_cast<Unit>(value(head + 1))));
    }
    case Word::weekdays: {
      if (!capital(i)) {
        return std::nullopt;
      }
      return as_set(i + 1, "XXXX-WXX-" + std::to_string(value(i)));
    }
    case Word::weekday: {
      if (part(i + 1) != Word::parts_of_day || !capital(i)) {
        return std::nullopt;
      }
      return as_set(i + 2, "XXXX-WXX-" + std::to_string(value(i)) + std::string(part_names.at(value(i + 1))));
    }
    default:
      return std::nullopt;
  }
}

// "every week", "each July", "every two years", "every other day", "each Thursday", "every summer"
TimeGrammar::Match TimeGrammar::repeated(Token i) const {
  const auto as_set = [](Token end, std::string value) { return valued(end, TimexType::set, std::move(value)); };
  const Token head = is(i + 1, "single") ? i + 2 : i + 1;
  switch (part(head)) {
    case Word::unit:
      return as_set(head + 1, exact_value(1, static_cast<Unit>(value(head))));
    case Word::weekend:
      return as_set(head + 1, "XXXX-WXX-WE");
    case Word::weekday:
      if (part(head + 1) == Word::part_of_day) {
        return as_set(head + 2,
                      "XXXX-WXX-" + std::to_string(value(head)) + std::string(part_names.at(value(head + 1))));
      }
      return as_set(head + 1, "XXXX-WXX-" + std::to_string(value(head)));
    case Word::month:
    case Word::month_or_word:
      return is_month(head) ? Match(as_set(head + 1, "XXXX-" + std::string(value(head) < 10 ? "0" : "") +
                                                         std::to_string(value(head))))
                            : std::nullopt;
    case Word::season:
    case Word::season_or_verb:
      return as_set(head + 1, "XXXX-" + std::string(season_names.at(value(head))));
    case Word::part_of_day:
      return as_set(head + 1, "XXXX-XX-XX" + std::string(part_names.at(value(head))));
    default:
      break;
  }
  if (is(head, "other") && part(head + 1) == Word::unit) {
    return as_set(head + 2, exact_value(2, static_cast<Unit>(value(head + 1))));
  }
  const auto several = counted_amount(head);
  if (!several || several->hyphen || part(i) == Word::each) {
    return std::nullopt;
  }
  return as_set(several->end, duration_value(*several));
}

// "now", "recently", "soon", "the past", "the near future", "these days"
TimeGrammar::Match TimeGrammar::reference(Token i) const {
  switch (part(i)) {
    case Word::present:
      return named(i + 1, "PRESENT_REF");
    case Word::now:
      return part_before(i) == Word::from ? std::nullopt : Match(named(i + 1, "PRESENT_REF"));
    case Word::current: {
      const bool shifted_unit = part(i + 1) == Word::unit || is(i + 1, "account") || is(i + 1, "affairs");
      return shifted_unit ? std::nullopt : Match(named(i + 1, "PRESENT_REF"));
    }
    case Word::recent:
    case Word::past_reference:
      return named(i + 1, "PAST_REF");
    case Word::future_reference: {
      const bool conjunction = is(i + 1, "as") || is(i + 1, "afterwards") || is(i + 1, "afterward") ||
                               part(i + 1) == Word::after || is(i - (i > sentence_.begin ? 1 : 0), "as");
      return conjunction ? std::nullopt : Match(named(i + 1, "FUTURE_REF"));
    }
    case Word::these:
      return is(i + 1, "days") ? Match(named(i + 2, "PRESENT_REF")) : std::nullopt;
    case Word::the:
      break;
    default:
      return std::nullopt;
  }
  if (part(i + 1) == Word::past) {
    return part_before(i) == Word::in ? Match(named(i + 2, "PAST_REF")) : std::nullopt;
  }
  if (part(i + 1) == Word::future_word) {
    return part(i + 2) == Word::of ? std::nullopt : Match(named(i + 2, "FUTURE_REF"));
  }
  const bool near = is(i + 1, "near") || is(i + 1, "short") || is(i + 1, "immediate");
  const bool head = part(i + 2) == Word::future_word || part(i + 2) == Word::term;
  return near && head ? Match(named(i + 3, "FUTURE_REF")) : std::nullopt;
}

}  // namespace detente::resolve
