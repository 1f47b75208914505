#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <unordered_map>
#include <vector>

#include "knowledge/names.h"
#include "resolve/gazetteer.h"
#include "resolve/gazetteer_file.h"

namespace detente::resolve {

namespace {

using knowledge::Table;

// How large regions, waters and mountains count beside towns: a name like "Gulf" or "Java" means them first.
constexpr std::uint32_t feature_population = 2'000'000;

// An alias of a larger place yields to the place whose own name it is, unless that is this many times smaller.
constexpr double alias_share = 0.02;

// Towns of one or two letters ("On", "Eu", "Y") are words or codes where English text has them.
constexpr std::ptrdiff_t shortest_name = 3;

// Endings of divisions' names that news leaves out: "Butler County", "Kandahar Province".
constexpr std::array<std::string_view, 24> division_endings{
    " County",       " Parish",      " Borough",     " Province",     " Region",   " Governorate",
    " Oblast",       " Prefecture",  " District",    " Department",   " State",    " Division",
    " Municipality", " Census Area", " Voivodeship", " Emirate",      " Canton",   " Krai",
    " Raion",        " Rayon",       " Wilayat",     " Metropolitan", " Republic", " Autonomous Oblast"};
constexpr std::array<std::string_view, 10> division_beginnings{
    "City of ",  "Town of ",     "Village of ",         "Borough of ", "Township of ",
    "State of ", "Province of ", "City and County of ", "County of ",  "Region of "};

// Words that are written out or not: "Saint Louis" and "St. Louis".
struct Spelling {
  std::string_view full;
  std::string_view brief;
};
constexpr std::array<Spelling, 3> spellings{{{"Saint ", "St "}, {"Mount ", "Mt "}, {"Fort ", "Ft "}}};

PlaceLevel level_of(std::string_view feature) {
  static const std::map<std::string_view, PlaceLevel> levels{
      {"CONT", PlaceLevel::continent}, {"PCLI", PlaceLevel::country}, {"ADM1", PlaceLevel::admin1},
      {"ADM2", PlaceLevel::admin2},    {"PPLX", PlaceLevel::section}, {"BLDG", PlaceLevel::spot},
      {"SQR", PlaceLevel::spot},       {"ST", PlaceLevel::spot},      {"EST", PlaceLevel::spot},
      {"PASS", PlaceLevel::spot},      {"PS", PlaceLevel::spot}};
  if (const auto at = levels.find(feature); at != levels.end()) {
    return at->second;
  }
  return feature.starts_with("PPL") || feature == "STLMT" ? PlaceLevel::town : PlaceLevel::region;
}

// Collects rows and names, and lays them out as one block.
class Builder {
 public:
  std::uint32_t add(Gazetteer::Row row, std::string_view name) {
    row.name = {static_cast<std::uint32_t>(strings_.size()), static_cast<std::uint32_t>(name.size())};
    strings_ += name;
    places_.push_back(row);
    return static_cast<std::uint32_t>(places_.size() - 1);
  }
  [[nodiscard]] Gazetteer::Row& row(std::uint32_t place) { return places_[place]; }
  [[nodiscard]] std::size_t size() const { return places_.size(); }

  void word(std::string_view word, std::uint8_t kinds) {
    names_[knowledge::extended(knowledge::empty_name, knowledge::folded(word))].kinds |= kinds;
  }

  void name(std::string_view name, std::uint32_t place, Naming naming) {
    const auto words = knowledge::words_of(name);
    if (words.empty()) {
      return;
    }
    std::uint64_t hash = knowledge::empty_name;
    for (std::size_t i = 0; i < words.size(); ++i) {
      hash = knowledge::extended(hash, knowledge::folded(words[i]));
      names_[hash].longer |= i + 1 < words.size();
    }
    auto& entry = names_[hash];
    if (words.size() == 1 && naming == Naming::alias && entry.kinds != 0) {
      return;  // "Will", "Best": foreign spellings that are English words or people's names
    }
    const bool known = std::any_of(entry.places.begin(), entry.places.end(),
                                   [&](const PlaceNaming& other) { return other.place == place; });
    if (!known) {
      entry.places.push_back({place, naming, knowledge::case_of(words).capitals});
    }
  }

  // Both spellings of "Saint Louis", and the bare name of "Butler County". "City of Norfolk" is its bare name only.
  void names(std::string_view full, std::uint32_t place, Naming naming) {
    for (const auto beginning : division_beginnings) {
      if (full.size() > beginning.size() && full.starts_with(beginning)) {
        name(full.substr(beginning.size()), place, Naming::bare);
        return;
      }
    }
    const auto letters = std::count_if(full.begin(), full.end(),
                                       [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; });
    if (letters < shortest_name) {
      return;
    }
    name(full, place, naming);
    for (const auto& [written, brief] : spellings) {
      if (full.starts_with(written)) {
        name(std::string(brief) + std::string(full.substr(written.size())), place, naming);
      } else if (full.starts_with(brief)) {
        name(std::string(written) + std::string(full.substr(brief.size())), place, naming);
      }
    }
    for (const auto ending : division_endings) {
      if (full.size() > ending.size() && full.ends_with(ending)) {
        name(full.substr(0, full.size() - ending.size()), place, Naming::bare);
      }
    }
  }

  [[nodiscard]] std::string finish();

 private:
  struct Entry {
    std::vector<PlaceNaming> places;
    std::uint8_t kinds = 0;
    bool longer = false;
  };

  [[nodiscard]] double rank(const PlaceNaming& naming) const;
  [[nodiscard]] std::vector<std::uint32_t> countries() const;

  std::string strings_;
  std::vector<Gazetteer::Row> places_;
  std::unordered_map<std::uint64_t, Entry> names_;
};

double Builder::rank(const PlaceNaming& naming) const {
  const Gazetteer::Row& row = places_[naming.place];
  const double own = naming.naming == Naming::alias || naming.naming == Naming::bare ? alias_share : 1;
  return own * (row.population + 1.0);
}

std::vector<std::uint32_t> Builder::countries() const {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t i = 0; i < places_.size(); ++i) {
    if (places_[i].level == PlaceLevel::country) {
      rows.push_back(i);
    }
  }
  std::sort(rows.begin(), rows.end(), [&](auto a, auto b) { return places_[a].code < places_[b].code; });
  return rows;
}

std::string Builder::finish() {
  std::vector<std::uint64_t> order;  // so that the same tables give the same bytes
  order.reserve(names_.size());
  for (const auto& [hash, entry] : names_) {
    order.push_back(hash);
  }
  std::sort(order.begin(), order.end());
  std::vector<PlaceNaming> namings;
  std::vector<Gazetteer::Slot> slots(std::bit_ceil(order.size() * 3 / 2 + 2));
  const std::size_t mask = slots.size() - 1;
  for (const std::uint64_t hash : order) {
    Entry& entry = names_[hash];
    std::stable_sort(entry.places.begin(), entry.places.end(),
                     [&](const PlaceNaming& a, const PlaceNaming& b) { return rank(a) > rank(b); });
    std::size_t i = hash & mask;
    while (slots[i].name != 0) {
      i = (i + 1) & mask;
    }
    slots[i] = {hash, static_cast<std::uint32_t>(namings.size()), static_cast<std::uint16_t>(entry.places.size()),
                entry.kinds, static_cast<std::uint8_t>(entry.longer ? 1 : 0)};
    namings.insert(namings.end(), entry.places.begin(), entry.places.end());
  }
  const auto by_code = countries();
  GazetteerHeader header;
  std::string block(sizeof(header), '\0');
  header.strings = base::append_rows(block, strings_.data(), strings_.size());
  header.places = base::append_rows(block, places_.data(), places_.size());
  header.namings = base::append_rows(block, namings.data(), namings.size());
  header.slots = base::append_rows(block, slots.data(), slots.size());
  header.countries = base::append_rows(block, by_code.data(), by_code.size());
  header.size = block.size();
  header.checksum = base::checksum_with(header, std::as_bytes(std::span(block)).subspan(sizeof(header)));
  std::memcpy(block.data(), &header, sizeof(header));
  return block;
}

// The tables, row by row, into the builder; keeps the first fault met.
class Compiler {
 public:
  explicit Compiler(const GazetteerTables& tables) : tables_(tables) {}

  Result<std::string> run() {
    add_words();
    add_divisions();
    add_towns();
    add_features();
    add_country_names();
    add_abbreviations();
    if (fault_) {
      return *fault_;
    }
    return builder_.finish();
  }

 private:
  using Keys = std::map<std::string, std::uint32_t, std::less<>>;

  template <typename Number>
  Number number(const Table& table, std::size_t row, std::string_view column) {
    const auto text = table.cell(row, column);
    Number value{};
    if (!text.empty() && std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc()) {
      fault("'" + std::string(text) + "' in column " + std::string(column) + " is no number", table.where(row));
    }
    return value;
  }

  void fault(std::string message, std::string where) {
    if (!fault_) {
      fault_ = Error{ErrorCode::invalid_field, std::move(message), std::move(where)};
    }
  }

  static std::uint32_t find(const Keys& keys, const std::string& key) {
    const auto at = keys.find(key);
    return at == keys.end() ? no_place : at->second;
  }

  void add_words() {
    for (std::size_t row = 0; row < tables_.words.size(); ++row) {
      std::uint8_t kinds = 0;
      for (const auto kind : tables_.words.values(row, "kinds")) {
        kinds |= kind == "given" ? WordKinds::given : kind == "last" ? WordKinds::last : WordKinds::common;
      }
      builder_.word(tables_.words.cell(row, "word"), kinds);
    }
    for (std::size_t row = 0; row < tables_.countries.size(); ++row) {
      const std::string iso2(tables_.countries.cell(row, "iso2"));
      codes_.try_emplace(iso2, tables_.countries.cell(row, "code"));
    }
  }

  Gazetteer::Row place_row(const Table& table, std::size_t row) {
    Gazetteer::Row out;
    out.geonameid = number<std::uint32_t>(table, row, table.has("id") ? "id" : "geonameid");
    out.lat = number<float>(table, row, "lat");
    out.lon = number<float>(table, row, "lon");
    const auto feature = table.cell(row, "feature");
    std::copy_n(feature.begin(), std::min(feature.size(), out.feature.size()), out.feature.begin());
    out.level = level_of(feature);
    const std::string country(table.cell(row, "country"));
    if (const auto code = codes_.find(country); code != codes_.end()) {
      std::copy_n(code->second.begin(), std::min<std::size_t>(code->second.size(), 3), out.code.begin());
    }
    out.country = find(countries_, country);
    return out;
  }

  // Countries first, then first and second-level divisions: each row can name those it lies in.
  void add_divisions() {
    for (const std::string_view feature : {"PCLI", "ADM1", "ADM2"}) {
      for (std::size_t row = 0; row < tables_.places.size(); ++row) {
        if (tables_.places.cell(row, "feature") == feature) {
          add_place(row);
        }
      }
    }
  }

  void add_towns() {
    for (std::size_t row = 0; row < tables_.places.size(); ++row) {
      const auto level = level_of(tables_.places.cell(row, "feature"));
      if (level != PlaceLevel::country && level != PlaceLevel::admin1 && level != PlaceLevel::admin2) {
        add_place(row);
      }
    }
  }

  void add_place(std::size_t row) {
    const Table& table = tables_.places;
    Gazetteer::Row out = place_row(table, row);
    out.population = number<std::uint32_t>(table, row, "population");
    const std::string country(table.cell(row, "country"));
    const std::string first = country + '.' + std::string(table.cell(row, "admin1"));
    const std::string second = first + '.' + std::string(table.cell(row, "admin2"));
    out.admin1 = find(admin1_, first);
    out.admin2 = find(admin2_, second);
    const auto id = builder_.add(out, table.cell(row, "name"));
    if (out.level == PlaceLevel::country) {
      countries_[country] = builder_.row(id).country = id;
      return;  // its names stand in countries.tsv
    }
    if (out.level == PlaceLevel::admin1) {
      admin1_[first] = builder_.row(id).admin1 = id;
    } else if (out.level == PlaceLevel::admin2) {
      admin2_[second] = builder_.row(id).admin2 = id;
    }
    towns_.try_emplace(out.geonameid, id);
    builder_.names(table.cell(row, "name"), id, Naming::main);
    taken_.insert(country + '.' + knowledge::folded(table.cell(row, "name")));
    for (const auto alias : table.values(row, "aliases")) {
      builder_.name(alias, id, Naming::alias);
    }
  }

  void add_features() {
    const Table& table = tables_.features;
    for (std::size_t row = 0; row < table.size(); ++row) {
      Gazetteer::Row out = place_row(table, row);
      out.population = out.level == PlaceLevel::spot ? feature_population / 10 : feature_population;
      const auto id = builder_.add(out, table.cell(row, "name"));
      builder_.name(table.cell(row, "name"), id, Naming::main);
      taken_.insert(std::string(table.cell(row, "country")) + '.' + knowledge::folded(table.cell(row, "name")));
      for (const auto alias : table.values(row, "aliases")) {
        builder_.name(alias, id, Naming::main);  // written for Detente: as good as the name
        taken_.insert(std::string(table.cell(row, "country")) + '.' + knowledge::folded(alias));
      }
    }
  }

  // Names of countries as knowledge/ has them, but for those of their parts (Scotland, Gaza).
  void add_country_names() {
    const Table& table = tables_.countries;
    for (std::size_t row = 0; row < table.size(); ++row) {
      const std::string iso2(table.cell(row, "iso2"));
      std::uint32_t id = find(countries_, iso2);
      if (id == no_place) {
        Gazetteer::Row out;
        const auto code = table.cell(row, "code");
        std::copy_n(code.begin(), std::min<std::size_t>(code.size(), 3), out.code.begin());
        out.geonameid = number<std::uint32_t>(table, row, "geonameid");
        out.lat = number<float>(table, row, "lat");
        out.lon = number<float>(table, row, "lon");
        out.feature = {'P', 'C', 'L', 'H'};
        out.level = PlaceLevel::country;
        id = builder_.add(out, table.cell(row, "name"));
        builder_.row(id).country = id;
        countries_[iso2] = id;
      }
      builder_.name(table.cell(row, "name"), id, Naming::main);
      for (const auto alias : table.values(row, "aliases")) {
        if (!taken_.contains(iso2 + '.' + knowledge::folded(alias))) {
          builder_.name(alias, id, Naming::main);
        }
      }
    }
  }

  void add_abbreviations() {
    const Table& table = tables_.abbreviations;
    for (std::size_t row = 0; row < table.size(); ++row) {
      const std::string key = std::string(table.cell(row, "country")) + '.' + std::string(table.cell(row, "admin1"));
      const auto town = towns_.find(number<std::uint32_t>(table, row, "geonameid"));
      const auto id = town != towns_.end() ? town->second : find(admin1_, key);
      if (id == no_place) {
        fault("there is no division " + key, table.where(row));
        continue;
      }
      builder_.name(table.cell(row, "name"), id,
                    table.cell(row, "after") == "yes" ? Naming::tied : Naming::abbreviation);
    }
  }

  const GazetteerTables& tables_;
  Builder builder_;
  Keys countries_, admin1_, admin2_;                        // by GeoNames code
  std::unordered_map<std::uint32_t, std::uint32_t> towns_;  // by GeoNames id
  std::map<std::string, std::string> codes_;                // alpha-2 → alpha-3
  std::set<std::string> taken_;                             // "GB.scotland"
  std::optional<Error> fault_;
};

}  // namespace

Result<std::string> compile_gazetteer(const GazetteerTables& tables) {
  return Compiler(tables).run();
}

}  // namespace detente::resolve
