#include "knowledge/knowledge.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <iterator>
#include <unordered_map>

#include "knowledge/layer.h"
#include "knowledge/mistranslations.h"
#include "knowledge/names.h"

namespace detente::knowledge {

namespace {

// A name has at most this many words; longer ones in the tables do not match.
constexpr std::uint32_t longest_name = 12;

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size() || text.front() == '-') {
    return std::nullopt;
  }
  return value;
}

std::vector<std::vector<std::string_view>> rows_of(std::string_view text) {
  std::vector<std::vector<std::string_view>> rows;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    auto& cells = rows.emplace_back();
    for (std::size_t tab = 0; tab != std::string_view::npos; line.remove_prefix(tab + 1)) {
      tab = line.find('\t');
      cells.push_back(line.substr(0, tab));
      if (tab == std::string_view::npos) {
        break;
      }
    }
  }
  return rows;
}

double number(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool case_allows(const NamingRow& naming, std::string_view first, std::string_view last) {
  if (naming.capitals != 0) {
    return is_capitals(first);
  }
  return (naming.first_upper == 0 || begins_upper(first)) && (naming.last_upper == 0 || begins_upper(last));
}

template <typename Rows>
auto index_of(const Rows& rows, std::string_view name) {
  const auto at = std::find(rows.begin(), rows.end(), name);
  return at == rows.end() ? no_sector : static_cast<SectorId>(at - rows.begin());
}

}  // namespace

std::optional<Day> parse_day(std::string_view iso) {
  using namespace std::chrono;
  const auto part = [&](std::size_t at, std::size_t length) -> std::optional<int> {
    return iso.size() >= at + length ? digits(iso.substr(at, length)) : std::nullopt;
  };
  const auto y = part(0, 4);
  const auto m = iso.size() == 4 ? std::optional(1) : part(5, 2);
  const auto d = iso.size() <= 7 ? std::optional(1) : part(8, 2);
  if (!y || !m || !d || (iso.size() > 4 && iso[4] != '-') || (iso.size() > 7 && iso[7] != '-')) {
    return std::nullopt;
  }
  const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
  if (!date.ok()) {
    return std::nullopt;
  }
  return static_cast<Day>(sys_days{date}.time_since_epoch().count());
}

std::string format_day(Day day) {
  using namespace std::chrono;
  const year_month_day date{sys_days{days{day}}};
  const auto two = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return std::to_string(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) + "-" +
         two(static_cast<unsigned>(date.day()));
}

std::optional<EventTypeId> Ontology::type(std::string_view name) const {
  const auto at = std::find_if(types.begin(), types.end(), [&](const EventType& type) { return type.name == name; });
  return at == types.end() ? std::nullopt : std::optional(static_cast<EventTypeId>(at - types.begin()));
}

ModeId Ontology::mode(EventTypeId type, std::string_view name) const {
  const auto at = std::find_if(modes.begin(), modes.end(),
                               [&](const Mode& mode) { return mode.type == type && mode.name == name; });
  return at == modes.end() ? no_mode : static_cast<ModeId>(at - modes.begin());
}

SectorId Ontology::sector(std::string_view name) const {
  return index_of(sectors, name);
}

double Ontology::score(EventTypeId type, ModeId mode) const {
  if (mode != no_mode && modes.at(mode).score) {
    return *modes.at(mode).score;
  }
  return types.at(type).score;
}

std::string_view Ontology::cameo(EventTypeId type, ModeId mode) const {
  return closest_cameo.at(type).at(mode == no_mode ? 0 : 1U + mode);
}

namespace {

Ontology read_ontology(const Layer& layer) {
  Ontology ontology;
  for (const auto& row : rows_of(layer.ontology(0))) {
    ontology.types.push_back({row.at(0), static_cast<int>(number(row.at(1))), number(row.at(2))});
  }
  for (const auto& row : rows_of(layer.ontology(1))) {
    const auto type = ontology.type(row.at(0)).value_or(0);
    ontology.modes.push_back({row.at(1), type, row.at(2).empty() ? std::nullopt : std::optional(number(row.at(2)))});
  }
  for (const auto& row : rows_of(layer.ontology(2))) {
    ontology.contexts.push_back(row.at(0));
  }
  for (const auto& row : rows_of(layer.ontology(3))) {
    ontology.sectors.push_back(row.at(0));
  }
  auto& cameo = ontology.closest_cameo;
  cameo.assign(ontology.types.size(), std::vector<std::string_view>(ontology.modes.size() + 1));
  for (const auto& row : rows_of(layer.ontology(5))) {
    const auto type = ontology.type(row.at(1));
    if (!type || row.at(3) != "yes") {
      continue;
    }
    const ModeId mode = row.at(2).empty() ? no_mode : ontology.mode(*type, row.at(2));
    cameo[*type].at(mode == no_mode ? 0 : 1U + mode) = row.at(0);
  }
  return ontology;
}

std::unique_ptr<Mistranslations> read_mistranslations(const Layer& layer) {
  auto mistranslations = std::make_unique<Mistranslations>();
  for (const auto& row : rows_of(layer.ontology(6))) {
    mistranslations->add(row.at(0), row.at(1), row.at(2));
  }
  return mistranslations;
}

}  // namespace

struct Knowledge::Terms {
  std::unordered_map<std::string_view, Referent> countries;
  std::unordered_map<std::string_view, Referent> offices;
  std::unordered_map<std::string_view, std::vector<Term>> by_office;
  std::unordered_map<std::string_view, std::vector<Term>> by_person;
};

Knowledge::Knowledge() = default;
Knowledge::Knowledge(Knowledge&&) noexcept = default;
Knowledge& Knowledge::operator=(Knowledge&&) noexcept = default;
Knowledge::~Knowledge() = default;

Result<Knowledge> Knowledge::over(std::unique_ptr<Layer> layer) {
  Knowledge knowledge;
  knowledge.ontology_ = read_ontology(*layer);
  knowledge.mistranslations_ = read_mistranslations(*layer);
  knowledge.layers_.push_back(std::move(layer));
  knowledge.index();
  return knowledge;
}

std::vector<Misword> Knowledge::miswords_in(const Document& document) const {
  return mistranslations_->in(document);
}

Result<Knowledge> Knowledge::open(const std::filesystem::path& file) {
  auto block = base::map_file(file, "the compiled knowledge");
  if (!block) {
    return block.error();
  }
  auto layer = Layer::open(std::move(block).value(), file.string());
  if (!layer) {
    return layer.error();
  }
  return over(std::move(layer).value());
}

Result<Knowledge> Knowledge::from_bytes(std::string bytes) {
  auto layer = Layer::open(base::SharedBytes::of(std::move(bytes)), "bytes");
  if (!layer) {
    return layer.error();
  }
  return over(std::move(layer).value());
}

// Later layers come first, so that a user's term stands before the table's for the same day.
void Knowledge::index() {
  auto terms = std::make_unique<Terms>();
  std::unordered_map<std::string_view, Referent> people;
  for (std::uint32_t layer = 0; layer < layers_.size(); ++layer) {
    const auto rows = layers_[layer]->referents();
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
      const Referent referent = layers_[layer]->referent(row, layer);
      if (referent.kind == ReferentKind::country) terms->countries.try_emplace(referent.code, referent);
      if (referent.kind == ReferentKind::office) terms->offices.try_emplace(referent.key, referent);
      if (referent.kind == ReferentKind::person) people.try_emplace(referent.key, referent);
    }
  }
  for (std::uint32_t number = 0; number < layers_.size(); ++number) {
    const Layer& layer = *layers_[number];
    for (const TermRow& row : layer.terms()) {
      const auto office = terms->offices.find(layer.string(row.office));
      const auto person = people.find(layer.string(row.person));
      if (office == terms->offices.end() || person == people.end()) {
        continue;
      }
      const Term term{office->second, person->second, row.from, row.to, number};
      terms->by_office[term.office.key].push_back(term);
      terms->by_person[term.person.key].push_back(term);
    }
  }
  terms_ = std::move(terms);
}

std::optional<Error> Knowledge::overlay(const std::filesystem::path& path) {
  auto table = Table::read(path);
  if (!table) {
    return table.error();
  }
  auto block = compile_overlay(*table, *this);
  if (!block) {
    return block.error();
  }
  auto layer = Layer::open(base::SharedBytes::of(std::move(block).value()), path.string());
  if (!layer) {
    return layer.error();
  }
  layers_.insert(layers_.begin(), std::move(layer).value());
  index();
  return std::nullopt;
}

std::vector<NameMatch> Knowledge::names_in(const Document& document, TokenSpan tokens) const {
  std::vector<std::string> words(tokens.size());
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    words[i] = folded(document.word(tokens.begin + i));
  }
  std::vector<NameMatch> matches;
  for (std::uint32_t begin = 0; begin < tokens.size();) {
    NameMatch best;
    if (!is_joint(document.word(tokens.begin + begin))) {
      best = longest_name_at(document, tokens, begin, words);
    }
    begin = best.tokens.empty() ? begin + 1 : best.tokens.end - tokens.begin;
    if (!best.tokens.empty()) {
      matches.push_back(std::move(best));
    }
  }
  return matches;
}

NameMatch Knowledge::longest_name_at(const Document& document, TokenSpan tokens, std::uint32_t begin,
                                     const std::vector<std::string>& words) const {
  NameMatch best;
  const std::string_view first = document.word(tokens.begin + begin);
  std::uint64_t name = empty_name;
  std::uint32_t count = 0;
  for (std::uint32_t end = begin; end < tokens.size() && count < longest_name; ++end) {
    const std::string_view word = document.word(tokens.begin + end);
    if (is_joint(word)) {
      continue;
    }
    name = extended(name, words[end]);
    ++count;
    bool goes_on = false;
    std::vector<Candidate> candidates;
    for (std::uint32_t layer = 0; layer < layers_.size(); ++layer) {
      const SlotRow* slot = layers_[layer]->slot(name);
      goes_on = goes_on || slot != nullptr;
      if (slot != nullptr && candidates.empty()) {
        for (const NamingRow& naming : layers_[layer]->namings(*slot)) {
          if (case_allows(naming, first, word)) {
            candidates.push_back(
                {layers_[layer]->referent(naming.referent, layer), static_cast<NameKind>(naming.kind)});
          }
        }
      }
    }
    if (!candidates.empty()) {
      best = {{tokens.begin + begin, tokens.begin + end + 1}, std::move(candidates)};
    }
    if (!goes_on) {
      break;
    }
  }
  return best;
}

std::vector<Candidate> Knowledge::named(std::string_view name) const {
  const auto words = words_of(name);
  std::vector<Candidate> candidates;
  if (words.empty()) {
    return candidates;
  }
  const auto hash = hash_of(words);
  for (std::uint32_t layer = 0; layer < layers_.size() && candidates.empty(); ++layer) {
    const SlotRow* slot = layers_[layer]->slot(hash);
    if (slot == nullptr) {
      continue;
    }
    for (const NamingRow& naming : layers_[layer]->namings(*slot)) {
      if (case_allows(naming, words.front(), words.back())) {
        candidates.push_back({layers_[layer]->referent(naming.referent, layer), static_cast<NameKind>(naming.kind)});
      }
    }
  }
  return candidates;
}

std::optional<Referent> Knowledge::country(std::string_view code) const {
  const auto at = terms_->countries.find(code);
  return at == terms_->countries.end() ? std::nullopt : std::optional(at->second);
}

std::vector<Term> Knowledge::holders(std::string_view code, std::string_view role, Day day) const {
  std::vector<Term> held;
  const auto at = terms_->by_office.find(std::string(code) + ":" + std::string(role));
  if (at != terms_->by_office.end()) {
    std::copy_if(at->second.begin(), at->second.end(), std::back_inserter(held),
                 [day](const Term& term) { return term.holds_on(day); });
  }
  // Layers were indexed from the last overlay down.
  if (!held.empty()) {
    std::erase_if(held, [first = held.front().layer](const Term& term) { return term.layer != first; });
  }
  return held;
}

std::vector<Term> Knowledge::terms_of(const Referent& person) const {
  const auto at = terms_->by_person.find(person.key);
  std::vector<Term> terms = at == terms_->by_person.end() ? std::vector<Term>() : at->second;
  std::stable_sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) { return a.from < b.from; });
  return terms;
}

bool Knowledge::is_code(std::string_view code) const {
  const auto international = rows_of(layers_.back()->ontology(4));
  return code == "UNK" || terms_->countries.contains(code) ||
         std::any_of(international.begin(), international.end(), [&](const auto& row) { return row.at(0) == code; });
}

bool Knowledge::is_office(std::string_view id) const {
  return terms_->offices.contains(id);
}

std::array<std::size_t, 7> Knowledge::counts() const {
  std::array<std::size_t, 7> counts{};
  for (const auto& layer : layers_) {
    for (const ReferentRow& row : layer->referents()) {
      ++counts.at(row.kind);
    }
  }
  return counts;
}

std::uint64_t Knowledge::checksum() const {
  return layers_.back()->checksum();
}

}  // namespace detente::knowledge
