#include "resolve/nationality.h"

#include <algorithm>

#include "resolve/actors_words.h"

namespace detente::resolve {

namespace {

// News says first what it is about: names and places of these sentences count twice.
constexpr std::uint32_t leading_sentences = 2;

double weight_in(std::uint32_t sentence) {
  return sentence < leading_sentences ? 2 : 1;
}

bool is_state(std::string_view noun) {
  return one_of(noun, {"countries", "governments", "nations", "states", "powers", "capitals", "neighbours",
                       "neighbors", "allies", "members", "partners", "parties"});
}

bool is_international_code(std::string_view code) {
  return one_of(code, {"UNO", "EUR", "IGO", "NGO", "MNC", "IMG"});
}

template <typename Codes>
bool holds(const Codes& codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

// One more keeps a single name from counting as the whole article.
double share_in(const std::map<std::string, double, std::less<>>& counts, double all, std::string_view code) {
  const auto count = counts.find(code);
  return count == counts.end() ? 0 : count->second / (all + 1);
}

double yes(bool is) {
  return is ? 1 : 0;
}

}  // namespace

// Log-odds, fitted on the actors and recipients of annotated articles (conditional logit over the candidates of
// each), rounded.
const std::array<Nationality::Weight, Nationality::clue_count> Nationality::weights{{
    {3.4, "the article's country"},
    {0.6, "a country of the sentence"},
    {-0.2, ""},
    {0.4, "a country of the sentence before"},
    {0.7, "the country of the sentence's place"},
    {1.7, "the country of the article's places"},
    {0.4, ""},
    {0.9, ""},
    {0.6, "the country named behind the words"},
    {2.0, "the country of the same words before"},
    {0.5, ""},
    {1.1, "the country of others of this sector"},
    {0.7, ""},
    {0.6, "the country of the owner"},
    {-0.7, ""},
    {-0.2, ""},
    {-0.4, ""},
    {1.8, "the international group that the article names"},
    {1.1, "an international group"},
    {1.8, "a non-governmental body"},
    {0.5, ""},
    {0.4, ""},
    {0.8, ""},
    {2.5, ""},
    {1.2, ""},
    {1.4, ""},
    {0.8, ""},
    {1.0, ""},
    {2.4, ""},
}};

Nationality::Nationality(const Document& document, const std::vector<Location>& places, std::vector<Named> named,
                         const std::vector<std::string>& headline)
    : named_(std::move(named)) {
  const auto count_name = [&](const std::string& code, double weight) {
    counts_[code] += weight;
    count_ += weight;
  };
  for (const Named& name : named_) {
    count_name(name.code, weight_in(name.sentence));
  }
  for (const std::string& code : headline) {
    count_name(code, weight_in(0));
  }
  std::uint32_t sentence = 0;
  for (const Location& place : places) {
    while (sentence < document.sentences.size() && document.sentences[sentence].span.end <= place.span.begin) {
      ++sentence;
    }
    const std::string code = code_of(document, place);
    if (!code.empty()) {
      places_[sentence].push_back(code);
      place_counts_[code] += weight_in(sentence);
      place_count_ += weight_in(sentence);
    }
  }
}

std::string Nationality::code_of(const Document& document, const Location& place) const {
  const auto name = std::partition_point(named_.begin(), named_.end(), [&](const Named& one) {
    return document.bytes(one.tokens).begin < place.span.begin;
  });
  return name == named_.end() || !(document.bytes(name->tokens) == place.span) ? place.country_code : name->code;
}

void Nationality::note(Earlier earlier) {
  const Earlier& noted = earlier_.emplace_back(std::move(earlier));
  if (actors_.by_code[noted.code] == 0) {
    earlier_codes_.push_back(noted.code);
  }
  for (Tally* tally : {&actors_, &sectors_[noted.sector]}) {
    tally->all += 1;
    tally->by_code[noted.code] += 1;
  }
  nouns_[noted.noun].push_back(&noted);
  by_token_.emplace(noted.token, &noted);
}

double Nationality::share_of(std::string_view code) const {
  return share_in(counts_, count_, code);
}

std::vector<std::string> Nationality::codes_in(TokenSpan tokens) const {
  std::vector<std::string> codes;
  auto name = std::partition_point(named_.begin(), named_.end(),
                                   [&](const Named& one) { return one.tokens.end <= tokens.begin; });
  for (; name != named_.end() && name->tokens.begin < tokens.end; ++name) {
    codes.push_back(name->code);
  }
  return codes;
}

Nationality::Answer Nationality::of(const Question& question, std::string_view barred) const {
  const Before noted = before(question);
  Answer best{"UNK", "no country fits"};
  double highest = 0;
  bool first = true;
  for (const std::string_view code : candidates(question.sentence)) {
    const Clues clues = clues_for(question, noted, code);
    double score = 0;
    double strongest = 0;
    std::string_view reason = code == "UNK" ? "no country fits" : "the article's country";
    for (std::size_t clue = 0; clue < clue_count; ++clue) {
      const double weighed = clues[clue] * weights[clue].weight;
      score += weighed;
      if (weighed > strongest && !weights[clue].reason.empty()) {
        strongest = weighed;
        reason = weights[clue].reason;
      }
    }
    if (code != barred && (first || score > highest)) {
      first = false;
      highest = score;
      best = {std::string(code), reason};
    }
  }
  return best;
}

std::vector<std::string_view> Nationality::candidates(std::uint32_t sentence) const {
  std::vector<std::string_view> codes{"UNK", "IMG", "NGO"};
  const auto add = [&](std::string_view code) {
    if (!code.empty() && !holds(codes, code)) {
      codes.push_back(code);
    }
  };
  for (const auto& [code, count] : counts_) {
    add(code);
  }
  std::for_each(earlier_codes_.begin(), earlier_codes_.end(), add);
  if (const auto here = places_.find(sentence); here != places_.end()) {
    std::for_each(here->second.begin(), here->second.end(), add);
  }
  return codes;
}

Nationality::Before Nationality::before(const Question& question) const {
  Before before;
  const std::uint32_t begin = question.tokens.begin;
  for (auto noted = by_token_.lower_bound(begin); noted != by_token_.end(); ++noted) {
    before.behind.push_back(noted->second);
  }
  if (const auto sector = sectors_.find(question.sector); sector != sectors_.end()) {
    before.sector = &sector->second;
  }
  if (const auto noun = nouns_.find(question.noun); noun != nouns_.end()) {
    const auto& same = noun->second;
    const auto last =
        std::find_if(same.rbegin(), same.rend(), [&](const Earlier* earlier) { return earlier->token < begin; });
    before.same_noun = last == same.rend() ? nullptr : *last;
  }
  return before;
}

Nationality::Clues Nationality::clues_for(const Question& question, const Before& before,
                                          std::string_view code) const {
  Clues clues{};
  read_names(question, code, clues);
  read_places(question, code, clues);
  read_earlier(question, before, code, clues);
  clues[behind_of] = yes(code == question.behind);
  clues[is_owner] = yes(code == question.owner);
  clues[is_opposite] = yes(holds(question.opposite, code));
  if (is_international_code(code)) {
    read_international(question, code, clues);
  } else if (code == "UNK") {
    read_unknown(question, clues);
  }
  return clues;
}

void Nationality::read_names(const Question& question, std::string_view code, Clues& clues) const {
  clues[share] = share_of(code);
  auto name = std::partition_point(named_.begin(), named_.end(),
                                   [&](const Named& one) { return one.sentence + 1 < question.sentence; });
  for (; name != named_.end() && name->sentence <= question.sentence; ++name) {
    if (name->code != code) {
      continue;
    }
    if (name->sentence + 1 == question.sentence) {
      clues[in_previous] = 1;
    } else if (name->tokens.end <= question.tokens.begin) {
      clues[named_before] = 1;
    } else if (name->tokens.begin >= question.tokens.end) {
      clues[named_after] = 1;
    }
  }
}

void Nationality::read_places(const Question& question, std::string_view code, Clues& clues) const {
  const auto here = places_.find(question.sentence);
  clues[place_here] = yes(here != places_.end() && holds(here->second, code));
  clues[place_share] = share_in(place_counts_, place_count_, code);
  clues[civilian_place] = question.sector == "CVL" || question.sector == "REF" ? clues[place_share] : 0;
  clues[police_place] = question.sector == "COP" || question.sector == "MIL" ? clues[place_share] : 0;
}

void Nationality::read_earlier(const Question& question, const Before& before, std::string_view code,
                               Clues& clues) const {
  const auto share_before = [&](const Tally& tally, auto counts) {
    const auto count = tally.by_code.find(code);
    double all = tally.all;
    double same = count == tally.by_code.end() ? 0 : count->second;
    for (const Earlier* behind : before.behind) {
      all -= yes(counts(*behind));
      same -= yes(counts(*behind) && behind->code == code);
    }
    return same / (all + 0.5);  // half an actor more keeps a single one from counting as all
  };
  clues[actor_share] = share_before(actors_, [](const Earlier&) { return true; });
  if (before.sector != nullptr) {
    clues[sector_share] =
        share_before(*before.sector, [&](const Earlier& earlier) { return earlier.sector == question.sector; });
  }
  if (before.same_noun != nullptr) {
    clues[same_noun] = yes(before.same_noun->code == code);
    clues[same_noun_definite] = question.definite ? clues[same_noun] : 0;
  }
}

void Nationality::read_international(const Question& question, std::string_view code, Clues& clues) {
  clues[is_international] = 1;
  clues[international_others] = yes(question.sector != "GOV" && question.sector != "REB");
  clues[international_rebels] = yes(code == "IMG" && question.sector == "REB");
  clues[jihad] = yes(code == "IMG" && question.noun.starts_with("jihad"));
  clues[society] = yes(code == "NGO" && question.sector == "SOC");
}

void Nationality::read_unknown(const Question& question, Clues& clues) {
  clues[unknown] = 1;
  clues[unknown_vague] = yes(question.vague);
  clues[unknown_bare] = yes(question.plural && !question.definite && !question.vague && question.owner.empty());
  clues[unknown_states] = yes(question.plural && is_state(question.noun));
  clues[unknown_officials] = yes(question.plural && question.sector == "GOV" && !is_state(question.noun));
  clues[unknown_press] = yes(question.sector == "JRN" || question.sector == "BUS");
  clues[unknown_civilians] = yes(question.sector == "CVL" || question.sector == "REF");
  clues[unknown_sector] = yes(question.sector.empty() || question.sector == "UNK");
  clues[unknown_foreign] = yes(question.foreign);
}

}  // namespace detente::resolve
