// The room of tables: what knowledge/ says of countries, people, offices, bodies and the ontology, compiled into one
// memory-mapped file, with any number of the user's own tables laid over it.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/document.h"
#include "detente/ontology.h"
#include "detente/result.h"

namespace detente::knowledge {

// Days since 1970-01-01. `beginning` and `open_end` stand for "no bound known" and "still".
using Day = std::int32_t;
inline constexpr Day beginning = std::numeric_limits<Day>::min();
inline constexpr Day open_end = std::numeric_limits<Day>::max();

// From YYYY-MM-DD…, YYYY-MM or YYYY (their first day); nothing for anything else.
std::optional<Day> parse_day(std::string_view iso);
std::string format_day(Day day);

enum class ReferentKind : std::uint8_t { country, seat, organisation, armed_group, person, office, role };

// In which way a name names its referent.
enum class NameKind : std::uint8_t {
  full,       // "Emmanuel Macron", "France", "NATO"
  last_name,  // "Macron"
  adjective,  // "French"
  demonym,    // "Frenchman", "Britons"
  capital,    // "Paris" for France
  title,      // "President of France", "Taoiseach"
  noun,       // "president", "troops"
};

struct Referent {
  std::uint32_t id = 0;  // layer and row: stable once the last overlay is laid
  ReferentKind kind = ReferentKind::country;
  std::string_view key;            // ISO code, person id, office id
  std::string_view name;           // canonical
  std::string_view code;           // ISO 3166 alpha-3 or PLOVER international code
  std::string_view sector;         // PLOVER sector
  std::string_view other_sectors;  // parted by '|'
  std::string_view wikidata;
  std::string_view role;        // offices and role nouns: "president"
  char gender = 0;              // people: 'm', 'f' or 0
  bool plural = false;          // role nouns
  Day from = beginning;         // when it exists
  Day to = open_end;            // first day on which it no longer does
  std::uint32_t geonameid = 0;  // countries
  std::uint16_t cow = 0;        // countries: Correlates of War number; 0: none
  std::string_view fips;        // countries: FIPS 10-4
  float lat = 0;
  float lon = 0;

  [[nodiscard]] bool holds_on(Day day) const { return from <= day && day < to; }
};

struct Candidate {
  Referent referent;
  NameKind kind = NameKind::full;
};

struct NameMatch {
  TokenSpan tokens;
  std::vector<Candidate> candidates;  // in table order, never empty
};

struct Term {
  Referent office;
  Referent person;
  Day from = beginning;
  Day to = open_end;
  std::uint32_t layer = 0;  // 0: the table laid over last

  [[nodiscard]] bool holds_on(Day day) const { return from <= day && day < to; }
};

struct EventType {
  std::string_view name;
  int quad = 0;
  double score = 0;
};

struct Mode {
  std::string_view name;
  EventTypeId type = 0;
  std::optional<double> score;  // absent: the type's score holds
};

// knowledge/ontology/, row for row.
class Ontology {
 public:
  std::vector<EventType> types;
  std::vector<Mode> modes;
  std::vector<std::string_view> contexts;
  std::vector<std::string_view> sectors;

  [[nodiscard]] std::optional<EventTypeId> type(std::string_view name) const;
  [[nodiscard]] ModeId mode(EventTypeId type, std::string_view name) const;  // no_mode when there is none
  [[nodiscard]] SectorId sector(std::string_view name) const;                // no_sector when there is none
  [[nodiscard]] double score(EventTypeId type, ModeId mode) const;
  [[nodiscard]] std::string_view cameo(EventTypeId type, ModeId mode) const;

  // [type][0] without a mode, [type][1 + mode] with it; empty where the two do not go together.
  std::vector<std::vector<std::string_view>> closest_cameo;
};

class Layer;
class Mistranslations;

// Const and thread-safe once opened. Every string_view it hands out lives as long as it does.
class Knowledge {
 public:
  // Maps a compiled file. Error corrupt_data when magic, version, size or checksum is wrong.
  static Result<Knowledge> open(const std::filesystem::path& file);
  // The same from bytes in memory (tests).
  static Result<Knowledge> from_bytes(std::string bytes);

  Knowledge(Knowledge&&) noexcept;
  Knowledge& operator=(Knowledge&&) noexcept;
  ~Knowledge();

  // Lays a table of the user's over what is there: its names go before the same names below, its terms before the
  // terms of the same office. Columns (knowledge/README.md, "Overlay"); on an error nothing is laid over.
  std::optional<Error> overlay(const std::filesystem::path& table);

  // The names in these tokens, longest first from the left, not overlapping. Letter case counts as
  // knowledge/README.md says.
  [[nodiscard]] std::vector<NameMatch> names_in(const Document& document, TokenSpan tokens) const;
  // The candidates of exactly these words.
  [[nodiscard]] std::vector<Candidate> named(std::string_view name) const;

  // The words of the document that machine translation put for others (knowledge/mistranslations.tsv).
  [[nodiscard]] std::vector<Misword> miswords_in(const Document& document) const;

  // Whether this is a country's or an international code, or UNK; and whether this is an office's id.
  [[nodiscard]] bool is_code(std::string_view code) const;
  [[nodiscard]] bool is_office(std::string_view id) const;
  [[nodiscard]] std::optional<Referent> country(std::string_view code) const;
  // Who held or holds the offices of this role for this code on that day (several for offices held by several). Where
  // a user's table has a holder, only that one.
  [[nodiscard]] std::vector<Term> holders(std::string_view code, std::string_view role, Day day) const;
  // All terms of a person, by first day.
  [[nodiscard]] std::vector<Term> terms_of(const Referent& person) const;

  [[nodiscard]] const Ontology& ontology() const { return ontology_; }

  // For `doctor`: rows by kind, and the hash of the compiled tables.
  [[nodiscard]] std::array<std::size_t, 7> counts() const;
  [[nodiscard]] std::uint64_t checksum() const;

 private:
  struct Terms;  // terms by office and by person, countries by code

  Knowledge();
  static Result<Knowledge> over(std::unique_ptr<Layer> layer);
  void index();
  [[nodiscard]] NameMatch longest_name_at(const Document& document, TokenSpan tokens, std::uint32_t begin,
                                          const std::vector<std::string>& words) const;

  std::vector<std::unique_ptr<Layer>> layers_;  // the user's last one first, the compiled tables last
  std::unique_ptr<Terms> terms_;
  Ontology ontology_;
  std::unique_ptr<Mistranslations> mistranslations_;
};

}  // namespace detente::knowledge
