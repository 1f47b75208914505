#include "resolve/numbers.h"

#include <array>
#include <charconv>

#include "resolve/numbers_table.h"

namespace detente::resolve {

namespace {

constexpr std::size_t longest_word = 12;
constexpr std::size_t longest_digits = 24;

enum class Kind : std::uint8_t { none, unit, teen, ten, hundred, scale, article, half, conjunction, plural };

struct NumberWord {
  std::string_view word;
  Kind kind = Kind::none;
  double value = 0;
};

constexpr auto number_words = std::to_array<NumberWord>({
    {"zero", Kind::unit, 0},          {"one", Kind::unit, 1},
    {"two", Kind::unit, 2},           {"three", Kind::unit, 3},
    {"four", Kind::unit, 4},          {"five", Kind::unit, 5},
    {"six", Kind::unit, 6},           {"seven", Kind::unit, 7},
    {"eight", Kind::unit, 8},         {"nine", Kind::unit, 9},
    {"ten", Kind::teen, 10},          {"eleven", Kind::teen, 11},
    {"twelve", Kind::teen, 12},       {"thirteen", Kind::teen, 13},
    {"fourteen", Kind::teen, 14},     {"fifteen", Kind::teen, 15},
    {"sixteen", Kind::teen, 16},      {"seventeen", Kind::teen, 17},
    {"eighteen", Kind::teen, 18},     {"nineteen", Kind::teen, 19},
    {"twenty", Kind::ten, 20},        {"thirty", Kind::ten, 30},
    {"forty", Kind::ten, 40},         {"fifty", Kind::ten, 50},
    {"sixty", Kind::ten, 60},         {"seventy", Kind::ten, 70},
    {"eighty", Kind::ten, 80},        {"ninety", Kind::ten, 90},
    {"hundred", Kind::hundred, 100},  {"dozen", Kind::scale, 12},
    {"thousand", Kind::scale, 1e3},   {"million", Kind::scale, 1e6},
    {"billion", Kind::scale, 1e9},    {"trillion", Kind::scale, 1e12},
    {"a", Kind::article, 1},          {"an", Kind::article, 1},
    {"half", Kind::half, 0.5},        {"and", Kind::conjunction, 0},
    {"tens", Kind::plural, 10},       {"dozens", Kind::plural, 12},
    {"scores", Kind::plural, 20},     {"hundreds", Kind::plural, 1e2},
    {"thousands", Kind::plural, 1e3}, {"millions", Kind::plural, 1e6},
    {"billions", Kind::plural, 1e9},  {"trillions", Kind::plural, 1e12},
});

constexpr WordTable<NumberWord, number_words.size(), 256> number_table(number_words);

// Newspapers' short scales, written against the digits: "$3.5bn", "£40m".
constexpr auto glued_scales = std::to_array<NumberWord>({
    {"k", Kind::scale, 1e3},
    {"m", Kind::scale, 1e6},
    {"mn", Kind::scale, 1e6},
    {"b", Kind::scale, 1e9},
    {"bn", Kind::scale, 1e9},
    {"tn", Kind::scale, 1e12},
    {"bln", Kind::scale, 1e9},
    {"mln", Kind::scale, 1e6},
});

// Every number word begins with one of these letters: most words are turned away without a search.
constexpr bool may_begin_number(char c) {
  constexpr std::string_view letters = "abdefhmnostzABDEFHMNOSTZ";
  return letters.find(c) != std::string_view::npos;
}

const NumberWord* find_number_word(std::string_view word) {
  if (word.empty() || !may_begin_number(word[0])) {
    return nullptr;
  }
  char buffer[longest_word];  // NOLINT(modernize-avoid-c-arrays)
  const std::string_view lower = lower_case(word, buffer);
  if (lower.empty()) {
    return nullptr;
  }
  const NumberWord& found = number_table.find(lower);
  return found.kind == Kind::none ? nullptr : &found;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Reads one number; a value object on the stack.
class NumberReader {
 public:
  NumberReader(const Document& document, std::uint32_t at, std::uint32_t end)
      : document_(document), at_(at), end_(end) {}

  std::optional<Number> read() {
    if (at_ >= end_) {
      return std::nullopt;
    }
    return is_digit(document_.word(at_)[0]) ? digits() : words();
  }

 private:
  [[nodiscard]] bool glued(std::uint32_t token) const {
    return token > 0 && token < end_ && document_.tokens[token].span.begin == document_.tokens[token - 1].span.end;
  }
  [[nodiscard]] std::string_view word(std::uint32_t token) const {
    return token < end_ ? document_.word(token) : std::string_view();
  }
  [[nodiscard]] const NumberWord* number_word(std::uint32_t token) const {
    return token < end_ ? find_number_word(document_.word(token)) : nullptr;
  }

  std::optional<Number> digits() {
    const auto value = read_digits(word(at_));
    if (!value) {
      return std::nullopt;
    }
    Number number{*value, at_ + 1, true, false};
    fraction(number);
    glued_scale(number);
    scales(number);
    return number;
  }

  // "2 1/2"
  void fraction(Number& number) const {
    const std::uint32_t i = number.end;
    if (word(i + 1) != "/" || glued(i) || !glued(i + 1) || !glued(i + 2)) {
      return;
    }
    const auto above = read_digits(word(i));
    const auto below = i + 2 < end_ ? read_digits(word(i + 2)) : std::nullopt;
    if (above && below && *below > *above && *below <= 8) {
      number.value += *above / *below;
      number.end = i + 3;
    }
  }

  void glued_scale(Number& number) const {
    if (number.end >= end_ || !glued(number.end)) {
      return;
    }
    char buffer[longest_word];  // NOLINT(modernize-avoid-c-arrays)
    const std::string_view lower = lower_case(word(number.end), buffer);
    for (const NumberWord& scale : glued_scales) {
      if (scale.word == lower) {
        number.value *= scale.value;
        ++number.end;
        return;
      }
    }
  }

  // "1.2 million", "100-billion", "3 hundred thousand"
  void scales(Number& number) const {
    for (;;) {
      const std::uint32_t i = after_hyphen(number.end);
      const NumberWord* scale = number_word(i);
      if (scale == nullptr || (scale->kind != Kind::scale && scale->kind != Kind::hundred)) {
        return;
      }
      number.value *= scale->value;
      number.end = i + 1;
    }
  }

  // The token after a hyphen that stands between two words without white space.
  [[nodiscard]] std::uint32_t after_hyphen(std::uint32_t token) const {
    const bool hyphen = word(token) == "-" && token + 1 < end_ && glued(token) && glued(token + 1);
    return hyphen ? token + 1 : token;
  }

  std::optional<Number> words() {
    const NumberWord* first = number_word(at_);
    if (first == nullptr) {
      return std::nullopt;
    }
    if (first->kind == Kind::half) {
      return half();
    }
    if (first->kind == Kind::article) {
      return article();
    }
    if (first->kind == Kind::conjunction || first->kind == Kind::plural || first->kind == Kind::scale ||
        first->kind == Kind::hundred) {
      return std::nullopt;
    }
    return cardinal();
  }

  // "half a million", "half a dozen"
  std::optional<Number> half() {
    const NumberWord* next = number_word(at_ + 1);
    const NumberWord* scale = number_word(at_ + 2);
    if (next == nullptr || next->kind != Kind::article || scale == nullptr || scale->kind != Kind::scale) {
      return std::nullopt;
    }
    return Number{scale->value / 2, at_ + 3, false, true};
  }

  // "a hundred", "a dozen", "a million"; "a hundred and twenty"
  std::optional<Number> article() {
    const NumberWord* scale = number_word(at_ + 1);
    if (scale != nullptr && scale->kind == Kind::half && number_word(at_ + 2) != nullptr &&
        number_word(at_ + 2)->kind == Kind::scale) {
      return Number{number_word(at_ + 2)->value / 2, at_ + 3, false, true};
    }
    if (scale == nullptr || (scale->kind != Kind::hundred && scale->kind != Kind::scale)) {
      return std::nullopt;
    }
    ++at_;
    auto number = cardinal(1);
    number->article = true;
    return number;
  }

  // `group` is what the next scale multiplies, `total` what is done.
  std::optional<Number> cardinal(double group = 0) {
    double total = 0;
    Kind last = Kind::none;
    std::uint32_t i = at_;
    std::uint32_t end = at_;
    while (i < end_) {
      const NumberWord* entry = number_word(i);
      if (entry == nullptr || !add(*entry, last, group, total)) {
        break;
      }
      last = entry->kind;
      end = i + 1;
      i = next_word(end, last);
    }
    if (end == at_) {
      return std::nullopt;
    }
    Number number{total + group, end, false, false};
    and_a_half(number);
    return number;
  }

  static bool add(const NumberWord& entry, Kind last, double& group, double& total) {
    switch (entry.kind) {
      case Kind::unit:
      case Kind::teen:
      case Kind::ten:
        if (!fits_after(entry.kind, last)) {
          return false;
        }
        group += entry.value;
        return true;
      case Kind::hundred:
        if (last == Kind::hundred || group <= 0) {
          return false;
        }
        group *= entry.value;
        return true;
      case Kind::scale:
        if (group <= 0) {
          return false;
        }
        total += group * entry.value;
        group = 0;
        return true;
      default:
        return false;
    }
  }

  static bool fits_after(Kind kind, Kind last) {
    if (last == Kind::ten) {
      return kind == Kind::unit;
    }
    return last != Kind::unit && last != Kind::teen;
  }

  // Over a hyphen, or over the "and" of "three hundred and fifty".
  [[nodiscard]] std::uint32_t next_word(std::uint32_t i, Kind last) const {
    const bool and_may_follow = last == Kind::hundred || last == Kind::scale;
    const NumberWord* entry = number_word(i);
    if (and_may_follow && entry != nullptr && entry->kind == Kind::conjunction) {
      const NumberWord* after = number_word(i + 1);
      const bool small =
          after != nullptr && (after->kind == Kind::unit || after->kind == Kind::teen || after->kind == Kind::ten);
      const NumberWord* scale = number_word(i + 2);
      const bool new_number = scale != nullptr && (scale->kind == Kind::scale || scale->kind == Kind::hundred);
      return small && !new_number ? i + 1 : i;
    }
    return after_hyphen(i);
  }

  // "two and a half"
  void and_a_half(Number& number) const {
    const std::uint32_t first = after_hyphen(number.end);
    const std::uint32_t second = after_hyphen(first + 1);
    const std::uint32_t third = after_hyphen(second + 1);
    const NumberWord* one = number_word(first);
    const NumberWord* two = number_word(second);
    const NumberWord* three = number_word(third);
    if (one == nullptr || two == nullptr || three == nullptr) {
      return;
    }
    if (one->kind == Kind::conjunction && two->kind == Kind::article && three->kind == Kind::half) {
      number.value += 0.5;
      number.end = third + 1;
    }
  }

  const Document& document_;
  std::uint32_t at_;
  std::uint32_t end_;
};

}  // namespace

std::optional<double> read_digits(std::string_view word) {
  std::array<char, longest_digits> plain{};
  if (word.empty() || word.size() > plain.size() || !is_digit(word[0]) || !is_digit(word.back())) {
    return std::nullopt;
  }
  std::size_t size = 0;
  std::size_t group = 0;  // digits since the last comma
  bool separated = false;
  bool point = false;
  for (const char c : word) {
    const bool comma_fits = !point && (separated ? group == 3 : group <= 3);
    if (c == ',' && comma_fits) {
      separated = true;
      group = 0;
      continue;
    }
    if (!is_digit(c) && (c != '.' || point)) {
      return std::nullopt;
    }
    point = point || c == '.';
    group += point ? 0U : 1U;
    plain.at(size++) = c;
  }
  if (separated && group != 3) {
    return std::nullopt;
  }
  double value = 0;
  std::from_chars(plain.data(), plain.data() + size, value);
  return value;
}

double size_of_plural(std::string_view lower_word) {
  const NumberWord* entry = find_number_word(lower_word);
  return entry != nullptr && entry->kind == Kind::plural ? entry->value : 0;
}

std::optional<Number> read_number(const Document& document, std::uint32_t at, std::uint32_t end) {
  return NumberReader(document, at, end).read();
}

}  // namespace detente::resolve
