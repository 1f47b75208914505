// What the ledgers share: who is meant, which words stand behind a row, in which order rows are told.
#pragma once

#include <string>
#include <vector>

#include "measure/measure.h"

namespace detente::measure {

// One event with its days worked out.
struct Told {
  const store::EventRow* row = nullptr;
  Day day = 0;        // when it happened or is to happen
  Day published = 0;  // of its article; `day` where the article has no date
};

// The dated events, by day of publication, then day, then event id.
std::vector<Told> in_order(const std::vector<store::EventRow>& rows);

std::vector<Party> parties_of(const std::vector<RecordEntity>& entities);
Evidence evidence_of(const store::EventRow& row);

// Adds those that are not there yet.
void add_parties(std::vector<Party>& parties, const std::vector<Party>& more);

// A code that both lists name.
bool share_code(const std::vector<Party>& a, const std::vector<Party>& b);
bool share_code(const std::vector<RecordEntity>& a, const std::vector<RecordEntity>& b);

}  // namespace detente::measure
