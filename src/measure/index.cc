// Observations, the index with its arithmetic, and periods.
#include <algorithm>
#include <cmath>
#include <map>

#include "knowledge/knowledge.h"
#include "measure/measure.h"

namespace detente::measure {

namespace {

constexpr double tenfold = 10;  // PLOVER's scale ends at 10, the index at 100
constexpr double ninety_percent = 1.645;
constexpr double thousand = 1000;
constexpr Day days_a_week = 7;

// What is added up over the days, every weight halved each half-life.
struct Decayed {
  double weight = 0;           // Σ w
  double scale = 0;            // Σ w·s
  double articles = 0;         // Σ w·a
  double squared_sum = 0;      // Σ over days of w²·S², with S the day's sum of scales and n its events
  double sum_times_count = 0;  // Σ w²·S·n
  double squared_count = 0;    // Σ w²·n²

  void fade(double factor) {
    weight *= factor;
    scale *= factor;
    articles *= factor;
    squared_sum *= factor * factor;
    sum_times_count *= factor * factor;
    squared_count *= factor * factor;
  }

  void add(const store::DaySum& day) {
    const auto count = static_cast<double>(day.count);
    weight += count;
    scale += day.scale;
    squared_sum += day.scale * day.scale;
    sum_times_count += day.scale * count;
    squared_count += count * count;
  }

  // Σ over days of (Σ w·(s - mean))², by expanding the square.
  [[nodiscard]] double scatter() const {
    if (weight <= 0) {
      return 0;
    }
    const double mean = scale / weight;
    return std::max(0.0, squared_sum - 2 * mean * sum_times_count + mean * mean * squared_count);
  }
};

double fading(Day days, double half_life) {
  return std::exp2(-static_cast<double>(days) / half_life);
}

IndexDay reading(const Decayed& sums, Day day, const IndexOptions& options) {
  const double total = sums.weight + options.prior;
  IndexDay out;
  out.day = day;
  out.weight = sums.weight;
  out.tension = total > 0 ? -tenfold * sums.scale / total : 0;
  const double error = total > 0 ? tenfold * std::sqrt(sums.scatter()) / total : 0;
  out.low = out.tension - ninety_percent * error;
  out.high = out.tension + ninety_percent * error;
  out.per_thousand = sums.articles > 0 ? thousand * sums.weight / sums.articles : 0;
  return out;
}

// 1970-01-01 was a Thursday.
Day monday_of(Day day) {
  constexpr Day thursday = 3;
  const Day in_week = ((day + thursday) % days_a_week + days_a_week) % days_a_week;
  return day - in_week;
}

Day begin_of(Day day, Step step) {
  return step == Step::week ? monday_of(day) : day;
}

bool arrives_before(const store::EventRow& a, const store::EventRow& b) {
  const Day day_a = knowledge::parse_day(a.event.date).value_or(store::undated);
  const Day day_b = knowledge::parse_day(b.event.date).value_or(store::undated);
  return day_a != day_b ? day_a < day_b : a.event.id < b.event.id;
}

Observation observation_of(const store::EventRow& row, Day day) {
  Observation out;
  out.day = day;
  out.scale = row.event.event_scale;
  out.quad = row.event.quad_code;
  out.type = row.event.event;
  out.story = row.story;
  out.reports = {row.event.id};
  out.words = row.source.sentence;
  return out;
}

}  // namespace

std::vector<Observation> observe(const std::vector<store::EventRow>& rows) {
  std::vector<store::EventRow> sorted = rows;
  std::sort(sorted.begin(), sorted.end(), arrives_before);
  std::vector<Observation> observations;
  std::map<std::string, std::size_t> by_story;
  for (const store::EventRow& row : sorted) {
    const auto day = knowledge::parse_day(row.event.date);
    if (!day || row.event.status != Status::asserted) {
      continue;
    }
    const auto known = row.story.empty() ? by_story.end() : by_story.find(row.story);
    if (known == by_story.end()) {
      observations.push_back(observation_of(row, *day));
      if (!row.story.empty()) {
        by_story.emplace(row.story, observations.size() - 1);
      }
      continue;
    }
    Observation& observation = observations[known->second];
    const auto told = static_cast<double>(observation.reports.size());
    observation.scale = (observation.scale * told + row.event.event_scale) / (told + 1);
    observation.reports.push_back(row.event.id);
  }
  return observations;
}

std::vector<store::DaySum> tally(const std::vector<Observation>& observations) {
  std::map<Day, store::DaySum> days;
  for (const Observation& observation : observations) {
    store::DaySum& day = days[observation.day];
    day.day = observation.day;
    day.scale += observation.scale;
    ++day.count;
  }
  std::vector<store::DaySum> out;
  out.reserve(days.size());
  for (const auto& [day, sum] : days) {
    out.push_back(sum);
  }
  return out;
}

std::vector<IndexDay> tension(const std::vector<store::DaySum>& series, const std::vector<store::DayCount>& articles,
                              Range range, const IndexOptions& options) {
  std::vector<IndexDay> out;
  if (range.last < range.first) {
    return out;
  }
  out.reserve(static_cast<std::size_t>(range.last - range.first) + 1);
  Day day = range.first;
  if (!series.empty()) {
    day = std::min(day, series.front().day);
  }
  if (!articles.empty()) {
    day = std::min(day, articles.front().day);
  }
  const double factor = fading(1, options.half_life);
  Decayed sums;
  auto event = series.begin();
  auto article = articles.begin();
  for (; day <= range.last; ++day) {
    sums.fade(factor);
    IndexDay today;
    if (event != series.end() && event->day == day) {
      sums.add(*event);
      today.events = event->count;
      ++event;
    }
    if (article != articles.end() && article->day == day) {
      sums.articles += static_cast<double>(article->count);
      today.articles = article->count;
      ++article;
    }
    if (day >= range.first) {
      IndexDay measured = reading(sums, day, options);
      measured.events = today.events;
      measured.articles = today.articles;
      out.push_back(measured);
    }
  }
  return out;
}

std::vector<Contribution> arithmetic(const std::vector<Observation>& observations, Day day,
                                     const IndexOptions& options) {
  std::vector<Contribution> out;
  double total = options.prior;
  for (std::size_t i = 0; i < observations.size(); ++i) {
    if (observations[i].day <= day) {
      const double weight = fading(day - observations[i].day, options.half_life);
      total += weight;
      out.push_back({i, weight, -tenfold * weight * observations[i].scale});
    }
  }
  for (Contribution& contribution : out) {
    contribution.part /= total > 0 ? total : 1;
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Contribution& a, const Contribution& b) { return std::abs(a.part) > std::abs(b.part); });
  return out;
}

std::vector<Period> periods(const std::vector<Observation>& observations,
                            const std::vector<store::DayCount>& articles, Range range, Step step,
                            const IndexOptions& options) {
  std::vector<Period> out;
  if (range.last < range.first) {
    return out;
  }
  const Day length = step == Step::week ? days_a_week : 1;
  const Day begin = begin_of(range.first, step);
  for (Day first = begin; first <= range.last; first += length) {
    out.push_back({});
    out.back().first = first;
  }
  const auto period_of = [&](Day day) -> Period* {
    return day < range.first || day > range.last ? nullptr : &out[static_cast<std::size_t>((day - begin) / length)];
  };
  for (const Observation& observation : observations) {
    Period* period = period_of(observation.day);
    if (period == nullptr) {
      continue;
    }
    (observation.scale < 0 ? period->conflict : period->cooperation) += std::abs(observation.scale);
    ++period->events;
    if (observation.quad >= 1 && observation.quad <= 4) {
      ++period->quads[observation.quad - 1];  // NOLINT(cppcoreguidelines-pro-bounds-constant-array-index): checked
    }
  }
  for (const store::DayCount& day : articles) {
    if (Period* period = period_of(day.day)) {
      period->articles += day.count;
    }
  }
  for (Period& period : out) {
    const double total = static_cast<double>(period.events) + options.prior;
    period.tension = total > 0 ? tenfold * (period.conflict - period.cooperation) / total : 0;
  }
  return out;
}

}  // namespace detente::measure
