#include "resolve/resolve.h"

#include <algorithm>

#include "resolve/actors.h"
#include "resolve/gazetteer.h"
#include "resolve/places.h"
#include "resolve/quantities.h"
#include "resolve/times.h"

namespace detente::resolve {

namespace {

// A count belongs to an action at most this many tokens away.
constexpr std::uint32_t quantity_reach = 18;

std::uint32_t gap(ByteSpan a, ByteSpan b) {
  if (a.end <= b.begin) return b.begin - a.end;
  if (b.end <= a.begin) return a.begin - b.end;
  return 0;
}

// The entities of a trigger's arguments of one role, each once. Words that act are not acted on as well.
std::vector<Entity> entities_of(const Trigger& trigger, Role role, const ActorResolver& actors) {
  std::vector<Entity> all;
  for (const Argument& argument : trigger.arguments) {
    const bool acts = role == Role::recipient &&
                      std::any_of(trigger.arguments.begin(), trigger.arguments.end(), [&](const Argument& other) {
                        return other.role == Role::actor && other.tokens == argument.tokens;
                      });
    if (argument.role != role || acts) {
      continue;
    }
    for (const Entity& entity : actors.entities(argument.tokens)) {
      const bool known = std::any_of(all.begin(), all.end(), [&](const Entity& other) {
        return other.code == entity.code && other.sector == entity.sector &&
               other.identifier_text == entity.identifier_text;
      });
      if (!known) {
        all.push_back(entity);
      }
    }
  }
  return all;
}

const Argument* likeliest(const Trigger& trigger, Role role) {
  const Argument* best = nullptr;
  for (const Argument& argument : trigger.arguments) {
    if (argument.role == role && (best == nullptr || argument.probability > best->probability)) {
      best = &argument;
    }
  }
  return best;
}

bool is_a_date(const TimeExpression& time) {
  return (time.type == TimexType::date || time.type == TimexType::time) && !time.value.empty() &&
         time.value.front() >= '0' && time.value.front() <= '9';
}

// Of these, the one that shares most bytes with the trigger's likeliest argument of a role; null when none does.
template <typename Found>
const Found* argued(const Document& document, const Trigger& trigger, Role role, const std::vector<Found>& all) {
  const Argument* argument = likeliest(trigger, role);
  if (argument == nullptr) {
    return nullptr;
  }
  const ByteSpan words = document.bytes(argument->tokens);
  const Found* best = nullptr;
  std::uint32_t most = 0;
  for (const Found& one : all) {
    const std::uint32_t begin = std::max(one.span.begin, words.begin);
    const std::uint32_t end = std::min(one.span.end, words.end);
    if (begin < end && end - begin > most) {
      most = end - begin;
      best = &one;
    }
  }
  return best;
}

// The date that the model names, else the nearest one of the trigger's sentence.
std::optional<TimeExpression> time_of(const Document& document, const Trigger& trigger,
                                      const std::vector<TimeExpression>& times) {
  const ByteSpan sentence = document.sentences[trigger.sentence].span;
  const ByteSpan action = document.bytes(trigger.tokens);
  if (const TimeExpression* named = argued(document, trigger, Role::time, times); named && is_a_date(*named)) {
    return *named;
  }
  const TimeExpression* best = nullptr;
  for (const TimeExpression& time : times) {
    if (time.span.begin < sentence.begin || time.span.end > sentence.end || !is_a_date(time)) {
      continue;
    }
    if (best == nullptr || gap(action, time.span) < gap(action, best->span)) {
      best = &time;
    }
  }
  return best == nullptr ? std::nullopt : std::optional(*best);
}

bool goes_with(std::string_view type, QuantityKind kind) {
  switch (kind) {
    case QuantityKind::killed:
    case QuantityKind::injured:
      return type == "ASSAULT" || type == "COERCE" || type == "PROTEST";
    case QuantityKind::troops:
    case QuantityKind::weapons:
      return type == "MOBILIZE" || type == "RETREAT" || type == "AID" || type == "AGREE" || type == "ASSAULT" ||
             type == "CONCEDE" || type == "COERCE" || type == "COOPERATE";
    case QuantityKind::arrested:
      return type == "COERCE" || type == "RETREAT" || type == "SANCTION";
    case QuantityKind::expelled:
      return type == "SANCTION" || type == "COERCE";
    case QuantityKind::protesters:
      return type == "PROTEST" || type == "COERCE" || type == "ASSAULT";
    case QuantityKind::money:
      return type == "AID" || type == "AGREE" || type == "SANCTION" || type == "COOPERATE";
    case QuantityKind::other:
      return true;
  }
  return true;
}

std::uint32_t tokens_between(const Document& document, ByteSpan a, ByteSpan b) {
  const ByteSpan between = a.end <= b.begin ? ByteSpan{a.end, b.begin} : ByteSpan{b.end, a.begin};
  const auto text = document.text(between);
  return between.empty() ? 0 : static_cast<std::uint32_t>(std::count(text.begin(), text.end(), ' '));
}

std::vector<Quantity> quantities_of(const Document& document, const Analysis& analysis, const Trigger& trigger,
                                    std::string_view type, const std::vector<Quantity>& quantities) {
  const ByteSpan sentence = document.sentences[trigger.sentence].span;
  const ByteSpan action = document.bytes(trigger.tokens);
  if (const Quantity* named = argued(document, trigger, Role::quantity, quantities)) {
    return {*named};
  }
  const Quantity* best = nullptr;
  for (const Quantity& quantity : quantities) {
    if (quantity.span.begin < sentence.begin || quantity.span.end > sentence.end || !goes_with(type, quantity.kind) ||
        tokens_between(document, action, quantity.span) > quantity_reach) {
      continue;
    }
    // A count nearer to another action is that one's.
    const bool taken = std::any_of(analysis.triggers.begin(), analysis.triggers.end(), [&](const Trigger& other) {
      return other.sentence == trigger.sentence && !(other.tokens == trigger.tokens) &&
             gap(document.bytes(other.tokens), quantity.span) < gap(action, quantity.span);
    });
    if (taken && quantity.kind == QuantityKind::other) {
      continue;
    }
    if (best == nullptr || gap(action, quantity.span) < gap(action, best->span)) {
      best = &quantity;
    }
  }
  return best == nullptr ? std::vector<Quantity>() : std::vector<Quantity>{*best};
}

// Where an event happened: the words of its place argument and the point they name. A person's name is no place,
// whatever the model says.
std::optional<Location> place_of(const Document& document, const Trigger& trigger, const ActorResolver& actors,
                                 const std::vector<Location>& places, const knowledge::Knowledge& knowledge,
                                 const Gazetteer& gazetteer) {
  const Argument* place = likeliest(trigger, Role::place);
  if (place == nullptr) {
    return std::nullopt;
  }
  if (auto location = locate(place->tokens, document, places, knowledge, gazetteer)) {
    return location;
  }
  if (actors.is_person(place->tokens)) {
    return std::nullopt;
  }
  Location unresolved;
  unresolved.span = document.bytes(place->tokens);
  return unresolved;
}

}  // namespace

Result<Resolver> Resolver::open(const std::filesystem::path& path, const knowledge::Knowledge& knowledge) {
  auto gazetteer = Gazetteer::open(path);
  if (!gazetteer) {
    return gazetteer.error();
  }
  return Resolver(std::make_unique<Gazetteer>(std::move(gazetteer).value()), knowledge);
}

Resolver::Resolver(std::unique_ptr<Gazetteer> gazetteer, const knowledge::Knowledge& knowledge)
    : gazetteer_(std::move(gazetteer)), knowledge_(&knowledge) {}
Resolver::Resolver(Resolver&&) noexcept = default;
Resolver& Resolver::operator=(Resolver&&) noexcept = default;
Resolver::~Resolver() = default;

std::size_t Resolver::places() const {
  return gazetteer_->size();
}

std::uint64_t Resolver::checksum() const {
  return gazetteer_->checksum();
}

Resolved Resolver::resolve(const Document& document, const Analysis& analysis) const {
  Resolved resolved;
  resolved.places = find_places(document, analysis, *knowledge_, *gazetteer_);
  resolved.times = find_times(document, document.article.date);
  resolved.quantities = find_quantities(document, resolved.times);
  const ActorResolver actors(document, analysis, resolved, *knowledge_);
  resolved.actors = actors.chains();
  for (std::uint32_t i = 0; i < analysis.triggers.size(); ++i) {
    const Trigger& trigger = analysis.triggers[i];
    const std::string_view type = knowledge_->ontology().types[trigger.type].name;
    ResolvedEvent event;
    event.trigger = i;
    event.actors = entities_of(trigger, Role::actor, actors);
    event.recipients = entities_of(trigger, Role::recipient, actors);
    if (type == "ASSAULT") {
      act_by_armed_forces(event.actors, *knowledge_);
      suffer_as_civilians(event.recipients);
    }
    event.sources = entities_of(trigger, Role::source, actors);
    event.place = place_of(document, trigger, actors, resolved.places, *knowledge_, *gazetteer_);
    event.time = time_of(document, trigger, resolved.times);
    event.quantities = quantities_of(document, analysis, trigger, type, resolved.quantities);
    resolved.events.push_back(std::move(event));
  }
  for (std::uint32_t i = 0; i < analysis.speeches.size(); ++i) {
    const Speech& speech = analysis.speeches[i];
    ResolvedSpeech said;
    said.speech = i;
    if (!speech.speaker.empty() && !actors.entities(speech.speaker).empty()) {
      said.speaker = actors.entities(speech.speaker).front();
    }
    resolved.speeches.push_back(std::move(said));
  }
  return resolved;
}

}  // namespace detente::resolve
