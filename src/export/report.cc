// The report on a crisis: one page with its measure, its ledgers and the words they stand on.
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "export/chart.h"
#include "export/export.h"
#include "export/html.h"
#include "export/numbers.h"
#include "export/wording.h"
#include "knowledge/knowledge.h"

namespace detente::exports {

namespace {

using measure::Day;
using Kind = SheetColumn::Kind;

// Colours of chart and text have a contrast of 4.5 or more on their ground (WCAG 2.1, level AA). On a narrow screen
// every row of a table becomes a block of its own.
constexpr std::string_view style = R"(
:root { color-scheme: light dark; --ground: #fdfcfa; --text: #1d1f22; --faint: #5d6269; --line: #d8d6d1;
  --conflict: #b03a26; --cooperation: #1d6a8c; --band: #b03a2633; --link: #1a5a8a; --panel: #f3f1ec; }
@media (prefers-color-scheme: dark) { :root { --ground: #16181b; --text: #e8e6e1; --faint: #a3a7ad; --line: #3a3e44;
  --conflict: #f08f77; --cooperation: #6fbbdc; --band: #f08f7740; --link: #8ec5f0; --panel: #1f2226; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", "DejaVu Sans", sans-serif; }
main, header, footer { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.25rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
p { margin: .5rem 0; max-width: 46rem; }
a { color: var(--link); }
.period, .note, figcaption { color: var(--faint); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; margin: 1.5rem 0 0; }
.figures div { background: var(--panel); border-radius: .4rem; padding: .6rem .8rem; }
.figures dt { color: var(--faint); font-size: .85rem; }
.figures dd { margin: 0; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
.chart { overflow-x: auto; margin: .75rem 0; }
svg { display: block; width: 100%; max-width: 62rem; min-width: 34rem; height: auto; }
svg text { font-size: 12px; fill: var(--faint); }
.grid { stroke: var(--line); } .axis { stroke: var(--faint); }
.band { fill: var(--band); } .curve { fill: none; stroke: var(--conflict); stroke-width: 2; stroke-linejoin: round; }
.dot, .conflict { fill: var(--conflict); } .cooperation { fill: var(--cooperation); } .articles { fill: var(--faint); }
line.change { stroke: var(--faint); stroke-dasharray: 3 3; }
circle.change { fill: var(--panel); stroke: var(--faint); } circle.change + text { fill: var(--text); }
.table { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption { text-align: left; color: var(--faint); padding: .25rem 0 .5rem; }
th { text-align: left; font-weight: 600; border-bottom: 2px solid var(--line); }
th, td { padding: .35rem .7rem .35rem 0; vertical-align: top; }
td { border-bottom: 1px solid var(--line); }
td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
td.words { min-width: 14rem; overflow-wrap: anywhere; }
summary { cursor: pointer; color: var(--link); margin: .5rem 0; }
footer { padding-bottom: 3rem; font-size: .92rem; }
code { font-size: .95em; overflow-wrap: anywhere; }
dt { font-weight: 600; } footer dd { margin: 0 0 .6rem; max-width: 46rem; }
.figures dt { font-weight: 400; }
@media (max-width: 44rem) {
  h1 { font-size: 1.5rem; }
  table, tbody, tr, td, caption { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border-bottom: 1px solid var(--line); padding: .6rem 0; }
  td { border: 0; padding: .1rem 0; overflow-wrap: anywhere; }
  td.words { min-width: 0; }
  td.none { display: none; }
  td::before { content: attr(data-label) ": "; color: var(--faint); }
}
@media print { .chart, .table { overflow: visible; } svg { min-width: 0; } }
)";

std::string count_text(std::size_t count) {
  return readable(static_cast<double>(count));
}

bool is_in(const measure::Range& range, std::optional<Day> day) {
  return day && *day >= range.first && *day <= range.last;
}

// What the parts of the page are made from.
struct Figures {
  std::vector<measure::Observation> observations;  // up to the end of the range
  std::vector<measure::IndexDay> index;
  std::vector<measure::Period> weeks;
  std::vector<store::EventRow> events;                               // of these days
  std::vector<store::EventRow> announced;                            // in articles of these days
  std::map<std::string, const store::Source*, std::less<>> sources;  // by Event::id
};

Figures figures_of(const Report& report) {
  Figures figures;
  for (const store::EventRow& row : report.events) {
    figures.sources.emplace(row.event.id, &row.source);
    if (is_in(report.range, knowledge::parse_day(row.event.date))) {
      figures.events.push_back(row);
    }
    if (is_in(report.range, knowledge::parse_day(row.source.date))) {
      figures.announced.push_back(row);
    }
  }
  figures.observations = measure::observe(report.events);
  std::erase_if(figures.observations, [&](const auto& one) { return one.day > report.range.last; });
  if (!figures.observations.empty()) {
    figures.index =
        measure::tension(measure::tally(figures.observations), report.articles, report.range, report.index);
    figures.weeks =
        measure::periods(figures.observations, report.articles, report.range, measure::Step::week, report.index);
  }
  return figures;
}

void append_heading(std::string_view title, std::string& out) {
  out += "<h2>";
  append_escaped(title, out);
  out += "</h2>\n";
}

void append_paragraph(std::string_view text, std::string& out) {
  out += "<p>";
  append_escaped(text, out);
  out += "</p>\n";
}

// ---- What was measured
// ----------------------------------------------------------------------------------------------

void append_figure(std::string_view name, const std::string& value, std::string& out) {
  out += "<div><dt>";
  append_escaped(name, out);
  out += "</dt><dd>";
  append_escaped(value, out);
  out += "</dd></div>\n";
}

void append_key_figures(const Figures& figures, std::string& out) {
  std::int64_t articles = 0;
  for (const measure::IndexDay& day : figures.index) {
    articles += day.articles;
  }
  std::int64_t events = 0;
  for (const measure::IndexDay& day : figures.index) {
    events += day.events;
  }
  const measure::IndexDay& last = figures.index.back();
  out += "<dl class=\"figures\">\n";
  append_figure("Tension on " + knowledge::format_day(last.day), readable(std::round(last.tension)), out);
  append_figure("90 % between", readable(std::round(last.low)) + " and " + readable(std::round(last.high)), out);
  append_figure("Events counted", count_text(static_cast<std::size_t>(events)), out);
  append_figure("Articles in these days", count_text(static_cast<std::size_t>(articles)), out);
  out += "</dl>\n";
}

// The words of an observation's first report and where they stand, as the last cells of a row.
void append_evidence(const measure::Observation& observation, const Figures& figures, std::vector<SheetCell>& row) {
  const store::Source& source = *figures.sources.at(observation.reports.front());
  row.emplace_back(observation.words);
  row.emplace_back(source.source);
  row.emplace_back(source.url);
}

struct Changes {
  std::vector<Day> days;
  Sheet sheet{{"number",
               "week",
               "before",
               "after",
               "event",
               {"words", Kind::words},
               {"source", Kind::source},
               {"url", Kind::address}},
              {}};
};

Changes changes_of(const Figures& figures) {
  std::vector<double> values;
  for (const measure::Period& week : figures.weeks) {
    values.push_back(week.tension);
  }
  Changes changes;
  for (const measure::Change& change : measure::change_points(values)) {
    const measure::Period& week = figures.weeks[change.at];
    changes.days.push_back(week.first);
    std::vector<SheetCell> row{static_cast<std::int64_t>(changes.days.size()), knowledge::format_day(week.first),
                               std::round(change.before), std::round(change.after)};
    if (const auto* cause = measure::cause_of(change, week, figures.observations)) {
      row.emplace_back(cause->type);
      append_evidence(*cause, figures, row);
    }
    row.resize(changes.sheet.columns.size());
    changes.sheet.rows.push_back(std::move(row));
  }
  return changes;
}

Sheet weeks_of(const Figures& figures) {
  constexpr Day last_weekday = 6;
  Sheet sheet{{"week_from", "tension_at_its_end", "low", "high", "events", "conflict", "cooperation", "articles"},
              {}};
  for (const measure::Period& week : figures.weeks) {
    const Day end = std::min(week.first + last_weekday, figures.index.back().day);
    const measure::IndexDay& day = figures.index[static_cast<std::size_t>(end - figures.index.front().day)];
    sheet.rows.push_back({knowledge::format_day(week.first), std::round(day.tension), std::round(day.low),
                          std::round(day.high), week.events, rounded(week.conflict), rounded(week.cooperation),
                          week.articles});
  }
  return sheet;
}

Sheet heaviest_of(const Report& report, const Figures& figures) {
  constexpr std::size_t most = 20;
  Sheet sheet{{"part",
               "day",
               "event",
               "score",
               "reports",
               {"words", Kind::words},
               {"source", Kind::source},
               {"url", Kind::address}},
              {}};
  for (const measure::Contribution& part :
       measure::arithmetic(figures.observations, report.range.last, report.index)) {
    if (sheet.rows.size() == most) {
      break;
    }
    const measure::Observation& one = figures.observations.at(part.observation);
    std::vector<SheetCell> row{rounded(part.part), knowledge::format_day(one.day), one.type, rounded(one.scale),
                               static_cast<std::int64_t>(one.reports.size())};
    append_evidence(one, figures, row);
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

void append_tension(const Report& report, const Figures& figures, std::string& out) {
  append_heading("Tension", out);
  if (figures.index.empty()) {
    append_paragraph(
        "No asserted event with a date is known of these parties up to this day; there is no tension to "
        "be measured.",
        out);
    return;
  }
  append_paragraph(
      "100 is conflict, -100 cooperation, 0 neither or not known. The band covers 90 % of how the reports "
      "scatter; it says nothing of what is not reported.",
      out);
  const Changes changes = changes_of(figures);
  append_tension_chart(figures.index, changes.days, out);
  append_html_table(changes.sheet,
                    {"When the level of the weeks changed, and the event of that week which weighs most in that "
                     "direction",
                     "detente tension " + report.parties + " --changes", false},
                    out);
  append_heading("Conflict and cooperation by week", out);
  append_week_chart(figures.weeks, out);
  append_heading("Articles a day", out);
  append_paragraph("All articles of the store, whomever they are about. Where they are few, so is what can be known.",
                   out);
  append_article_chart(figures.index, out);
  out += "<details><summary>The figures, week by week</summary>\n";
  append_html_table(weeks_of(figures),
                    {"Tension, sums of scores, and articles by week, the newest first",
                     "detente tension " + report.parties + " --step week", true},
                    out);
  out += "</details>\n";
  append_heading("What the last day’s tension is made of", out);
  append_html_table(
      heaviest_of(report, figures),
      {"The twenty greatest parts; all parts add up to the tension of " + knowledge::format_day(report.range.last),
       "", false},
      out);
}

// ---- Ledgers
// --------------------------------------------------------------------------------------------------------

struct Ledger {
  std::string_view title;
  Sheet sheet;
  std::string caption;
  std::string command;
  bool last_rows_first = false;
};

void append_ledgers(const Report& report, const Figures& figures, std::string& out) {
  const measure::Deployments deployments = measure::deployments(figures.events);
  const std::vector<Ledger> ledgers{
      {"Deployments", sheet_of(deployments.rows), "Who moves troops or weapons where, the newest first",
       "deployments", true},
      {"Strengths", sheet_of(deployments.strengths),
       "What each has where, by the deployments above: the last account’s word, and the range of all accounts",
       "strengths", false},
      {"Claims and denials", sheet_of(measure::claims(figures.events)),
       "What some say and others deny, the newest first", "claims", false},
      {"Demands and answers", sheet_of(measure::demands(figures.events)), "Demands, the newest first", "demands",
       false},
      {"Calendar", sheet_of(measure::calendar(figures.announced, report.today)),
       "What these articles announce for a day after theirs, the latest day first; seen from " +
           knowledge::format_day(report.today),
       "calendar", true}};
  for (const Ledger& ledger : ledgers) {
    append_heading(ledger.title, out);
    if (ledger.sheet.rows.empty()) {
      append_paragraph("Nothing of this kind was read.", out);
    }
    append_html_table(
        ledger.sheet,
        {ledger.caption, "detente ledger " + ledger.command + " --parties " + report.parties, ledger.last_rows_first},
        out);
  }
}

void append_statements(const Report& report, std::string& out) {
  append_heading("Newest statements", out);
  Sheet sheet{{"published",
               "speaker",
               "kind",
               {"statement", Kind::words},
               {"words", Kind::words},
               {"source", Kind::source},
               {"url", Kind::address}},
              {}};
  for (const store::StatementRow& row : report.statements) {
    const Statement& statement = row.statement;
    sheet.rows.push_back({row.source.date.substr(0, std::string_view("YYYY-MM-DD").size()),
                          statement.speaker ? name_and_code(*statement.speaker) : std::string(),
                          std::string(detente::name_of(statement.kind)), statement.text, row.source.sentence,
                          row.source.source, row.source.url});
  }
  if (sheet.rows.empty()) {
    append_paragraph("No statement of these parties was read.", out);
  }
  append_html_table(sheet, {"What the parties say, in quotation marks or told, the newest first", "", false}, out);
}

// ---- Sources
// --------------------------------------------------------------------------------------------------------

struct Publisher {
  std::set<std::string> articles;
  std::int64_t events = 0;
  std::string first;
  std::string last;
};

Sheet publishers_of(const std::vector<store::EventRow>& events) {
  std::map<std::string, Publisher> publishers;
  for (const store::EventRow& row : events) {
    Publisher& publisher = publishers[row.source.source];
    publisher.articles.insert(row.source.article);
    ++publisher.events;
    const std::string day = row.source.date.substr(0, std::string_view("YYYY-MM-DD").size());
    if (!day.empty()) {
      publisher.first = publisher.first.empty() ? day : std::min(publisher.first, day);
      publisher.last = std::max(publisher.last, day);
    }
  }
  Sheet sheet{{"publisher", "articles", "events", "first_day", "last_day"}, {}};
  for (const auto& [name, publisher] : publishers) {
    sheet.rows.push_back({name.empty() ? std::string("not named") : name,
                          static_cast<std::int64_t>(publisher.articles.size()), publisher.events, publisher.first,
                          publisher.last});
  }
  std::stable_sort(sheet.rows.begin(), sheet.rows.end(), [](const auto& a, const auto& b) {
    return std::get<std::int64_t>(a[2]) > std::get<std::int64_t>(b[2]);
  });
  return sheet;
}

void append_sources(const Figures& figures, std::string& out) {
  append_heading("Sources", out);
  append_html_table(publishers_of(figures.events),
                    {"Who published what these events were read in, by the number of events", "", false}, out);
}

// ---- The page
// -------------------------------------------------------------------------------------------------------

void append_term(std::string_view term, std::string_view meaning, std::string& out) {
  out += "<dt>";
  append_escaped(term, out);
  out += "</dt><dd>";
  append_escaped(meaning, out);
  out += "</dd>\n";
}

void append_method(const Report& report, std::string& out) {
  out += "<footer>\n";
  append_heading("How this was measured", out);
  append_paragraph(
      "A program read the articles and coded events in the types of PLOVER. It makes mistakes: follow "
      "the source before you rely on a row. The formulas stand in docs/measures.md of Detente.",
      out);
  out += "<dl>\n";
  append_term("What counts",
              "Asserted events with a date, each real-world event once: the reports of one story are "
              "one event on the day of the earliest, with the mean of their PLOVER scores (-10 "
              "conflict to 10 cooperation). Plans, fears and denials stand in the ledgers only.",
              out);
  append_term("Tension",
              "The mean score times -10. An event weighs half after " + readable(report.index.half_life) +
                  " days (half-life). " + readable(report.index.prior) +
                  " neutral events are added to the mean (prior), so that one event in a silent time is "
                  "no crisis.",
              out);
  append_term("Band",
              "Tension less and plus 1.645 standard errors, with days as clusters, because what one day tells "
              "hangs together. One day alone has no band.",
              out);
  append_term("Changes",
              "The weeks are cut into levels where that is cheapest: squared error over the variance of the "
              "noise, with a penalty of 3 ln n for each cut and at least three weeks to a level.",
              out);
  append_term("Strengths",
              "Accounts are kept apart: a total replaces what the same account said before, an addition "
              "or a withdrawal changes it. What is announced is part of no estimate.",
              out);
  append_term("Demands",
              "The answer is the first event of the other side within 60 days that accepts or rejects. "
              "What was demanded is not compared.",
              out);
  out += "</dl>\n</footer>\n";
}

void append_page_head(const Report& report, std::string& out) {
  out +=
      "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta "
      "charset=\"utf-8\"/>\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
      "<meta name=\"referrer\" content=\"no-referrer\"/>\n<title>";
  append_escaped(report.title + ", " + knowledge::format_day(report.range.first) + " to " +
                     knowledge::format_day(report.range.last),
                 out);
  out += "</title>\n<style>" + std::string(style) + "</style>\n</head>\n<body>\n";
}

}  // namespace

void append_report(const Report& report, std::string& out) {
  const Figures figures = figures_of(report);
  append_page_head(report, out);
  out += "<header>\n<h1>";
  append_escaped(report.title, out);
  out += "</h1>\n<p class=\"period\">";
  append_escaped(knowledge::format_day(report.range.first) + " to " + knowledge::format_day(report.range.last), out);
  out += "</p>\n";
  if (!figures.index.empty()) {
    append_key_figures(figures, out);
  }
  out += "</header>\n<main>\n";
  const bool is_empty = figures.events.empty() && figures.announced.empty() && figures.index.empty();
  if (is_empty) {
    append_paragraph("The store has no events of these parties in these days.", out);
  } else {
    append_tension(report, figures, out);
    append_ledgers(report, figures, out);
  }
  if (!is_empty || !report.statements.empty()) {
    append_statements(report, out);
  }
  if (!figures.events.empty()) {
    append_sources(figures, out);
  }
  out += "</main>\n";
  append_method(report, out);
  out += "</body>\n</html>\n";
}

}  // namespace detente::exports
