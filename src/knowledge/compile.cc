#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <map>
#include <set>
#include <unordered_map>

#include "knowledge/layer.h"

namespace detente::knowledge {

namespace {

// Words at a name's edge that never stand for the person alone.
bool is_particle(std::string_view word) {
  const std::string lower = folded(word);
  return lower.size() < 2 || lower == "the" || lower == "al" || lower == "bin" || lower == "ibn" || lower == "jr" ||
         lower == "sr" || lower == "ii" || lower == "iii" || lower == "iv" || lower == "vi" || lower == "xvi" ||
         lower == "monday" || lower == "tuesday" || lower == "wednesday" || lower == "thursday" ||
         lower == "friday" || lower == "saturday" || lower == "sunday";
}

// Collects rows and strings, and lays them out as one block.
class Builder {
 public:
  Text text(std::string_view string) {
    const auto [at, added] = texts_.try_emplace(std::string(string), Text{});
    if (added) {
      at->second = {static_cast<std::uint32_t>(strings_.size()), static_cast<std::uint32_t>(string.size())};
      strings_ += string;
    }
    return at->second;
  }

  std::uint32_t add(const ReferentRow& row) {
    referents_.push_back(row);
    return static_cast<std::uint32_t>(referents_.size() - 1);
  }

  void add(const TermRow& row) { terms_.push_back(row); }

  void name(std::string_view name, std::uint32_t referent, NameKind kind) {
    const auto words = words_of(name);
    if (words.empty()) {
      return;
    }
    NamingRow naming;
    naming.referent = referent;
    naming.kind = static_cast<std::uint8_t>(kind);
    const NameCase demanded = case_of(words);
    naming.first_upper = demanded.first_upper ? 1 : 0;
    naming.last_upper = demanded.last_upper ? 1 : 0;
    naming.capitals = demanded.capitals ? 1 : 0;
    std::uint64_t hash = empty_name;
    for (const auto& word : words) {
      hash = extended(hash, folded(word));
      namings_[hash];  // every beginning of a name is a slot
    }
    auto& same = namings_[hash];
    const auto known = std::find_if(same.begin(), same.end(), [&](const NamingRow& other) {
      return other.referent == naming.referent && other.capitals == naming.capitals;
    });
    if (known == same.end()) {
      same.push_back(naming);
      return;
    }
    // "President of the Council|president of the Council": either will do.
    known->first_upper = std::min(known->first_upper, naming.first_upper);
    known->last_upper = std::min(known->last_upper, naming.last_upper);
  }

  void ontology(std::size_t table, std::string_view text_of_table) { ontology_.at(table) = text(text_of_table); }

  [[nodiscard]] std::string finish() const;

 private:
  std::string strings_;
  std::map<std::string, Text> texts_;
  std::vector<ReferentRow> referents_;
  std::vector<TermRow> terms_;
  std::map<std::uint64_t, std::vector<NamingRow>> namings_;
  std::array<Text, 7> ontology_{};
};

std::string Builder::finish() const {
  std::vector<NamingRow> namings;
  std::vector<SlotRow> slots(std::bit_ceil(namings_.size() * 2 + 2));
  const std::size_t mask = slots.size() - 1;
  for (const auto& [hash, rows] : namings_) {
    std::size_t i = hash & mask;
    while (slots[i].name != 0) {
      i = (i + 1) & mask;
    }
    slots[i] = {hash, static_cast<std::uint32_t>(namings.size()), static_cast<std::uint32_t>(rows.size())};
    namings.insert(namings.end(), rows.begin(), rows.end());
  }
  Header header;
  header.ontology = ontology_;
  std::string block(sizeof(Header), '\0');
  header.strings = base::append_rows(block, strings_.data(), strings_.size());
  header.referents = base::append_rows(block, referents_.data(), referents_.size());
  header.namings = base::append_rows(block, namings.data(), namings.size());
  header.slots = base::append_rows(block, slots.data(), slots.size());
  header.terms = base::append_rows(block, terms_.data(), terms_.size());
  header.size = block.size();
  header.checksum = base::checksum_with(header, std::as_bytes(std::span(block)).subspan(sizeof(Header)));
  std::memcpy(block.data(), &header, sizeof(Header));
  return block;
}

// Reads cells of one row and keeps the first fault met.
class RowReader {
 public:
  RowReader(const Table& table, std::size_t row) : table_(table), row_(row) {}

  [[nodiscard]] std::string_view cell(std::string_view column) const { return table_.cell(row_, column); }
  [[nodiscard]] std::vector<std::string_view> values(std::string_view column) const {
    return table_.values(row_, column);
  }

  Day day(std::string_view column, Day otherwise) {
    const auto text = cell(column);
    if (text.empty()) {
      return otherwise;
    }
    const auto parsed = parse_day(text);
    if (!parsed) {
      fault(ErrorCode::invalid_date, "'" + std::string(text) + "' in column " + std::string(column) + " is no date");
    }
    return parsed.value_or(otherwise);
  }

  template <typename Number>
  Number number(std::string_view column) {
    const auto text = cell(column);
    Number value{};
    if (!text.empty() && std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc()) {
      fault(ErrorCode::invalid_field,
            "'" + std::string(text) + "' in column " + std::string(column) + " is no number");
    }
    return value;
  }

  void fault(ErrorCode code, std::string message) {
    if (!fault_) {
      fault_ = Error{code, std::move(message), table_.where(row_)};
    }
  }
  [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }

 private:
  const Table& table_;
  std::size_t row_;
  std::optional<Error> fault_;
};

ReferentRow referent_row(Builder& builder, RowReader& row, ReferentKind kind, std::string_view key_column) {
  ReferentRow out;
  out.kind = static_cast<std::uint8_t>(kind);
  out.key = builder.text(row.cell(key_column));
  out.name = builder.text(row.cell("name"));
  out.code = builder.text(row.cell("code"));
  out.sector = builder.text(row.cell("sector"));
  out.other_sectors = builder.text(row.cell("other_sectors"));
  out.wikidata = builder.text(row.cell("wikidata"));
  out.role = builder.text(row.cell("role"));
  out.from = row.day("from", beginning);
  out.to = row.day("to", open_end);
  return out;
}

void name_all(Builder& builder, const RowReader& row, std::string_view column, std::uint32_t referent,
              NameKind kind) {
  for (const auto name : row.values(column)) {
    builder.name(name, referent, kind);
  }
}

using AddRow = std::optional<Error> (*)(Builder&, const Table&, std::size_t);

std::optional<Error> add_country(Builder& builder, const Table& table, std::size_t index) {
  RowReader row(table, index);
  ReferentRow out = referent_row(builder, row, ReferentKind::country, "code");
  out.sector = builder.text("GOV");
  out.geonameid = row.number<std::uint32_t>("geonameid");
  out.cow = row.number<std::uint16_t>("cow");
  out.fips = builder.text(row.cell("fips"));
  out.lat = row.number<float>("lat");
  out.lon = row.number<float>("lon");
  const auto id = builder.add(out);
  name_all(builder, row, "name", id, NameKind::full);
  name_all(builder, row, "aliases", id, NameKind::full);
  name_all(builder, row, "adjectives", id, NameKind::adjective);
  name_all(builder, row, "demonyms", id, NameKind::demonym);
  name_all(builder, row, "capital", id, NameKind::capital);
  return row.fault();
}

template <ReferentKind kind>
std::optional<Error> add_named(Builder& builder, const Table& table, std::size_t index) {
  RowReader row(table, index);
  ReferentRow out = referent_row(builder, row, kind, "name");
  out.plural = row.cell("number") == "plural" ? 1 : 0;
  const auto id = builder.add(out);
  const NameKind name_kind = kind == ReferentKind::role ? NameKind::noun : NameKind::full;
  name_all(builder, row, "name", id, name_kind);
  name_all(builder, row, "aliases", id, name_kind);
  return row.fault();
}

void add_last_names(Builder& builder, std::string_view name, std::string_view code, std::uint32_t id) {
  const auto words = words_of(name);
  if (words.size() < 2) {
    return;
  }
  if (family_name_first(code) && !is_particle(words.front())) {
    builder.name(words.front(), id, NameKind::last_name);
    if (code != "VNM") {  // Vietnamese are called by their given name as well
      return;
    }
  }
  if (!is_particle(words.back())) {
    builder.name(words.back(), id, NameKind::last_name);
  }
}

std::optional<Error> add_person(Builder& builder, const Table& table, std::size_t index) {
  RowReader row(table, index);
  ReferentRow out = referent_row(builder, row, ReferentKind::person, "id");
  out.gender = row.cell("gender").empty() ? '\0' : row.cell("gender").front();
  const auto id = builder.add(out);
  builder.name(row.cell("name"), id, NameKind::full);
  name_all(builder, row, "aliases", id, NameKind::full);
  add_last_names(builder, row.cell("name"), row.cell("code"), id);
  for (const auto alias : row.values("aliases")) {
    add_last_names(builder, alias, row.cell("code"), id);
  }
  return row.fault();
}

std::optional<Error> add_office(Builder& builder, const Table& table, std::size_t index) {
  RowReader row(table, index);
  ReferentRow out = referent_row(builder, row, ReferentKind::office, "id");
  out.name = builder.text(row.cell("title"));
  const auto id = builder.add(out);
  builder.name(row.cell("title"), id, NameKind::title);
  name_all(builder, row, "aliases", id, NameKind::title);
  return row.fault();
}

std::optional<Error> add_term(Builder& builder, const Table& table, std::size_t index) {
  RowReader row(table, index);
  builder.add(TermRow{builder.text(row.cell("office")), builder.text(row.cell("person")), row.day("from", beginning),
                      row.day("to", open_end)});
  return row.fault();
}

std::optional<Error> add_all(Builder& builder, const Table& table, AddRow add) {
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (auto fault = add(builder, table, row)) {
      return fault;
    }
  }
  return std::nullopt;
}

// The columns of an ontology table that the program needs, as text again.
std::string columns_of(const Table& table, std::initializer_list<std::string_view> columns) {
  std::string out;
  for (std::size_t row = 0; row < table.size(); ++row) {
    for (const auto column : columns) {
      out += table.cell(row, column);
      out += '\t';
    }
    out.back() = '\n';
  }
  return out;
}

// Codes, sectors, offices and people that the tables refer to must stand in them.
std::optional<Error> find_dangling(const Tables& tables) {
  std::set<std::string, std::less<>> codes{"UNK"};
  std::set<std::string, std::less<>> sectors{"UNK"};
  std::set<std::string, std::less<>> offices;
  std::set<std::string, std::less<>> people;
  const auto collect = [](const Table& table, std::string_view column, auto& into) {
    for (std::size_t row = 0; row < table.size(); ++row) {
      into.emplace(table.cell(row, column));
    }
  };
  collect(tables.countries, "code", codes);
  collect(tables.international, "code", codes);
  collect(tables.sectors, "sector", sectors);
  std::for_each(tables.offices.begin(), tables.offices.end(), [&](const Table& t) { collect(t, "id", offices); });
  std::for_each(tables.people.begin(), tables.people.end(), [&](const Table& t) { collect(t, "id", people); });

  std::optional<Error> fault;
  const auto demand = [&fault](const Table& table, std::string_view column, const auto& known) {
    for (std::size_t row = 0; row < table.size() && !fault; ++row) {
      for (const auto value : table.values(row, column)) {
        if (!known.contains(value)) {
          fault = Error{ErrorCode::invalid_field,
                        "'" + std::string(value) + "' in column " + std::string(column) + " is not known",
                        table.where(row)};
        }
      }
    }
  };
  for (const Table* table : {&tables.seats, &tables.organisations, &tables.armed_groups}) {
    demand(*table, "code", codes);
    demand(*table, "sector", sectors);
    demand(*table, "other_sectors", sectors);
  }
  demand(tables.roles, "sector", sectors);
  for (const auto& table : tables.people) {
    demand(table, "code", codes);
    demand(table, "sector", sectors);
  }
  for (const auto& table : tables.offices) {
    demand(table, "code", codes);
    demand(table, "sector", sectors);
  }
  for (const auto& table : tables.terms) {
    demand(table, "office", offices);
    demand(table, "person", people);
  }
  return fault;
}

std::optional<ReferentKind> kind_named(std::string_view name) {
  if (name == "person") return ReferentKind::person;
  if (name == "organisation") return ReferentKind::organisation;
  if (name == "armed_group") return ReferentKind::armed_group;
  if (name == "seat") return ReferentKind::seat;
  if (name == "country") return ReferentKind::country;
  if (name == "role") return ReferentKind::role;
  return std::nullopt;
}

std::string id_of(std::string_view name) {
  std::string id;
  for (const auto& word : words_of(name)) {
    id += (id.empty() ? "" : "-") + folded(word);
  }
  return id;
}

void check_overlay_row(RowReader& row, const Knowledge& below) {
  const auto demand = [&](bool known, std::string_view column, std::string_view value) {
    if (!value.empty() && !known) {
      row.fault(ErrorCode::invalid_field,
                "'" + std::string(value) + "' in column " + std::string(column) + " is not known");
    }
  };
  demand(below.is_code(row.cell("code")), "code", row.cell("code"));
  demand(below.is_office(row.cell("office")), "office", row.cell("office"));
  demand(below.ontology().sector(row.cell("sector")) != no_sector, "sector", row.cell("sector"));
  for (const auto sector : row.values("other_sectors")) {
    demand(below.ontology().sector(sector) != no_sector, "other_sectors", sector);
  }
}

std::optional<Error> add_overlay_row(Builder& builder, const Table& table, std::size_t index,
                                     const Knowledge& below) {
  RowReader row(table, index);
  const auto kind = kind_named(row.cell("kind").empty() ? "person" : row.cell("kind"));
  if (!kind) {
    row.fault(ErrorCode::invalid_field, "kind '" + std::string(row.cell("kind")) +
                                            "' is not person, organisation, armed_group, seat, country or role");
    return row.fault();
  }
  if (row.cell("name").empty() || (row.cell("code").empty() && *kind != ReferentKind::role)) {
    row.fault(ErrorCode::invalid_field, "a row needs at least name and code");
    return row.fault();
  }
  check_overlay_row(row, below);
  ReferentRow out = referent_row(builder, row, *kind, "code");
  const std::string id = id_of(row.cell("name"));
  if (*kind == ReferentKind::person) {
    out.key = builder.text(id);
    out.gender = row.cell("gender").empty() ? '\0' : row.cell("gender").front();
  }
  const auto referent = builder.add(out);
  const NameKind name_kind = *kind == ReferentKind::role ? NameKind::noun : NameKind::full;
  name_all(builder, row, "name", referent, name_kind);
  name_all(builder, row, "aliases", referent, name_kind);
  if (*kind == ReferentKind::person) {
    add_last_names(builder, row.cell("name"), row.cell("code"), referent);
    if (!row.cell("office").empty()) {
      builder.add(TermRow{builder.text(row.cell("office")), builder.text(id), row.day("from", beginning),
                          row.day("to", open_end)});
    }
  }
  return row.fault();
}

std::string named_rows(const Table& table, std::size_t a, std::size_t b) {
  return table.where(a) + " and " + table.where(b);
}

void find_overlapping_terms(const Tables& tables, std::vector<Error>& faults) {
  std::set<std::string, std::less<>> single;
  for (const auto& table : tables.offices) {
    for (std::size_t row = 0; row < table.size(); ++row) {
      if (table.cell(row, "single") == "yes") {
        single.emplace(table.cell(row, "id"));
      }
    }
  }
  struct Held {
    Day from;
    Day to;
    std::string person;
    std::string where;
  };
  std::map<std::string, std::vector<Held>> by_office;
  for (const auto& table : tables.terms) {
    for (std::size_t row = 0; row < table.size(); ++row) {
      if (single.contains(table.cell(row, "office"))) {
        by_office[std::string(table.cell(row, "office"))].push_back(
            {parse_day(table.cell(row, "from")).value_or(beginning),
             parse_day(table.cell(row, "to")).value_or(open_end), std::string(table.cell(row, "person")),
             table.where(row)});
      }
    }
  }
  for (auto& [office, held] : by_office) {
    std::stable_sort(held.begin(), held.end(), [](const Held& a, const Held& b) { return a.from < b.from; });
    for (std::size_t i = 0; i < held.size(); ++i) {
      if (held[i].from >= held[i].to) {
        faults.push_back(
            {ErrorCode::invalid_date, "the term of " + held[i].person + " ends before it begins", held[i].where});
      }
      if (i + 1 < held.size() && held[i].to > held[i + 1].from) {
        faults.push_back({ErrorCode::invalid_field,
                          office + ": the terms of " + held[i].person + " and " + held[i + 1].person + " overlap",
                          held[i].where + " and " + held[i + 1].where});
      }
    }
  }
}

// One canonical name, or one id, must not stand twice in a table while both rows hold.
void find_doubled(const Table& table, std::string_view column, std::vector<Error>& faults) {
  std::map<std::string, std::vector<std::size_t>> rows;
  for (std::size_t row = 0; row < table.size(); ++row) {
    for (const std::size_t other : rows[std::string(table.cell(row, column))]) {
      const Day from = std::max(parse_day(table.cell(row, "from")).value_or(beginning),
                                parse_day(table.cell(other, "from")).value_or(beginning));
      const Day to = std::min(parse_day(table.cell(row, "to")).value_or(open_end),
                              parse_day(table.cell(other, "to")).value_or(open_end));
      if (from < to) {
        faults.push_back({ErrorCode::invalid_field, "'" + std::string(table.cell(row, column)) + "' stands twice",
                          named_rows(table, other, row)});
      }
    }
    rows[std::string(table.cell(row, column))].push_back(row);
  }
}

void find_doubled_people(const Tables& tables, std::vector<Error>& faults) {
  std::map<std::string, std::string> seen;
  for (const auto& table : tables.people) {
    for (std::size_t row = 0; row < table.size(); ++row) {
      const auto [at, added] = seen.try_emplace(std::string(table.cell(row, "id")), table.where(row));
      if (!added) {
        faults.push_back({ErrorCode::invalid_field, "the person '" + at->first + "' stands twice",
                          at->second + " and " + table.where(row)});
      }
    }
  }
}

}  // namespace

Result<std::string> compile(const Tables& tables) {
  if (auto fault = find_dangling(tables)) {
    return *fault;
  }
  Builder builder;
  std::vector<std::pair<const Table*, AddRow>> work{{&tables.countries, add_country},
                                                    {&tables.seats, add_named<ReferentKind::seat>},
                                                    {&tables.organisations, add_named<ReferentKind::organisation>},
                                                    {&tables.armed_groups, add_named<ReferentKind::armed_group>},
                                                    {&tables.roles, add_named<ReferentKind::role>}};
  for (const auto& table : tables.people) work.emplace_back(&table, add_person);
  for (const auto& table : tables.offices) work.emplace_back(&table, add_office);
  for (const auto& table : tables.terms) work.emplace_back(&table, add_term);
  for (const auto& [table, add] : work) {
    if (auto fault = add_all(builder, *table, add)) {
      return *fault;
    }
  }
  builder.ontology(0, columns_of(tables.events, {"type", "quad", "score"}));
  builder.ontology(1, columns_of(tables.modes, {"type", "mode", "score"}));
  builder.ontology(2, columns_of(tables.contexts, {"context"}));
  builder.ontology(3, columns_of(tables.sectors, {"sector"}));
  builder.ontology(4, columns_of(tables.international, {"code"}));
  builder.ontology(5, columns_of(tables.cameo, {"cameo", "type", "mode", "closest"}));
  builder.ontology(6, columns_of(tables.mistranslations, {"written", "meant", "near"}));
  return builder.finish();
}

Result<std::string> compile_overlay(const Table& table, const Knowledge& below) {
  if (!table.has("name")) {
    return Error{ErrorCode::invalid_argument, "the table needs a header line with at least the columns name and code",
                 table.size() > 0 ? table.where(0) : std::string()};
  }
  Builder builder;
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (auto fault = add_overlay_row(builder, table, row, below)) {
      return *fault;
    }
  }
  return builder.finish();
}

std::vector<Error> find_faults(const Tables& tables) {
  std::vector<Error> faults;
  if (auto dangling = find_dangling(tables)) {
    faults.push_back(*dangling);
  }
  find_overlapping_terms(tables, faults);
  find_doubled_people(tables, faults);
  for (const Table* table : {&tables.seats, &tables.organisations, &tables.armed_groups, &tables.roles}) {
    find_doubled(*table, "name", faults);
  }
  find_doubled(tables.countries, "code", faults);
  return faults;
}

}  // namespace detente::knowledge
