// Descriptions: common nouns without a name, "the army", "both leaders", "demonstrators".
#include "resolve/actors.h"

#include <algorithm>

#include "knowledge/names.h"
#include "resolve/actors_words.h"

namespace detente::resolve {

using knowledge::NameMatch;
using knowledge::Referent;

std::string ActorResolver::code_behind(TokenSpan tokens) const {
  const Sentence& sentence = document_.sentences[sentence_of(tokens.begin)];
  if (tokens.end >= sentence.tokens.end || !one_of(lower(tokens.end), {"of", "for", "from", "in"})) {
    return {};
  }
  for (const NameMatch& match : names_[sentence_of(tokens.begin)]) {
    const bool next = match.tokens.begin > tokens.end && match.tokens.begin <= tokens.end + 3;
    const auto chosen = next ? choose(match) : std::nullopt;
    if (chosen && !chosen->referent.code.empty()) {
      return std::string(chosen->referent.code);
    }
  }
  return {};
}

Nationality::Answer ActorResolver::nationality_of(const Parts& parts, std::string_view sector, bool plural,
                                                  std::string_view barred) {
  const std::uint32_t first = parts.tokens.begin;
  const std::string word = lower(first);
  Nationality::Question question;
  question.sentence = sentence_of(first);
  question.tokens = parts.tokens;
  question.noun = lower(parts.head_end - 1);
  question.sector = sector;
  question.behind = code_behind(parts.tokens);
  question.opposite = opposite_codes(parts.tokens);
  question.definite = is_definite(word);
  question.vague = is_vague(word);
  question.plural = plural;
  for (std::uint32_t token = first; token < parts.head_end; ++token) {
    question.foreign = question.foreign || is_foreign(lower(token));
  }
  if (is_first_person(word)) {
    const Entity* speaker = speaker_at(first);
    question.owner = speaker == nullptr ? std::string() : speaker->code;
  } else if (parts.tokens.size() > 1 && is_third_person(word)) {
    const Met* owner = stands_for(word, first);
    question.owner = owner == nullptr ? std::string() : owner->entity.code;
  }
  return nationality_->of(question, barred);
}

std::vector<std::string> ActorResolver::opposite_codes(TokenSpan tokens) const {
  std::vector<std::string> codes;
  const auto takes_part = [](const Argument& argument) {
    return argument.role == Role::actor || argument.role == Role::recipient;
  };
  for (const Trigger& trigger : analysis_.triggers) {
    // Police and protesters are mostly of one country.
    const bool at_home = one_of(knowledge_.ontology().types[trigger.type].name, {"PROTEST", "COERCE"});
    if (trigger.sentence != sentence_of(tokens.begin) || at_home) {
      continue;
    }
    const auto mine = std::find_if(trigger.arguments.begin(), trigger.arguments.end(), [&](const Argument& argument) {
      return takes_part(argument) && argument.tokens.overlaps(tokens);
    });
    for (const Argument& argument : trigger.arguments) {
      if (mine == trigger.arguments.end() || !takes_part(argument) || argument.role == mine->role) {
        continue;
      }
      const auto met = resolved_.find(argument.tokens.begin);
      const auto named = nationality_->codes_in(argument.tokens);
      codes.insert(codes.end(), named.begin(), named.end());
      if (met != resolved_.end()) {
        std::transform(met->second.begin(), met->second.end(), std::back_inserter(codes),
                       [](const Entity& entity) { return entity.code; });
      }
    }
  }
  return codes;
}

std::vector<Entity> ActorResolver::last_two(TokenSpan tokens, std::string_view noun) const {
  const bool countries =
      one_of(noun, {"countries", "nations", "sides", "states", "governments", "neighbors", "neighbours", "parties"});
  const bool people = one_of(noun, {"leaders", "presidents", "men", "ministers", "officials", "heads"});
  if (!countries && !people) {
    return {};
  }
  std::vector<Entity> two;
  for (auto met = met_.rbegin(); met != met_.rend() && two.size() < 2; ++met) {
    const bool fits =
        people ? met->being == Being::person : met->being == Being::country || met->being == Being::person;
    const bool known = std::any_of(two.begin(), two.end(), [&](const Entity& other) {
      return people ? other.identifier_text == met->entity.identifier_text : other.code == met->entity.code;
    });
    if (fits && !known && !met->entity.code.empty()) {
      two.push_back(met->entity);
    }
  }
  for (Entity& entity : two) {
    entity.span = document_.bytes(tokens);
    entity.via = Via::description;
    entity.evidence = "one of the last two that were named";
  }
  std::reverse(two.begin(), two.end());
  return two.size() == 2 ? two : std::vector<Entity>();
}

std::vector<Entity> ActorResolver::by_role(const Parts& parts) {
  const Name& role = *head_role(parts);
  const Referent& noun = role.candidate.referent;
  const std::string first = lower(parts.tokens.begin);
  const std::string last = lower(parts.head_end - 1);
  const bool two = one_of(first, {"both"}) || (parts.tokens.size() > 1 && lower(parts.tokens.begin + 1) == "two");
  if (two) {
    auto entities = last_two(parts.tokens, last);
    if (!entities.empty()) {
      return entities;
    }
  }
  if (noun.role == "neighbour" || one_of(last, {"neighbor", "neighbour"})) {
    const Met* owner = antecedent(parts.tokens.begin, 1, [](const Met& m) { return m.being == Being::country; });
    const Met* other = antecedent(parts.tokens.begin, pronoun_reach + 2, [&](const Met& m) {
      return m.being == Being::country && (owner == nullptr || m.entity.code != owner->entity.code);
    });
    if (other != nullptr) {
      Entity entity = other->entity;
      entity.span = document_.bytes(parts.tokens);
      entity.via = Via::description;
      entity.evidence = "the other country named";
      return {entity};
    }
  }
  // "the president": the one named before by that office, else the holder in the article's country.
  if (!noun.role.empty() && !noun.plural) {
    const Met* met = antecedent(parts.tokens.begin, static_cast<std::uint32_t>(document_.sentences.size()),
                                [&](const Met& m) { return m.role == noun.role && m.being == Being::person; });
    if (met != nullptr && first == "the") {
      Entity entity = met->entity;
      entity.span = document_.bytes(parts.tokens);
      entity.via = Via::title;
      entity.evidence = "the " + std::string(noun.name) + " named in sentence " + std::to_string(met->sentence);
      remember(entity, Being::person, met->gender, noun.role, parts.tokens);
      return {entity};
    }
    if (auto held = holder(parts.tokens, main_country_, noun.role); held && first == "the") {
      held->evidence += "; the article's country";
      remember(*held, Being::person, 0, noun.role, parts.tokens);
      return {*held};
    }
  }
  Entity entity;
  entity.span = document_.bytes(parts.tokens);
  entity.sector =
      noun.sector == "UNK" && parts.sector != no_sector ? model_sector(parts.sector) : std::string(noun.sector);
  const auto country = nationality_of(parts, entity.sector, noun.plural);
  entity.code = country.code;
  entity.identifier_text = document_.text(parts.tokens);
  entity.via = Via::description;
  entity.evidence =
      "'" + std::string(document_.text(role.tokens)) + "' gives the sector; " + std::string(country.reason);
  remember(entity, noun.plural ? Being::people : (noun.role.empty() ? Being::body : Being::person), 0, noun.role,
           parts.tokens);
  return {entity};
}

std::vector<Entity> ActorResolver::by_description(const Parts& parts) {
  const std::string last = lower(parts.head_end - 1);
  const bool two =
      lower(parts.tokens.begin) == "both" || (parts.tokens.size() > 1 && lower(parts.tokens.begin + 1) == "two");
  if (two) {
    auto entities = last_two(parts.tokens, last);
    if (!entities.empty()) {
      return entities;
    }
  }
  Entity entity;
  entity.span = document_.bytes(parts.tokens);
  entity.sector = model_sector(parts.sector);
  const auto country = nationality_of(parts, entity.sector, last.ends_with('s'));
  entity.code = country.code;
  entity.identifier_text = document_.text(parts.tokens);
  entity.via = Via::description;
  entity.evidence = "no name in these words; " + std::string(country.reason);
  remember(entity, last.ends_with('s') ? Being::people : Being::body, 0, "", parts.tokens);
  return {entity};
}

}  // namespace detente::resolve
