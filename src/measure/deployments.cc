// The ledger of troops and weapons.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "measure/measure.h"
#include "measure/parties.h"

namespace detente::measure {

namespace {

// "More than 100" is read as 100 to 110, "about 100" as 90 to 110.
constexpr double tenth = 0.1;

bool is_armed(const RecordQuantity& quantity) {
  return quantity.quantity.kind == QuantityKind::troops || quantity.quantity.kind == QuantityKind::weapons;
}

bool withdraws(const Event& event) {
  return event.event == "RETREAT" && std::find(event.mode.begin(), event.mode.end(), "withdraw") != event.mode.end();
}

bool is_deployment(const Event& event) {
  const bool has_number = std::any_of(event.quantity.begin(), event.quantity.end(), is_armed);
  return event.event == "MOBILIZE" || withdraws(event) || (event.event == "RETREAT" && has_number);
}

Standing standing_of(const Event& event) {
  switch (event.status) {
    case Status::planned:
      return Standing::announced;
    case Status::hypothetical:
      return Standing::feared;
    case Status::negated:
      return Standing::denied;
    case Status::asserted:
      break;
  }
  const bool by_others = !event.attributed_to.empty() && !share_code(event.attributed_to, event.actor);
  return by_others ? Standing::claimed : Standing::reported;
}

Deployment row_of(const Told& told) {
  const Event& event = told.row->event;
  Deployment out;
  out.day = told.day;
  out.who = parties_of(event.actor);
  out.direction = event.event == "RETREAT" ? Direction::withdraws : Direction::sends;
  out.standing = standing_of(event);
  const auto number = std::find_if(event.quantity.begin(), event.quantity.end(), is_armed);
  if (number != event.quantity.end()) {
    out.quantity = number->quantity;
    out.quantity_text = number->text;
  }
  if (event.event_loc) {
    const Location& location = event.event_loc->location;
    out.where = location.resolved_place.empty() ? event.event_loc->extracted_place : location.resolved_place;
    out.country_code = location.country_code;
  }
  out.by_account = parties_of(event.attributed_to);
  out.evidence = evidence_of(*told.row);
  return out;
}

struct Span {
  double low = 0;
  double high = 0;
};

Span span_of(const Quantity& quantity) {
  const double value = quantity.value;
  switch (quantity.relation) {
    case QuantityRelation::more:
      return {value, value * (1 + tenth)};
    case QuantityRelation::less:
      return {value * (1 - tenth), value};
    case QuantityRelation::about:
      return {value * (1 - tenth), value * (1 + tenth)};
    case QuantityRelation::equal:
    case QuantityRelation::additional:
      break;
  }
  return {value, value};
}

// What one account says of one party's strength.
struct Word {
  Span span;
  double value = 0;
  Day day = 0;
};

struct Running {
  Party who;
  std::string country_code;
  QuantityKind kind = QuantityKind::troops;
  double announced = 0;
  std::map<std::string, Word> by_account;  // "" is the articles' own voice
  std::set<std::string> stories;           // counted already
};

bool is_known(const Deployment& row) {
  return row.standing == Standing::reported || row.standing == Standing::claimed;
}

void apply(const Deployment& row, Word& word) {
  const Span span = span_of(*row.quantity);
  const double value = row.quantity->value;
  word.day = std::max(word.day, row.day);
  if (row.direction == Direction::withdraws) {
    word.span = {std::max(0.0, word.span.low - span.high), std::max(0.0, word.span.high - span.low)};
    word.value = std::max(0.0, word.value - value);
  } else if (row.quantity->relation == QuantityRelation::additional) {
    word.span = {word.span.low + span.low, word.span.high + span.high};
    word.value += value;
  } else {
    word.span = span;
    word.value = value;
  }
}

Strength strength_of(const Running& running) {
  Strength out{
      running.who, running.country_code, running.kind, 0, 0, 0, running.announced, running.by_account.size(), 0};
  bool is_first = true;
  for (const auto& [account, word] : running.by_account) {
    out.low = is_first ? word.span.low : std::min(out.low, word.span.low);
    out.high = is_first ? word.span.high : std::max(out.high, word.span.high);
    if (is_first || word.day >= out.as_of) {
      out.estimate = word.value;
      out.as_of = word.day;
    }
    is_first = false;
  }
  return out;
}

// Adds one row to what is known, unless another report of its story has.
void count(const Deployment& row, const std::string& story, Running& running) {
  if (!story.empty() && !running.stories.insert(story).second) {
    return;
  }
  if (row.standing == Standing::announced && row.direction == Direction::sends) {
    running.announced += row.quantity->value;
  } else if (is_known(row)) {
    apply(row, running.by_account[row.by_account.empty() ? std::string() : row.by_account.front().name]);
  }
}

}  // namespace

Deployments deployments(const std::vector<store::EventRow>& rows) {
  Deployments out;
  std::map<std::tuple<std::string, std::string, QuantityKind>, Running> running;
  for (const Told& told : in_order(rows)) {
    if (!is_deployment(told.row->event)) {
      continue;
    }
    out.rows.push_back(row_of(told));
    const Deployment& row = out.rows.back();
    if (row.quantity && !row.who.empty() && !row.who.front().code.empty()) {
      const Party& who = row.who.front();
      Running& strength = running[{who.code, row.country_code, row.quantity->kind}];
      strength.who = strength.who.code.empty() ? who : strength.who;
      strength.country_code = row.country_code;
      strength.kind = row.quantity->kind;
      count(row, told.row->story, strength);
    }
  }
  for (const auto& [key, strength] : running) {
    if (!strength.by_account.empty() || strength.announced > 0) {
      out.strengths.push_back(strength_of(strength));
    }
  }
  std::stable_sort(out.rows.begin(), out.rows.end(), [](const Deployment& a, const Deployment& b) {
    return std::tie(a.day, a.evidence.event) < std::tie(b.day, b.evidence.event);
  });
  return out;
}

std::string_view name_of(Direction direction) {
  return direction == Direction::sends ? "sends" : "withdraws";
}

std::string_view name_of(Standing standing) {
  switch (standing) {
    case Standing::announced:
      return "announced";
    case Standing::reported:
      return "reported";
    case Standing::claimed:
      return "claimed";
    case Standing::feared:
      return "feared";
    case Standing::denied:
      break;
  }
  return "denied";
}

}  // namespace detente::measure
