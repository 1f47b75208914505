// Whose events are measured.
#include <algorithm>
#include <map>

#include "measure/measure.h"

namespace detente::measure {

namespace {

constexpr std::size_t rows_a_page = 5000;

using Codes = std::vector<std::string>;

// Types that partners do together, so that both may stand among the actors.
const Codes& joint_types() {
  static const Codes types{"CONSULT", "AGREE", "SUPPORT", "COOPERATE", "CONCEDE", "RETREAT"};
  return types;
}

Result<Codes> parse_codes(std::string_view text, std::string_view whole) {
  Codes codes;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view code = text.substr(0, end);
    const bool is_code = code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) {
                           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                         });
    if (!is_code) {
      return Error{ErrorCode::invalid_argument,
                   "\"" + std::string(whole) +
                       "\" names no parties; write codes of three capitals, like RUS-UKR for two sides, RUS for one "
                       "party, RUS,UKR,BLR for several",
                   ""};
    }
    codes.emplace_back(code);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return codes;
}

bool has_code(const std::vector<RecordEntity>& entities, const Codes& codes) {
  return std::any_of(entities.begin(), entities.end(), [&](const RecordEntity& entity) {
    return std::find(codes.begin(), codes.end(), entity.entity.code) != codes.end();
  });
}

class Collection {
 public:
  explicit Collection(store::Store& store) : store_(store) {}

  template <typename Keep>
  std::optional<Error> add(const store::Filter& filter, Keep keep) {
    store::Page page;
    page.sort = store::Sort::oldest;
    page.limit = rows_a_page;
    do {
      auto rows = store_.events(filter, page);
      if (!rows) {
        return rows.error();
      }
      for (store::EventRow& row : rows->rows) {
        if (keep(row.event)) {
          rows_.emplace(std::pair(row.event.date, row.event.id), std::move(row));
        }
      }
      page.after = rows->next;
    } while (!page.after.empty());
    return std::nullopt;
  }

  std::vector<store::EventRow> take() {
    std::vector<store::EventRow> out;
    out.reserve(rows_.size());
    for (auto& [key, row] : rows_) {
      out.push_back(std::move(row));
    }
    return out;
  }

 private:
  store::Store& store_;
  std::map<std::pair<std::string, std::string>, store::EventRow> rows_;
};

// From one side to the other, or both as partners.
std::optional<Error> add_between(Collection& rows, store::Filter filter, const Codes& from, const Codes& to) {
  filter.actors = from;
  filter.recipients = to;
  const auto between = [&](const Event& event) {
    return has_code(event.actor, from) && has_code(event.recipient, to);
  };
  if (auto error = rows.add(filter, between)) {
    return error;
  }
  filter.recipients.clear();
  filter.types = joint_types();
  return rows.add(filter,
                  [&](const Event& event) { return has_code(event.actor, from) && has_code(event.actor, to); });
}

// Two different parties of the list take part.
bool is_among(const Event& event, const Codes& codes) {
  std::vector<std::string> found;
  for (const auto* entities : {&event.actor, &event.recipient}) {
    for (const RecordEntity& entity : *entities) {
      if (has_code({entity}, codes)) {
        found.push_back(entity.entity.code);
      }
    }
  }
  std::sort(found.begin(), found.end());
  return std::unique(found.begin(), found.end()) - found.begin() > 1;
}

}  // namespace

Result<Scope> parse_scope(std::string_view text) {
  const std::size_t dash = text.find('-');
  auto side = parse_codes(text.substr(0, dash), text);
  if (!side) {
    return side.error();
  }
  Scope scope;
  scope.side = *side;
  if (dash != std::string_view::npos) {
    auto others = parse_codes(text.substr(dash + 1), text);
    if (!others) {
      return others.error();
    }
    scope.others = *others;
  }
  if (scope.side.empty() || (dash != std::string_view::npos && scope.others.empty())) {
    return parse_codes("?", text).error();
  }
  return scope;
}

Result<std::vector<store::EventRow>> events_of(store::Store& store, const Scope& scope, std::optional<Day> since,
                                               std::optional<Day> until) {
  Collection rows(store);
  store::Filter filter;
  filter.since = since;
  filter.until = until;
  if (!scope.others.empty()) {
    auto error = add_between(rows, filter, scope.side, scope.others);
    if (!error) {
      error = add_between(rows, filter, scope.others, scope.side);
    }
    return error ? Result<std::vector<store::EventRow>>(*error) : rows.take();
  }
  filter.either = scope.side;
  const bool several = scope.side.size() > 1;
  const auto error = rows.add(filter, [&](const Event& event) { return !several || is_among(event, scope.side); });
  return error ? Result<std::vector<store::EventRow>>(*error) : rows.take();
}

}  // namespace detente::measure
