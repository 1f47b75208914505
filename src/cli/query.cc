// detente query: events and statements out of a store.
#include <algorithm>
#include <cctype>
#include <charconv>
#include <functional>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "cli/version.h"
#include "cli/writing.h"
#include "knowledge/knowledge.h"
#include "store/store.h"

namespace detente::cli {

namespace {

// Rows asked for at once; more are fetched page by page.
constexpr std::size_t rows_at_once = 1000;

struct QueryOptions {
  WritingOptions writing;
  std::string store;
  store::Filter filter;
  std::string since;
  std::string until;
  std::vector<std::string> statuses;
  std::string box;
  std::string sort = "newest";
  std::string after;
  std::size_t limit = 100;
  bool statements = false;
  std::string format;  // empty: what suits the output
  std::string colour = "auto";
};

Error wrong(const std::string& option, const std::string& what) {
  return {ErrorCode::invalid_argument, what, option};
}

// The first or the last day of what is written: a day, a month or a year.
std::optional<store::Day> day_in(const std::string& date, bool last) {
  const auto first = knowledge::parse_day(date);
  if (!first || !last || date.size() >= 10) {
    return first;
  }
  const int year = std::stoi(date.substr(0, 4));
  const int month = date.size() < 7 ? 12 : std::stoi(date.substr(5, 2));
  const std::string next = month == 12 ? std::to_string(year + 1) + "-01"
                                       : date.substr(0, 5) + (month < 9 ? "0" : "") + std::to_string(month + 1);
  const auto after = knowledge::parse_day(next);
  return after ? std::optional(*after - 1) : std::nullopt;
}

std::optional<Error> set_days(QueryOptions& options) {
  for (const auto& [name, date, day, last] : {std::tuple("--since", &options.since, &options.filter.since, false),
                                              std::tuple("--until", &options.until, &options.filter.until, true)}) {
    if (date->empty()) {
      continue;
    }
    *day = day_in(*date, last);
    if (!*day) {
      return wrong(name, "\"" + *date + "\" is not a date of the calendar; write YYYY-MM-DD, YYYY-MM or YYYY");
    }
  }
  return std::nullopt;
}

// "SOUTH,WEST,NORTH,EAST"
std::optional<store::Box> parse_box(const std::string& text) {
  store::Box box;
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  for (double* edge : {&box.south, &box.west, &box.north, &box.east}) {
    const auto [rest, error] = std::from_chars(at, end, *edge);
    const bool is_last = edge == &box.east;
    if (error != std::errc() || (is_last ? rest != end : rest == end || *rest != ',')) {
      return std::nullopt;
    }
    at = is_last ? rest : rest + 1;
  }
  const bool fits = box.south <= box.north && box.south >= -90 && box.north <= 90 && box.west >= -180 &&
                    box.west <= 180 && box.east >= -180 && box.east <= 180;
  return fits ? std::optional(box) : std::nullopt;
}

void to_upper(std::vector<std::string>& words) {
  for (std::string& word : words) {
    std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::toupper(c); });
  }
}

std::optional<Error> settle(QueryOptions& options) {
  store::Filter& filter = options.filter;
  for (auto* codes : {&filter.actors, &filter.recipients, &filter.either, &filter.attributed_to, &filter.types,
                      &filter.countries}) {
    to_upper(*codes);
  }
  for (const std::string& status : options.statuses) {
    for (int i = 0; i <= static_cast<int>(Status::negated); ++i) {
      if (name_of(static_cast<Status>(i)) == status) {
        filter.statuses.push_back(static_cast<Status>(i));
      }
    }
  }
  if (!options.box.empty()) {
    filter.box = parse_box(options.box);
    if (!filter.box) {
      return wrong("--box", "must be SOUTH,WEST,NORTH,EAST in degrees");
    }
  }
  return set_days(options);
}

enum class Format { table, jsonl, csv };

// What is found, written page by page; a table is written at its end, since its columns are as wide as they must be.
class Answer {
 public:
  Answer(Format format, exports::Look look, Output& output) : format_(format), look_(look), output_(output) {}

  void begin(bool statements) {
    std::string text;
    if (format_ == Format::csv && statements) {
      exports::append_statement_csv_heading(text);
    } else if (format_ == Format::csv) {
      exports::append_event_csv_heading(text);
    }
    output_.write(text);
  }

  void add(const store::EventRow& row) { add(row.event, exports::origin_of(row.source, row.story), events_); }
  void add(const store::StatementRow& row) { add(row.statement, exports::origin_of(row.source, ""), statements_); }

  void end() {
    std::string text;
    exports::append_table(events_, look_, text);
    exports::append_table(statements_, look_, text);
    output_.write(text);
    output_.close();
  }

 private:
  template <typename Item>
  void add(const Item& item, const exports::Origin& origin, std::vector<Item>& table) {
    std::string text;
    switch (format_) {
      case Format::table:
        table.push_back(item);
        return;
      case Format::jsonl:
        exports::append_jsonl(item, origin, text);
        break;
      case Format::csv:
        exports::append_csv(item, origin, text);
        break;
    }
    output_.write(text);
  }

  Format format_;
  exports::Look look_;
  Output& output_;
  std::vector<Event> events_;
  std::vector<Statement> statements_;
};

template <typename Row>
using Ask = std::function<Result<store::Rows<Row>>(const store::Page&)>;

template <typename Row>
int write_all(const QueryOptions& options, const Ask<Row>& ask, Answer& answer) {
  store::Page page;
  page.sort = options.sort == "oldest"    ? store::Sort::oldest
              : options.sort == "arrival" ? store::Sort::arrival
                                          : store::Sort::newest;
  page.after = options.after;
  std::size_t left = options.limit;
  do {
    page.limit = std::min(left, rows_at_once);
    const auto rows = ask(page);
    if (!rows) {
      return fail(rows.error());
    }
    for (const Row& row : rows->rows) {
      answer.add(row);
    }
    left -= rows->rows.size();
    page.after = rows->next;
  } while (left > 0 && !page.after.empty());
  answer.end();
  if (!page.after.empty() && !options.writing.quiet) {
    std::cerr << "There is more: --after " << page.after << '\n' << std::flush;
  }
  return all_well;
}

Format chosen_format(const QueryOptions& options) {
  if (options.format.empty()) {
    return is_for_a_person(options.writing) ? Format::table : Format::jsonl;
  }
  return options.format == "table" ? Format::table : options.format == "csv" ? Format::csv : Format::jsonl;
}

int run_query(QueryOptions options) {
  if (const auto error = settle(options)) {
    return fail(*error);
  }
  store::Options opening;
  opening.writable = false;
  auto store = store::Store::open(options.store, opening);
  if (!store) {
    return fail(store.error());
  }
  auto output = open_output(options.writing);
  if (!output) {
    return fail(output.error());
  }
  Answer answer(chosen_format(options), look_of_output(options.colour, options.writing.output.empty()), *output);
  answer.begin(options.statements);
  if (options.statements) {
    return write_all<store::StatementRow>(
        options, [&](const store::Page& page) { return store->statements(options.filter, page); }, answer);
  }
  return write_all<store::EventRow>(
      options, [&](const store::Page& page) { return store->events(options.filter, page); }, answer);
}

void add_list(CLI::App& command, const std::string& name, std::vector<std::string>& list, const std::string& help,
              const std::string& type) {
  command.add_option(name, list, help)->delimiter(',')->type_name(type)->allow_extra_args(false);
}

void add_filter_options(CLI::App& command, QueryOptions& options) {
  store::Filter& filter = options.filter;
  add_list(command, "--who", filter.actors, "Actor's code: ISO 3166 alpha-3 or PLOVER; several with commas", "CODE");
  add_list(command, "--whom", filter.recipients, "Recipient's code", "CODE");
  add_list(command, "--either", filter.either, "Code of actor or recipient", "CODE");
  add_list(command, "--according-to", filter.attributed_to, "Code of who says so", "CODE");
  add_list(command, "--type", filter.types, "PLOVER type: ACCUSE, ASSAULT …", "TYPE");
  add_list(command, "--mode", filter.modes, "PLOVER mode: expel, demo …", "MODE");
  command.add_option("--status", options.statuses, "asserted, planned, hypothetical or negated")
      ->delimiter(',')
      ->check(CLI::IsMember({"asserted", "planned", "hypothetical", "negated"}).description(""))
      ->type_name("STATUS")
      ->allow_extra_args(false);
  command.add_option("--since", options.since, "From this day, month or year on")->type_name("DATE");
  command.add_option("--until", options.until, "Up to and with this day, month or year")->type_name("DATE");
  add_list(command, "--where", filter.countries, "Code of the country in which it happened", "CODE");
  command.add_option("--box", options.box, "Where it happened, in degrees")->type_name("SOUTH,WEST,NORTH,EAST");
  add_list(command, "--source", filter.sources, "Publisher, as the articles name it", "NAME");
  add_list(command, "--speaker", filter.speakers, "Of statements: code or canonical name", "WHO");
  command.add_option("--text", filter.text, "Words of the article, or of the statement; \"in quotes\": side by side")
      ->type_name("WORDS");
  command.add_option("--story", filter.story, "Events of this story")->type_name("ID");
  command.add_option("--article", filter.article, "Of this article alone")->type_name("ID");
  command.add_option("--least-confidence", filter.least_confidence, "From this confidence on")
      ->check(CLI::Range(0.0, 1.0).description(""))
      ->type_name("0…1");
}

constexpr const char* footer = R"(Examples:
  detente query --store crisis.db --who RUS --whom UKR --since 2022-02
  detente query --store crisis.db --either IRN --type ASSAULT,THREATEN --status asserted --format csv
  detente query --store crisis.db --statements --speaker "Emmanuel Macron" --text "red line"

Exit status:
  0  all that was found is written, be it nothing
  1  wrong usage, or a store that cannot be read
)";

}  // namespace

void add_query(CLI::App& program, int& status) {
  const auto options = std::make_shared<QueryOptions>();
  CLI::App& command = *program.add_subcommand("query", "Find events and statements in a store");
  command.set_version_flag("--version", version_line, "Print the version and exit");
  command.add_option("--store", options->store, "A file, or postgresql://USER@HOST/DATABASE")
      ->required()
      ->type_name("STORE");
  command.add_flag("--statements", options->statements, "Statements, not events");
  add_filter_options(command, *options);
  command.add_option("--sort", options->sort, "newest (the default), oldest, or arrival: as they were put")
      ->check(CLI::IsMember({"newest", "oldest", "arrival"}).description(""))
      ->type_name("ORDER");
  command.add_option("--limit", options->limit, "At most so many (default: 100)")->type_name("N");
  command.add_option("--after", options->after, "Where the answer before this one ended")->type_name("PLACE");
  command.add_option("--format", options->format, "table, jsonl or csv (default: table on a terminal, else jsonl)")
      ->check(CLI::IsMember({"table", "jsonl", "csv"}).description(""))
      ->type_name("FORMAT");
  command.add_option("--color", options->colour, "Colours in the table: auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}).description(""))
      ->type_name("WHEN");
  add_output_options(command, options->writing);
  command.footer(footer);
  command.callback([options, &status] { status = run_query(*options); });
}

}  // namespace detente::cli
