// The room that keeps the record: articles with their records in SQLite or PostgreSQL, put in whole or not at all,
// and read back by article, by event, by statement and by day. docs/store.md describes the tables and what is
// promised.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "detente/article.h"
#include "detente/ontology.h"
#include "detente/record.h"
#include "detente/result.h"

namespace detente::store {

// Days since 1970-01-01. An event or article without a date of the calendar has the day `undated`, which no range
// with a beginning or an end takes in.
using Day = std::int32_t;
inline constexpr Day undated = -1'000'000;

// The row of an article, event or statement. Keys grow: what is put later has a higher one. An article that is
// replaced gets new keys.
using Key = std::int64_t;

struct Options {
  bool writable = true;                        // false: no statement changes the store, and it must exist
  bool create = true;                          // make a store where there is none
  std::chrono::milliseconds patience{10'000};  // how long to wait for another writer before Error busy
};

// One article to be kept. `record.article.text` may be empty; then offsets stand for themselves and no search finds
// the article by its words.
struct Entry {
  Record record;
  std::string coder;        // who made the record: kind, version, tables; empty when not known
  std::uint64_t input = 0;  // fingerprint() of the article that was coded; 0 when not known
};

// Of everything a coder looks at in an article: the same number for the same article on every machine.
std::uint64_t fingerprint(const Article& article);

// An event belongs to a story; without `story` it belongs to none. An event that is not there is passed over.
struct StoryLink {
  std::string event;  // Event::id
  std::string story;
};

// Near-duplicate articles share a group; without `group` the article has none.
struct GroupLink {
  std::string article;  // Article::id
  std::string group;
};

// State that others keep in the store, beside what it belongs to. Without `bytes` the note is taken away.
struct Note {
  std::string name;
  std::optional<std::string> bytes;
};

// What is put in one transaction, in this order. Of two entries with one id the later one stays.
struct Batch {
  std::vector<Entry> entries;
  std::vector<StoryLink> stories;
  std::vector<GroupLink> groups;
  std::vector<Note> notes;
};

enum class Outcome : std::uint8_t {
  added,
  unchanged,  // the same record was there; nothing is written but who coded it
  replaced,   // another record of this article was there and is gone, with its places in stories
};

// One for each entry of the batch, in its order. Error invalid_field: a record that cannot be kept (no id, an event
// id that is not the article's with "#e" and a number, two events of one id); the others are kept.
using Receipt = std::vector<Result<Outcome>>;

// Degrees; a box may cross the 180th meridian (west > east).
struct Box {
  double south = -90;
  double west = -180;
  double north = 90;
  double east = 180;
};

// What is asked of events and statements. An empty list or text asks nothing; of a list one is enough; everything
// asked must hold. Codes are those of Entity::code.
struct Filter {
  std::optional<Day> since;  // both inclusive; of events when they happened, of statements when the article appeared
  std::optional<Day> until;
  std::vector<std::string> actors;
  std::vector<std::string> recipients;
  std::vector<std::string> either;         // actor or recipient
  std::vector<std::string> attributed_to;  // by whose account
  std::vector<std::string> types;          // PLOVER types
  std::vector<std::string> modes;
  std::vector<Status> statuses;
  std::vector<std::string> countries;  // where it happened
  std::optional<Box> box;
  std::vector<std::string> sources;   // Article::source
  std::vector<std::string> speakers;  // of statements: code or canonical name
  std::string text;                   // words of title or text, of statements of theirs; "in quotes": side by side
  std::string story;
  std::string article;  // Article::id
  double least_confidence = 0;
};

enum class Sort : std::uint8_t {
  newest,   // by day, the latest first; undated last
  oldest,   // by day, undated first
  arrival,  // as they were put: what is put later comes later
};

// A part of an answer. `after` is the `next` of the page before, under the same filter and sort; rows that come in
// between are neither doubled nor do they move others.
struct Page {
  Sort sort = Sort::newest;
  std::size_t limit = 100;
  std::string after;
};

// An event or statement with what one wants to know of its article.
struct Source {
  std::string article;  // Article::id
  std::string title;
  std::string source;
  std::string url;
  std::string date;
  std::string sentence;  // the words of text_info; empty when the article's text is not kept
};

struct EventRow {
  Key key = 0;
  Event event;
  Source source;
  std::string story;  // empty: none
};

struct StatementRow {
  Key key = 0;
  Statement statement;
  Source source;
};

template <typename Row>
struct Rows {
  std::vector<Row> rows;
  std::string next;  // Page::after of the next page; empty when this was the last
};

struct ArticleRow {
  Key key = 0;
  Record record;
  std::string coder;
  std::uint64_t input = 0;
  std::string group;  // of near-duplicates; empty: none
};

struct DayCount {
  Day day = 0;
  std::int64_t count = 0;
};

// What a tension index is made from.
struct Dyad {
  std::string actor;      // empty: anybody
  std::string recipient;  // empty: anybody
  std::optional<Day> since;
  std::optional<Day> until;
  std::vector<Status> statuses = {Status::asserted};
  double least_confidence = 0;
  bool stories = false;  // the events of a story count once, on their first day, with their mean scale
};

struct DaySum {
  Day day = 0;
  double scale = 0;  // sum of Event::event_scale
  std::int64_t count = 0;
};

struct Info {
  std::string location;  // without a password
  std::string engine;    // "SQLite 3.40.1"
  int version = 0;       // of the schema
  std::int64_t bytes = 0;
  std::int64_t articles = 0;
  std::int64_t events = 0;
  std::int64_t statements = 0;
  std::int64_t stories = 0;
  std::optional<Day> first;  // of events
  std::optional<Day> last;
};

// What a repair saved and what it could not.
struct Repair {
  std::string damaged;  // where the file as it was is kept
  std::int64_t articles = 0;
  std::int64_t notes = 0;
  std::vector<std::string> incomplete;  // ids of articles of which something is missing or not as it was put
  std::vector<std::string> lost;  // of articles known to have been there: the id, or "row 17" where it is gone too
};

// One connection: not thread-safe, but any number may be open, in any number of processes. One writes at a time, the
// others wait; readers neither wait nor hold up a writer, and see whole batches only.
//
// `location` is the path of a file (SQLite) or postgresql://… (a schema `detente` in that database).
//
// Errors of every function: busy (another writer did not end in time), storage_full, corrupt_data (the file is
// damaged; see check() and repair()), unreadable (permissions, I/O), unreachable (the server is gone). After an Error
// nothing of that call is in the store.
class Store {
 public:
  // Makes the tables of an empty store, and brings those of an older program up to date. Errors: not_found without
  // `create`; corrupt_data when the file is no database, or one of another program; newer_version when a newer
  // program wrote it; unreadable when it is read-only and `writable` was asked.
  static Result<Store> open(const std::string& location, const Options& options = {});

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // Once this returns, a kill or a loss of power takes nothing of it away.
  Result<Receipt> put(const Batch& batch);

  // Whether this very article was put as this very coder coded it.
  [[nodiscard]] Result<bool> holds(const Article& article, const std::string& coder);

  [[nodiscard]] Result<std::optional<ArticleRow>> article(const std::string& id);
  // In the order of arrival, with keys above `after`.
  [[nodiscard]] Result<std::vector<ArticleRow>> articles(Key after, std::size_t limit);

  // Error invalid_argument: a cursor that was not made under this sort, a text without words, or a part of the filter
  // that says nothing of events (`speakers`) or of statements (all but since, until, sources, speakers, text, article
  // and least_confidence).
  [[nodiscard]] Result<Rows<EventRow>> events(const Filter& filter, const Page& page);
  [[nodiscard]] Result<Rows<StatementRow>> statements(const Filter& filter, const Page& page);

  // Days in order; those with nothing are left out. Undated articles and events are not in it.
  [[nodiscard]] Result<std::vector<DayCount>> articles_by_day(std::optional<Day> since, std::optional<Day> until,
                                                              const std::vector<std::string>& sources = {});
  [[nodiscard]] Result<std::vector<DaySum>> series(const Dyad& dyad);

  [[nodiscard]] Result<std::optional<std::string>> note(const std::string& name);

  [[nodiscard]] Result<Info> info();

  // What is wrong, one sentence each; empty when all is well. Reads everything: pages, indexes, and each record
  // against the sum that was kept with it.
  [[nodiscard]] Result<std::vector<std::string>> check();

  // Saves what can be read of a SQLite store into a new one in its place. The damaged file is kept beside it. Nobody
  // else may have it open. Error invalid_argument for PostgreSQL, which has means of its own.
  static Result<Repair> repair(const std::string& path);

 private:
  class Parts;
  explicit Store(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace detente::store
