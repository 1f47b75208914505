// Change points and alerts.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "measure/measure.h"

namespace detente::measure {

namespace {

constexpr std::size_t least_length = 3;

// The standard deviation of the noise, whatever levels lie under it: the median absolute difference of neighbours
// over that of a normal distribution, 0.6745·√2 (Hampel 1974).
double noise_of(const std::vector<double>& values) {
  std::vector<double> differences;
  for (std::size_t i = 1; i < values.size(); ++i) {
    differences.push_back(std::abs(values[i] - values[i - 1]));
  }
  const auto middle = differences.begin() + static_cast<std::ptrdiff_t>(differences.size() / 2);
  std::nth_element(differences.begin(), middle, differences.end());
  constexpr double of_normal = 0.6745 * 1.4142135623730951;
  return *middle / of_normal;
}

// Sums up to each place, so that the squared error of any stretch is three differences.
class Stretches {
 public:
  Stretches(const std::vector<double>& values, double variance) : variance_(variance) {
    sums_.push_back(0);
    squares_.push_back(0);
    for (const double value : values) {
      sums_.push_back(sums_.back() + value);
      squares_.push_back(squares_.back() + value * value);
    }
  }

  [[nodiscard]] double mean(std::size_t begin, std::size_t end) const {
    return (sums_[end] - sums_[begin]) / static_cast<double>(end - begin);
  }

  [[nodiscard]] double cost(std::size_t begin, std::size_t end) const {
    const double sum = sums_[end] - sums_[begin];
    const double error = squares_[end] - squares_[begin] - sum * sum / static_cast<double>(end - begin);
    return std::max(0.0, error) / variance_;
  }

 private:
  std::vector<double> sums_;
  std::vector<double> squares_;
  double variance_;
};

// For each place the last change before it, over the cheapest way to cut all that lies before. Ten years of days take
// some 20 ms, which is why nothing is pruned.
std::vector<std::size_t> last_changes(const Stretches& stretches, std::size_t size, double penalty) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  std::vector<double> best(size + 1, infinite);
  std::vector<std::size_t> last(size + 1, 0);
  best[0] = -penalty;
  for (std::size_t end = least_length; end <= size; ++end) {
    for (std::size_t begin = 0; begin + least_length <= end; ++begin) {
      const double cost = best[begin] + stretches.cost(begin, end) + penalty;
      if (cost < best[end]) {
        best[end] = cost;
        last[end] = begin;
      }
    }
  }
  return last;
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(' ');
  const auto end = text.find_last_not_of(' ');
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin, end - begin + 1);
}

// The first word or sign of `text`, which loses it. Letters, digits and signs are not mixed.
std::string_view next_word(std::string_view& text) {
  text = trimmed(text);
  const auto class_of = [](char c) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool is_number = (c >= '0' && c <= '9') || c == '.' || c == '-';
    return is_letter ? 1 : is_number ? 2 : 3;
  };
  std::size_t end = 0;
  while (end < text.size() && text[end] != ' ' && class_of(text[end]) == class_of(text.front())) {
    ++end;
  }
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

template <typename Number>
std::optional<Number> number_in(std::string_view word) {
  Number number{};
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  return error == std::errc() && end == word.data() + word.size() && !word.empty() ? std::optional(number)
                                                                                   : std::nullopt;
}

std::optional<Subject> subject_named(std::string_view name) {
  if (name == "tension") {
    return Subject::tension;
  }
  if (name == "events") {
    return Subject::events;
  }
  return name == "per_thousand" ? std::optional(Subject::per_thousand) : std::nullopt;
}

std::optional<Rule::Kind> kind_named(std::string_view name) {
  if (name == ">" || name == ">=") {
    return Rule::Kind::above;
  }
  if (name == "<" || name == "<=") {
    return Rule::Kind::below;
  }
  if (name == "rises") {
    return Rule::Kind::rises;
  }
  return name == "falls" ? std::optional(Rule::Kind::falls) : std::nullopt;
}

double value_of(const IndexDay& day, Subject subject) {
  switch (subject) {
    case Subject::events:
      return static_cast<double>(day.events);
    case Subject::per_thousand:
      return day.per_thousand;
    case Subject::tension:
      break;
  }
  return day.tension;
}

// The alert of this day where the rule holds.
std::optional<Alert> check(const std::vector<IndexDay>& index, std::size_t at, const Rule& rule) {
  const double value = value_of(index[at], rule.subject);
  const Alert alert{index[at].day, rule.text, value, rule.amount};
  if (rule.kind == Rule::Kind::above) {
    return value >= rule.amount ? std::optional(alert) : std::nullopt;
  }
  if (rule.kind == Rule::Kind::below) {
    return value <= rule.amount ? std::optional(alert) : std::nullopt;
  }
  const auto days = static_cast<std::size_t>(rule.days);
  if (at < days) {
    return std::nullopt;
  }
  const double before = value_of(index[at - days], rule.subject);
  const double change = rule.kind == Rule::Kind::rises ? value - before : before - value;
  return change >= rule.amount ? std::optional(Alert{index[at].day, rule.text, value, before}) : std::nullopt;
}

}  // namespace

std::vector<Change> change_points(const std::vector<double>& values) {
  if (values.size() < 2 * least_length) {
    return {};
  }
  // A series without noise has changes of any size; a thousandth of its range stands for the noise then.
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  constexpr double least_share = 0.001;
  const double noise = std::max(noise_of(values), least_share * (*high - *low));
  if (noise <= 0) {
    return {};
  }
  const Stretches stretches(values, noise * noise);
  const double penalty = 3 * std::log(static_cast<double>(values.size()));
  const std::vector<std::size_t> last = last_changes(stretches, values.size(), penalty);
  std::vector<std::size_t> borders{values.size()};
  while (borders.back() != 0) {
    borders.push_back(last[borders.back()]);
  }
  std::reverse(borders.begin(), borders.end());
  std::vector<Change> changes;
  for (std::size_t i = 1; i + 1 < borders.size(); ++i) {
    changes.push_back(
        {borders[i], stretches.mean(borders[i - 1], borders[i]), stretches.mean(borders[i], borders[i + 1])});
  }
  return changes;
}

const Observation* cause_of(const Change& change, const Period& week, const std::vector<Observation>& observations) {
  constexpr Day week_days = 7;
  const double direction = change.after > change.before ? -1 : 1;
  const Observation* cause = nullptr;
  for (const Observation& one : observations) {
    const bool in_week = one.day >= week.first && one.day < week.first + week_days;
    if (in_week && (cause == nullptr || direction * one.scale > direction * cause->scale)) {
      cause = &one;
    }
  }
  return cause;
}

Result<Rule> parse_rule(std::string_view text) {
  const Error error{
      ErrorCode::invalid_argument,
      "\"" + std::string(text) +
          "\" is no rule; write it like \"tension > 40\", \"events >= 10\" or \"tension rises 15 in 7\" "
          "(days), with tension, events or per_thousand and >, <, rises or falls",
      ""};
  std::string_view rest = text;
  const auto subject = subject_named(next_word(rest));
  const auto kind = kind_named(next_word(rest));
  const auto amount = number_in<double>(next_word(rest));
  if (!subject || !kind || !amount) {
    return error;
  }
  Rule rule{*subject, *kind, *amount, 0, std::string(trimmed(text))};
  if (rule.kind == Rule::Kind::rises || rule.kind == Rule::Kind::falls) {
    const bool says_in = next_word(rest) == "in";
    const auto days = number_in<int>(next_word(rest));
    if (!says_in || !days || *days < 1) {
      return error;
    }
    rule.days = *days;
  }
  return trimmed(rest).empty() ? Result<Rule>(rule) : Result<Rule>(error);
}

std::vector<Alert> alerts(const std::vector<IndexDay>& index, const std::vector<Rule>& rules) {
  std::vector<Alert> out;
  for (const Rule& rule : rules) {
    bool held = false;
    for (std::size_t at = 0; at < index.size(); ++at) {
      const auto alert = check(index, at, rule);
      if (alert && !held) {
        out.push_back(*alert);
      }
      held = alert.has_value();
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Alert& a, const Alert& b) { return a.day < b.day; });
  return out;
}

}  // namespace detente::measure
