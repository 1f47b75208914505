// Names for the rows of the ontology tables (knowledge/ontology/). The rows themselves are data; these are their
// indices in the compiled knowledge, in the tables' order.
#pragma once

#include <cstdint>
#include <string_view>

namespace detente {

using EventTypeId = std::uint8_t;
using ModeId = std::uint8_t;  // over all types; a mode belongs to one type
using ContextId = std::uint8_t;
using SectorId = std::uint8_t;

inline constexpr ModeId no_mode = 0xFF;
inline constexpr SectorId no_sector = 0xFF;

// RECORDS.md, "Event": whether it happened.
enum class Status : std::uint8_t { asserted, planned, hypothetical, negated };

std::string_view name_of(Status status);

}  // namespace detente
