#include "resolve/actors.h"

#include <algorithm>
#include <array>
#include <set>

#include "knowledge/names.h"
#include "resolve/actors_words.h"
#include "text/text.h"

namespace detente::resolve {

namespace {

using knowledge::Candidate;
using knowledge::Day;
using knowledge::NameKind;
using knowledge::NameMatch;
using knowledge::Referent;
using knowledge::ReferentKind;

// A family name alone counts as a person of the tables in office, or lately in office in a country that the article
// names a few times.
constexpr double least_last_name_score = 2.5;
// News says first what it is about: names in these sentences and in the title count twice.
constexpr std::size_t leading_sentences = 2;
// A leader is news for about this long after leaving office.
constexpr Day remembered_days = 8 * 365;

Via via_of(NameKind kind, ReferentKind referent) {
  if (referent == ReferentKind::seat || kind == NameKind::capital) return Via::metonym;
  if (kind == NameKind::adjective || kind == NameKind::demonym) return Via::demonym;
  if (kind == NameKind::title) return Via::title;
  if (kind == NameKind::noun) return Via::description;
  return Via::name;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto bar = text.find('|');
    parts.emplace_back(text.substr(0, bar));
    text.remove_prefix(bar == std::string_view::npos ? text.size() : bar + 1);
  }
  return parts;
}

std::string span_of_days(Day from, Day to) {
  return (from == knowledge::beginning ? "?" : knowledge::format_day(from)) + " to " +
         (to == knowledge::open_end ? "now" : knowledge::format_day(to));
}

bool lies_in(ByteSpan inner, ByteSpan outer) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

bool lies_in_time(ByteSpan words, const Resolved& found) {
  return std::any_of(found.times.begin(), found.times.end(),
                     [&](const TimeExpression& time) { return lies_in(words, time.span); });
}

Day distance(Day day, Day from, Day to) {
  if (day < from) return from == knowledge::beginning ? 0 : from - day;
  if (day >= to) return day - to;
  return 0;
}

}  // namespace

ActorResolver::ActorResolver(const Document& document, const Analysis& analysis, const Resolved& found,
                             const knowledge::Knowledge& knowledge)
    : document_(document), analysis_(analysis), knowledge_(knowledge) {
  if (const auto day = knowledge::parse_day(std::string_view(document.article.date).substr(0, 10))) {
    day_ = *day;
    dated_ = true;
  }
  sentences_.resize(document.tokens.size());
  names_.reserve(document.sentences.size());
  for (std::uint32_t i = 0; i < document.sentences.size(); ++i) {
    const TokenSpan tokens = document.sentences[i].tokens;
    std::fill(sentences_.begin() + tokens.begin, sentences_.begin() + tokens.end, i);
    names_.push_back(knowledge.names_in(document, tokens));
    std::erase_if(names_.back(), [&](const NameMatch& match) {
      const ByteSpan name = document.bytes(match.tokens);
      return std::any_of(found.places.begin(), found.places.end(),
                         [&](const Location& place) { return lies_in(name, place.span) && !(place.span == name); }) ||
             lies_in_time(name, found);
    });
  }
  for (const Sentence& sentence : document.sentences) {
    for (std::uint32_t token = sentence.tokens.begin; token < sentence.tokens.end; ++token) {
      if (knowledge::begins_upper(document.word(token)) && !opens_words(token)) {
        inner_capitals_.insert(document.word(token));
      }
    }
  }
  count_countries();
  chosen_ = chosen_names();
  std::vector<Nationality::Named> named;
  for (const Name& name : chosen_) {
    if (!name.candidate.referent.code.empty()) {
      named.push_back({sentence_of(name.tokens.begin), name.tokens, std::string(name.candidate.referent.code)});
    }
  }
  nationality_.emplace(document, found.places, std::move(named), headline_codes_);
  for (const Mention& mention : analysis.mentions) {
    if (!mention.tokens.empty() && !lies_in_time(document.bytes(mention.tokens), found)) {
      resolve_once(mention);
    }
  }
}

const std::vector<Entity>& ActorResolver::entities(TokenSpan mention) const {
  static const std::vector<Entity> nobody;
  const auto at = resolved_.find(mention.begin);
  return at == resolved_.end() ? nobody : at->second;
}

bool ActorResolver::is_person(TokenSpan mention) const {
  return std::any_of(met_.begin(), met_.end(), [&](const Met& met) {
    return met.being == Being::person && mention.contains(met.token) && met.entity.via == Via::name;
  });
}

void ActorResolver::count_countries() {
  // "Congress" may be of several countries: it is counted for none.
  const auto counts = [](const NameMatch& name) {
    const Candidate& candidate = name.candidates.front();
    const bool sure = std::all_of(name.candidates.begin(), name.candidates.end(), [&](const Candidate& other) {
      return other.referent.code == candidate.referent.code;
    });
    return sure && candidate.referent.kind != ReferentKind::role && candidate.referent.kind != ReferentKind::office &&
           candidate.kind != NameKind::last_name;
  };
  const auto count = [&](const std::vector<NameMatch>& names, int weight) {
    for (const NameMatch& name : names) {
      const auto code = name.candidates.front().referent.code;
      if (counts(name) && knowledge_.country(code)) {
        counts_[std::string(code)] += weight;
      }
    }
  };
  for (std::size_t i = 0; i < names_.size(); ++i) {
    count(names_[i], i < leading_sentences ? 2 : 1);
  }
  Article headline;
  headline.text = document_.article.title;
  const Document title = text::read(std::move(headline));
  const auto in_title = knowledge_.names_in(title, {0, static_cast<std::uint32_t>(title.tokens.size())});
  count(in_title, 2);
  for (const NameMatch& name : in_title) {
    if (counts(name)) {
      headline_codes_.emplace_back(name.candidates.front().referent.code);
    }
  }
  int most = 0;
  for (const auto& [code, mentions] : counts_) {
    counted_ += mentions;
    if (mentions > most) {
      most = mentions;
      main_country_ = code;
    }
  }
}

std::uint32_t ActorResolver::sentence_of(std::uint32_t token) const {
  return sentences_[token];
}

std::string ActorResolver::lower(std::uint32_t token) const {
  std::string word = knowledge::folded(document_.word(token));
  return word.empty() ? std::string(document_.word(token)) : word;
}

std::string ActorResolver::model_sector(SectorId sector) const {
  return sector == no_sector ? std::string() : std::string(knowledge_.ontology().sectors.at(sector));
}

std::string ActorResolver::code_of(const Referent& nation) const {
  return std::string(nation.code);
}

// How well a candidate fits the article: its date, its countries, who was met before.
double ActorResolver::plausibility(const Candidate& candidate) const {
  const Referent& referent = candidate.referent;
  double score = 0;
  if (dated_ && !referent.holds_on(day_)) {
    score -= 3;
  }
  switch (candidate.kind) {
    case NameKind::full:
      score += 4;
      break;
    case NameKind::title:
    case NameKind::adjective:
    case NameKind::demonym:
      score += 3;
      break;
    case NameKind::capital:
      score += referent.kind == ReferentKind::country ? 2 : 0;
      break;
    case NameKind::noun:
      score += 1;
      break;
    case NameKind::last_name:
      break;
  }
  if (referent.kind == ReferentKind::seat || referent.kind == ReferentKind::country) {
    score += 1;
  }
  const auto count = counts_.find(referent.code);
  if (count != counts_.end()) {
    // The share decides between bodies of one name: the Congress of India and that of the United States.
    score += std::min(2.0, 0.5 * count->second) + static_cast<double>(count->second) / counted_;
  }
  if (referent.kind != ReferentKind::person) {
    return score;
  }
  for (const Met& met : met_) {
    if (met.entity.identifier_text == referent.name) {
      return score + 6;
    }
  }
  Day nearest = knowledge::open_end;
  for (const auto& term : knowledge_.terms_of(referent)) {
    nearest = std::min(nearest, dated_ ? distance(day_, term.from, term.to) : 0);
  }
  if (nearest == 0) {
    score += 3;
  } else if (nearest < remembered_days) {
    score += 1;
  }
  // Somebody long out of office in a country that the article never names is most likely a namesake.
  if (nearest != knowledge::open_end && nearest >= 2 * remembered_days && count == counts_.end()) {
    score -= 5;
  }
  return score;
}

std::optional<Candidate> ActorResolver::choose(const NameMatch& match) const {
  const Candidate* best = &match.candidates.front();
  double highest = plausibility(*best);
  for (const Candidate& candidate : match.candidates) {
    if (const double score = plausibility(candidate); score > highest) {
      best = &candidate;
      highest = score;
    }
  }
  const bool doubtful = (best->kind == NameKind::last_name && highest < least_last_name_score) ||
                        (best->referent.kind == ReferentKind::person && highest < 0);
  return doubtful ? std::nullopt : std::optional(*best);
}

bool ActorResolver::is_part_of_name(TokenSpan name, TokenSpan mention) const {
  const auto& names = names_[sentence_of(mention.begin)];
  const auto is_free_capital = [&](std::uint32_t token) {
    const bool in_table = std::any_of(names.begin(), names.end(), [&](const NameMatch& match) {
      return match.tokens.contains(token) && match.candidates.front().kind != NameKind::last_name;
    });
    return !in_table && knowledge::begins_upper(document_.word(token)) && !is_article_word(lower(token)) &&
           !is_honorific(lower(token)) && !is_count(lower(token));
  };
  const auto is_hyphened = [&](std::uint32_t joint, std::uint32_t other) {
    return knowledge::is_joint(document_.word(joint)) && is_free_capital(other);
  };
  return (name.begin > mention.begin && is_free_capital(name.begin - 1)) ||
         (name.end < mention.end && is_free_capital(name.end)) ||
         (name.begin > mention.begin + 1 && is_hyphened(name.begin - 1, name.begin - 2)) ||
         (name.end + 1 < mention.end && is_hyphened(name.end, name.end + 1));
}

const ActorResolver::Met* ActorResolver::met_by_last_name(std::string_view folded_word) const {
  for (const Met& met : met_) {
    if (met.being == Being::person && (met.last_name == folded_word || met.family_name == folded_word)) {
      return &met;
    }
  }
  return nullptr;
}

TokenSpan ActorResolver::widened(TokenSpan mention) const {
  TokenSpan wide = mention;
  const auto& names = names_[sentence_of(mention.begin)];
  for (auto match = names.rbegin(); match != names.rend(); ++match) {
    const bool cut = match->tokens.overlaps(wide);
    const auto& first = match->candidates.front();
    const bool in_front = match->tokens.end == wide.begin && match->tokens.begin < wide.begin &&
                          (first.kind == NameKind::adjective || first.kind == NameKind::noun);
    if (cut || in_front) {
      wide = {std::min(wide.begin, match->tokens.begin), std::max(wide.end, match->tokens.end)};
    }
  }
  return wide;
}

bool ActorResolver::is_quoted(std::uint32_t token) const {
  return std::any_of(document_.quotations.begin(), document_.quotations.end(), [&](const Quotation& quotation) {
    return quotation.tokens.size() > 1 && quotation.tokens.contains(token);
  });
}

std::uint32_t ActorResolver::head_end(TokenSpan mention) const {
  const auto& names = names_[sentence_of(mention.begin)];
  for (std::uint32_t token = mention.begin + 1; token < mention.end; ++token) {
    const bool inside_name = std::any_of(names.begin(), names.end(), [&](const NameMatch& match) {
      return match.tokens.begin < token && token < match.tokens.end;
    });
    const bool compound = knowledge::is_joint(document_.word(token - 1));  // "US-backed rebels"
    if (!inside_name && !compound && ends_head(lower(token))) {
      return token;
    }
  }
  return mention.end;
}

bool ActorResolver::is_aimed_at(TokenSpan nation, const Parts& parts) const {
  return nation.begin > parts.head_end && parts.head_end > parts.wide.begin &&
         one_of(lower(parts.head_end), {"on", "with", "against", "to", "over", "about", "linked", "backed", "by"});
}

ActorResolver::Parts ActorResolver::take_apart(const Mention& mention) const {
  Parts parts;
  parts.tokens = mention.tokens;
  parts.wide = widened(mention.tokens);
  parts.kind = mention.kind;
  parts.sector = mention.sector;
  parts.head_end = head_end(parts.wide);
  for (const NameMatch& match : names_[sentence_of(mention.tokens.begin)]) {
    if (match.tokens.begin < parts.wide.begin || match.tokens.end > parts.wide.end) {
      continue;
    }
    const bool bound = !(match.tokens == mention.tokens) && is_bound(match.tokens);
    auto chosen = choose(match);
    if (!chosen) {
      continue;
    }
    if (chosen->kind == NameKind::last_name &&
        (is_honorific(lower(match.tokens.begin)) || is_part_of_name(match.tokens, parts.wide) ||
         met_by_last_name(lower(match.tokens.end - 1)) != nullptr)) {
      continue;
    }
    const bool seat = chosen->referent.kind == ReferentKind::seat || chosen->kind == NameKind::capital;
    const bool surname = chosen->kind == NameKind::adjective && match.tokens.end == parts.head_end &&
                         match.tokens.begin > parts.wide.begin;  // "Abdul Hadi Iraqi"
    if ((seat || surname) && is_part_of_name(match.tokens, parts.wide)) {
      continue;
    }
    const Name name{match.tokens, *chosen};
    switch (chosen->referent.kind) {
      case ReferentKind::country:
      case ReferentKind::seat:
        if (!bound && !is_aimed_at(match.tokens, parts)) parts.nations.push_back(name);
        break;
      case ReferentKind::person:
        parts.people.push_back(name);
        break;
      case ReferentKind::organisation:
      case ReferentKind::armed_group:
        if (!bound) parts.bodies.push_back(name);
        break;
      case ReferentKind::role:
        parts.roles.push_back(name);
        break;
      case ReferentKind::office:
        parts.titles.push_back(name);
        break;
    }
  }
  parts.proper = proper_name(parts);
  return parts;
}

// The role that heads the mention: the last one of its head noun phrase, else the first one behind it.
const ActorResolver::Name* ActorResolver::head_role(const Parts& parts) const {
  const Name* head = nullptr;
  for (const Name& role : parts.roles) {
    if (role.tokens.begin < parts.head_end || head == nullptr) {
      head = &role;
    }
  }
  return head;
}

std::uint32_t ActorResolver::determiner(TokenSpan mention) const {
  const auto determines = [&](std::uint32_t token) {
    const std::string word = lower(token);
    return is_definite(word) || is_count(word) || is_article_word(word) || is_first_person(word) ||
           one_of(word, {"his", "her", "its", "their"});
  };
  const std::uint32_t sentence = document_.sentences[sentence_of(mention.begin)].tokens.begin;
  const bool in_front = !determines(mention.begin) && mention.begin > sentence && determines(mention.begin - 1);
  return in_front ? mention.begin - 1 : mention.begin;
}

const std::vector<Entity>& ActorResolver::resolve_once(const Mention& mention) {
  const auto [at, first] = resolved_.try_emplace(mention.tokens.begin);
  if (first) {
    auto entities = resolve(mention);
    at->second = std::move(entities);
  }
  return at->second;
}

std::vector<Entity> ActorResolver::resolve(const Mention& mention) {
  if (mention.tokens.size() == 1) {
    auto meant = by_pronoun(mention);
    if (!meant.empty()) {
      return meant;
    }
  }
  const Parts parts = take_apart(mention);
  if (const auto person = by_person(parts)) {
    return {*person};
  }
  if (!parts.titles.empty()) {
    return {by_title(parts)};
  }
  if (!parts.proper.empty()) {
    // "the Fund", "the Council": a part of a longer name.
    const auto body = parts.proper.size() == 1 && parts.nations.empty() ? taken_up(parts) : std::nullopt;
    return body ? std::vector<Entity>{*body} : by_proper_name(parts);
  }
  if (parts.nations.empty() && speaks_of_two(parts)) {
    auto two = last_two(parts.tokens, lower(parts.head_end - 1));
    if (!two.empty()) {
      return two;
    }
  }
  const bool body_first =
      !parts.bodies.empty() && (parts.nations.empty() || parts.bodies.front().tokens.begin < parts.head_end ||
                                parts.bodies.front().tokens.begin < parts.nations.front().tokens.begin);
  if (body_first && !is_kin_of_body(parts)) {
    return by_body(parts);
  }
  if (!parts.nations.empty()) {
    return by_nations(parts);
  }
  if (const auto body = taken_up(parts)) {
    return {*body};
  }
  return parts.roles.empty() ? by_description(parts) : by_role(parts);
}

bool ActorResolver::is_bound(TokenSpan nation) const {
  const TokenSpan sentence = document_.sentences[sentence_of(nation.begin)].tokens;
  const auto joint = [&](std::uint32_t token) {
    return document_.word(token) == "-" || document_.word(token) == "–";
  };
  const bool bound_behind =
      nation.end + 1 < sentence.end && joint(nation.end) &&
      one_of(lower(nation.end + 1), {"backed", "based", "run", "supported", "held", "controlled", "occupied", "born",
                                     "funded", "trained", "brokered", "allied", "made", "administered", "friendly",
                                     "dominated", "sponsored", "linked", "mediated"});
  const bool bound_in_front = nation.begin >= sentence.begin + 2 && joint(nation.begin - 1) &&
                              one_of(lower(nation.begin - 2), {"anti", "pro", "non"});
  return bound_behind || bound_in_front;
}

Entity ActorResolver::person_entity(TokenSpan tokens, const Referent& person, Via via) const {
  Entity entity;
  entity.span = document_.bytes(tokens);
  entity.code = person.code;
  entity.sector = person.sector.empty() ? "ELI" : std::string(person.sector);
  entity.identifier_text = person.name;
  entity.identifier_id = person.wikidata;
  entity.via = via;
  entity.evidence = "in the tables of people";
  const knowledge::Term* held = nullptr;
  const auto terms = knowledge_.terms_of(person);
  for (const auto& term : terms) {
    if (!dated_ || term.holds_on(day_)) {
      held = &term;
    }
  }
  if (held != nullptr) {
    entity.code = held->office.code;
    entity.sector = held->office.sector;
    entity.office = held->office.name;
    entity.evidence = "in office " + span_of_days(held->from, held->to);
  } else if (!terms.empty()) {
    entity.evidence = "in no office on the article's date; last: " + std::string(terms.back().office.name) + ", " +
                      span_of_days(terms.back().from, terms.back().to);
  }
  return entity;
}

std::optional<Entity> ActorResolver::by_person(const Parts& parts) {
  if (parts.people.empty()) {
    return std::nullopt;
  }
  const Name& named = parts.people.front();
  const Referent& person = named.candidate.referent;
  // "the Trump administration", "Putin's spokesman", "the forces of President Assad": the person is a modifier.
  const Name* head = head_role(parts);
  const bool behind =
      head != nullptr && head->tokens.begin >= named.tokens.end && head->tokens.begin < parts.head_end;
  const bool of_person = head != nullptr && head->tokens.end == parts.head_end &&
                         named.tokens.begin > parts.head_end && lower(parts.head_end) == "of" &&
                         head->candidate.referent.role.empty() && head->candidate.referent.plural;
  Entity entity = person_entity(parts.tokens, person, Via::name);
  if ((!behind && !of_person) || (behind && parts.head_end < named.tokens.begin)) {
    take_told_sector(parts, named, entity);
    const auto terms = knowledge_.terms_of(person);
    const auto held = std::find_if(terms.begin(), terms.end(),
                                   [&](const knowledge::Term& term) { return !dated_ || term.holds_on(day_); });
    remember(entity, Being::person, person.gender, held == terms.end() ? "" : held->office.role, parts.tokens);
    return entity;
  }
  entity.sector = head->candidate.referent.sector;
  entity.via = Via::description;
  entity.identifier_text = document_.text(parts.tokens);
  entity.identifier_id.clear();
  entity.office.clear();
  entity.evidence =
      "country of " + std::string(person.name) + ", sector of '" + std::string(document_.text(head->tokens)) + "'";
  remember(entity, head->candidate.referent.plural ? Being::people : Being::body, 0, "", parts.tokens);
  return entity;
}

// Where the tables know of no office on the day, the words may: "foreign ministry spokesman" X, "rebel leader" X.
// They hold for the person's other mentions as well.
void ActorResolver::take_told_sector(const Parts& parts, const Name& person, Entity& entity) {
  const bool candidate = !entity.office.empty() && entity.sector == "PTY";
  const bool politician = entity.office.empty() && one_of(entity.sector, {"ELI", "PTY", "LEG", "OPP"});
  if (!candidate && !politician) {
    return;
  }
  std::vector<Name> words = parts.roles;
  words.insert(words.end(), parts.titles.begin(), parts.titles.end());
  for (const Name& word : words) {
    const Referent& noun = word.candidate.referent;
    const bool tells = noun.sector != "UNK" && noun.sector != "ELI" && !noun.plural &&
                       (!candidate || noun.sector == "LEG") &&
                       (entity.sector == "ELI" || !one_of(noun.name, {"leader", "chief", "head", "official"}));
    if (tells && word.tokens.end == person.tokens.begin && !is_former({parts.wide.begin, person.tokens.begin})) {
      told_sectors_[entity.identifier_text] = noun.sector;
    }
  }
  if (const auto told = told_sectors_.find(entity.identifier_text); told != told_sectors_.end()) {
    entity.sector = told->second;
    entity.evidence += "; sector by the words beside the name";
  }
}

std::optional<Entity> ActorResolver::holder(TokenSpan tokens, std::string_view code, std::string_view role) const {
  if (!dated_ || role.empty() || code.empty()) {
    return std::nullopt;
  }
  const auto held = knowledge_.holders(code, role, day_);
  if (held.size() != 1) {
    return std::nullopt;
  }
  const knowledge::Term& term = held.front();
  Entity entity = person_entity(tokens, term.person, Via::title);
  entity.code = term.office.code;
  entity.sector = term.office.sector;
  entity.office = term.office.name;
  entity.evidence = std::string(term.office.name) + " on " + knowledge::format_day(day_) + " (" +
                    span_of_days(term.from, term.to) + ")";
  return entity;
}

Entity ActorResolver::by_title(const Parts& parts) {
  const Name& title = parts.titles.front();
  const Referent& office = title.candidate.referent;
  // "Pakistan's Foreign Secretary": a title that stands in the tables for one country, in the words of another.
  const bool of_other = !parts.nations.empty() && parts.nations.front().tokens.end <= title.tokens.begin &&
                        parts.nations.front().candidate.referent.code != office.code;
  const std::string code = of_other ? code_of(parts.nations.front().candidate.referent) : std::string(office.code);
  if (auto named = by_name_behind(parts, code, nullptr)) {
    return *named;
  }
  if (auto held = of_other ? std::nullopt : holder(parts.tokens, code, office.role)) {
    remember(*held, Being::person, 0, office.role, parts.tokens);
    return *held;
  }
  Entity entity;
  entity.span = document_.bytes(parts.tokens);
  entity.code = code;
  entity.sector = office.sector;
  entity.identifier_text = document_.text(parts.tokens);
  entity.via = Via::title;
  entity.evidence =
      "'" + std::string(document_.text(title.tokens)) + "' in the tables of offices; no one holder known";
  remember(entity, Being::person, 0, office.role, parts.tokens);
  return entity;
}

std::vector<Entity> ActorResolver::by_nations(const Parts& parts) {
  const Name* role = head_role(parts);
  if (const Name* head = head_nation(parts)) {
    return {by_nation(parts, *head, nullptr)};
  }
  std::vector<const Name*> meant{&parts.nations.front()};
  // "Russian and Ukrainian", "Russia, France and Germany": all that stand in a row.
  for (std::size_t i = 1; i < parts.nations.size(); ++i) {
    bool row = true;
    for (std::uint32_t token = parts.nations[i - 1].tokens.end; token < parts.nations[i].tokens.begin; ++token) {
      row = row && one_of(lower(token), {"and", ",", "or", "-", "/", "&", "the", "–"});
    }
    if (!row) {
      break;
    }
    meant.push_back(&parts.nations[i]);
  }
  std::vector<Entity> entities;
  for (const Name* nation : meant) {
    Entity entity = by_nation(parts, *nation, role);
    const bool known = std::any_of(entities.begin(), entities.end(), [&](const Entity& other) {
      return other.code == entity.code && other.identifier_text == entity.identifier_text;
    });
    if (!known) {
      entities.push_back(std::move(entity));
    }
  }
  return entities;
}

const ActorResolver::Name* ActorResolver::head_nation(const Parts& parts) const {
  const Name* last = nullptr;
  for (const Name& nation : parts.nations) {
    last = nation.tokens.end == parts.head_end ? &nation : last;
  }
  if (last == nullptr || last->candidate.kind != NameKind::full || last == &parts.nations.front()) {
    return nullptr;
  }
  const bool apposed = std::any_of(parts.roles.begin(), parts.roles.end(), [&](const Name& role) {
    return role.tokens.end == last->tokens.begin && role.tokens.begin >= parts.nations.front().tokens.end;
  });
  return apposed ? last : nullptr;
}

// "the US-led coalition" fights; a coalition of parties rules.
bool ActorResolver::is_led_coalition(const Name& nation, const Name& role) const {
  return role.candidate.referent.name == "coalition" && nation.candidate.referent.kind == ReferentKind::country &&
         nation.tokens.end + 1 < role.tokens.begin && knowledge::is_joint(document_.word(nation.tokens.end)) &&
         lower(nation.tokens.end + 1) == "led";
}

Entity ActorResolver::by_nation(const Parts& parts, const Name& nation, const Name* role) {
  const Referent& country = nation.candidate.referent;
  const std::string code = code_of(country);
  Entity entity;
  entity.span = document_.bytes(parts.tokens);
  entity.code = code;
  entity.sector = country.sector;
  entity.identifier_text = country.name;
  entity.identifier_id = country.wikidata;
  entity.via = via_of(nation.candidate.kind, country.kind);
  entity.evidence = "'" + std::string(document_.text(nation.tokens)) + "' names " + std::string(country.name);
  const bool people = nation.candidate.kind == NameKind::demonym;
  const bool counterpart = one_of(lower(parts.head_end - 1), {"counterpart", "counterparts"});
  if (counterpart) {
    role = nullptr;
  }
  if (role == nullptr && !counterpart) {
    // A country's words with a head that the tables lack: "Syrian families".
    const bool headed = nation.tokens.end < parts.head_end && nation.candidate.kind == NameKind::adjective;
    const bool counted = is_count(lower(parts.wide.begin)) && nation.tokens.end == parts.head_end;
    if (counted) {
      entity.sector = "CVL";  // "six Japanese": people, not their country
    } else if ((headed || people) && parts.sector != no_sector) {
      entity.sector = model_sector(parts.sector);
    }
    remember(entity, people || headed ? Being::people : Being::country, 0, "", parts.tokens);
    return entity;
  }
  return by_national_role(parts, nation, role, std::move(entity));
}

// "the French president", "Syrian rebels", "his Russian counterpart"; `entity` is the country.
Entity ActorResolver::by_national_role(const Parts& parts, const Name& nation, const Name* role, Entity entity) {
  const bool plural = role == nullptr ? lower(parts.head_end - 1).ends_with('s') : role->candidate.referent.plural;
  std::string office;
  if (role == nullptr) {
    const Met* met = antecedent(parts.tokens.begin, pronoun_reach, [](const Met& m) { return !m.role.empty(); });
    office = met == nullptr ? "" : met->role;
    entity.sector = met == nullptr ? "GOV" : met->entity.sector;
  } else {
    const Referent& noun = role->candidate.referent;
    office = noun.role;
    entity.sector = is_led_coalition(nation, *role) ? "MIL" : role_sector(parts, *role);
  }
  if (auto named = plural ? std::nullopt : by_name_behind(parts, entity.code, role)) {
    return *named;
  }
  const bool former = is_former({parts.wide.begin, parts.head_end});
  if (auto held = former ? std::nullopt : holder(parts.tokens, entity.code, office)) {
    remember(*held, Being::person, 0, office, parts.tokens);
    return *held;
  }
  if (former && !office.empty()) {
    entity.sector = "ELI";
  } else if (former && one_of(entity.sector, {"MIL", "COP"})) {
    entity.sector = "CVL";  // a former soldier
  }
  entity.identifier_text = document_.text(parts.tokens);
  entity.identifier_id.clear();
  entity.via = Via::description;
  if (role != nullptr) {
    entity.evidence += ", '" + std::string(document_.text(role->tokens)) + "' gives the sector";
  }
  remember(entity, plural ? Being::people : (office.empty() ? Being::body : Being::person), 0, office, parts.tokens);
  return entity;
}

// The sector of a noun, or of what stands in front of it: "police officials", "the rebel brigades".
std::string ActorResolver::role_sector(const Parts& parts, const Name& role) const {
  const std::string_view own = role.candidate.referent.sector;
  const bool rules =
      one_of(role.candidate.referent.name, {"government", "regime", "junta"});  // "the military regime"
  if (!rules && one_of(own, {"GOV", "MIL", "COP", "UNK", "SOC", "PTY"})) {
    for (std::uint32_t token = parts.wide.begin; token < role.tokens.begin; ++token) {
      const std::string_view told = modifier_sector(lower(token));
      if (!told.empty() && token < parts.head_end && !knowledge::is_joint(document_.word(token + 1))) {
        return std::string(told);
      }
    }
  }
  return own == "UNK" && parts.sector != no_sector ? model_sector(parts.sector) : std::string(own);
}

bool ActorResolver::is_former(TokenSpan mention) const {
  for (std::uint32_t token = mention.begin; token < mention.end; ++token) {
    if (is_former_word(lower(token))) {
      return true;
    }
  }
  return false;
}

// "Kurdish fighters", "Democrats": names of many, for which "they" stands.
bool ActorResolver::is_plural(std::uint32_t token) const {
  const std::string_view word = document_.word(token);
  return word.size() > 3 && word.ends_with('s') && !word.ends_with("ss") && !knowledge::begins_upper(word);
}

// "a Hamas spokesman", "the head of the IAEA": one person of a body.
bool ActorResolver::is_member_of_body(const Parts& parts, const Name& body) const {
  const Name* role = head_role(parts);
  return role != nullptr && role->tokens.end == parts.head_end && !role->candidate.referent.plural &&
         (body.tokens.end <= role->tokens.begin || body.tokens.begin > parts.head_end) &&
         is_person_noun(lower(parts.head_end - 1));
}

// "the wives of Isis fighters", "relatives of Hamas members" belong to no body.
bool ActorResolver::is_kin_of_body(const Parts& parts) const {
  const Name* role = head_role(parts);
  return role != nullptr && role->candidate.referent.sector == "CVL" && role->tokens.end <= parts.head_end &&
         parts.bodies.front().tokens.begin > parts.head_end;
}

std::vector<Entity> ActorResolver::by_body(const Parts& parts) {
  std::vector<Entity> entities;
  for (const Name& named : parts.bodies) {
    const Referent& body = named.candidate.referent;
    if (!entities.empty() && named.tokens.begin >= parts.head_end) {
      break;
    }
    // "the human rights group Viasna": the kind goes with the name.
    if (parts.bodies.size() > 1 && !knowledge::begins_upper(body.name)) {
      continue;
    }
    Entity entity;
    entity.span = document_.bytes(parts.tokens);
    entity.code = body.code;
    entity.sector = body.sector;
    entity.other_sectors = split(body.other_sectors);
    entity.identifier_text = body.name;
    entity.identifier_id = body.wikidata;
    entity.via = Via::name;
    entity.evidence = "'" + std::string(document_.text(named.tokens)) + "' in the tables of bodies";
    if (!parts.nations.empty() && parts.nations.front().tokens.end <= named.tokens.begin &&
        knowledge_.country(body.code) && parts.nations.front().candidate.kind == NameKind::adjective) {
      entity.code = code_of(parts.nations.front().candidate.referent);
    }
    Being being = is_plural(named.tokens.end - 1) ? Being::people : Being::body;
    if (is_member_of_body(parts, named)) {
      being = Being::person;
      const TokenSpan name = name_behind(parts);
      entity.identifier_text = document_.text(name.empty() ? parts.tokens : name);
      entity.identifier_id.clear();
      entity.via = Via::description;
    }
    remember(entity, being, 0, "", parts.tokens);
    entities.push_back(std::move(entity));
  }
  return entities;
}

std::vector<ActorResolver::Name> ActorResolver::chosen_names() const {
  std::vector<Name> names;
  for (const auto& in_sentence : names_) {
    for (const NameMatch& match : in_sentence) {
      const auto chosen = is_bound(match.tokens) ? std::nullopt : choose(match);
      if (chosen) {
        names.push_back({match.tokens, *chosen});
      }
    }
  }
  return names;
}

void ActorResolver::remember(const Entity& entity, Being being, char gender, std::string_view role,
                             TokenSpan tokens) {
  if (being == Being::person && gender == 0) {
    for (const Candidate& candidate : knowledge_.named(entity.identifier_text)) {
      const bool same = candidate.referent.kind == ReferentKind::person && candidate.kind == NameKind::full &&
                        candidate.referent.name == entity.identifier_text;
      gender = same ? candidate.referent.gender : gender;
    }
  }
  Met met;
  met.entity = entity;
  met.being = being;
  met.gender = gender;
  met.role = role;
  met.sentence = sentence_of(tokens.begin);
  met.token = tokens.begin;
  met.quoted = is_quoted(tokens.begin);
  met.noun = lower(head_end(tokens) - 1);
  if (being == Being::person) {
    const auto words = knowledge::words_of(entity.identifier_text);
    met.first_name = words.empty() ? std::string() : knowledge::folded(words.front());
    met.last_name = words.empty() ? std::string() : knowledge::folded(words.back());
    if (words.size() > 1 && knowledge::family_name_first(entity.code)) {
      met.family_name = knowledge::folded(words.front());
    }
  }
  nationality_->note({tokens.begin, met.noun, entity.code, entity.sector});
  met_.push_back(std::move(met));
}

const ActorResolver::Met* ActorResolver::antecedent(std::uint32_t token, std::uint32_t reach,
                                                    const std::function<bool(const Met&)>& fits) const {
  const std::uint32_t sentence = sentence_of(token);
  const bool quoted = is_quoted(token);
  const Met* found = nullptr;
  for (auto met = met_.rbegin(); met != met_.rend(); ++met) {
    if (met->token >= token || (met->quoted && !quoted) || !fits(*met)) {
      continue;
    }
    if (sentence - met->sentence > reach || (found != nullptr && met->sentence != found->sentence)) {
      break;
    }
    found = &*met;
  }
  return found;
}

std::vector<ActorChain> ActorResolver::chains() const {
  std::vector<ActorChain> chains;
  std::map<std::string, std::size_t> at;
  for (const Met& met : met_) {
    const std::string key = met.entity.code + '\t' + met.entity.sector + '\t' + met.entity.identifier_text;
    const auto [entry, added] = at.try_emplace(key, chains.size());
    if (added) {
      chains.push_back({met.entity, {}});
    }
    auto& mentions = chains[entry->second].mentions;
    if (std::find(mentions.begin(), mentions.end(), met.entity.span) == mentions.end()) {
      mentions.push_back(met.entity.span);
    }
  }
  return chains;
}

void act_by_armed_forces(std::vector<Entity>& actors, const knowledge::Knowledge& knowledge) {
  for (Entity& actor : actors) {
    const auto country = knowledge.country(actor.code);
    if (country && country->name == actor.identifier_text && actor.sector == "GOV") {
      actor.sector = "MIL";
      actor.evidence += "; a country that uses force";
    }
  }
}

void suffer_as_civilians(std::vector<Entity>& recipients) {
  for (Entity& recipient : recipients) {
    if (recipient.sector.empty() || recipient.sector == "UNK") {
      recipient.sector = "CVL";
      recipient.evidence += "; force is used on them";
    }
  }
}

}  // namespace detente::resolve
