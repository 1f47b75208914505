// The compiled gazetteer: Header | strings | places | namings | slots | countries, little-endian, read in place.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "detente/result.h"
#include "knowledge/layer.h"
#include "knowledge/tables.h"

namespace detente::resolve {

inline constexpr std::array<char, 8> gazetteer_magic{'D', 'E', 'T', 'E', 'N', 'T', 'E', 'G'};
inline constexpr std::uint32_t gazetteer_version = 2;

struct GazetteerHeader {
  std::array<char, 8> magic = gazetteer_magic;
  std::uint32_t version = gazetteer_version;
  std::uint32_t unused = 0;
  std::uint64_t size = 0;      // of the whole file
  std::uint64_t checksum = 0;  // base::checksum_with() the header and what follows it
  base::Section strings, places, namings, slots, countries;
};

// The tables of knowledge/gazetteer/ and knowledge/countries.tsv (columns: knowledge/gazetteer/README.md).
struct GazetteerTables {
  knowledge::Table places;
  knowledge::Table features;
  knowledge::Table abbreviations;
  knowledge::Table words;
  knowledge::Table countries;
};

// The bytes of the file. Errors name the table and line: a number that is none, a country or division not in the
// tables.
Result<std::string> compile_gazetteer(const GazetteerTables& tables);

}  // namespace detente::resolve
