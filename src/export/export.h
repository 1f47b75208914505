// The room of outgoing formats: records → JSON Lines (RECORDS.md), a table, annotated text, or a full explanation;
// articles → JSON Lines, Markdown, text; topics and stories → TSV, JSON Lines, a table; what was measured → sheets,
// and a report as a page.
// Pure functions; all of them append to `out`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "detente/record.h"
#include "detente/result.h"
#include "knowledge/knowledge.h"
#include "measure/measure.h"
#include "story/story.h"

namespace detente::exports {

// Which parts of a record are written. The table and the annotated text have events and statements only.
struct Layers {
  bool events = true;
  bool statements = true;
  bool actors = true;
  bool places = true;
  bool times = true;
  bool text = false;  // the article's own text; written anyway where the reader could not know it otherwise

  // From a comma-separated list of their names. Error invalid_argument naming the layer that does not exist.
  static Result<Layers> parse(std::string_view list);
};

// How something looks that a person reads.
struct Look {
  std::size_t width = 110;  // columns of the terminal
  bool colour = false;      // ANSI escape sequences
};

// One line of UTF-8 JSON with its line feed. Fields without a value are left out; a layer that was asked for is
// there even when it is empty. Bytes that are no UTF-8 become U+FFFD.
void append_jsonl(const Record& record, const Layers& layers, std::string& out);

// {"id":…,"error":{"code":…,"message":…}} with its line feed. The id is the error's subject.
void append_jsonl(const Error& error, std::string& out);

// A block for an article: heading, events as a table, statements. Ends with an empty line.
void append_table(const Record& record, const Layers& layers, const Look& look, std::string& out);

// The article's sentences, each followed by what was read in it. Ends with an empty line.
void append_text(const Record& record, const Layers& layers, const Look& look, std::string& out);

// The same with everything that is known of every actor, date, place and number, and how it was resolved.
void append_explanation(const Record& record, const Look& look, std::string& out);

// Where an event or statement comes from that stands without its record.
struct Origin {
  Article article;       // its metadata
  std::string sentence;  // the words; empty when not known
  std::string story;     // of an event; empty: none
};

Origin origin_of(const store::Source& source, const std::string& story);

// One event or statement a line, with its article's metadata, its sentence and its story.
void append_jsonl(const Event& event, const Origin& origin, std::string& out);
void append_jsonl(const Statement& statement, const Origin& origin, std::string& out);

// The same as CSV (RFC 4180, but lines end as in Unix). Several actors of an event are parted by "; ".
void append_event_csv_heading(std::string& out);
void append_csv(const Event& event, const Origin& origin, std::string& out);
void append_statement_csv_heading(std::string& out);
void append_csv(const Statement& statement, const Origin& origin, std::string& out);

// Events and statements of any articles as a table; nothing for an empty list.
void append_table(const std::vector<Event>& events, const Look& look, std::string& out);
void append_table(const std::vector<Statement>& statements, const Look& look, std::string& out);

// The article itself, before anything is read in it. JSON Lines: its fields, its running text and the blocks of that
// with their kinds, offsets in code points, and apart from it the captions; it is what RECORDS.md calls "Article,
// in", so that it can be coded. Markdown: title, provenance, address, then all blocks but boilerplate. Text: the same
// without signs. The last two end with an empty line.
void append_article_jsonl(const Article& article, std::string& out);
void append_article_markdown(const Article& article, std::string& out);
void append_article_text(const Article& article, std::string& out);

// Why an article or event was put where it is, by its id.
using Reasons = std::map<std::string, std::vector<story::Part>, std::less<>>;

// Articles on one topic, and events told of the same thing. TSV: for every article or event its id and the group's,
// parted by a tab, without quotation. JSON Lines: an object a group. Table: a block a group, ending with an empty
// line. Where `reasons` knows an id, its score follows, part by part; TSV has none.
void append_tsv(const story::Topic& topic, std::string& out);
void append_tsv(const story::Story& story, std::string& out);
void append_jsonl(const story::Topic& topic, const Reasons& reasons, std::string& out);
void append_jsonl(const story::Story& story, const Reasons& reasons, std::string& out);
void append_table(const story::Topic& topic, const Reasons& reasons, const Look& look, std::string& out);
void append_table(const story::Story& story, const Reasons& reasons, const Look& look, std::string& out);

// Nothing, words, a whole number, a number, or several words.
using SheetCell = std::variant<std::monostate, std::string, std::int64_t, double, std::vector<std::string>>;

// A column by the name that programs know it by. What its cells are decides how people are shown them.
struct SheetColumn {
  enum class Kind : std::uint8_t {
    plain,
    words,    // a sentence that a row stands on
    source,   // who published it
    address,  // where it was published
    id,       // of events
  };

  SheetColumn(const char* column_name,
              Kind what = Kind::plain)  // NOLINT(google-explicit-constructor): plain is usual
      : name(column_name), kind(what) {}

  std::string name;
  Kind kind;
};

// Rows under named columns: what is neither a record nor an article. Every row has a cell for each column.
struct Sheet {
  std::vector<SheetColumn> columns;
  std::vector<std::vector<SheetCell>> rows;
};

enum class SheetForm : std::uint8_t {
  table,  // for a person, as wide as `look` says: the words below each row, neither ids nor addresses
  jsonl,  // an object a row; cells without anything are left out
  csv,    // RFC 4180 with a header; several words in one cell are parted by "; "
};

void append_sheet(const Sheet& sheet, SheetForm form, const Look& look, std::string& out);

// Columns of others, ours after them: docs/exports.md.
enum class EventFormat : std::uint8_t {
  plover,   // JSON Lines: an event with its article
  csv,      // as append_csv() writes an event
  polecat,  // tab-separated with a header, 40 columns and ours; an event a line
  icews,    // likewise with 20; a pair of source and target a line
  gdelt2,   // GDELT 2.0 without a header, 61 columns and ours; a pair a line
};

// The first line, where the format has one; else empty.
std::string heading_of(EventFormat format);
void append_event(const store::EventRow& row, EventFormat format, const knowledge::Knowledge& knowledge,
                  std::string& out);

// What a report is made from.
struct Report {
  std::string title;    // "Russia – Ukraine"
  std::string parties;  // as measure::parse_scope() reads them
  measure::Range range;
  measure::Day today = 0;  // parts what is ahead from what is over
  measure::IndexOptions index;
  std::vector<store::EventRow> events;          // of the parties, of all days
  std::vector<store::DayCount> articles;        // of the store, likewise
  std::vector<store::StatementRow> statements;  // by the parties, the newest first
};

// One HTML page that needs nothing beside it: neither scripts nor styles, pictures or fonts from elsewhere. It is
// well-formed XML too. Whatever comes from articles stands in it as text; addresses are links where they begin with
// http:// or https://.
void append_report(const Report& report, std::string& out);

Sheet sheet_of(const std::vector<measure::IndexDay>& index);
Sheet sheet_of(const std::vector<measure::Period>& periods);
Sheet sheet_of(const std::vector<measure::Contribution>& parts,
               const std::vector<measure::Observation>& observations);
Sheet sheet_of(const std::vector<measure::Alert>& alerts);
Sheet sheet_of(const std::vector<measure::Deployment>& rows);
Sheet sheet_of(const std::vector<measure::Strength>& strengths);
Sheet sheet_of(const std::vector<measure::Claim>& claims);
Sheet sheet_of(const std::vector<measure::Demand>& demands);
Sheet sheet_of(const std::vector<measure::Appointment>& appointments);

// `text` on one line, fit for a terminal: white space as single spaces, control and direction characters taken out,
// bytes that are no UTF-8 as U+FFFD.
std::string printable(std::string_view text);

}  // namespace detente::exports
