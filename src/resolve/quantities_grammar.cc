#include "resolve/quantities_grammar.h"

#include <algorithm>
#include <array>

#include "resolve/numbers.h"
#include "resolve/times_words.h"

namespace detente::resolve {

namespace {

constexpr std::size_t longest_word = 20;
constexpr std::uint32_t longest_phrase = 7;  // words from the number to its noun's head
constexpr std::uint32_t deed_reach = 8;      // words from the counted to their deed

// What the sizes without a number stand for: twice the unit for plurals ("dozens" 24, "hundreds" 200), and these.
constexpr double a_few = 3;
constexpr double a_handful = 5;

constexpr double longest_plain_number = 1e10;  // longer ones without commas are identifiers
constexpr int oldest = 115;                    // "Smith, 37, said"

// What stands before a number and bears on it. Longer ones before those they end with.
struct Modifier {
  std::array<std::string_view, 3> words;
  QuantityRelation relation;
  bool takes_leader = false;  // "well over", "just under", "an estimated"

  [[nodiscard]] constexpr std::size_t size() const {
    return static_cast<std::size_t>(
        std::count_if(words.begin(), words.end(), [](auto word) { return !word.empty(); }));
  }
};

constexpr auto modifiers = std::to_array<Modifier>({
    {{"no", "more", "than"}, QuantityRelation::less},
    {{"not", "more", "than"}, QuantityRelation::less},
    {{"no", "less", "than"}, QuantityRelation::more},
    {{"not", "less", "than"}, QuantityRelation::more},
    {{"no", "fewer", "than"}, QuantityRelation::more},
    {{"as", "many", "as"}, QuantityRelation::less},
    {{"as", "much", "as"}, QuantityRelation::less},
    {{"as", "few", "as"}, QuantityRelation::more},
    {{"as", "little", "as"}, QuantityRelation::more},
    {{"in", "excess", "of"}, QuantityRelation::more},
    {{"an", "average", "of"}, QuantityRelation::about},
    {{"a", "maximum", "of"}, QuantityRelation::less},
    {{"a", "minimum", "of"}, QuantityRelation::more},
    {{"upwards", "of"}, QuantityRelation::more},
    {{"more", "than"}, QuantityRelation::more, true},
    {{"greater", "than"}, QuantityRelation::more, true},
    {{"higher", "than"}, QuantityRelation::more, true},
    {{"less", "than"}, QuantityRelation::less, true},
    {{"fewer", "than"}, QuantityRelation::less, true},
    {{"lower", "than"}, QuantityRelation::less, true},
    {{"at", "least"}, QuantityRelation::more},
    {{"at", "most"}, QuantityRelation::less},
    {{"up", "to"}, QuantityRelation::less},
    {{"close", "to"}, QuantityRelation::about},
    {{"over"}, QuantityRelation::more, true},
    {{"above"}, QuantityRelation::more, true},
    {{"exceeding"}, QuantityRelation::more},
    {{"under"}, QuantityRelation::less, true},
    {{"below"}, QuantityRelation::less, true},
    {{"about"}, QuantityRelation::about},
    {{"around"}, QuantityRelation::about},
    {{"some"}, QuantityRelation::about},
    {{"roughly"}, QuantityRelation::about},
    {{"approximately"}, QuantityRelation::about},
    {{"nearly"}, QuantityRelation::about},
    {{"almost"}, QuantityRelation::about},
    {{"virtually"}, QuantityRelation::about},
    {{"circa"}, QuantityRelation::about},
    {{"estimated"}, QuantityRelation::about, true},
    {{"another"}, QuantityRelation::additional},
    {{"additional"}, QuantityRelation::additional, true},
    {{"extra"}, QuantityRelation::additional, true},
    {{"further"}, QuantityRelation::additional, true},
});

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// ASCII letters and the first bytes of Latin, Greek, Cyrillic … ones; not those of dashes and quotation marks.
bool is_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (byte >= 0xC3 && byte != 0xE2);
}

// "+" wins, as additions must not be counted twice; then what has a direction, then "about".
QuantityRelation stronger(QuantityRelation a, QuantityRelation b) {
  const auto rank = [](QuantityRelation relation) {
    switch (relation) {
      case QuantityRelation::additional:
        return 3;
      case QuantityRelation::more:
      case QuantityRelation::less:
        return 2;
      case QuantityRelation::about:
        return 1;
      case QuantityRelation::equal:
        return 0;
    }
    return 0;
  };
  return rank(a) >= rank(b) ? a : b;
}

bool is_time_unit(std::string_view lower) {
  switch (find_time_word(lower).part) {
    case Word::unit:
    case Word::units:
    case Word::meridiem:
    case Word::oclock:
    case Word::weekend:
      return lower != "second" && lower != "quarter";
    default:
      return false;
  }
}

}  // namespace

QuantityGrammar::QuantityGrammar(const Document& document, const Sentence& sentence, const std::vector<bool>& taken)
    : document_(document), sentence_(sentence), taken_(taken) {}

std::string_view QuantityGrammar::word(Token i) const {
  return inside(i) ? document_.word(i) : std::string_view();
}

bool QuantityGrammar::is(Token i, std::string_view lower) const {
  const std::string_view text = word(i);
  if (text.size() != lower.size() || text.empty()) {
    return false;
  }
  char buffer[longest_word];  // NOLINT(modernize-avoid-c-arrays)
  return text == lower || lower_case(text, buffer) == lower;
}

bool QuantityGrammar::is_any(Token i, std::initializer_list<std::string_view> lower) const {
  return std::any_of(lower.begin(), lower.end(), [this, i](std::string_view text) { return is(i, text); });
}

bool QuantityGrammar::glued(Token i) const {
  return i > sentence_.tokens.begin && inside(i) &&
         document_.tokens[i].span.begin == document_.tokens[i - 1].span.end;
}

bool QuantityGrammar::capital(Token i) const {
  const std::string_view text = word(i);
  return !text.empty() && text[0] >= 'A' && text[0] <= 'Z';
}

bool QuantityGrammar::letters(Token i) const {
  const std::string_view text = word(i);
  return !text.empty() && is_letter(text[0]);
}

bool QuantityGrammar::taken(Token i) const {
  return inside(i) && taken_[i - sentence_.tokens.begin];
}

CountEntry QuantityGrammar::entry(Token i) const {
  char buffer[longest_word];  // NOLINT(modernize-avoid-c-arrays)
  return find_count_word(lower_case(word(i), buffer));
}

bool QuantityGrammar::is_currency_sign(Token i) const {
  const std::string_view text = word(i);
  return text == "$" || text == "£" || text == "€" || text == "¥" || text == "₹" || text == "₽" || text == "₩";
}

bool QuantityGrammar::may_begin(Token at) const {
  const std::string_view text = document_.word(at);
  if (text.empty() || taken(at)) {
    return false;
  }
  if (is_digit(text[0])) {
    return true;
  }
  constexpr std::string_view letters = "abdefhlmnostzABDEFHLMNOSTZ";
  return letters.find(text[0]) != std::string_view::npos && text != "the" && text != "to" && text != "of" &&
         text != "and";
}

std::optional<QuantityMatch> QuantityGrammar::match(Token at, Token free) const {
  std::optional<Count> found = count(at);
  if (!found || is_name(*found) || is_measure_of_other_kind(*found)) {
    return std::nullopt;
  }
  read_currency_sign(*found, free);
  read_before(*found, free);
  read_after(*found);
  if (is_pronoun(*found)) {
    return std::nullopt;
  }
  QuantityKind kind = found->money ? QuantityKind::money : found->strong ? QuantityKind::troops : QuantityKind::other;
  const Token end = found->money || found->strong ? found->end : noun_end(*found, kind);
  const bool score = found->pair && !found->money && (found->falling || entry(end - 1).part != CountWord::noun);
  if (score) {
    return std::nullopt;
  }
  const TokenSpan span{found->begin, end};
  if (kind != QuantityKind::money) {
    kind = deed_around(span).value_or(kind);
  }
  return QuantityMatch{span, Quantity{document_.bytes(span), found->value, found->relation, kind}};
}

// --- The number ---------------------------------------------------------------------------------------------------

std::optional<QuantityGrammar::Count> QuantityGrammar::count(Token i) const {
  if (auto found = vague_count(i)) {
    return found;
  }
  if (auto found = plural_size(i)) {
    return found;
  }
  if (is(i, "twice")) {
    return Count{i, i + 1, 2};
  }
  if (is(i, "another")) {
    return one_more(i);
  }
  return exact_count(i);
}

// "dozens" 24, "hundreds" 200, "tens of thousands" 20,000, "hundreds of thousands" 200,000; all about.
std::optional<QuantityGrammar::Count> QuantityGrammar::plural_size(Token i) const {
  char buffer[longest_word];  // NOLINT(modernize-avoid-c-arrays)
  const double size = size_of_plural(lower_case(word(i), buffer));
  if (size <= 0) {
    return std::nullopt;
  }
  Count found{i, i + 1, 2 * size, QuantityRelation::about};
  if (is(i + 1, "of")) {
    const double scale = size_of_plural(lower_case(word(i + 2), buffer));
    if (scale > size) {
      found.value *= scale;
      found.end = i + 3;
    }
  }
  const bool only_tens = size == 10 && found.end == i + 1;
  return only_tens ? std::nullopt : std::optional(found);
}

// "several" 3, "a few dozen" 36, "several hundred" 300, "a couple of" 2, "a handful of" 5, "a number of" 3; all
// about.
std::optional<QuantityGrammar::Count> QuantityGrammar::vague_count(Token i) const {
  const Token head = is(i, "a") ? i + 1 : i;
  Count found{i, head + 1, a_few, QuantityRelation::about};
  if (is(head, "several") || is(head, "few")) {
    if (is(head, "few") && head == i) {
      return std::nullopt;  // "few people" tells of how little there was
    }
    if (is(head + 1, "dozen") || is(head + 1, "hundred") || is(head + 1, "thousand") || is(head + 1, "million")) {
      const double scale = is(head + 1, "dozen")      ? 12
                           : is(head + 1, "hundred")  ? 1e2
                           : is(head + 1, "thousand") ? 1e3
                                                      : 1e6;
      found.value *= scale;
      ++found.end;
    }
    char buffer[longest_word];  // NOLINT(modernize-avoid-c-arrays)
    return is_time_unit(lower_case(word(found.end), buffer)) ? std::nullopt : std::optional(found);
  }
  if (is(i, "many") || is_any(i, {"large", "small"})) {
    return many(i);
  }
  if (is(i, "a") || is(i, "an")) {
    if (auto number = number_of(i)) {
      return number;
    }
  }
  if (head == i) {
    return std::nullopt;
  }
  if (is(head, "couple") || is(head, "handful")) {
    found.value = is(head, "couple") ? 2 : a_handful;
    return is(head, "handful") || is(head + 1, "of") ? std::optional(found) : std::nullopt;
  }
  return std::nullopt;
}

// "a number of", "an undisclosed number of", "a small number of": 3, about; "a large number of": more than 3.
std::optional<QuantityGrammar::Count> QuantityGrammar::number_of(Token i) const {
  const Token head =
      is_any(i + 1, {"small", "large", "growing", "unknown", "undisclosed", "unspecified"}) ? i + 2 : i + 1;
  if (!is(head, "number") || !is(head + 1, "of")) {
    return std::nullopt;
  }
  const bool large = is_any(i + 1, {"large", "growing"});
  return Count{i, head + 1, a_few, large ? QuantityRelation::more : QuantityRelation::about};
}

// "many people", "large numbers of men": more than a few; only before people, weapons and the like.
std::optional<QuantityGrammar::Count> QuantityGrammar::many(Token i) const {
  if (is(i, "many")) {
    QuantityKind kind = QuantityKind::other;
    const Token end = phrase_end(i + 1, a_few, kind);
    const bool counted = end > i + 1 && (entry(end - 1).part == CountWord::noun || capital(end - 1));
    const bool size = i > sentence_.tokens.begin && is_any(i - 1, {"as", "so", "how", "too"});
    return counted && !size ? std::optional(Count{i, i + 1, a_few, QuantityRelation::more}) : std::nullopt;
  }
  const bool numbers = is(i + 1, "numbers") && is(i + 2, "of");
  return numbers ? std::optional(
                       Count{i, i + 2, a_few, is(i, "large") ? QuantityRelation::more : QuantityRelation::about})
                 : std::nullopt;
}

// "another soldier", "killed another": one, in addition. Not "another reason", nor before a number, which it
// modifies.
std::optional<QuantityGrammar::Count> QuantityGrammar::one_more(Token i) const {
  if (read_number(document_, i + 1, sentence_.tokens.end)) {
    return std::nullopt;
  }
  QuantityKind kind = QuantityKind::other;
  const Token end = phrase_end(i + 1, 1, kind);
  const bool counted = end > i + 1 && entry(end - 1).part == CountWord::noun;
  const bool deed = (inside(i - 1) && entry(i - 1).part == CountWord::deed) || entry(i + 1).part == CountWord::deed;
  return counted || deed ? std::optional(Count{i, i + 1, 1, QuantityRelation::additional}) : std::nullopt;
}

std::optional<QuantityGrammar::Count> QuantityGrammar::exact_count(Token i) const {
  const auto number = read_number(document_, i, sentence_.tokens.end);
  if (!number) {
    return std::nullopt;
  }
  Count found;
  found.begin = i;
  found.end = number->end;
  found.value = number->value;
  found.digits = number->in_digits;
  read_range(found);
  return found;
}

// "3,000 to 4,000", "between 20,000 and 50,000", "21,000-22,000", "two or three": the middle of the two, about.
void QuantityGrammar::read_range(Count& count) const {
  const Token link = count.end;
  const bool hyphen = (is(link, "-") || is(link, "–")) && glued(link) && glued(link + 1);
  const bool between = inside(count.begin - 1) && is(count.begin - 1, "between");
  const bool joined = is(link, "to") || (between && is(link, "and")) || (!count.digits && is(link, "or"));
  if (!hyphen && !joined) {
    return;
  }
  const Token second_at = is_currency_sign(link + 1) ? link + 2 : link + 1;
  const auto second = read_number(document_, second_at, sentence_.tokens.end);
  if (!second || (hyphen && second->in_digits != count.digits)) {
    return;
  }
  if (second->value <= count.value) {
    count.pair = hyphen;
    count.falling = hyphen;
    count.end = hyphen ? second->end : count.end;
    return;
  }
  const bool shared_scale = second->value >= 1000 && count.value < 1000 && second->end > second_at + 1;
  const double scale = shared_scale ? (second->value >= 1e9 ? 1e9 : second->value >= 1e6 ? 1e6 : 1e3) : 1;
  count.value = (count.value * scale + second->value) / 2;
  count.relation = QuantityRelation::about;
  count.pair = hyphen && second->value < 20;
  count.end = second->end;
  if (between) {
    --count.begin;
  }
}

// "$50", "US$50", "£40m"
void QuantityGrammar::read_currency_sign(Count& count, Token free) const {
  if (count.begin <= free || !is_currency_sign(count.begin - 1)) {
    return;
  }
  count.money = true;
  --count.begin;
  const bool country =
      count.begin > free && glued(count.begin) && capital(count.begin - 1) && word(count.begin - 1).size() <= 2;
  if (country) {
    --count.begin;
  }
}

// Digits that name and do not count: "AK-47", "Resolution 1636", "No. 5", "9/11", "Apollo 11", ages, "Group of
// Eight".
bool QuantityGrammar::is_name(const Count& count) const {
  const Token before = count.begin - 1;
  if (!inside(before)) {
    return false;
  }
  if (glued(count.begin) && is_any(before, {"/", "#", "-", ".", ":", "_", "@", "’", "'"})) {
    return true;
  }
  if (!count.digits) {
    const bool title = capital(count.begin) && (letters(before) || is(before, "-"));
    return title && sentence_.kind == SentenceKind::body;
  }
  if (is_any(before, {"aged", "age", "#", "№"})) {
    return true;
  }
  if (is(before, ",") && (is(count.end, ",") || is(count.end, ".")) && count.value <= oldest && capital(before - 1)) {
    return true;
  }
  if (count.value >= longest_plain_number && word(count.begin).find(',') == std::string_view::npos &&
      count.end == count.begin + 1) {
    return true;
  }
  if (second_of_days(count)) {
    return true;
  }
  const Token label = is(before, ".") ? before - 1 : before;
  if (inside(label) && (entry(label).part == CountWord::label || (is(label, "no") && label != before))) {
    return true;
  }
  const bool plain_name =
      capital(before) && before > sentence_.tokens.begin && !taken(before) && word(count.begin).size() <= 4;
  return plain_name && entry(count.end).part != CountWord::noun && entry(count.end).part != CountWord::deed &&
         entry(count.end).part != CountWord::currency && !is_plural(count.end);
}

// "between Dec. 1 and 2", "April 7 to 9"
bool QuantityGrammar::second_of_days(const Count& count) const {
  const Token link = count.begin - 1;
  const bool linked =
      is_any(link, {"and", "to", "-", "–"}) && inside(link - 1) && taken(link - 1) && is_digit(word(link - 1)[0]);
  return linked && count.value <= 31 && entry(count.end).part != CountWord::noun && !is_plural(count.end);
}

// "one of the", "no one", "this one", "one another"; "the other two" stays a count.
bool QuantityGrammar::is_pronoun(const Count& count) const {
  const bool another = count.relation == QuantityRelation::additional;
  if (count.value != 1 || count.digits || count.end != count.begin + 1 || another) {
    return false;
  }
  if (inside(count.begin - 1) &&
      is_any(count.begin - 1, {"no", "this", "that", "every", "any", "each", "the", "which", "some"})) {
    return true;
  }
  if (is_any(count.end, {"thing", "side", "hand", "point", "way", "reason", "day", "another", "such"})) {
    return true;
  }
  const bool superlative = inside(count.begin - 1) && word(count.begin - 1).ends_with("est");  // "the largest one"
  if (superlative) {
    return true;
  }
  const CountEntry next = entry(count.end);
  const bool of_its = is(count.end, "of") && is_any(count.end + 1, {"its", "his", "her", "their"});
  return !letters(count.end) || (next.part == CountWord::stop && !of_its && !capital(count.end));
}

// Percentages, ages, durations that are no expressions of time, ordinals, "five-nation", "100th", "3D".
bool QuantityGrammar::is_measure_of_other_kind(const Count& count) const {
  const Token next = count.end;
  const bool hyphen = is(next, "-") && glued(next) && glued(next + 1);
  const Token head = hyphen ? next + 1 : next;
  const CountEntry found = entry(head);
  if (found.part == CountWord::unlike_noun || (is(head, "per") && is(head + 1, "cent"))) {
    return true;
  }
  char buffer[longest_word];  // NOLINT(modernize-avoid-c-arrays)
  if (is_time_unit(lower_case(word(head), buffer))) {
    return true;
  }
  if (hyphen) {
    return found.part != CountWord::currency && !is(head, "strong") && !is(head, "odd");
  }
  const bool glued_word = count.digits && glued(next) && letters(next);
  if (glued_word) {
    return found.part != CountWord::noun && found.part != CountWord::currency;
  }
  return is(next, "/") && glued(next);
}

// --- What bears on it ---------------------------------------------------------------------------------------------

void QuantityGrammar::read_before(Count& count, Token free) const {
  for (int words = 0; words < 3; ++words) {
    QuantityRelation relation = QuantityRelation::equal;
    const Token begin = modifier_before(count.begin, free, relation);
    if (begin == count.begin) {
      return;
    }
    count.begin = begin;
    count.relation = stronger(relation, count.relation);
  }
}

// The first token of the modifier that ends before `begin`; `begin` when there is none.
QuantityGrammar::Token QuantityGrammar::modifier_before(Token begin, Token free, QuantityRelation& relation) const {
  for (const Modifier& modifier : modifiers) {
    const auto size = static_cast<Token>(modifier.size());
    if (begin < free + size || taken(begin - 1)) {
      continue;
    }
    const Token first = begin - size;
    bool same = true;
    for (Token i = 0; i < size && same; ++i) {
      same = is(first + i, modifier.words.at(i));
    }
    if (!same) {
      continue;
    }
    const bool has_leader = first > free;
    const bool particle = has_leader && is(first, "over") &&
                          is_any(first - 1, {"handed", "turned", "took", "handing", "turning", "hand", "taken"});
    if (particle) {
      return begin;  // "handed over 21 girls"
    }
    relation = modifier.relation;
    const bool led = has_leader && is_any(first - 1, {"an", "a", "well", "far", "just", "slightly"});
    return led && modifier.takes_leader ? first - 1 : first;
  }
  return begin;
}

// "three more", "100 or so", "20-odd", "500+", "5,000-strong"; a currency after the number.
void QuantityGrammar::read_after(Count& count) const {
  const bool hyphen = is(count.end, "-") && glued(count.end) && glued(count.end + 1);
  const Token next = hyphen ? count.end + 1 : count.end;
  if (is(next, "strong") || is(next, "odd")) {
    count.strong = is(next, "strong");
    count.relation = is(next, "odd") ? stronger(QuantityRelation::about, count.relation) : count.relation;
    count.end = next + 1;
    return;
  }
  if (is(next, "+") && glued(next)) {
    count.relation = stronger(QuantityRelation::more, count.relation);
    count.end = next + 1;
  }
  if (is(next, "or") && is_any(next + 1, {"so", "more"})) {
    const bool more = is(next + 1, "more");
    count.relation = stronger(more ? QuantityRelation::more : QuantityRelation::about, count.relation);
    count.end = next + 2;
  }
  if (is_any(count.end, {"more", "additional", "extra", "further"}) && !is(count.end + 1, "than")) {
    count.relation = QuantityRelation::additional;
    ++count.end;
  }
  // "50 million Canadian dollars", "25 million of euro"
  const Token currency = hyphen ? next : capital(count.end) || is(count.end, "of") ? count.end + 1 : count.end;
  if (entry(currency).part == CountWord::currency && !count.money && (hyphen || !is(currency, "mark"))) {
    count.money = true;
    count.end = currency + 1;
  }
}

// --- What it counts -----------------------------------------------------------------------------------------------

// The token after the counted noun's head; the count's end when no noun follows.
QuantityGrammar::Token QuantityGrammar::noun_end(const Count& count, QuantityKind& kind) const {
  Token begin = count.end;
  if (is_any(begin, {"other", "others"})) {
    ++begin;
    if (is(begin - 1, "others")) {
      return begin;
    }
  }
  if (is(begin, "of")) {
    const bool partitive =
        is_any(begin + 1, {"its", "his", "her", "their", "our", "the", "these", "those", "them", "whom"});
    if (is_any(begin + 1, {"them", "whom", "us", "those"})) {
      return begin + 2;
    }
    const Token end = phrase_end(partitive ? begin + 2 : begin + 1, count.value, kind);
    return end > begin + (partitive ? 2U : 1U) ? end : count.end;
  }
  const Token end = phrase_end(begin, count.value, kind);
  return end == begin && begin > count.end && !is(begin - 1, "other") ? begin : std::max(end, count.end);
}

bool QuantityGrammar::is_plural(Token i) const {
  const std::string_view text = word(i);
  return text.size() > 3 && is_letter(text[0]) && text.back() == 's' && text[text.size() - 2] != 's' &&
         !text.ends_with("us") && (!text.ends_with("is") || capital(i));
}

// From the first word after the number over its adjectives to the last noun: "100 British soldiers".
QuantityGrammar::Token QuantityGrammar::phrase_end(Token i, double value, QuantityKind& kind) const {
  Token head = i;
  bool noun_seen = false;
  for (Token at = i; at < i + longest_phrase && inside(at) && !taken(at); ++at) {
    const CountEntry found = entry(at);
    if (is(at, "-") && glued(at) && glued(at + 1)) {
      continue;
    }
    if (word(at) == "." && glued(at) && word(at - 1).size() <= 3 && capital(at - 1)) {
      continue;
    }
    // "14 Leopard 2 tanks", "eight MK-84 bombs"
    const bool model = is_digit(word(at)[0]) && at > i && (capital(at - 1) || (is(at - 1, "-") && capital(at - 2)));
    if (model) {
      continue;
    }
    if (!letters(at) || (found.part == CountWord::stop && !capital(at))) {
      break;
    }
    if (found.part == CountWord::deed) {
      const bool adjective = entry(at + 1).part == CountWord::noun || is_plural(at + 1);
      if (head == i && at == i && !adjective) {
        return at + 1;  // "30 wounded"
      }
      if (!adjective || noun_seen) {
        break;
      }
      continue;
    }
    if (found.part == CountWord::noun) {
      head = at + 1;
      kind = found.kind;
      noun_seen = true;
      continue;
    }
    if (head > i && !capital(at) && !is_plural(at)) {
      break;  // "12 people near", "120 Palestinians threw": a noun and what is told of it
    }
    if (noun_seen && !capital(at)) {
      break;
    }
    if (is_plural(at)) {
      head = at + 1;
      noun_seen = !capital(at);
    }
  }
  if (head != i || !letters(i) || taken(i)) {
    return head;
  }
  const CountEntry first = entry(i);
  const bool one_noun = value == 1 && first.part == CountWord::none;
  return one_noun ? i + 1 : head;
}

// --- What was done ------------------------------------------------------------------------------------------------

std::optional<QuantityKind> QuantityGrammar::deed_around(TokenSpan span) const {
  const CountEntry last = entry(span.end - 1);
  if (last.part == CountWord::deed) {
    return last.kind;  // "30 wounded"
  }
  if (const auto before = deed_before(span.begin)) {
    return before;
  }
  return deed_after(span.end);
}

// "killed 12 people", "arresting at least 40", "killed and wounded some 12 people"
std::optional<QuantityKind> QuantityGrammar::deed_before(Token begin) const {
  Token at = begin - 1;
  if (inside(at) && is_any(at, {"the", "these", "those", "all", "as"})) {
    --at;
  }
  if (!inside(at) || taken(at)) {
    return std::nullopt;
  }
  if (is(at, "of") &&
      is_any(at - 1, {"death", "deaths", "lives", "killing", "killings", "murder", "murders", "massacre"})) {
    return QuantityKind::killed;
  }
  if (is(at, "of") && is_any(at - 1, {"arrest", "arrests", "detention", "capture"})) {
    return QuantityKind::arrested;
  }
  if (is(at, "of") && is_any(at - 1, {"expulsion", "expulsions", "deportation"})) {
    return QuantityKind::expelled;
  }
  const CountEntry found = entry(at);
  const bool noun = is(at, "protest") || is(at, "march");
  return found.part == CountWord::deed && !noun ? std::optional(found.kind) : std::nullopt;
}

// "12 people were killed", "30 others wounded", "40 people who had been arrested"; not "500 troops killed 12 rebels".
std::optional<QuantityKind> QuantityGrammar::deed_after(Token end) const {
  bool passive = false;
  for (Token at = end; at < end + deed_reach && inside(at); ++at) {
    const std::string_view text = word(at);
    if (text == "." || text == ";" || text == ":" || text == "," || text == "—" ||
        (is_digit(text[0]) && !taken(at))) {
      return std::nullopt;
    }
    if (is_any(at, {"were", "was", "been", "be", "being", "are", "is", "got"})) {
      passive = true;
      continue;
    }
    if (is(at, "dead")) {
      return QuantityKind::killed;
    }
    const CountEntry found = entry(at);
    if (found.part != CountWord::deed) {
      continue;
    }
    const bool acts_by_itself =
        found.kind == QuantityKind::protesters || is(at, "died") || is(at, "perished") || is(at, "drowned");
    const bool participle = text.ends_with("ed") || is(at, "slain") || is(at, "hurt");
    if (acts_by_itself || (participle && passive)) {
      return found.kind;
    }
    if (!participle) {
      return std::nullopt;
    }
    const std::string_view next = word(at + 1);
    const bool object_follows =
        !next.empty() &&
        (is_digit(next[0]) || is_any(at + 1, {"the", "a", "an", "at", "some", "two", "three", "more", "several"})) &&
        !(is(at + 1, "at") && !is(at + 2, "least"));
    const bool clause_ends = next.empty() || !letters(at + 1) || entry(at + 1).part == CountWord::stop;
    return clause_ends && !object_follows ? std::optional(found.kind) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace detente::resolve
