#include "measure/parties.h"

#include <algorithm>
#include <tuple>

#include "knowledge/knowledge.h"

namespace detente::measure {

namespace {

template <typename A, typename B, typename CodeOfA, typename CodeOfB>
bool share(const A& a, const B& b, CodeOfA code_of_a, CodeOfB code_of_b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& one) {
    return !code_of_a(one).empty() &&
           std::any_of(b.begin(), b.end(), [&](const auto& other) { return code_of_b(other) == code_of_a(one); });
  });
}

const std::string& code_of(const Party& party) {
  return party.code;
}

const std::string& code_of(const RecordEntity& entity) {
  return entity.entity.code;
}

}  // namespace

std::vector<Told> in_order(const std::vector<store::EventRow>& rows) {
  std::vector<Told> told;
  for (const store::EventRow& row : rows) {
    if (const auto day = knowledge::parse_day(row.event.date)) {
      told.push_back({&row, *day, knowledge::parse_day(row.source.date).value_or(*day)});
    }
  }
  std::sort(told.begin(), told.end(), [](const Told& a, const Told& b) {
    return std::tie(a.published, a.day, a.row->event.id) < std::tie(b.published, b.day, b.row->event.id);
  });
  return told;
}

std::vector<Party> parties_of(const std::vector<RecordEntity>& entities) {
  std::vector<Party> parties;
  for (const RecordEntity& entity : entities) {
    const std::string& name = entity.entity.identifier_text;
    add_parties(parties, {{entity.entity.code, name.empty() ? entity.entity_text : name}});
  }
  return parties;
}

Evidence evidence_of(const store::EventRow& row) {
  return {row.event.id,   row.source.article, row.source.title,   row.source.source,
          row.source.url, row.source.date,    row.source.sentence};
}

void add_parties(std::vector<Party>& parties, const std::vector<Party>& more) {
  for (const Party& party : more) {
    if (std::find(parties.begin(), parties.end(), party) == parties.end()) {
      parties.push_back(party);
    }
  }
}

bool share_code(const std::vector<Party>& a, const std::vector<Party>& b) {
  return share(
      a, b, [](const Party& one) { return code_of(one); }, [](const Party& one) { return code_of(one); });
}

bool share_code(const std::vector<RecordEntity>& a, const std::vector<RecordEntity>& b) {
  return share(
      a, b, [](const RecordEntity& one) { return code_of(one); },
      [](const RecordEntity& one) { return code_of(one); });
}

}  // namespace detente::measure
