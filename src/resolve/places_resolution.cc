#include "resolve/places_resolution.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "knowledge/names.h"

namespace detente::resolve {

namespace {

// Candidates of one name that are weighed: the largest, and those the text's containers point to.
constexpr std::size_t most_candidates = 80;
// Names of an article that are weighed against each other.
constexpr std::size_t most_names = 60;
constexpr int rounds = 4;

namespace weight {
constexpr double per_decade = 1.0;  // of population: ten times as large
constexpr double country = 3.0;     // levels before towns of the same size
constexpr double admin1 = 1.0;
constexpr double admin2 = -0.5;  // "Paris" is the town before the department
constexpr double region = 2.0;
constexpr double section = -1.0;    // a quarter of a town
constexpr double of_a_city = -2.5;  // a division that shares its name with a large town ("Washington state")
constexpr double alias = -2.5;
constexpr double lesser_alias = -2.0;  // and a larger place has the name as its own
constexpr double bare = -2.5;          // "Butler" for Butler County
constexpr double container = 12.0;     // "Springfield, Missouri" and Springfield lies there
constexpr double same_county = 1.5;
constexpr double same_state = 2.0;
constexpr double same_country = 1.0;
constexpr double near = 2.5;     // at no distance; half at `near_km`
constexpr double wanted = 2.5;   // "the city of X", and it is a town
constexpr double variety = 0.6;  // per doubling of the words of a country's English
constexpr double most_variety = 2.0;
}  // namespace weight

// A town that takes its name from a state's ("Washington"): the style books ask for "Washington state".
constexpr std::uint32_t eponymous_town = 500'000;
constexpr std::uint32_t eponymous_share = 10;  // of the division's people; "Quebec" is the province

// A name said often speaks for its surroundings at most so many times as loud, and all names together so loud.
constexpr double most_voice = 2.0;
constexpr double most_share = 3.0;

constexpr double near_km = 60;

double km(const Place& a, const Place& b) {
  constexpr double km_per_degree = 111.2;
  constexpr double radians = 3.14159265358979 / 180;
  const double dy = static_cast<double>(a.lat) - static_cast<double>(b.lat);
  double dx = std::abs(static_cast<double>(a.lon) - static_cast<double>(b.lon));
  dx = std::min(dx, 360 - dx) * std::cos((static_cast<double>(a.lat) + static_cast<double>(b.lat)) / 2 * radians);
  return km_per_degree * std::sqrt(dx * dx + dy * dy);
}

struct Candidate {
  Place place;
  bool is_alias = false;
  double own = 0;    // what speaks for it by itself
  double score = 0;  // with the article's other places
};

// All mentions of one name in the article.
struct Name {
  std::vector<Candidate> candidates;
  std::uint32_t mentions = 0;
  std::size_t best = 0;
  double certainty = 0;  // of the best one, 0 to 1
};

bool lies_in(const Place& inner, std::uint32_t outer) {
  return inner.id != outer && (inner.country == outer || inner.admin1 == outer || inner.admin2 == outer);
}

double own_score(const Place& place, Naming naming) {
  double score = weight::per_decade * std::log10(place.population + 10.0);
  switch (place.level) {
    case PlaceLevel::continent:
    case PlaceLevel::country:
      score += weight::country;
      break;
    case PlaceLevel::admin1:
      score += weight::admin1;
      break;
    case PlaceLevel::admin2:
      score += weight::admin2;
      break;
    case PlaceLevel::region:
      score += weight::region;
      break;
    case PlaceLevel::section:
      score += weight::section;
      break;
    default:
      break;
  }
  score += naming == Naming::alias ? weight::alias : naming == Naming::bare ? weight::bare : 0;
  return score;
}

class Resolver {
 public:
  Resolver(const Recognised& recognised, const std::vector<SourcePlace>& sources, const Gazetteer& gazetteer)
      : mentions_(recognised.mentions),
        sources_(sources),
        gazetteer_(gazetteer),
        usa_(gazetteer.country("USA")),
        gbr_(gazetteer.country("GBR")),
        irl_(gazetteer.country("IRL")),
        american_(std::min(weight::most_variety, weight::variety * std::log2(1.0 + recognised.american))),
        british_(std::min(weight::most_variety, weight::variety * std::log2(1.0 + recognised.british))) {}

  std::vector<std::uint32_t> run() {
    collect();
    heed_kinds();
    point_to_containers();
    for (int round = 0; round < rounds; ++round) {
      for (auto& name : names_) {
        choose(name);
      }
      for (auto& name : names_) {
        weigh(name);
      }
    }
    for (auto& name : names_) {
      choose(name);
    }
    return answers();
  }

 private:
  void collect() {
    name_of_.assign(mentions_.size(), no_mention);
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      const PlaceMention& mention = mentions_[i];
      if (mention.entry.places.empty()) {
        continue;
      }
      name_of_[i] = count(mention.name, mention.entry, mention.capitals || mention.tokens.size() > 1);
    }
    for (const auto& source : sources_) {
      count(source.name, source.entry, false);
    }
  }

  std::uint32_t count(std::uint64_t hash, const NameEntry& entry, bool capitals) {
    const auto [at, added] = index_.try_emplace(hash, names_.size());
    if (added) {
      names_.emplace_back();
      fill(names_.back(), entry, capitals);
    }
    ++names_[at->second].mentions;
    return static_cast<std::uint32_t>(at->second);
  }

  void fill(Name& name, const NameEntry& entry, bool capitals) const {
    for (const auto& naming : entry.places) {
      if (naming.capitals && !capitals) {
        continue;
      }
      Candidate candidate;
      candidate.place = gazetteer_.place(naming.place);
      candidate.is_alias = naming.naming == Naming::alias;
      candidate.own = candidate.score = own_score(candidate.place, naming.naming);
      name.candidates.push_back(candidate);
      if (name.candidates.size() >= most_candidates) {
        break;
      }
    }
    std::uint32_t largest = 0;
    for (const auto& candidate : name.candidates) {
      largest = std::max(largest, candidate.is_alias ? 0 : candidate.place.population);
    }
    for (auto& candidate : name.candidates) {
      candidate.own += candidate.is_alias && candidate.place.population < largest ? weight::lesser_alias : 0;
      candidate.own += variety(candidate.place) + (shares_name(candidate.place, entry) ? weight::of_a_city : 0);
      candidate.score = candidate.own;
    }
  }

  [[nodiscard]] double variety(const Place& place) const {
    if (place.country == no_place || place.level <= PlaceLevel::country) {
      return 0;
    }
    return place.country == usa_ ? american_ : place.country == gbr_ || place.country == irl_ ? british_ : 0;
  }

  // A large town of the same country has the division's name as its own.
  [[nodiscard]] bool shares_name(const Place& division, const NameEntry& entry) const {
    if (division.level != PlaceLevel::admin1) {
      return false;
    }
    return std::any_of(entry.places.begin(), entry.places.end(), [&](const PlaceNaming& naming) {
      const Place other = gazetteer_.place(naming.place);
      return naming.naming == Naming::main && other.level == PlaceLevel::town && other.country == division.country &&
             other.population >= eponymous_town && other.population >= division.population / eponymous_share;
    });
  }

  // "The city of X", "X province".
  void heed_kinds() {
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      if (name_of_[i] == no_mention || mentions_[i].wanted == Wanted::any) {
        continue;
      }
      for (auto& candidate : names_[name_of_[i]].candidates) {
        const PlaceLevel level = candidate.place.level;
        const bool fits = mentions_[i].wanted == Wanted::town
                              ? level >= PlaceLevel::town
                              : level == PlaceLevel::admin1 || level == PlaceLevel::admin2;
        candidate.own += fits ? weight::wanted / names_[name_of_[i]].mentions : 0;
        candidate.score = candidate.own;
      }
    }
  }

  // "Springfield, Missouri": the candidates inside a candidate of the container.
  void point_to_containers() {
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      if (mentions_[i].container == no_mention || name_of_[i] == no_mention ||
          name_of_[mentions_[i].container] == no_mention) {
        continue;
      }
      Name& inner = names_[name_of_[i]];
      Name& outer = names_[name_of_[mentions_[i].container]];
      for (auto& candidate : inner.candidates) {
        for (auto& around : outer.candidates) {
          if (lies_in(candidate.place, around.place.id) && around.place.level <= PlaceLevel::admin2) {
            candidate.own += weight::container / std::max(1U, inner.mentions);
            candidate.score = candidate.own;
          }
        }
      }
    }
  }

  static void choose(Name& name) {
    if (name.candidates.empty()) {
      return;
    }
    name.best = 0;
    for (std::size_t i = 1; i < name.candidates.size(); ++i) {
      if (name.candidates[i].score > name.candidates[name.best].score) {
        name.best = i;
      }
    }
    double sum = 0;
    for (const auto& candidate : name.candidates) {
      sum += std::exp(candidate.score - name.candidates[name.best].score);
    }
    name.certainty = 1 / sum;
  }

  void weigh(Name& name) {
    if (name.candidates.size() < 2) {
      return;
    }
    for (auto& candidate : name.candidates) {
      candidate.score = candidate.own + support(candidate.place, name);
    }
  }

  // What the article's other places say for a candidate: the most that any says, and a little for each further one.
  [[nodiscard]] double support(const Place& place, const Name& name) const {
    double county = 0;
    double state = 0;
    double country = 0;
    double near = 0;
    std::size_t looked_at = 0;
    for (const auto& other : names_) {
      if (&other == &name || other.candidates.empty() || ++looked_at > most_names) {
        continue;
      }
      const Place& there = other.candidates[other.best].place;
      const double share =
          other.certainty * other.certainty * std::min(most_voice, 1 + std::log2(other.mentions) / 2);
      county += place.admin2 != no_place && place.admin2 == there.admin2 ? share : 0;
      state += place.admin1 != no_place && place.admin1 == there.admin1 ? share : 0;
      country += place.country != no_place && place.country == there.country ? share : 0;
      if (place.level >= PlaceLevel::admin2 && there.level >= PlaceLevel::admin2) {
        near += share / (1 + km(place, there) / near_km);
      }
    }
    const auto grown = [](double share) { return std::log2(1 + std::min(share, most_share)); };
    return weight::same_county * grown(county) + weight::same_state * grown(state) +
           weight::same_country * grown(country) + weight::near * grown(near);
  }

  [[nodiscard]] std::vector<std::uint32_t> answers() const {
    std::vector<std::uint32_t> out(mentions_.size(), no_place);
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      if (name_of_[i] == no_mention || names_[name_of_[i]].candidates.empty()) {
        continue;
      }
      const Name& name = names_[name_of_[i]];
      out[i] = name.candidates[name.best].place.id;
    }
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      follow_container(i, out);
    }
    return out;
  }

  // A container is what its inner place lies in, whatever its name means elsewhere: "Buffalo, New York".
  void follow_container(std::size_t mention, std::vector<std::uint32_t>& out) const {
    const std::uint32_t container = mentions_[mention].container;
    if (container == no_mention || out[mention] == no_place || name_of_[container] == no_mention) {
      return;
    }
    const Place inner = gazetteer_.place(out[mention]);
    if (lies_in(inner, out[container])) {
      return;
    }
    for (const auto& candidate : names_[name_of_[container]].candidates) {
      if (lies_in(inner, candidate.place.id)) {
        out[container] = candidate.place.id;
        return;
      }
    }
  }

  const std::vector<PlaceMention>& mentions_;
  const std::vector<SourcePlace>& sources_;
  const Gazetteer& gazetteer_;
  std::uint32_t usa_;
  std::uint32_t gbr_;
  std::uint32_t irl_;
  double american_;  // what the article's words say for places of the United States
  double british_;
  std::vector<Name> names_;
  std::unordered_map<std::uint64_t, std::size_t> index_;
  std::vector<std::uint32_t> name_of_;  // by mention
};

}  // namespace

std::vector<std::uint32_t> resolve_mentions(const Recognised& recognised, const std::vector<SourcePlace>& sources,
                                            const Gazetteer& gazetteer) {
  return Resolver(recognised, sources, gazetteer).run();
}

}  // namespace detente::resolve
