// The words of the temporal grammar: which part each plays, and its number where it has one.
#pragma once

#include <cstdint>
#include <string_view>

namespace detente::resolve {

// The grammar's parts of speech. A word has one; where English gives it two ("second", "may", "fall") the grammar
// decides by the words around it.
enum class Word : std::uint8_t {
  none,
  // Function words; conjunct is "and", disjunct "or"
  the,
  article,
  of,
  in,
  at,
  on,
  to,
  conjunct,
  disjunct,
  than,
  so,
  within,
  through,
  by,
  preposition,
  // What points from one time to another
  this_one,
  last,
  next,
  past,
  previous,
  coming,
  following,
  current,
  recent,
  latest,
  same,
  that,
  these,
  each,
  every,
  comparable,
  ago,
  earlier,
  later,
  before,
  after,
  from,
  now,
  ahead,
  once,
  // Parts of a stretch, and sizes that are not exact
  early,
  late,
  mid,
  beginning,
  end,
  middle,
  half,
  sometime,
  about,
  over,
  under,
  least,
  more,
  less,
  up,
  few,
  several,
  couple,
  some,
  no,
  additional,
  full,
  // What counts time and names its stretches
  ordinal,
  unit,
  units,
  weekend,
  period,
  fiscal,
  calendar_word,
  old,
  month,
  month_or_word,
  month_short,
  weekday,
  weekdays,
  season,
  season_or_verb,
  seasons,
  part_of_day,
  parts_of_day,
  noon,
  overnight,
  tonight,
  // What stands for a time by itself
  today,
  present,
  past_reference,
  future_reference,
  future_word,
  term,
  adverb_set,
  holiday_head,
  decade_word,
  // The clock
  meridiem,
  oclock,
  zone,
  zone_adjective,
  local,
  time_word,
  // Numbers; `digits` is given to every token that begins with a digit
  number,
  thousand,
  sizes,
  digits,
};

enum class Unit : std::uint8_t {
  second,
  minute,
  hour,
  day,
  week,
  fortnight,
  month,
  quarter,
  year,
  decade,
  century,
  millennium,
};

struct WordEntry {
  std::string_view word;
  Word part = Word::none;
  std::uint8_t value = 0;
};

// The entry of a lower-cased word; its part is Word::none for a word the grammar does not know.
WordEntry find_time_word(std::string_view lower_word);

// Whether a sentence with this word may hold a temporal expression.
bool is_trigger(Word part);

// How a verb, or a word that works like one, sets the time of what is told.
enum class TenseCue : std::uint8_t {
  none,
  past,       // "said", "met", "arrested"
  past_plan,  // past, but what follows its "to" lies ahead: "agreed to", "was to"
  plan,       // what follows its "to" lies ahead: "plans to", "is to"
  future,     // "will", "due", "upcoming"
  schedule,   // a present tense that news uses for what is fixed: "begins", "meets"
};

TenseCue tense_cue(std::string_view lower_word);

}  // namespace detente::resolve
