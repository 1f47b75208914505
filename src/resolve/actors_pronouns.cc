// Pronouns: whom they stand for, and who speaks.
#include "resolve/actors.h"

#include <algorithm>

#include "knowledge/names.h"
#include "resolve/actors_words.h"

namespace detente::resolve {

std::vector<Entity> ActorResolver::by_pronoun(const Mention& mention) {
  const std::uint32_t token = mention.tokens.begin;
  const std::string word = lower(token);
  if (word.size() > 1 && knowledge::is_capitals(document_.word(token))) {
    return {};  // "US", not "us"
  }
  const Met* met = nullptr;
  if (is_first_person(word)) {
    if (const Entity* speaker = speaker_at(token)) {
      Entity entity = *speaker;
      entity.span = document_.bytes(mention.tokens);
      entity.evidence = "'" + word + "' in the words of " + speaker->identifier_text;
      entity.via = Via::pronoun;
      return {entity};
    }
    met = antecedent(token, 1, [](const Met& m) { return m.being == Being::person; });
  } else if (is_third_person(word)) {
    met = stands_for(word, token);
  } else {
    return {};
  }
  if (met == nullptr) {
    Entity unknown;
    unknown.span = document_.bytes(mention.tokens);
    unknown.sector = model_sector(mention.sector);
    const auto country = nationality_of(take_apart(mention), unknown.sector, false);
    unknown.code = country.code;
    unknown.identifier_text = document_.text(mention.tokens);
    unknown.via = Via::pronoun;
    unknown.evidence = "nobody before it fits; " + std::string(country.reason);
    return {unknown};
  }
  Entity entity = met->entity;
  entity.span = document_.bytes(mention.tokens);
  entity.evidence =
      "'" + word + "' stands for " + entity.identifier_text + " of sentence " + std::to_string(met->sentence);
  entity.via = Via::pronoun;
  const Being being = met->being;
  const std::string role = met->role;
  const char told = one_of(word, {"he", "his", "him"}) ? 'm' : one_of(word, {"she", "her"}) ? 'f' : met->gender;
  learn_gender(entity.identifier_text, told);
  remember(entity, being, told, role, mention.tokens);
  return {entity};
}

const ActorResolver::Met* ActorResolver::stands_for(std::string_view word, std::uint32_t token) const {
  // "The bank lent it money": who acts on somebody is somebody else. "The bank praised its staff" tells no such
  // thing.
  const bool plain = one_of(word, {"he", "him", "she", "they", "them", "it"});
  const auto others = plain ? opposite_arguments({token, token + 1}) : std::vector<TokenSpan>();
  const auto nearest = [&](const std::function<bool(const Met&)>& fits) {
    return antecedent(token, pronoun_reach, [&](const Met& met) {
      return fits(met) &&
             std::none_of(others.begin(), others.end(), [&](TokenSpan other) { return other.contains(met.token); });
    });
  };
  if (one_of(word, {"he", "his", "him", "himself"})) {
    return nearest([](const Met& m) { return m.being == Being::person && m.gender != 'f'; });
  }
  if (one_of(word, {"she", "her", "hers", "herself"})) {
    return nearest([](const Met& m) { return m.being == Being::person && m.gender != 'm'; });
  }
  if (one_of(word, {"they", "their", "them", "themselves"})) {
    const Met* people = nearest([](const Met& m) { return m.being == Being::people; });
    return people != nullptr ? people : nearest([](const Met&) { return true; });
  }
  if (one_of(word, {"it", "its", "itself"})) {
    return nearest([](const Met& m) { return m.being == Being::body || m.being == Being::country; });
  }
  // A relative pronoun stands for what it follows.
  const auto met =
      std::find_if(met_.rbegin(), met_.rend(), [&](const Met& m) { return m.sentence == sentence_of(token); });
  return met == met_.rend() ? nullptr : &*met;
}

void ActorResolver::learn_gender(std::string_view name, char gender) {
  for (Met& met : met_) {
    if (met.being == Being::person && met.gender == 0 && met.entity.identifier_text == name) {
      met.gender = gender;
    }
  }
}

const Entity* ActorResolver::speaker_at(std::uint32_t token) {
  for (const Speech& speech : analysis_.speeches) {
    if (!speech.content.contains(token) || speech.speaker.empty() || speech.speaker.contains(token)) {
      continue;
    }
    const auto mention =
        std::find_if(analysis_.mentions.begin(), analysis_.mentions.end(),
                     [&](const Mention& other) { return other.tokens.begin == speech.speaker.begin; });
    if (mention == analysis_.mentions.end() || speech.content.overlaps(mention->tokens)) {
      continue;
    }
    const auto& speakers = resolve_once(*mention);
    return speakers.empty() ? nullptr : &speakers.front();
  }
  return nullptr;
}

}  // namespace detente::resolve
