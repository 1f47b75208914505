// The room that measures a crisis: from events in the store to a tension index with its arithmetic, change points and
// alerts, and to ledgers of deployments, claims, demands and dates to come. docs/measures.md has the formulas.
//
// Pure functions: the same rows in any order give the same answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/result.h"
#include "store/store.h"

namespace detente::measure {

using store::Day;

// Both inclusive.
struct Range {
  Day first = 0;
  Day last = 0;
};

// ---- Scope: whose events
// --------------------------------------------------------------------------------------------

// Codes of RECORDS.md. With `others` the events between the two sides, in both directions or as partners; without,
// all in which one of `side` takes part, and where it is a list of several, those among them.
struct Scope {
  std::vector<std::string> side;
  std::vector<std::string> others;
};

// "RUS-UKR", "RUS", "RUS,UKR,BLR", "RUS,BLR-UKR". Error invalid_argument.
Result<Scope> parse_scope(std::string_view text);

// The events of a scope in these days, whatever their status, by day and id. Errors are the store's.
Result<std::vector<store::EventRow>> events_of(store::Store& store, const Scope& scope, std::optional<Day> since,
                                               std::optional<Day> until);

// ---- Observations: each real-world event once
// -----------------------------------------------------------------------

// What is counted: an asserted event, told by one report or by all the reports of a story.
struct Observation {
  Day day = 0;        // of its earliest report
  double scale = 0;   // PLOVER's score, -10 (conflict) to 10 (cooperation); the mean of its reports
  int quad = 0;       // 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict; of its first report
  std::string type;   // likewise
  std::string story;  // empty: it belongs to none
  std::vector<std::string> reports;  // Event::id, the earliest first
  std::string words;                 // the sentence of the first report
};

// Asserted and dated events only, one for each story, by day and then by their first report's id.
std::vector<Observation> observe(const std::vector<store::EventRow>& rows);

// The same days as the index wants them.
std::vector<store::DaySum> tally(const std::vector<Observation>& observations);

// ---- The tension index
// ----------------------------------------------------------------------------------------------

struct IndexOptions {
  // After so many days an event weighs half.
  double half_life = 14;
  // Weight of what is not known: so many events of scale 0 are added to the mean, so that one event on a silent day
  // is no crisis (the shrinkage n/(n+k) of an empirical Bayes mean).
  double prior = 5;
};

// On one day t, with w(e) = 2^(-(t - day(e)) / half_life) over all events up to that day:
//   tension       = -10 · Σ w·scale / (Σ w + prior)             -100 (cooperation) to 100 (conflict)
//   error         = 10 · sqrt(Σ over days of (Σ w·(scale - mean))²) / (Σ w + prior): what one day tells hangs
//   together,
//                   so days are the clusters (Liang and Zeger 1986)
//   low, high     = tension -/+ 1.645 · error: a band of 90 % for how much the reports scatter
//   per_thousand  = 1000 · Σ w / Σ w·articles: how much this is reported, of all that is reported
struct IndexDay {
  Day day = 0;
  double tension = 0;
  double low = 0;
  double high = 0;
  double weight = 0;          // Σ w
  double per_thousand = 0;    // 0 where there are no articles
  std::int64_t events = 0;    // on that day
  std::int64_t articles = 0;  // on that day: what all is counted against
};

// One entry for each day of the range. `series` and `articles` are in order of days; days before the range count too.
std::vector<IndexDay> tension(const std::vector<store::DaySum>& series, const std::vector<store::DayCount>& articles,
                              Range range, const IndexOptions& options = {});

// What one event adds to the tension of a day.
struct Contribution {
  std::size_t observation = 0;  // index into the list given
  double weight = 0;
  double part = 0;  // all parts add up to the tension
};

// The arithmetic of one day, the greatest parts first.
std::vector<Contribution> arithmetic(const std::vector<Observation>& observations, Day day,
                                     const IndexOptions& options = {});

// ---- Days and weeks
// -------------------------------------------------------------------------------------------------

enum class Step : std::uint8_t { day, week };  // weeks begin on Monday (ISO 8601)

struct Period {
  Day first = 0;
  double conflict = 0;                   // sum of the scales below 0, as a positive number
  double cooperation = 0;                // sum of the scales above 0
  std::int64_t quads[4] = {0, 0, 0, 0};  // NOLINT: counts of quads 1 to 4
  std::int64_t events = 0;
  std::int64_t articles = 0;
  // -10 · Σ scale / (events + prior): the tension of this period alone
  double tension = 0;
};

std::vector<Period> periods(const std::vector<Observation>& observations,
                            const std::vector<store::DayCount>& articles, Range range, Step step,
                            const IndexOptions& options = {});

// ---- Change points
// --------------------------------------------------------------------------------------------------

struct Change {
  std::size_t at = 0;  // the first value of the new level
  double before = 0;   // mean of the level it ends
  double after = 0;    // mean of the level it begins
};

// Where the mean of a series changes: the cheapest way to cut it (optimal partitioning, Jackson and others 2005), by
// squared error over the variance of the noise (from the median absolute difference of neighbours), with a penalty of
// 3 ln n for each change and at least three values to a level. In order; none in fewer than six values.
std::vector<Change> change_points(const std::vector<double>& values);

// What happened then: the observation of the new level's first week that weighs most in the direction in which
// tension changed. None where that week has no event.
const Observation* cause_of(const Change& change, const Period& week, const std::vector<Observation>& observations);

// ---- Alerts
// ---------------------------------------------------------------------------------------------------------

enum class Subject : std::uint8_t { tension, events, per_thousand };

// "tension > 40", "events >= 10", "tension rises 15 in 7", "per_thousand falls 5 in 30"
struct Rule {
  Subject subject = Subject::tension;
  enum class Kind : std::uint8_t { above, below, rises, falls } kind = Kind::above;
  double amount = 0;
  int days = 0;      // of rises and falls
  std::string text;  // as it was written
};

// Error invalid_argument with the forms that are understood.
Result<Rule> parse_rule(std::string_view text);

struct Alert {
  Day day = 0;  // the first day on which it holds; there is another only after it has not held
  std::string rule;
  double value = 0;      // on that day
  double reference = 0;  // the amount, or the value so many days before
};

std::vector<Alert> alerts(const std::vector<IndexDay>& index, const std::vector<Rule>& rules);

// ---- Ledgers
// --------------------------------------------------------------------------------------------------------

// Where a row's words stand.
struct Evidence {
  std::string event;  // Event::id
  std::string article;
  std::string title;
  std::string source;
  std::string url;
  std::string published;
  std::string sentence;
};

// Country or body, and the name where a person or body is named: "GBR", "United Kingdom".
struct Party {
  std::string code;
  std::string name;

  friend bool operator==(const Party&, const Party&) = default;
};

enum class Direction : std::uint8_t { sends, withdraws };
enum class Standing : std::uint8_t {
  announced,  // planned by its own account or in the article's voice
  reported,   // it is so, in the article's voice or by its own account
  claimed,    // it is so by the account of others
  feared,     // it may come to be so
  denied,
};

std::string_view name_of(Direction direction);
std::string_view name_of(Standing standing);

// Troops or weapons that somebody moves or has somewhere.
struct Deployment {
  Day day = 0;  // of the event
  std::vector<Party> who;
  Direction direction = Direction::sends;
  Standing standing = Standing::reported;
  std::optional<Quantity> quantity;  // troops or weapons; none where the text names no number
  std::string quantity_text;
  std::string where;              // resolved name, else as written; empty when not known
  std::string country_code;       // where
  std::vector<Party> by_account;  // empty: the article's own voice
  Evidence evidence;
};

// What is known of one party's troops or weapons in one country. Accounts are kept apart: a total replaces what the
// same account said before, an addition ("350 more") and a withdrawal change it; what is announced is summed beside.
struct Strength {
  Party who;
  std::string country_code;
  QuantityKind kind = QuantityKind::troops;
  double estimate = 0;  // of the account that spoke last
  double low = 0;   // the lowest and the highest of all accounts' last words; "more than" and "about" open a range of
  double high = 0;  // a tenth upwards, or to both sides
  double announced = 0;
  std::size_t accounts = 0;
  Day as_of = 0;
};

struct Deployments {
  std::vector<Deployment> rows;  // by day, then by event id
  std::vector<Strength> strengths;
};

Deployments deployments(const std::vector<store::EventRow>& rows);

// What some say and others deny.
struct Claim {
  std::string type;
  std::vector<Party> actor;
  std::vector<Party> recipient;
  std::vector<Party> asserted_by;
  std::vector<Party> denied_by;
  Day first_reported = 0;
  Day last_reported = 0;
  std::vector<Evidence> evidence;  // in order of publication
};

// Events by the account of others than those who do it, or denied by somebody, put together by story, else by type
// and both sides' codes. By the day they were last reported, the latest first.
std::vector<Claim> claims(const std::vector<store::EventRow>& rows);

enum class Answer : std::uint8_t { open, accepted, rejected };
std::string_view name_of(Answer answer);

struct Demand {
  Day day = 0;
  std::vector<Party> by;
  std::vector<Party> of;
  std::string mode;
  Answer answer = Answer::open;
  Evidence evidence;
  std::optional<Evidence> answered;  // by what
};

// Demands (REQUEST) and the first event of the other side towards the asking one in the 60 days after that accepts
// (AGREE, CONCEDE, COOPERATE, RETREAT, AID) or rejects (REJECT, THREATEN). By day, the latest first.
std::vector<Demand> demands(const std::vector<store::EventRow>& rows);

enum class Occasion : std::uint8_t {
  ahead,        // its day is still to come
  took_place,   // a later report has the same parties meet, or do it, on that day or the next
  cancelled,    // a later report says that it will not be
  unconfirmed,  // its day is over and nothing was reported
};
std::string_view name_of(Occasion occasion);

// What was announced for a day.
struct Appointment {
  Day day = 0;
  std::optional<Day> end;
  std::string type;
  std::vector<Party> who;
  std::string where;
  Occasion occasion = Occasion::ahead;
  Evidence evidence;
  std::optional<Evidence> outcome;
};

// Events whose day comes after the article that tells of them; those of one sentence, day, type and party are one.
// `today` parts what is ahead from what is over. By day.
std::vector<Appointment> calendar(const std::vector<store::EventRow>& rows, Day today);

}  // namespace detente::measure
