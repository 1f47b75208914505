#include "export/chart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "export/html.h"
#include "export/numbers.h"
#include "knowledge/knowledge.h"

namespace detente::exports {

namespace {

// In units of the picture, which the page makes as wide as there is room.
constexpr double width = 720;
constexpr double left = 48;
constexpr double right = 712;
constexpr double top = 14;

std::string at(double value) {
  constexpr int digits = 5;
  return decimal(value, digits);
}

// From values to places: days from left to right, figures upwards.
struct Axes {
  double first = 0;  // at the left edge
  double last = 1;   // at the right edge
  double low = 0;
  double high = 1;
  double bottom = 0;  // where `low` lies

  [[nodiscard]] double x(double value) const {
    return last > first ? left + (value - first) / (last - first) * (right - left) : (left + right) / 2;
  }
  [[nodiscard]] double y(double value) const { return bottom - (value - low) / (high - low) * (bottom - top); }
};

void append_beginning(std::string_view id, std::string_view title, std::string_view description, double height,
                      std::string& out) {
  out += R"(<div class="chart" role="region" tabindex="0" aria-labelledby=")" + std::string(id) +
         R"(-title"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 )" + at(width) + ' ' + at(height) +
         R"(" role="img" aria-labelledby=")" + std::string(id) + "-title " + std::string(id) +
         "-desc\"><title id=\"" + std::string(id) + "-title\">";
  append_escaped(title, out);
  out += "</title><desc id=\"" + std::string(id) + "-desc\">";
  append_escaped(description, out);
  out += "</desc>\n";
}

void append_end(std::string& out) {
  out += "</svg></div>\n";
}

void append_line(double x1, double y1, double x2, double y2, std::string_view style, std::string& out) {
  out += "<line class=\"" + std::string(style) + "\" x1=\"" + at(x1) + "\" y1=\"" + at(y1) + "\" x2=\"" + at(x2) +
         "\" y2=\"" + at(y2) + "\"/>";
}

void append_text(double x, double y, std::string_view anchor, std::string_view text, std::string& out) {
  out += "<text x=\"" + at(x) + "\" y=\"" + at(y) + "\" text-anchor=\"" + std::string(anchor) + "\">";
  append_escaped(text, out);
  out += "</text>";
}

// Lines at these figures, and what they are.
void append_figures(const Axes& axes, const std::vector<double>& figures, std::string& out) {
  constexpr double gap = 6;
  constexpr double half_a_line = 4;
  for (const double figure : figures) {
    append_line(left, axes.y(figure), right, axes.y(figure), figure == 0 ? "axis" : "grid", out);
    append_text(left - gap, axes.y(figure) + half_a_line, "end", readable(figure), out);
  }
  out += '\n';
}

// Which way is what.
void append_directions(const Axes& axes, std::string& out) {
  constexpr double inwards = 6;
  constexpr double line = 14;
  append_text(left + inwards, top + line, "start", "↑ conflict", out);
  append_text(left + inwards, axes.bottom - inwards, "start", "↓ cooperation", out);
}

// Into how many steps between labels so many days are parted: equal ones, as far as rounding would be seen.
int steps_between(int days) {
  constexpr int most_steps = 5;
  constexpr int unseen = 60;
  int steps = most_steps;
  while (days < unseen && steps > 1 && days % steps != 0) {
    --steps;
  }
  return days == 0 ? 1 : steps;
}

void append_days(const Axes& axes, std::string& out) {
  constexpr double mark = 5;
  constexpr double line = 19;
  const int days = static_cast<int>(axes.last - axes.first);
  const int labels = steps_between(days);
  for (int i = 0; i <= (days == 0 ? 0 : labels); ++i) {
    const double day = axes.first + std::round(static_cast<double>(days) * i / labels);
    append_line(axes.x(day), axes.bottom, axes.x(day), axes.bottom + mark, "axis", out);
    append_text(axes.x(day), axes.bottom + line,
                i == 0 && days > 0 ? "start"
                : i == labels      ? "end"
                                   : "middle",
                knowledge::format_day(static_cast<measure::Day>(day)), out);
  }
  out += '\n';
}

// A round number at or above `value`: one digit with zeros.
double round_above(double value) {
  constexpr double ten = 10;
  const double power = std::pow(ten, std::floor(std::log10(std::max(value, 1.0))));
  for (const double step : {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0}) {
    if (value <= step * power) {
      return step * power;
    }
  }
  return ten * power;
}

// So many of `size` in one, that no picture has more than `most`.
std::size_t stride_for(std::size_t size, std::size_t most) {
  return std::max<std::size_t>(1, (size + most - 1) / most);
}

// Each so-manieth day, the last one among them.
std::vector<measure::IndexDay> thinned(const std::vector<measure::IndexDay>& index) {
  constexpr std::size_t most_points = 720;
  const std::size_t stride = stride_for(index.size(), most_points);
  std::vector<measure::IndexDay> days;
  for (std::size_t i = (index.size() - 1) % stride; i < index.size(); i += stride) {
    days.push_back(index[i]);
  }
  return days;
}

// 25, 50 or 100: what holds the whole band.
double reach_of(const std::vector<measure::IndexDay>& days) {
  constexpr double whole = 100;
  double reach = 0;
  for (const measure::IndexDay& day : days) {
    reach = std::max({reach, std::abs(day.low), std::abs(day.high), std::abs(day.tension)});
  }
  return reach <= whole / 4 ? whole / 4 : reach <= whole / 2 ? whole / 2 : whole;
}

void append_point(const Axes& axes, measure::Day day, double value, std::string& out) {
  out += at(axes.x(day)) + ',' + at(axes.y(value)) + ' ';
}

void append_band(const Axes& axes, const std::vector<measure::IndexDay>& days, std::string& out) {
  const auto inside = [&](double value) { return std::clamp(value, axes.low, axes.high); };
  out += R"(<polygon class="band" points=")";
  for (const measure::IndexDay& day : days) {
    append_point(axes, day.day, inside(day.high), out);
  }
  for (auto day = days.rbegin(); day != days.rend(); ++day) {
    append_point(axes, day->day, inside(day->low), out);
  }
  out += "\"/>\n";
}

void append_curve(const Axes& axes, const std::vector<measure::IndexDay>& days, std::string& out) {
  if (days.size() == 1) {
    const double x = axes.x(days[0].day);
    append_line(x, axes.y(std::max(days[0].low, axes.low)), x, axes.y(std::min(days[0].high, axes.high)), "axis",
                out);
    out += R"(<circle class="dot" r="4" cx=")" + at(x) + "\" cy=\"" + at(axes.y(days[0].tension)) + "\"/>\n";
    return;
  }
  out += R"(<polyline class="curve" points=")";
  for (const measure::IndexDay& day : days) {
    append_point(axes, day.day, day.tension, out);
  }
  out += "\"/>\n";
}

void append_changes(const Axes& axes, const std::vector<measure::Day>& changes, std::string& out) {
  constexpr double radius = 9;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const double x = axes.x(std::max(static_cast<double>(changes[i]), axes.first));
    append_line(x, top, x, axes.bottom, "change", out);
    out += R"(<circle class="change" r=")" + at(radius) + "\" cx=\"" + at(x) + "\" cy=\"" + at(top) + "\"/>";
    append_text(x, top + 4, "middle", std::to_string(i + 1), out);
  }
}

void append_bar(double x, double bar_width, double y1, double y2, std::string_view style, std::string& out) {
  out += "<rect class=\"" + std::string(style) + "\" x=\"" + at(x) + "\" y=\"" + at(std::min(y1, y2)) +
         "\" width=\"" + at(bar_width) + "\" height=\"" + at(std::abs(y2 - y1)) + "\"/>";
}

std::string between_days(measure::Day first, measure::Day last) {
  return "from " + knowledge::format_day(first) + " to " + knowledge::format_day(last);
}

// What a bar of several weeks stands for.
struct Bar {
  measure::Day first = 0;
  double conflict = 0;
  double cooperation = 0;
};

std::vector<Bar> bars_of(const std::vector<measure::Period>& weeks, std::size_t stride) {
  std::vector<Bar> bars;
  for (std::size_t i = 0; i < weeks.size(); ++i) {
    if (i % stride == 0) {
      bars.push_back({weeks[i].first, 0, 0});
    }
    bars.back().conflict += weeks[i].conflict;
    bars.back().cooperation += weeks[i].cooperation;
  }
  return bars;
}

}  // namespace

void append_tension_chart(const std::vector<measure::IndexDay>& index, const std::vector<measure::Day>& changes,
                          std::string& out) {
  const auto days = thinned(index);
  const double reach = reach_of(days);
  constexpr double bottom = 250;
  constexpr double height = 276;
  const Axes axes{static_cast<double>(days.front().day), static_cast<double>(days.back().day), -reach, reach, bottom};
  append_beginning("tension", "Tension, with a band of 90 %",
                   "Tension " + between_days(days.front().day, days.back().day) + ": it begins at " +
                       readable(days.front().tension) + " and ends at " + readable(days.back().tension) +
                       "; 100 is conflict, -100 cooperation. The figures stand in the table of weeks.",
                   height, out);
  append_figures(axes, {-reach, -reach / 2, 0, reach / 2, reach}, out);
  append_days(axes, out);
  append_band(axes, days, out);
  append_curve(axes, days, out);
  append_changes(axes, changes, out);
  append_directions(axes, out);
  append_end(out);
}

void append_week_chart(const std::vector<measure::Period>& weeks, std::string& out) {
  constexpr std::size_t most_bars = 160;
  constexpr measure::Day week_days = 7;
  constexpr double bottom = 190;
  constexpr double height = 216;
  constexpr double share = 0.8;
  constexpr double widest = 24;
  const std::size_t stride = stride_for(weeks.size(), most_bars);
  const auto bars = bars_of(weeks, stride);
  double highest = 0;
  for (const Bar& bar : bars) {
    highest = std::max({highest, bar.conflict, bar.cooperation});
  }
  const double reach = round_above(highest);
  const measure::Day last = weeks.back().first + week_days - 1;
  const Axes axes{static_cast<double>(weeks.front().first), static_cast<double>(last), -reach, reach, bottom};
  append_beginning("weeks", "Conflict and cooperation by week",
                   "Sums of scores " + between_days(weeks.front().first, last) +
                       ", conflict upwards and cooperation downwards, " +
                       (stride == 1 ? std::string("a bar a week") : std::to_string(stride) + " weeks a bar") +
                       ". The figures stand in the table of weeks.",
                   height, out);
  append_figures(axes, {-reach, 0, reach}, out);
  append_days(axes, out);
  const double room = (right - left) / static_cast<double>(bars.size());
  const double bar_width = std::min(widest, share * room);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const double x = left + room * static_cast<double>(i) + (room - bar_width) / 2;
    append_bar(x, bar_width, axes.y(0), axes.y(bars[i].conflict), "conflict", out);
    append_bar(x, bar_width, axes.y(0), axes.y(-bars[i].cooperation), "cooperation", out);
  }
  append_directions(axes, out);
  append_end(out);
}

void append_article_chart(const std::vector<measure::IndexDay>& index, std::string& out) {
  constexpr std::size_t most_bars = 332;
  constexpr double bottom = 90;
  constexpr double height = 116;
  const std::size_t stride = stride_for(index.size(), most_bars);
  std::vector<double> means;
  for (std::size_t i = 0; i < index.size(); i += stride) {
    const std::size_t end = std::min(i + stride, index.size());
    double sum = 0;
    for (std::size_t day = i; day < end; ++day) {
      sum += static_cast<double>(index[day].articles);
    }
    means.push_back(sum / static_cast<double>(end - i));
  }
  const double reach = round_above(*std::max_element(means.begin(), means.end()));
  const Axes axes{static_cast<double>(index.front().day), static_cast<double>(index.back().day), 0, reach, bottom};
  append_beginning(
      "articles", "Articles a day",
      "All articles of the store " + between_days(index.front().day, index.back().day) + ", " +
          (stride == 1 ? std::string("a bar a day") : "the mean of " + std::to_string(stride) + " days a bar") +
          ". The figures stand in the table of weeks.",
      height, out);
  append_figures(axes, {0, reach}, out);
  append_days(axes, out);
  constexpr double widest = 24;
  constexpr double share = 0.8;
  const double room = (right - left) / static_cast<double>(means.size());
  const double bar_width = std::min(widest, share * room);
  for (std::size_t i = 0; i < means.size(); ++i) {
    const double x = left + room * static_cast<double>(i) + (room - bar_width) / 2;
    append_bar(x, bar_width, axes.y(0), axes.y(means[i]), "articles", out);
  }
  out += '\n';
  append_end(out);
}

}  // namespace detente::exports
