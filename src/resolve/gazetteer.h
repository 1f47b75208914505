// Where names lie: towns, divisions, countries, regions and waters by name, in one memory-mapped file.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/base.h"
#include "detente/result.h"

namespace detente::resolve {

inline constexpr std::uint32_t no_place = std::numeric_limits<std::uint32_t>::max();

// How much of the map a place takes up, from large to small.
enum class PlaceLevel : std::uint8_t { continent, country, region, admin1, admin2, town, section, spot };

// In which way a name names its place.
enum class Naming : std::uint8_t {
  main,          // "Butler County", "Vienna"
  alias,         // "Wien", "Saigon"
  bare,          // "Butler" for Butler County
  abbreviation,  // "Ky.", "NSW"
  tied,          // an abbreviation that means a place only beside another: "GA", "Ind."
};

// What a single word may be besides a place (knowledge/gazetteer/words.tsv), as bits.
struct WordKinds {
  static constexpr std::uint8_t common = 1;  // an English word
  static constexpr std::uint8_t given = 2;   // a given name
  static constexpr std::uint8_t last = 4;    // a last name
};

struct Place {
  std::uint32_t id = no_place;  // row in the gazetteer
  std::uint32_t geonameid = 0;  // 0: not in GeoNames, or its number is not known
  std::string_view name;
  float lat = 0;
  float lon = 0;
  std::uint32_t population = 0;
  std::uint32_t country = no_place;  // rows of the divisions it lies in; its own row where it is one
  std::uint32_t admin1 = no_place;
  std::uint32_t admin2 = no_place;
  std::string_view code;     // ISO 3166 alpha-3; empty for waters and regions of several countries
  std::string_view feature;  // GeoNames feature code
  PlaceLevel level = PlaceLevel::town;
};

struct PlaceNaming {
  std::uint32_t place = no_place;
  Naming naming = Naming::main;
  bool capitals = false;  // only letters in capitals match: "US", "PEI"
};

// What is known of a name. Nothing at all: no places, no kinds, no longer name.
struct NameEntry {
  std::span<const PlaceNaming> places;  // the largest first
  std::uint8_t kinds = 0;               // WordKinds
  bool longer = false;                  // longer names begin so
};

// Const and thread-safe once opened. Every view it hands out lives as long as it does.
class Gazetteer {
 public:
  // Maps a file that compile_gazetteer() made. Error not_found, or corrupt_data when magic, version, size or checksum
  // is wrong.
  static Result<Gazetteer> open(const std::filesystem::path& file);
  // The same from bytes in memory (tests).
  static Result<Gazetteer> from_bytes(std::string bytes);

  // `name` is a hash as in knowledge/names.h: knowledge::extended() over the name's folded words.
  [[nodiscard]] NameEntry find(std::uint64_t name) const;
  [[nodiscard]] Place place(std::uint32_t id) const;
  [[nodiscard]] std::size_t size() const { return places_.size(); }
  // The row of a country by its ISO 3166 alpha-3 code; no_place when there is none.
  [[nodiscard]] std::uint32_t country(std::string_view code) const;
  [[nodiscard]] std::uint64_t checksum() const { return checksum_; }

  // Rows of the file; gazetteer_compile.cc writes them.
  struct Text {
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
  };
  struct Row {
    Text name;
    std::uint32_t geonameid = 0;
    float lat = 0;
    float lon = 0;
    std::uint32_t population = 0;
    std::uint32_t country = no_place;
    std::uint32_t admin1 = no_place;
    std::uint32_t admin2 = no_place;
    std::array<char, 3> code{};
    PlaceLevel level = PlaceLevel::town;
    std::array<char, 8> feature{};
  };
  struct Slot {
    std::uint64_t name = 0;  // 0: free
    std::uint32_t first = 0;
    std::uint16_t count = 0;
    std::uint8_t kinds = 0;
    std::uint8_t longer = 0;
  };

 private:
  static Result<Gazetteer> over(base::SharedBytes block, const std::string& subject);

  base::SharedBytes block_;
  std::string_view strings_;
  std::span<const Row> places_;
  std::span<const PlaceNaming> namings_;
  std::span<const Slot> slots_;
  std::span<const std::uint32_t> countries_;  // rows, by alpha-3 code
  std::uint64_t checksum_ = 0;
};

}  // namespace detente::resolve
