#include "resolve/places_recognition.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "knowledge/names.h"
#include "resolve/places_words.h"

namespace detente::resolve {

namespace {

// A name has at most this many words (the longest in the tables have fewer).
constexpr std::uint32_t longest_name = 8;

// The evidence for and against a place, in steps of about "twice as likely". Set by hand from what news writing does;
// only their sums' signs matter.
namespace weight {
constexpr double country = 3.0;       // a country, continent or first-level division by its own name
constexpr double abbreviation = 2.5;  // "Calif.", "NSW"
constexpr double tied = 4.0;          // "GA" behind a comma
constexpr double large_town = 1.5;    // 100,000 people or more
constexpr double town = 0.75;         // 5,000 or more
constexpr double small_town = 0.25;
constexpr double alias_only = -1.0;  // no place has it as its own name
constexpr double several_words = 1.0;
constexpr double common_word = -1.75;  // "Reading", "Mobile"
constexpr double common_first = -1.0;  // and more so at a sentence's start
constexpr double given_name = -1.0;
constexpr double last_name = -0.5;
constexpr double inside = 2.0;  // "in X"
constexpr double toward = 1.0;  // "from X"
constexpr double of = 0.5;
constexpr double kind_of = 2.5;          // "city of X"
constexpr double kind_after = 1.5;       // "X province"
constexpr double direction = 1.5;        // "northern X"
constexpr double contained = 3.0;        // "X, Missouri"
constexpr double container = 3.0;        // "Springfield, X"
constexpr double listed = 1.0;           // "X, Y and Z" beside a place
constexpr double resident = 1.5;         // "X resident"
constexpr double body = 0.75;            // "X Police"
constexpr double medium = -3.0;          // "X Times"
constexpr double company = -2.0;         // "X Bank"
constexpr double school = -0.5;          // "X University"
constexpr double name_after = -2.5;      // "Jordan Miller": a given name
constexpr double unknown_after = -0.75;  // "X Lodge"
constexpr double hyphenated = -1.5;      // "X-Marx"
constexpr double thing = -3.5;           // "X virus"
constexpr double family = -3.0;          // "X family"
constexpr double saint = -3.0;           // "St. Agnes's"
constexpr double generic = -3.5;         // "Central", "University": what begins other names
constexpr double short_capitals = -4.0;  // "UN", "ER": an abbreviation of something else
constexpr double adjective = -4.0;       // "Canadian", also a town
constexpr double table_name = -2.5;      // "Hamas", a body that the tables know, also a town
constexpr double table_person = -1.0;    // "Lincoln", a person that the tables know
constexpr double spot = -3.4;            // "Kremlin": mostly the government in it
constexpr double group = 1.5;            // "Kent and X counties"
constexpr double name_before = -3.5;     // "John X"
constexpr double title = -3.0;           // "Senator X"
constexpr double speech = -1.5;          // "X said"
constexpr double person_here = -4.0;     // inside a person's name
constexpr double person_known = -3.0;    // the last name of a person of the article
constexpr double named_body = -3.0;      // inside the name of a body that the tables know
constexpr double model = 2.0;            // the analysis has a place there
constexpr double elsewhere = 0.5;        // share of the best evidence for the same name elsewhere in the article
}  // namespace weight

// Words on either side of a name that may belong to a body's or person's name with it ("Bank of X").
constexpr std::uint32_t names_reach = 3;

// A larger place wins over "Miller" as a last name.
constexpr std::uint32_t large_population = 100'000;
constexpr std::uint32_t town_population = 5'000;

class Recogniser {
 public:
  Recogniser(const Document& document, const Analysis& analysis, const knowledge::Knowledge& knowledge,
             const Gazetteer& gazetteer)
      : document_(document), analysis_(analysis), knowledge_(knowledge), gazetteer_(gazetteer) {}

  Recognised run() {
    senses_ = senses_of(document_, gazetteer_);
    people_.assign(senses_.size(), false);
    bodies_.assign(senses_.size(), false);
    for (std::uint32_t i = 0; i < document_.sentences.size(); ++i) {
      find_people(document_.sentences[i].tokens);
      find_candidates(i);
    }
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      tie(i);
    }
    for (auto& mention : mentions_) {
      mention.evidence = prior(mention) + before(mention) + after(mention) + beside_people(mention);
      mention.wanted = wanted(mention);
    }
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      weigh_neighbours(i);
    }
    weigh_lists();
    weigh_model();
    share_evidence();
    Recognised out;
    out.mentions = kept();
    for (const auto& word : senses_) {
      out.american += (word.cues & cue::american) != 0 ? 1 : 0;
      out.british += (word.cues & cue::british) != 0 ? 1 : 0;
    }
    return out;
  }

 private:
  [[nodiscard]] const WordSense* sense(std::int64_t token, TokenSpan within) const {
    const bool there =
        token >= static_cast<std::int64_t>(within.begin) && token < static_cast<std::int64_t>(within.end);
    return there ? &senses_[static_cast<std::size_t>(token)] : nullptr;
  }
  [[nodiscard]] bool has(std::int64_t token, TokenSpan within, std::uint32_t cues) const {
    const WordSense* word = sense(token, within);
    return word != nullptr && (word->cues & cues) != 0;
  }
  [[nodiscard]] bool is(std::int64_t token, TokenSpan within, std::string_view text) const {
    return sense(token, within) != nullptr && document_.word(static_cast<std::uint32_t>(token)) == text;
  }
  [[nodiscard]] TokenSpan sentence_of(const PlaceMention& mention) const {
    return document_.sentences[mention.sentence].tokens;
  }

  // People ------------------------------------------------------------------------------------------------------

  // A word that can go on a person's name.
  [[nodiscard]] bool goes_on(std::uint32_t token) const {
    const WordSense& word = senses_[token];
    constexpr std::uint32_t no_name = cue::function | cue::calendar | cue::body | cue::street | cue::landform |
                                      cue::division | cue::medium | cue::school | cue::company | cue::kind;
    return word.upper && (word.cues & no_name) == 0 &&
           ((word.kinds & WordKinds::common) == 0 || (word.kinds & WordKinds::last) != 0);
  }

  [[nodiscard]] bool is_initial(std::uint32_t token) const {
    const std::string_view word = document_.word(token);
    return senses_[token].upper && (word.size() == 1 || (word.size() == 2 && word[1] == '.'));
  }

  // The end of the name that begins at `begin`: capitalised words, initials and their dots.
  [[nodiscard]] std::uint32_t person_end(std::uint32_t begin, TokenSpan tokens) const {
    std::uint32_t end = begin;
    std::uint32_t i = begin;
    while (i < tokens.end) {
      if (is_initial(i)) {
        i += i + 1 < tokens.end && document_.word(i + 1) == "." ? 2U : 1U;
      } else if (goes_on(i)) {
        end = ++i;
        if (i + 1 < tokens.end && senses_[i].joint && document_.word(i) != "." && senses_[i + 1].upper) {
          ++i;  // "Smith-Jones", "O'Neill"
        }
      } else {
        break;
      }
    }
    return end;
  }

  // "John Miller", "J. Miller", "Senator Miller": their words are people's, and so is the last name from then on.
  void find_people(TokenSpan tokens) {
    for (std::uint32_t i = tokens.begin; i < tokens.end; ++i) {
      const WordSense& word = senses_[i];
      if (!word.upper) {
        continue;
      }
      const bool titled = i > tokens.begin && is_title_before(i, tokens);
      const bool given = (word.kinds & WordKinds::given) != 0 && (word.cues & (cue::function | cue::calendar)) == 0;
      const bool initial = is_initial(i) && i + 2 < tokens.end && document_.word(i + 1) == ".";
      if (!titled && !given && !initial && !before_last_name(i, tokens)) {
        continue;
      }
      const std::uint32_t end = person_end(i, tokens);
      const bool single = end == i + 1 || (end > i + 1 && senses_[i + 1].joint && end <= i + 3 && !initial);
      if (end <= i || (!titled && single) || is_large_place({i, end}, titled)) {
        continue;
      }
      for (std::uint32_t at = i; at < end; ++at) {
        people_[at] = true;
      }
      last_names_.insert(senses_[end - 1].name);
      i = end - 1;
    }
  }

  // A word no table knows before a word that is a last name and nothing else: "Zorvan Baker".
  [[nodiscard]] bool before_last_name(std::uint32_t token, TokenSpan tokens) const {
    const WordSense& word = senses_[token];
    if (word.kinds != 0 || word.cues != 0 || word.capitals || token + 1 >= tokens.end || !goes_on(token + 1)) {
      return false;
    }
    const bool last = (senses_[token + 1].kinds & WordKinds::last) != 0 && senses_[token + 1].cues == 0;
    return last && gazetteer_.find(word.name).places.empty();
  }

  [[nodiscard]] bool is_title_before(std::uint32_t token, TokenSpan tokens) const {
    const std::int64_t before = token - (is(static_cast<std::int64_t>(token) - 1, tokens, ".") ? 2 : 1);
    return has(before, tokens, cue::title) && sense(before, tokens)->upper;
  }

  // A place of some size whose whole name these words are: "San Antonio", "Virginia Beach".
  [[nodiscard]] bool is_large_place(TokenSpan words, bool titled) const {
    const auto [end, entry, name] =
        longest_at(words.begin, {words.begin, static_cast<std::uint32_t>(senses_.size())});
    if (end < words.end || entry.places.empty() || (titled && words.size() < 2)) {
      return false;
    }
    const Place place = gazetteer_.place(entry.places.front().place);
    return words.size() > 1 && place.population >= town_population;
  }

  // Candidates --------------------------------------------------------------------------------------------------

  struct Longest {
    std::uint32_t end = 0;
    NameEntry entry;
    std::uint64_t name = 0;
  };

  // The longest name of the gazetteer that begins at `begin` and ends with a capitalised word.
  [[nodiscard]] Longest longest_at(std::uint32_t begin, TokenSpan tokens) const {
    Longest best;
    std::uint64_t name = knowledge::empty_name;
    std::uint32_t words = 0;
    for (std::uint32_t i = begin; i < tokens.end && words < longest_name; ++i) {
      const WordSense& word = senses_[i];
      if (word.joint) {
        if (i == begin) {
          break;
        }
        continue;
      }
      name = knowledge::extended(name, word.upper ? word.folded : knowledge::folded(document_.word(i)));
      ++words;
      const NameEntry entry = gazetteer_.find(name);
      if (word.upper && allowed(entry, begin, words)) {
        best = {i + 1, entry, name};
      }
      if (!entry.longer) {
        break;
      }
    }
    return best;
  }

  // Some place of the entry may be written as these words are.
  [[nodiscard]] bool allowed(const NameEntry& entry, std::uint32_t first, std::uint32_t words) const {
    return std::any_of(entry.places.begin(), entry.places.end(), [&](const PlaceNaming& naming) {
      return !naming.capitals || words > 1 || senses_[first].capitals;
    });
  }

  void find_candidates(std::uint32_t sentence) {
    const TokenSpan tokens = document_.sentences[sentence].tokens;
    const std::size_t before = mentions_.size();
    for (std::uint32_t i = tokens.begin; i < tokens.end; ++i) {
      if (!senses_[i].upper || (senses_[i].cues & cue::calendar) != 0) {
        continue;
      }
      if ((senses_[i].cues & cue::function) != 0 && !begins_place(i, tokens)) {
        continue;
      }
      const Longest found = without_generic_end(i, tokens);
      const std::uint32_t form_end = end_by_form(i, std::max(found.end, i + 1), tokens);
      if (found.end == 0 && form_end == 0) {
        continue;
      }
      PlaceMention mention;
      mention.sentence = sentence;
      mention.tokens = {i, std::max(found.end, form_end)};
      if (found.end >= form_end) {
        mention.entry = found.entry;
        mention.name = found.name;
        mention.capitals = senses_[i].capitals;
        mention.tied = std::all_of(found.entry.places.begin(), found.entry.places.end(),
                                   [](const PlaceNaming& naming) { return naming.naming == Naming::tied; });
      } else {
        mention.name = hash_of(mention.tokens);
        mention.entry = stem_of(mention.tokens, found);
      }
      mention.bytes = document_.bytes(mention.tokens);
      take_dot(mention, tokens);
      i = mention.tokens.end - 1;
      mentions_.push_back(mention);
    }
    look_up(before, tokens);
  }

  // What the tables know of the words around the candidates from `first` on. Only there: looking up names is what
  // costs most.
  void look_up(std::size_t first, TokenSpan tokens) {
    std::uint32_t done = tokens.begin;
    for (std::size_t i = first; i < mentions_.size(); ++i) {
      const TokenSpan words = mentions_[i].tokens;
      const std::uint32_t begin = std::max(done, words.begin - std::min(words.begin - tokens.begin, names_reach));
      const std::uint32_t end = std::min(tokens.end, words.end + names_reach);
      if (begin >= end) {
        continue;
      }
      for (const auto& match : knowledge_.names_in(document_, {begin, end})) {
        note_body(match);
        done = std::max(done, match.tokens.end);
      }
      done = std::max(done, words.end);
    }
  }

  // A function word begins a place's name only with more words ("The Hague"), and "the Philippines" do without it.
  [[nodiscard]] bool begins_place(std::uint32_t token, TokenSpan tokens) const {
    const Longest whole = longest_at(token, tokens);
    if (whole.end < token + 2) {
      return senses_[token].capitals && !whole.entry.places.empty();
    }
    if (senses_[token].folded != "the") {
      return true;
    }
    const Longest rest = longest_at(token + 1, tokens);
    const Place place = gazetteer_.place(whole.entry.places.front().place);
    return rest.end != whole.end || rest.entry.places.empty() ||
           (place.level == PlaceLevel::town && !is_larger(rest, place));
  }

  [[nodiscard]] bool is_larger(const Longest& name, const Place& place) const {
    const Place other = gazetteer_.place(name.entry.places.front().place);
    return other.id != place.id && other.population > place.population;
  }

  // "Denver City Council" is Denver's, whether or not there is a Denver City.
  [[nodiscard]] Longest without_generic_end(std::uint32_t begin, TokenSpan tokens) const {
    const Longest found = longest_at(begin, tokens);
    if (found.end < begin + 2 || !has(found.end - 1, tokens, cue::town) || !has(found.end, tokens, cue::body) ||
        !senses_[found.end].upper) {
      return found;
    }
    const Longest brief = longest_at(begin, {tokens.begin, found.end - 1});
    return brief.end == found.end - 1 ? brief : found;
  }

  // "Nias Island", "Hamilton Township": a place of the name without its last word.
  [[nodiscard]] NameEntry stem_of(TokenSpan tokens, const Longest& found) const {
    const bool part =
        (senses_[tokens.end - 1].cues & cue::division) != 0 || senses_[tokens.end - 1].folded == "island";
    return part && found.end + 1 == tokens.end ? found.entry : NameEntry{};
  }

  [[nodiscard]] std::uint64_t hash_of(TokenSpan tokens) const {
    std::uint64_t name = knowledge::empty_name;
    for (std::uint32_t i = tokens.begin; i < tokens.end; ++i) {
      if (!senses_[i].joint) {
        name = knowledge::extended(name, knowledge::folded(document_.word(i)));
      }
    }
    return name;
  }

  // "Calif." and "Elm St." are written with their dots, "Paris." is not.
  void take_dot(PlaceMention& mention, TokenSpan tokens) const {
    if (!is(mention.tokens.end, tokens, ".") || mention.capitals ||
        document_.tokens[mention.tokens.end].span.begin != mention.bytes.end) {
      return;
    }
    const Naming naming = mention.entry.places.empty() ? Naming::main : mention.entry.places.front().naming;
    const bool street = (senses_[mention.tokens.end - 1].cues & cue::shortened) != 0;
    if (street || naming == Naming::abbreviation || naming == Naming::tied) {
      mention.bytes.end = document_.tokens[mention.tokens.end].span.end;
    }
  }

  // "Nevada Highway Patrol", "Devon County Council": the body is Nevada's and Devon's.
  [[nodiscard]] bool belongs_to_body(std::uint32_t last, std::uint32_t cues, TokenSpan tokens) const {
    const bool goes_on = last + 1 < tokens.end && senses_[last + 1].upper;
    return goes_on && (senses_[last].folded == "highway" ||
                       ((cues & cue::division) != 0 && senses_[last + 1].folded == "council"));
  }

  // The end of a place known by its form: "Elm Street", "Butte Creek", "Lake Verna"; 0 when it has none.
  [[nodiscard]] std::uint32_t end_by_form(std::uint32_t begin, std::uint32_t from, TokenSpan tokens) const {
    if (((senses_[begin].cues & cue::function) != 0 && begin == tokens.begin) ||
        (begin > tokens.begin && senses_[begin - 1].joint)) {
      return 0;
    }
    if (people_[begin]) {
      from = begin + 1;
    }
    std::uint32_t i = from;
    while (i < tokens.end && i < begin + 5 && senses_[i].upper) {
      const std::uint32_t cues = senses_[i].cues;
      if ((cues & (cue::street | cue::landform | cue::division)) != 0 && (cues & cue::title) == 0) {
        const bool goes_on = i + 1 < tokens.end && senses_[i + 1].upper &&
                             (senses_[i + 1].cues & (cue::street | cue::landform | cue::division)) != 0;
        if (!goes_on) {
          const bool numbered = i + 1 < tokens.end && senses_[i + 1].digits && (cues & cue::street) != 0;
          const bool named = i > begin && (senses_[begin].cues & (cue::division | cue::kind)) == 0;
          return numbered || !named || belongs_to_body(i, cues, tokens) ? 0 : i + 1;
        }
      } else if ((cues & (cue::function | cue::body | cue::calendar | cue::title)) != 0) {
        break;
      }
      ++i;
    }
    const bool fronted = (senses_[begin].cues & cue::fronted) != 0 && begin + 1 < tokens.end &&
                         senses_[begin + 1].upper && (senses_[begin + 1].cues & (cue::body | cue::function)) == 0;
    return fronted ? begin + 2 : 0;
  }

  // Names of bodies, groups and people that the tables know keep their words from being places.
  void note_body(const knowledge::NameMatch& match) {
    if (match.tokens.size() < 2) {
      note_word(match);
      return;
    }
    const auto kind = match.candidates.front().referent.kind;
    using knowledge::ReferentKind;
    const bool person = kind == ReferentKind::person;
    if (!person && kind != ReferentKind::organisation && kind != ReferentKind::armed_group) {
      return;
    }
    auto& marks = person ? people_ : bodies_;
    for (std::uint32_t i = match.tokens.begin; i < match.tokens.end; ++i) {
      marks[i] = true;
    }
    if (person) {
      last_names_.insert(senses_[match.tokens.end - 1].name);
    }
  }

  // What else than a place the tables know a single word to be.
  void note_word(const knowledge::NameMatch& match) {
    using knowledge::NameKind;
    using knowledge::ReferentKind;
    double against = 0;
    for (const auto& [referent, kind] : match.candidates) {
      if (referent.kind == ReferentKind::country) {
        if (kind == NameKind::full || kind == NameKind::capital) {
          return;
        }
        against = std::min(against, weight::adjective);
      } else if (referent.kind == ReferentKind::organisation || referent.kind == ReferentKind::armed_group) {
        against = std::min(against, weight::table_name);
      } else if (referent.kind == ReferentKind::person) {
        against = std::min(against, weight::table_person);
      }
    }
    if (against < 0) {
      against_[match.tokens.begin] = against;
    }
  }

  // Evidence ----------------------------------------------------------------------------------------------------

  // What comma, bracket or party letter puts this mention behind another: "Athens, GA", "(D-Conn.)".
  void tie(std::size_t index) {
    if (index == 0) {
      return;
    }
    const PlaceMention& mention = mentions_[index];
    PlaceMention& other = mentions_[index - 1];
    const TokenSpan tokens = sentence_of(mention);
    const std::int64_t gap = static_cast<std::int64_t>(mention.tokens.begin) - other.tokens.end;
    const bool comma = gap == 1 && is(other.tokens.end, tokens, ",");
    const bool bracket = gap == 1 && is(other.tokens.end, tokens, "(");
    const bool bare = gap == 0 && mention.tied;
    if (other.sentence == mention.sentence && (comma || bracket || bare) && !is_list(other, mention) &&
        holds_any(mention, other)) {
      other.container = static_cast<std::uint32_t>(index);
    }
  }

  // "Egypt, Jordan and …", "Cairo, US": the larger place of the first name does not lie in the second, and the second
  // is no state's name that would say which of the smaller ones is meant.
  [[nodiscard]] bool is_list(const PlaceMention& first, const PlaceMention& second) const {
    if (first.entry.places.empty() || second.entry.places.empty()) {
      return false;
    }
    const Place inner = gazetteer_.place(first.entry.places.front().place);
    const Place outer = gazetteer_.place(second.entry.places.front().place);
    const bool large = inner.level <= PlaceLevel::country || inner.population >= 1'000'000;
    if (inner.level == PlaceLevel::admin1 && outer.level == PlaceLevel::admin1 && goes_on_as_list(first, second)) {
      return true;
    }
    return large && outer.level <= PlaceLevel::country && inner.country != outer.id;
  }

  // "Ohio, Indiana, Pennsylvania and …": more divisions stand on either side.
  [[nodiscard]] bool goes_on_as_list(const PlaceMention& first, const PlaceMention& second) const {
    const auto is_division = [&](const PlaceMention& mention) {
      return !mention.entry.places.empty() &&
             gazetteer_.place(mention.entry.places.front().place).level == PlaceLevel::admin1;
    };
    const auto at = static_cast<std::size_t>(&second - mentions_.data());
    const bool before = at >= 2 && follows(mentions_[at - 2], first) && is_division(mentions_[at - 2]);
    const bool after =
        at + 1 < mentions_.size() && follows(second, mentions_[at + 1]) && is_division(mentions_[at + 1]);
    return before || after;
  }

  // Some place of the inner name lies in some place of the outer one.
  [[nodiscard]] bool holds_any(const PlaceMention& outer, const PlaceMention& inner) const {
    if (outer.entry.places.empty()) {
      return false;
    }
    std::size_t tried = 0;
    for (const auto& naming : outer.entry.places) {
      if (++tried > 4) {
        break;
      }
      const Place place = gazetteer_.place(naming.place);
      if (place.level > PlaceLevel::admin2) {
        continue;
      }
      if (inner.entry.places.empty()) {
        return true;
      }
      for (const auto& candidate : inner.entry.places) {
        const Place within = gazetteer_.place(candidate.place);
        if (within.id != place.id &&
            (within.country == place.id || within.admin1 == place.id || within.admin2 == place.id)) {
          return true;
        }
      }
    }
    return false;
  }

  [[nodiscard]] double prior(const PlaceMention& mention) const {
    if (mention.entry.places.empty()) {
      return form_prior(mention);
    }
    double sum = 0;
    const PlaceNaming& first = mention.entry.places.front();
    const Place place = gazetteer_.place(first.place);
    const bool single = mention.tokens.size() == 1;
    const WordSense* left = sense(static_cast<std::int64_t>(mention.tokens.begin) - 1, sentence_of(mention));
    if (first.naming == Naming::abbreviation) {
      sum += left != nullptr && left->digits ? weight::short_capitals : weight::abbreviation;  // "500 B.C."
    } else if (place.level <= PlaceLevel::admin1) {
      sum += weight::country;
    } else if (place.population >= large_population) {
      sum += weight::large_town;
    } else {
      sum += place.population >= town_population ? weight::town : weight::small_town;
    }
    if (first.naming == Naming::alias || first.naming == Naming::bare) {
      sum += weight::alias_only;
    }
    if (place.level == PlaceLevel::spot) {
      sum += weight::spot;
    }
    if (!single) {
      return sum + weight::several_words;
    }
    return sum + single_word(mention, first);
  }

  // A single word may be something else.
  [[nodiscard]] double single_word(const PlaceMention& mention, const PlaceNaming& first) const {
    const WordSense& word = senses_[mention.tokens.begin];
    double sum = 0;
    constexpr std::uint32_t generic = cue::direction | cue::kind | cue::body | cue::school | cue::street |
                                      cue::company | cue::landform | cue::title | cue::function | cue::people;
    if ((word.cues & generic) != 0 && !(first.capitals && word.capitals)) {
      sum += weight::generic;
    }
    if (word.capitals && !first.capitals && word.folded.size() <= 4 && !in_capitals(mention)) {
      sum += weight::short_capitals;
    }
    if (const auto at = against_.find(mention.tokens.begin); at != against_.end()) {
      sum += at->second;
    }
    const bool begins = mention.tokens.begin == sentence_of(mention).begin;
    const std::uint8_t kinds = mention.entry.kinds;
    if ((kinds & WordKinds::common) != 0 && !(mention.capitals && first.capitals)) {
      sum += weight::common_word + (begins ? weight::common_first : 0);
    }
    sum += (kinds & WordKinds::given) != 0 ? weight::given_name : 0;
    sum += (kinds & WordKinds::last) != 0 ? weight::last_name : 0;
    return sum;
  }

  // The words beside it are in capitals too: a headline or dateline.
  [[nodiscard]] bool in_capitals(const PlaceMention& mention) const {
    const TokenSpan tokens = sentence_of(mention);
    const WordSense* left = sense(static_cast<std::int64_t>(mention.tokens.begin) - 1, tokens);
    const WordSense* right = sense(mention.tokens.end, tokens);
    return (left != nullptr && left->capitals) || (right != nullptr && right->capitals);
  }

  [[nodiscard]] double form_prior(const PlaceMention& mention) const {
    const std::uint32_t last = senses_[mention.tokens.end - 1].cues;
    return (last & (cue::street | cue::division)) != 0 ? 1.0 : 0.25;
  }

  [[nodiscard]] double before(const PlaceMention& mention) const {
    const TokenSpan tokens = sentence_of(mention);
    std::int64_t at = static_cast<std::int64_t>(mention.tokens.begin) - 1;
    double sum = 0;
    if (has(at, tokens, cue::direction)) {
      sum += weight::direction;
      --at;
    }
    if (is(at, tokens, "the") || is(at, tokens, "The")) {
      --at;
    }
    if (has(at, tokens, cue::inside)) {
      return sum + weight::inside;
    }
    if (has(at, tokens, cue::of)) {
      return sum + (has(at - 1, tokens, cue::kind | cue::direction) ? weight::kind_of : weight::of);
    }
    if (has(at, tokens, cue::toward)) {
      return sum + weight::toward;
    }
    return sum + name_before(mention, at, tokens);
  }

  [[nodiscard]] Wanted wanted(const PlaceMention& mention) const {
    const TokenSpan tokens = sentence_of(mention);
    const std::int64_t of = static_cast<std::int64_t>(mention.tokens.begin) - 1;
    const std::int64_t kind = is(of, tokens, "of") ? of - 1 : of;
    const WordSense* next = sense(mention.tokens.end, tokens);
    const bool lower = next != nullptr && !next->upper;
    if ((of != kind && has(kind, tokens, cue::state)) || (lower && (next->cues & cue::state) != 0)) {
      return Wanted::division;
    }
    const bool town = has(kind, tokens, cue::town) || (lower && (next->cues & cue::town) != 0);
    return town ? Wanted::town : Wanted::any;
  }

  // Capitalised words right before: a title or the first part of a name.
  [[nodiscard]] double name_before(const PlaceMention& mention, std::int64_t at, TokenSpan tokens) const {
    const WordSense* word = sense(at, tokens);
    if (at != static_cast<std::int64_t>(mention.tokens.begin) - 1 || word == nullptr) {
      return 0;
    }
    if (is_title_before(mention.tokens.begin, tokens)) {
      return weight::title;
    }
    const bool function = (word->cues & (cue::function | cue::direction | cue::calendar)) != 0;
    if (!word->upper || function || mention.tied) {
      return 0;
    }
    const bool common = (word->kinds & WordKinds::common) != 0;
    return common ? weight::name_before / 3 : weight::name_before;
  }

  [[nodiscard]] double after(const PlaceMention& mention) const {
    const TokenSpan tokens = sentence_of(mention);
    const std::int64_t at = mention.tokens.end;
    const WordSense* word = sense(at, tokens);
    if (word == nullptr) {
      return 0;
    }
    if (!word->upper) {
      if (is(at, tokens, "$")) {
        return weight::short_capitals;  // "US$"
      }
      if ((word->cues & (cue::thing | cue::family)) != 0) {
        return (word->cues & cue::thing) != 0 ? weight::thing : weight::family;
      }
      if (word->joint || word->digits) {
        return after_joint(at, tokens);
      }
      double sum = (word->cues & cue::kind) != 0 ? weight::kind_after : 0;
      sum += (word->cues & cue::resident) != 0 ? weight::resident : 0;
      return sum + ((word->cues & cue::speech) != 0 && mention.tokens.size() == 1 ? weight::speech : 0);
    }
    if (mention.bytes.end != document_.bytes(mention.tokens).end) {
      return 0;  // an abbreviation's dot lies between
    }
    if ((word->cues & cue::medium) != 0) {
      return weight::medium;
    }
    if ((word->cues & cue::company) != 0) {
      return weight::company;
    }
    if ((word->cues & cue::school) != 0) {
      return weight::school;
    }
    if ((word->cues & (cue::body | cue::kind | cue::calendar | cue::title)) != 0) {
      return weight::body;
    }
    if ((word->kinds & WordKinds::common) != 0) {
      return 0;
    }
    const bool given = mention.tokens.size() == 1 && (mention.entry.kinds & WordKinds::given) != 0;
    const bool last = (word->kinds & WordKinds::last) != 0;
    return given || last ? weight::name_after : weight::unknown_after;
  }

  // "Paris-based" speaks for a place and "Lenin-Marx" against it; "Ohio's" says nothing.
  [[nodiscard]] double after_joint(std::int64_t at, TokenSpan tokens) const {
    const bool hyphen = is(at, tokens, "-") || is(at, tokens, "‑");
    const WordSense* next = sense(at + 1, tokens);
    if (hyphen && next != nullptr && next->upper && gazetteer_.find(next->name).places.empty()) {
      return weight::hyphenated;
    }
    return hyphen && has(at + 1, tokens, cue::resident) ? weight::resident : 0;
  }

  [[nodiscard]] double beside_people(const PlaceMention& mention) const {
    if (people_[mention.tokens.begin] && people_[mention.tokens.end - 1]) {
      return weight::person_here;
    }
    if (bodies_[mention.tokens.begin] && bodies_[mention.tokens.end - 1]) {
      return weight::named_body;
    }
    if (mention.tokens.size() == 1 && last_names_.contains(mention.name)) {
      return weight::person_known;
    }
    return is_saint(mention) ? weight::saint : 0;
  }

  // "St. Agnes's": a church or school of that name.
  [[nodiscard]] bool is_saint(const PlaceMention& mention) const {
    const std::string& first = senses_[mention.tokens.begin].folded;
    const TokenSpan tokens = sentence_of(mention);
    return mention.tokens.size() > 1 && (first == "st" || first == "saint") &&
           (is(mention.tokens.end, tokens, "'s") || is(mention.tokens.end, tokens, "’s"));
  }

  void weigh_neighbours(std::size_t index) {
    PlaceMention& mention = mentions_[index];
    if (mention.container != no_mention) {
      mention.evidence += weight::contained;
      mentions_[mention.container].evidence += mentions_[mention.container].tied ? weight::tied : weight::container;
    }
  }

  // "Kent, Essex and Surrey counties": what the last word says holds for all of the list.
  void weigh_lists() {
    for (std::size_t i = mentions_.size(); i-- > 0;) {
      const TokenSpan tokens = sentence_of(mentions_[i]);
      if (!has(mentions_[i].tokens.end, tokens, cue::group)) {
        continue;
      }
      mentions_[i].evidence += weight::group;
      for (std::size_t at = i; at > 0 && follows(mentions_[at - 1], mentions_[at]); --at) {
        mentions_[at - 1].evidence += weight::group;
      }
    }
    for (std::size_t i = 1; i < mentions_.size(); ++i) {
      if (follows(mentions_[i - 1], mentions_[i])) {
        const double first = mentions_[i - 1].evidence;
        mentions_[i - 1].evidence += mentions_[i].evidence >= 2 ? weight::listed : 0;
        mentions_[i].evidence += first >= 2 ? weight::listed : 0;
      }
    }
  }

  // Only a comma, "and" or "or" lies between the two.
  [[nodiscard]] bool follows(const PlaceMention& first, const PlaceMention& second) const {
    if (first.sentence != second.sentence || second.tokens.begin - first.tokens.end > 2 ||
        second.tokens.begin == first.tokens.end) {
      return false;
    }
    const TokenSpan tokens = sentence_of(first);
    for (std::uint32_t i = first.tokens.end; i < second.tokens.begin; ++i) {
      if (!is(i, tokens, ",") && !is(i, tokens, "and") && !is(i, tokens, "or") && !is(i, tokens, "&")) {
        return false;
      }
    }
    return true;
  }

  // Mentions of kind place in the analysis that cover the words.
  void weigh_model() {
    for (const auto& place : analysis_.mentions) {
      if (place.kind != MentionKind::place) {
        continue;
      }
      for (auto& mention : mentions_) {
        if (mention.tokens.overlaps(place.tokens)) {
          mention.evidence += weight::model * place.probability;
        }
      }
    }
  }

  // One name means one thing in an article: the best evidence for a name speaks for its other mentions.
  void share_evidence() {
    std::unordered_map<std::uint64_t, double> best;
    for (const auto& mention : mentions_) {
      auto& most = best[mention.name];
      most = std::max(most, mention.evidence);
    }
    for (auto& mention : mentions_) {
      mention.evidence += weight::elsewhere * std::max(0.0, best[mention.name] - std::max(0.0, mention.evidence));
    }
  }

  std::vector<PlaceMention> kept() {
    std::vector<std::uint32_t> moved(mentions_.size(), no_mention);
    std::vector<PlaceMention> out;
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      const PlaceMention& mention = mentions_[i];
      if (mention.evidence > 0 && (!mention.tied || mention.evidence >= weight::tied)) {
        moved[i] = static_cast<std::uint32_t>(out.size());
        out.push_back(mention);
      }
    }
    for (auto& mention : out) {
      mention.container = mention.container == no_mention ? no_mention : moved[mention.container];
    }
    return out;
  }

  const Document& document_;
  const Analysis& analysis_;
  const knowledge::Knowledge& knowledge_;
  const Gazetteer& gazetteer_;
  std::vector<WordSense> senses_;
  std::vector<bool> people_;  // by token
  std::vector<bool> bodies_;
  std::unordered_map<std::uint32_t, double> against_;  // by token: what the tables know a single word to be
  std::unordered_set<std::uint64_t> last_names_;
  std::vector<PlaceMention> mentions_;
};

}  // namespace

Recognised recognise_places(const Document& document, const Analysis& analysis, const knowledge::Knowledge& knowledge,
                            const Gazetteer& gazetteer) {
  return Recogniser(document, analysis, knowledge, gazetteer).run();
}

}  // namespace detente::resolve
