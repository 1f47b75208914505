// A wire's dateline: "MOSCOW, Feb 7 (AFP) – ", "GENEVA (Reuters) - ", "KYIV — ".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace detente::ingest {

struct Dateline {
  std::string place;   // as written: "NEW YORK", "SAN FRANCISCO, Calif."
  std::string agency;  // "AFP"; empty when none is named
  std::string date;    // YYYY-MM-DD where the year is given; empty otherwise
};

// The dateline that `paragraph` begins with.
std::optional<Dateline> read_dateline(std::string_view paragraph);

}  // namespace detente::ingest
