// The compiled form of the tables: one block of bytes, read in place.
//
//   Header | strings | referents | namings | slots | terms | ontology tables as text
//
// Every number is little-endian and aligned to its size. Names are found in an open-addressing table of slots keyed
// by the 64-bit hash of their words (names.h); a slot without namings marks the beginning of a longer name.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"
#include "detente/result.h"
#include "knowledge/knowledge.h"
#include "knowledge/names.h"
#include "knowledge/tables.h"

namespace detente::knowledge {

inline constexpr std::array<char, 8> layer_magic{'D', 'E', 'T', 'E', 'N', 'T', 'E', 'K'};
inline constexpr std::uint32_t layer_version = 3;

struct Text {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
};

struct ReferentRow {
  Text key, name, code, sector, other_sectors, wikidata, role, fips;
  std::int32_t from = beginning;
  std::int32_t to = open_end;
  std::uint32_t geonameid = 0;
  float lat = 0;
  float lon = 0;
  std::uint8_t kind = 0;
  char gender = 0;
  std::uint8_t plural = 0;
  std::uint8_t unused = 0;
  std::uint16_t cow = 0;
  std::uint16_t unused_too = 0;
};

struct NamingRow {
  std::uint32_t referent = 0;
  std::uint8_t kind = 0;  // NameKind
  std::uint8_t first_upper = 0;
  std::uint8_t last_upper = 0;
  std::uint8_t capitals = 0;
};

struct SlotRow {
  std::uint64_t name = 0;   // 0: free
  std::uint32_t first = 0;  // of its namings
  std::uint32_t count = 0;
};

// A term names office and person by key, since an overlay may speak of those of a layer below.
struct TermRow {
  Text office;
  Text person;
  std::int32_t from = beginning;
  std::int32_t to = open_end;
};

struct Header {
  std::array<char, 8> magic = layer_magic;
  std::uint32_t version = layer_version;
  std::uint32_t unused = 0;
  std::uint64_t size = 0;      // of the whole block
  std::uint64_t checksum = 0;  // base::checksum_with() the header and what follows it
  base::Section strings, referents, namings, slots, terms;
  std::array<Text, 7> ontology;  // events, modes, contexts, sectors, international, cameo, mistranslations: as text
};

// Reads a block that somebody keeps alive. Const and thread-safe.
class Layer {
 public:
  static Result<std::unique_ptr<Layer>> open(base::SharedBytes block, const std::string& subject);

  [[nodiscard]] std::string_view string(Text text) const { return {strings_.data() + text.offset, text.length}; }
  [[nodiscard]] std::span<const ReferentRow> referents() const { return referents_; }
  [[nodiscard]] std::span<const TermRow> terms() const { return terms_; }
  [[nodiscard]] Referent referent(std::uint32_t row, std::uint32_t layer) const;

  // Null when no name is or begins so.
  [[nodiscard]] const SlotRow* slot(std::uint64_t name) const;
  [[nodiscard]] std::span<const NamingRow> namings(const SlotRow& slot) const {
    return namings_.subspan(slot.first, slot.count);
  }
  [[nodiscard]] std::string_view ontology(std::size_t table) const { return string(header_.ontology.at(table)); }
  [[nodiscard]] std::uint64_t checksum() const { return header_.checksum; }

 private:
  Header header_;
  base::SharedBytes block_;
  std::string_view strings_;
  std::span<const ReferentRow> referents_;
  std::span<const NamingRow> namings_;
  std::span<const SlotRow> slots_;
  std::span<const TermRow> terms_;
};

// The block for the project's tables. Errors name the table and line: an unknown code, office, person or sector, a
// date that is none.
Result<std::string> compile(const Tables& tables);

// The block for a user's table (columns: knowledge/README.md, "Overlay"), whose codes, sectors and offices `below`
// must know.
Result<std::string> compile_overlay(const Table& table, const Knowledge& below);

// What a reader of the tables should mend: terms of single-holder offices that overlap, one name for two referents of
// the same kind and time, codes of countries that are not in the table. Empty when all is well.
std::vector<Error> find_faults(const Tables& tables);

}  // namespace detente::knowledge
