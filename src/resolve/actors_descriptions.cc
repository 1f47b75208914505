// Descriptions: common nouns without a name, "the army", "both leaders", "demonstrators".
#include "resolve/actors.h"

#include <algorithm>
#include <iterator>

#include "knowledge/names.h"
#include "resolve/actors_words.h"

namespace detente::resolve {

using knowledge::NameMatch;
using knowledge::Referent;
using knowledge::ReferentKind;

namespace {

bool ends_with_word(std::string_view name, std::string_view word) {
  return name.ends_with(word) && (name.size() == word.size() || name[name.size() - word.size() - 1] == ' ');
}

// Whether a noun that does not tell its sector may take up such a body: "the group", "the alliance".
bool may_be_called(std::string_view noun, const Referent& body) {
  const bool armed = body.kind == ReferentKind::armed_group;
  const bool international = one_of(body.code, {"UNO", "EUR", "IGO"});
  if (noun == "movement") {
    return armed || one_of(body.sector, {"OPP", "PTY"});
  }
  if (one_of(noun, {"group", "faction", "outfit"})) {
    return armed || one_of(body.sector, {"SOC", "OPP", "PTY", "CRM"});
  }
  if (one_of(noun, {"organisation", "organization", "body"})) {
    return armed || international || body.sector == "SOC";
  }
  if (one_of(noun, {"alliance", "bloc"})) {
    return (international && body.sector == "GOV") || body.sector == "PTY";
  }
  return noun == "agency" && (international || one_of(body.sector, {"SOC", "SPY", "JRN"}));
}

}  // namespace

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
  const std::uint32_t determines = determiner(parts.wide);
  const std::string word = lower(determines);
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
  } else if (determines + 1 < parts.tokens.end && is_third_person(word)) {
    const Met* owner = stands_for(word, determines);
    question.owner = owner == nullptr ? std::string() : owner->entity.code;
  }
  return nationality_->of(question, barred);
}

std::vector<TokenSpan> ActorResolver::opposite_arguments(TokenSpan tokens, bool at_home) const {
  std::vector<TokenSpan> opposite;
  const auto takes_part = [](const Argument& argument) {
    return argument.role == Role::actor || argument.role == Role::recipient;
  };
  const std::uint32_t sentence = sentence_of(tokens.begin);
  for (const Trigger& trigger : analysis_.triggers) {
    if (trigger.sentence != sentence) {
      continue;
    }
    const bool domestic = one_of(knowledge_.ontology().types[trigger.type].name, {"PROTEST", "COERCE"});
    if (domestic && !at_home) {
      continue;
    }
    const auto mine = std::find_if(trigger.arguments.begin(), trigger.arguments.end(), [&](const Argument& argument) {
      return takes_part(argument) && argument.tokens.overlaps(tokens);
    });
    for (const Argument& argument : trigger.arguments) {
      if (mine != trigger.arguments.end() && takes_part(argument) && argument.role != mine->role) {
        opposite.push_back(argument.tokens);
      }
    }
  }
  return opposite;
}

std::vector<std::string> ActorResolver::opposite_codes(TokenSpan tokens) const {
  std::vector<std::string> codes;
  // Police and protesters are mostly of one country.
  for (const TokenSpan argument : opposite_arguments(tokens, false)) {
    const auto met = resolved_.find(argument.begin);
    const auto named = nationality_->codes_in(argument);
    codes.insert(codes.end(), named.begin(), named.end());
    if (met != resolved_.end()) {
      std::transform(met->second.begin(), met->second.end(), std::back_inserter(codes),
                     [](const Entity& entity) { return entity.code; });
    }
  }
  return codes;
}

std::vector<Entity> ActorResolver::last_two(TokenSpan tokens, std::string_view noun) const {
  const bool countries = one_of(noun, {"countries", "nations", "sides", "states", "governments", "neighbors",
                                       "neighbours", "parties", "allies", "partners", "powers", "capitals"});
  const bool people = one_of(noun, {"leaders", "presidents", "men", "ministers", "officials", "heads"});
  if (!countries && !people) {
    return {};
  }
  // The two that the article names most and last; if there are others, not those who deal with the two.
  auto candidates = last_of_each_country(tokens, people);
  const auto opposite = opposite_codes(tokens);
  const auto outsiders = std::stable_partition(candidates.begin(), candidates.end(), [&](const Met* met) {
    return std::find(opposite.begin(), opposite.end(), met->entity.code) == opposite.end();
  });
  const auto weight = [&](const Met* met) {
    const double sentences = sentence_of(tokens.begin) - met->sentence;
    return 2 * nationality_->share_of(met->entity.code) + 1 / (1 + sentences);
  };
  std::stable_sort(candidates.begin(), outsiders, [&](const Met* a, const Met* b) { return weight(a) > weight(b); });
  if (candidates.size() < 2) {
    return {};
  }
  candidates.resize(2);
  std::sort(candidates.begin(), candidates.end(), [](const Met* a, const Met* b) { return a->token < b->token; });
  std::vector<Entity> two;
  for (const Met* met : candidates) {
    two.push_back(met->entity);
    two.back().span = document_.bytes(tokens);
    two.back().via = Via::description;
    two.back().evidence = "one of the two that the article is about";
  }
  return two;
}

std::vector<const ActorResolver::Met*> ActorResolver::last_of_each_country(TokenSpan before, bool people) const {
  std::vector<const Met*> last;
  for (auto met = met_.rbegin(); met != met_.rend(); ++met) {
    const std::string& code = met->entity.code;
    const bool named = met->being == Being::person && met->entity.via != Via::description;
    const bool fits = named || (!people && met->being == Being::country);
    const bool known =
        std::any_of(last.begin(), last.end(), [&](const Met* other) { return other->entity.code == code; });
    if (fits && !known && met->token < before.begin && knowledge_.country(code)) {
      last.push_back(&*met);
    }
  }
  return last;
}

const ActorResolver::Name* ActorResolver::named_body(std::uint32_t token,
                                                     const std::function<bool(const Name&)>& fits) const {
  const auto end = std::partition_point(chosen_.begin(), chosen_.end(),
                                        [&](const Name& name) { return name.tokens.end <= token; });
  const auto last = std::find_if(std::reverse_iterator(end), chosen_.rend(), [&](const Name& name) {
    const ReferentKind kind = name.candidate.referent.kind;
    return (kind == ReferentKind::organisation || kind == ReferentKind::armed_group) && fits(name);
  });
  return last == chosen_.rend() ? nullptr : &*last;
}

std::optional<Entity> ActorResolver::taken_up(const Parts& parts) {
  const Name* role = parts.roles.empty() ? nullptr : head_role(parts);
  const std::uint32_t determines = determiner(parts.wide);
  const std::uint32_t begin = role == nullptr ? parts.wide.end - 1 : role->tokens.begin;
  const bool alone = begin == determines + 1 && parts.head_end == parts.wide.end;
  const bool one =
      role == nullptr ? !is_plural(begin) : !role->candidate.referent.plural && role->candidate.referent.role.empty();
  if (!alone || !one || !one_of(lower(determines), {"the", "this", "that"})) {
    return std::nullopt;
  }
  const std::string_view sector = role == nullptr ? "" : role->candidate.referent.sector;
  const std::string word = lower(parts.head_end - 1);
  const Name* named = named_body(parts.tokens.begin, [&](const Name& name) {
    const Referent& body = name.candidate.referent;
    const bool of_kind = one_of(sector, {"PTY", "BUS", "JRN", "LAB", "REB", "PRM"}) && body.sector == sector;
    return of_kind || may_be_called(word, body) ||
           ends_with_word(knowledge::folded(document_.text(name.tokens)), word);
  });
  const auto met = std::find_if(met_.rbegin(), met_.rend(), [&](const Met& other) {
    return other.noun == word && other.being == Being::body && other.token < parts.tokens.begin;
  });
  Entity entity;
  if (met != met_.rend() && (named == nullptr || met->token > named->tokens.begin)) {
    entity = met->entity;
    entity.evidence = "the " + word + " named in sentence " + std::to_string(met->sentence);
  } else if (named != nullptr) {
    const Referent& body = named->candidate.referent;
    entity.code = body.code;
    entity.sector = body.sector;
    entity.identifier_text = body.name;
    entity.identifier_id = body.wikidata;
    entity.evidence = "the " + word + ": " + std::string(document_.text(named->tokens));
  } else {
    return std::nullopt;
  }
  entity.span = document_.bytes(parts.tokens);
  entity.via = Via::description;
  remember(entity, Being::body, 0, "", parts.tokens);
  return entity;
}

bool ActorResolver::speaks_of_two(const Parts& parts) const {
  return lower(parts.tokens.begin) == "both" ||
         (parts.tokens.size() > 1 && one_of("two", {lower(parts.tokens.begin), lower(parts.tokens.begin + 1)}));
}

std::optional<Entity> ActorResolver::other_neighbour(const Parts& parts) const {
  const Met* owner = antecedent(parts.tokens.begin, 1, [](const Met& m) { return m.being == Being::country; });
  const Met* other = antecedent(parts.tokens.begin, pronoun_reach + 2, [&](const Met& m) {
    return m.being == Being::country && (owner == nullptr || m.entity.code != owner->entity.code);
  });
  if (other == nullptr) {
    return std::nullopt;
  }
  Entity entity = other->entity;
  entity.span = document_.bytes(parts.tokens);
  entity.via = Via::description;
  entity.evidence = "the other country named";
  return entity;
}

std::optional<Entity> ActorResolver::by_office_noun(const Parts& parts, const Referent& noun) {
  if (noun.role.empty() || noun.plural || lower(determiner(parts.wide)) != "the") {
    return std::nullopt;
  }
  const Met* met = antecedent(parts.tokens.begin, static_cast<std::uint32_t>(document_.sentences.size()),
                              [&](const Met& m) { return m.role == noun.role && m.being == Being::person; });
  if (met != nullptr) {
    Entity entity = met->entity;
    entity.span = document_.bytes(parts.tokens);
    entity.via = Via::title;
    entity.evidence = "the " + std::string(noun.name) + " named in sentence " + std::to_string(met->sentence);
    remember(entity, Being::person, met->gender, noun.role, parts.tokens);
    return entity;
  }
  auto held = holder(parts.tokens, main_country_, noun.role);
  if (held) {
    held->evidence += "; the article's country";
    remember(*held, Being::person, 0, noun.role, parts.tokens);
  }
  return held;
}

std::vector<Entity> ActorResolver::by_role(const Parts& parts) {
  const Name& role = *head_role(parts);
  const Referent& noun = role.candidate.referent;
  if (noun.role == "neighbour" || one_of(lower(parts.head_end - 1), {"neighbor", "neighbour"})) {
    if (const auto other = other_neighbour(parts)) {
      return {*other};
    }
  }
  if (const auto person = by_office_noun(parts, noun)) {
    return {*person};
  }
  const TokenSpan name = noun.plural ? TokenSpan() : name_behind(parts);  // "his lawyer, Eleni Markou"
  if (auto known = name.empty() ? std::nullopt : spelt_otherwise(name, "")) {
    known->span = document_.bytes(parts.tokens);
    remember(*known, Being::person, 0, noun.role, parts.tokens);
    return {*known};
  }
  Entity entity;
  entity.span = document_.bytes(parts.tokens);
  entity.sector = role_sector(parts, role);
  const std::uint32_t determines = determiner(parts.wide);
  const bool owned = determines + 1 < parts.tokens.end && is_third_person(lower(determines));
  const Met* owner = owned ? stands_for(lower(determines), determines) : nullptr;
  if (owner != nullptr && owner->entity.sector == "REB" && entity.sector == "MIL") {
    entity.sector = "REB";  // the troops of rebels are rebels
  }
  const auto country = nationality_of(parts, entity.sector, noun.plural);
  entity.code = country.code;
  entity.identifier_text = document_.text(name.empty() ? parts.tokens : name);
  entity.via = Via::description;
  entity.evidence =
      "'" + std::string(document_.text(role.tokens)) + "' gives the sector; " + std::string(country.reason);
  const bool person = !noun.role.empty() || !name.empty() || is_person_noun(lower(parts.head_end - 1));
  remember(entity, noun.plural ? Being::people : (person ? Being::person : Being::body), 0, noun.role, parts.tokens);
  return {entity};
}

std::vector<Entity> ActorResolver::by_description(const Parts& parts) {
  const std::string last = lower(parts.head_end - 1);
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
