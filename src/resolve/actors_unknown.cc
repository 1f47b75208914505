// Names that the tables lack, and what the words beside them tell.
#include "resolve/actors.h"

#include <algorithm>

#include "knowledge/names.h"
#include "resolve/actors_words.h"

namespace detente::resolve {

namespace {

using knowledge::NameMatch;
using knowledge::Referent;
using knowledge::ReferentKind;

// An apposition is read this many tokens far.
constexpr std::uint32_t apposition_reach = 12;
// First names that differ behind these letters are spellings of one.
constexpr std::size_t same_letters = 3;
// A person is named this many sentences after being described.
constexpr std::uint32_t introduction_reach = 2;

}  // namespace

bool ActorResolver::is_like_person(const Parts& parts) const {
  if (parts.kind == MentionKind::place) {
    return false;
  }
  if (!parts.roles.empty() || parts.proper.size() > 1) {
    return true;
  }
  const Sentence& sentence = document_.sentences[sentence_of(parts.proper.begin)];
  const std::uint32_t before = parts.proper.begin;
  return is_honorific(lower(before)) || (before > sentence.tokens.begin && is_honorific(lower(before - 1))) ||
         (before > sentence.tokens.begin + 1 && lower(before - 1) == "." && is_honorific(lower(before - 2)));
}

TokenSpan ActorResolver::proper_name(const Parts& parts) const {
  const auto in_table = [&](std::uint32_t token) {
    const auto covers = [token](const Name& name) { return name.tokens.contains(token); };
    return std::any_of(parts.nations.begin(), parts.nations.end(), covers) ||
           std::any_of(parts.bodies.begin(), parts.bodies.end(), covers) ||
           std::any_of(parts.roles.begin(), parts.roles.end(), covers);
  };
  std::uint32_t begin = parts.head_end;
  while (begin > parts.wide.begin && !in_table(begin - 1) &&
         (knowledge::begins_upper(document_.word(begin - 1)) || knowledge::is_joint(document_.word(begin - 1)) ||
          is_name_particle(lower(begin - 1))) &&
         !is_article_word(lower(begin - 1))) {
    --begin;
  }
  while (begin < parts.head_end && !knowledge::begins_upper(document_.word(begin))) {
    ++begin;
  }
  const TokenSpan proper{begin, parts.head_end};
  return proper.size() == 1 && is_capital_by_position(begin) ? TokenSpan{begin, begin} : proper;
}

bool ActorResolver::opens_words(std::uint32_t token) const {
  const std::uint32_t begin = document_.sentences[sentence_of(token)].tokens.begin;
  return token == begin || is_quotation_mark(document_.word(token - 1)) || document_.word(token - 1) == ":";
}

bool ActorResolver::is_capital_by_position(std::uint32_t token) const {
  const std::string_view word = document_.word(token);
  return opens_words(token) && !knowledge::is_capitals(word) && met_by_last_name(lower(token)) == nullptr &&
         !inner_capitals_.contains(word);
}

TokenSpan ActorResolver::name_behind(const Parts& parts) const {
  const TokenSpan sentence = document_.sentences[sentence_of(parts.wide.begin)].tokens;
  const bool inside = parts.head_end < parts.wide.end && document_.word(parts.head_end) == ",";
  std::uint32_t begin = inside ? parts.head_end : parts.wide.end;
  if (begin < sentence.end && document_.word(begin) == ",") {
    ++begin;
  }
  std::uint32_t end = begin;
  while (end < sentence.end &&
         (knowledge::begins_upper(document_.word(end)) || (end > begin && is_name_particle(lower(end))) ||
          (end > begin && knowledge::is_joint(document_.word(end)) && document_.word(end) != "."))) {
    ++end;
  }
  while (end > begin && !knowledge::begins_upper(document_.word(end - 1))) {
    --end;
  }
  const auto& names = names_[sentence_of(parts.wide.begin)];
  const bool other_than_person = std::any_of(names.begin(), names.end(), [&](const NameMatch& match) {
    return match.tokens.overlaps({begin, end}) && match.candidates.front().referent.kind != ReferentKind::person;
  });
  return end - begin >= 2 && !other_than_person ? TokenSpan{begin, end} : TokenSpan{};
}

// A person who stands beside the title is who is meant, not who the tables have in the office.
std::optional<Entity> ActorResolver::by_name_behind(const Parts& parts, std::string_view code, const Name* role) {
  const TokenSpan name = name_behind(parts);
  if (name.empty()) {
    return std::nullopt;
  }
  for (const NameMatch& match : names_[sentence_of(name.begin)]) {
    const auto chosen = match.tokens == name ? choose(match) : std::nullopt;
    if (chosen) {
      Entity entity = person_entity(parts.tokens, chosen->referent, Via::title);
      remember(entity, Being::person, chosen->referent.gender, role == nullptr ? "" : role->candidate.referent.role,
               parts.tokens);
      return entity;
    }
  }
  auto known = spelt_otherwise(name, code);
  if (auto held =
          known || role == nullptr ? std::nullopt : holder(parts.tokens, code, role->candidate.referent.role)) {
    const auto words = knowledge::words_of(held->identifier_text);
    if (!words.empty() && knowledge::folded(words.front()) == lower(name.begin)) {
      known = std::move(held);  // the president, "Ilham Aliev"
    }
  }
  if (known) {
    known->span = document_.bytes(parts.tokens);
    known->via = Via::title;
    remember(*known, Being::person, 0, role == nullptr ? "" : role->candidate.referent.role, parts.tokens);
    return known;
  }
  Entity entity;
  entity.span = document_.bytes(parts.tokens);
  entity.code = code;
  entity.sector = role == nullptr ? "GOV" : std::string(role->candidate.referent.sector);
  entity.identifier_text = document_.text(name);
  entity.via = Via::title;
  entity.evidence = "named beside the title; not in the tables";
  remember(entity, Being::person, 0, role == nullptr ? "" : role->candidate.referent.role, parts.tokens);
  return entity;
}

// "Dmitri Peskov" for Dmitry Peskov: the last name of a person in office and the first letters of the first one. With
// `code`, of that country only.
std::optional<Entity> ActorResolver::spelt_otherwise(TokenSpan name, std::string_view code) const {
  for (const NameMatch& match : names_[sentence_of(name.begin)]) {
    const bool last_word = name.size() > 1 && match.tokens.end == name.end && match.tokens.begin > name.begin;
    const auto chosen = last_word ? choose(match) : std::nullopt;
    if (!chosen || chosen->kind != knowledge::NameKind::last_name) {
      continue;
    }
    const Entity person = person_entity(name, chosen->referent, Via::name);
    const auto words = knowledge::words_of(person.identifier_text);
    const bool same =
        knowledge::folded(words.front()).substr(0, same_letters) == lower(name.begin).substr(0, same_letters) &&
        knowledge::folded(words.back()) == lower(name.end - 1);
    if (same && !person.office.empty() && (code.empty() || code == person.code)) {
      return person;
    }
  }
  return std::nullopt;
}

// A name that the tables lack: a person met before by the same last word, or a new one whose country and sector the
// words around it tell.
std::vector<Entity> ActorResolver::by_proper_name(const Parts& parts) {
  const std::uint32_t first = parts.proper.begin;
  const std::uint32_t last = parts.proper.end - 1;
  const Met* met = met_by_last_name(lower(last));
  if (met != nullptr && (first == last || is_honorific(lower(first)) || is_name_particle(lower(first)) ||
                         lower(first) == met->first_name)) {
    const Met known = *met;
    Entity entity = known.entity;
    entity.span = document_.bytes(parts.tokens);
    entity.via = Via::name;
    entity.evidence = "named " + known.entity.identifier_text + " in sentence " + std::to_string(known.sentence);
    remember(entity, known.being, known.gender, known.role, parts.tokens);
    return {entity};
  }
  if (auto known = spelt_otherwise(parts.proper, "")) {
    known->span = document_.bytes(parts.tokens);
    remember(*known, Being::person, 0, "", parts.tokens);
    return {*known};
  }
  Entity entity;
  entity.span = document_.bytes(parts.tokens);
  entity.identifier_text = document_.text(parts.proper);
  entity.via = Via::name;
  const Name* role = head_role(parts);
  if (!parts.nations.empty()) {
    entity.code = code_of(parts.nations.front().candidate.referent);
  }
  if (!parts.bodies.empty()) {
    const Referent& body = parts.bodies.front().candidate.referent;
    entity.code = entity.code.empty() ? std::string(body.code) : entity.code;
    entity.sector = body.sector;
  }
  // The spokesman of a body is of its sector; the hostage of one is not.
  if (role != nullptr && (entity.sector.empty() || !speaks_for_body(role->candidate.referent.sector))) {
    entity.sector = role->candidate.referent.sector;
  }
  read_beside(parts, entity);
  const bool person = is_like_person(parts);
  Met* introduced = person && entity.code.empty() ? introduced_before(first) : nullptr;
  if (introduced != nullptr) {
    entity.code = introduced->entity.code;
    introduced->named = true;
  }
  if (entity.sector.empty()) {
    entity.sector = model_sector(parts.sector);
  }
  if (entity.sector.empty() && introduced != nullptr) {
    entity.sector = introduced->entity.sector;
  }
  entity.evidence = "not in the tables; country from the words beside the name";
  if (entity.code.empty()) {
    const auto country = nationality_of(parts, entity.sector, false);
    entity.code = country.code;
    entity.evidence = "not in the tables; " + std::string(country.reason);
  }
  remember(entity, person ? Being::person : Being::body, 0, role == nullptr ? "" : role->candidate.referent.role,
           parts.tokens);
  return {entity};
}

// "A former British soldier fled. Joe Miller …": news describes a person first and names the person next.
ActorResolver::Met* ActorResolver::introduced_before(std::uint32_t name) {
  const std::uint32_t sentence = sentence_of(name);
  for (auto met = met_.rbegin(); met != met_.rend(); ++met) {
    if (met->sentence + introduction_reach < sentence) {
      break;
    }
    const bool described = met->sentence < sentence && !met->named && met->entity.via == Via::description;
    if (described && one_of(lower(met->token), {"a", "an"}) && is_person_noun(met->noun)) {
      return &*met;
    }
  }
  return nullptr;
}

// Where the words in front of a name begin that go with it: "senior Islamic State recruiter" Neil Prakash.
std::uint32_t ActorResolver::phrase_begin(std::uint32_t name) const {
  const std::uint32_t sentence = document_.sentences[sentence_of(name)].tokens.begin;
  const auto& names = names_[sentence_of(name)];
  std::uint32_t begin = name;
  while (begin > sentence && name - begin < apposition_reach) {
    const auto covering = std::find_if(names.begin(), names.end(),
                                       [&](const NameMatch& match) { return match.tokens.contains(begin - 1); });
    if (covering == names.end() && !is_honorific(lower(begin - 1)) &&
        !knowledge::is_joint(document_.word(begin - 1))) {
      break;
    }
    begin = covering == names.end() ? begin - 1 : covering->tokens.begin;
  }
  return begin;
}

// "X, a minister of Y": the words between the commas, when they begin as a noun phrase does.
TokenSpan ActorResolver::apposition_behind(TokenSpan name) const {
  const TokenSpan sentence = document_.sentences[sentence_of(name.begin)].tokens;
  if (name.end + 1 >= sentence.end || document_.word(name.end) != ",") {
    return {};
  }
  const std::uint32_t begin = name.end + 1;
  const auto& names = names_[sentence_of(name.begin)];
  const bool named =
      std::any_of(names.begin(), names.end(), [&](const NameMatch& match) { return match.tokens.contains(begin); });
  if (!named && !is_article_word(lower(begin)) && !is_former_word(lower(begin))) {
    return {};
  }
  std::uint32_t end = begin;
  while (end < sentence.end && end < begin + apposition_reach && document_.word(end) != ",") {
    ++end;
  }
  return {begin, end};
}

// "the head of the Russian delegation, X": the words in front of the comma, from an article on.
TokenSpan ActorResolver::apposition_in_front(TokenSpan name) const {
  const std::uint32_t sentence = document_.sentences[sentence_of(name.begin)].tokens.begin;
  if (name.begin < sentence + 2 || document_.word(name.begin - 1) != ",") {
    return {};
  }
  const std::uint32_t end = name.begin - 1;
  std::uint32_t first_article = end;
  for (std::uint32_t begin = end; begin > sentence && begin + apposition_reach > end; --begin) {
    if (document_.word(begin - 1) == "," || is_quotation_mark(document_.word(begin - 1))) {
      break;
    }
    first_article = is_article_word(lower(begin - 1)) ? begin - 1 : first_article;
  }
  return {first_article, end};
}

void ActorResolver::read_beside(const Parts& parts, Entity& entity) const {
  const TokenSpan in_front{phrase_begin(parts.tokens.begin), parts.tokens.begin};  // "Polish colonel" X
  for (const TokenSpan words :
       {in_front, apposition_behind(parts.tokens), apposition_in_front({parts.tokens.begin, parts.tokens.end})}) {
    for (const NameMatch& match : names_[sentence_of(parts.tokens.begin)]) {
      const bool inside = words.begin <= match.tokens.begin && match.tokens.end <= words.end;
      const auto chosen = inside ? choose(match) : std::nullopt;
      if (!chosen || chosen->referent.kind == ReferentKind::person) {
        continue;
      }
      const Referent& referent = chosen->referent;
      if (entity.sector.empty() && referent.kind != ReferentKind::country && referent.kind != ReferentKind::seat) {
        entity.sector = referent.sector;
      }
      if (entity.code.empty()) {
        entity.code = referent.code;
      }
    }
  }
}

}  // namespace detente::resolve
