#include "story/events.h"

#include <algorithm>
#include <cmath>

#include "knowledge/names.h"
#include "story/sources.h"

namespace detente::story {

namespace {

// Reports of one event give days that lie at most this far apart; beyond that nothing else weighs enough.
constexpr knowledge::Day days_apart = 4;
// How many of a story's reports speak for it: an event has to be like the story, not like one odd report in it.
constexpr std::size_t speakers = 3;
// A key that more events have than this says too little to look them all up.
constexpr std::size_t most_under_key = 400;
constexpr float trigger_weight = 1.5F;

std::vector<Party> parties_of(const std::vector<RecordEntity>& entities) {
  std::vector<Party> parties;
  for (const RecordEntity& entity : entities) {
    const bool is_named = entity.entity.via == Via::name || entity.entity.via == Via::title;
    parties.push_back(
        {is_named ? knowledge::folded(entity.entity.identifier_text) : "", entity.entity.code, entity.entity.sector});
  }
  return parties;
}

bool is_point(const Location& location) {
  return location.resolution == "exact" || location.resolution == "city";
}

Spot spot_of(const std::optional<RecordLocation>& place) {
  if (!place) {
    return {};
  }
  const Location& location = place->location;
  return {location.geonameid, location.lat, location.lon, location.country_code, is_point(location)};
}

// Towns, regions and what else lies within a country.
std::vector<std::uint32_t> towns_of(const Record& record) {
  std::vector<std::uint32_t> towns;
  for (const RecordLocation& place : record.places) {
    if (place.location.geonameid != 0 && place.location.feature_code.substr(0, 3) != "PCL") {
      towns.push_back(place.location.geonameid);
    }
  }
  std::sort(towns.begin(), towns.end());
  towns.erase(std::unique(towns.begin(), towns.end()), towns.end());
  return towns;
}

// A year or a month stands for all its days.
knowledge::Day last_day_of(const std::string& date, knowledge::Day first) {
  constexpr std::size_t day = 10;
  constexpr std::size_t month = 7;
  if (date.size() >= day) {
    return first;
  }
  return first + (date.size() >= month ? 30 : 365);
}

std::string name_of_source(const RecordEntity& entity) {
  return entity.entity.identifier_text.empty() ? entity.entity_text : entity.entity.identifier_text;
}

void push_new(std::vector<std::string>& list, const std::string& one) {
  if (!one.empty() && std::find(list.begin(), list.end(), one) == list.end()) {
    list.push_back(one);
  }
}

// The publisher stands for what the article says in its own voice.
void append_claimants(const Telling& telling, const std::string& publisher, Story& story) {
  auto& list = telling.status == Status::negated ? story.denied_by : story.asserted_by;
  if (telling.attributed_to.empty()) {
    push_new(list, publisher);
  }
  for (const std::string& source : telling.attributed_to) {
    push_new(list, source);
  }
}

using Key = std::uint64_t;

Key key_of(std::string_view kind, std::string_view value, knowledge::Day day) {
  const Key key = knowledge::extended(knowledge::extended(knowledge::empty_name, kind), value);
  return knowledge::extended(key, std::to_string(day));
}

// What an event may be found by; one key in common is enough to be compared. `slack`: days before and after it too.
std::vector<Key> keys_of(const Telling& telling, const std::string& topic, knowledge::Day slack) {
  std::vector<Key> keys{key_of("topic", topic, 0)};
  const auto add = [&](std::string_view kind, std::string_view value) {
    const knowledge::Day last = std::min<knowledge::Day>(telling.last, telling.first + days_apart);
    for (knowledge::Day day = telling.first - slack; day <= last + slack; ++day) {
      keys.push_back(key_of(kind, value, day));
    }
  };
  for (const auto* parties : {&telling.actors, &telling.recipients}) {
    for (const Party& party : *parties) {
      if (!party.name.empty()) {
        add("name", party.name);
      }
      if (!party.code.empty()) {
        add("code", party.code);
      }
    }
  }
  if (telling.spot.geonameid != 0) {
    add("place", std::to_string(telling.spot.geonameid));
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

}  // namespace

WordVector Events::words_of(const Event& event, const Articles::Arrival& arrival) const {
  const Vocabulary& vocabulary = articles_.vocabulary();
  std::set<std::string> triggers;
  for (const std::string& text : event.event_text) {
    triggers.insert(stem_of(knowledge::folded(text)));
  }
  std::map<WordId, float> weights;
  for (const Occurrence& word : arrival.words) {
    if (word.sentence == event.text_info.sequence && !vocabulary.is_common(word.word)) {
      const auto weight = static_cast<float>(vocabulary.rarity(word.word));
      weights[word.word] = triggers.contains(word.stem) ? trigger_weight * weight : weight;
    }
  }
  WordVector words;
  for (const auto& [word, weight] : weights) {
    words.push_back({word, weight});
  }
  normalise(words);
  return words;
}

Telling Events::telling_of(const Event& event, const Record& record, const Articles::Arrival& arrival) const {
  Telling telling;
  telling.article = arrival.number;
  telling.event = event.id;
  telling.type = event.event;
  telling.modes = event.mode;
  telling.status = event.status;
  telling.actors = parties_of(event.actor);
  telling.recipients = parties_of(event.recipient);
  telling.is_dated = !event.date_text.empty();
  telling.date = event.date;
  telling.enddate = event.enddate;
  const knowledge::Day published = articles_.at(arrival.number).day;
  telling.first = knowledge::parse_day(event.date).value_or(published);
  telling.last = event.enddate.empty() ? last_day_of(event.date, telling.first)
                                       : knowledge::parse_day(event.enddate).value_or(telling.first);
  telling.last = std::max(telling.first, telling.last);
  telling.spot = spot_of(event.event_loc);
  telling.towns = towns_of(record);
  for (const RecordQuantity& quantity : event.quantity) {
    telling.amounts.push_back({quantity.quantity.value, quantity.quantity.relation, quantity.quantity.kind});
  }
  for (const RecordEntity& source : event.attributed_to) {
    push_new(telling.attributed_to, name_of_source(source));
  }
  const auto& sentences = arrival.document.sentences;
  if (event.text_info.sequence < sentences.size()) {
    telling.text = arrival.document.text(sentences[event.text_info.sequence].span);
  }
  telling.words = words_of(event, arrival);
  return telling;
}

std::set<std::string> Events::candidates(const Telling& telling) const {
  std::set<std::string> stories;
  const auto& kin = kin_of(telling.type);
  for (const Key key : keys_of(telling, articles_.at(telling.article).topic, days_apart)) {
    const auto at = by_key_.find(key);
    if (at == by_key_.end()) {
      continue;
    }
    std::size_t looked_at = 0;
    for (auto number = at->second.rbegin(); number != at->second.rend() && looked_at < most_under_key; ++number) {
      const Telling& other = tellings_.at(*number);
      ++looked_at;
      if (std::find(kin.begin(), kin.end(), other.type) != kin.end() && telling.first - days_apart <= other.last &&
          other.first <= telling.last + days_apart) {
        stories.insert(other.story);
      }
    }
  }
  return stories;
}

// Of a story that very many tell, its first reports and its latest ones stand for all: each further one would cost as
// much as all before it.
Events::Members Events::heard_of(const Members& members) {
  constexpr std::size_t first = 16;
  constexpr std::size_t latest = 48;
  if (members.size() <= first + latest) {
    return members;
  }
  Members heard(members.begin(), members.begin() + first);
  heard.insert(heard.end(), members.end() - latest, members.end());
  return heard;
}

Events::Likeness Events::likeness(const Telling& telling, const std::string& story, const Members& members) const {
  std::vector<std::pair<double, std::vector<Part>>> all;
  for (const TellingNumber number : heard_of(members)) {
    const Telling& other = tellings_.at(number);
    const auto& article = articles_.at(telling.article);
    const auto& other_article = articles_.at(other.article);
    const auto root = [](const Articles::Entry& entry) { return entry.copy_of.empty() ? entry.id : entry.copy_of; };
    const Context context{articles_.cosine_of(telling.article, other.article), telling.article == other.article,
                          telling.article != other.article && root(article) == root(other_article)};
    auto parts = compare(telling, other, context, articles_.vocabulary());
    const double sum = sum_of(parts);
    all.emplace_back(sum, std::move(parts));
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& l, const auto& r) { return l.first > r.first; });
  double mean = 0;
  const std::size_t count = std::min(all.size(), speakers);
  for (std::size_t i = 0; i < count; ++i) {
    mean += all[i].first / static_cast<double>(count);
  }
  Likeness likeness{story, std::move(all.front().second), 0};
  if (count > 1) {
    likeness.parts.push_back({"other reports", mean - all.front().first, std::to_string(count - 1)});
  }
  likeness.score = sum_of(likeness.parts);
  return likeness;
}

bool Events::must_stay_out(const std::string& event, const Members& members) const {
  return std::any_of(members.begin(), members.end(), [&](TellingNumber number) {
    return apart_.contains(std::minmax(event, tellings_.at(number).event));
  });
}

std::string Events::unused_name(const std::string& event) const {
  for (unsigned again = 0;; ++again) {
    std::string name = name_for(event, again);
    if (!stories_.contains(name)) {
      return name;
    }
  }
}

EventPlace Events::add(const Event& event, const Record& record, const Articles::Arrival& arrival) {
  Telling telling = telling_of(event, record, arrival);
  EventPlace place{event.id, "", true, "", {}};
  std::optional<Likeness> best;
  for (const std::string& id : candidates(telling)) {
    const Members& members = stories_.find(id)->second;
    if (must_stay_out(event.id, members)) {
      continue;
    }
    auto found = likeness(telling, id, members);
    if (!best || found.score > best->score) {
      best = std::move(found);
    }
  }
  if (best) {
    place.founds = best->score < 0;
    place.likest = best->story;
    place.why = std::move(best->parts);
  }
  telling.story = place.founds ? unused_name(event.id) : best->story;
  place.story = telling.story;
  put(next_++, std::move(telling));
  return place;
}

void Events::put(TellingNumber number, Telling telling) {
  telling.keys = keys_of(telling, articles_.at(telling.article).topic, 0);
  stories_[telling.story].push_back(number);
  file(number, telling);
  tellings_.emplace(number, std::move(telling));
}

void Events::file(TellingNumber number, const Telling& telling) {
  for (const Key key : telling.keys) {
    by_key_[key].insert(number);
  }
  numbers_[telling.event] = number;
  by_article_[telling.article].push_back(number);
}

void Events::take_out(TellingNumber number) {
  const auto at = stories_.find(tellings_.at(number).story);
  std::erase(at->second, number);
  if (at->second.empty()) {
    stories_.erase(at);
  }
}

void Events::remove_article(ArticleNumber article) {
  const auto at = by_article_.find(article);
  if (at == by_article_.end()) {
    return;
  }
  for (const TellingNumber number : at->second) {
    const Telling& telling = tellings_.at(number);
    take_out(number);
    for (const Key key : telling.keys) {
      const auto found = by_key_.find(key);
      if (found != by_key_.end() && found->second.erase(number) > 0 && found->second.empty()) {
        by_key_.erase(found);
      }
    }
    numbers_.erase(telling.event);
    tellings_.erase(number);
  }
  by_article_.erase(at);
}

void Events::forbid(const std::string& first, const std::string& second) {
  if (first != second) {
    apart_.insert(std::minmax(first, second));
  }
}

bool Events::split(std::string_view event) {
  const auto at = numbers_.find(std::string(event));
  if (at == numbers_.end()) {
    return false;
  }
  Telling& telling = tellings_.at(at->second);
  const Members together = stories_.find(telling.story)->second;
  if (together.size() == 1) {
    return false;
  }
  for (const TellingNumber number : together) {
    forbid(telling.event, tellings_.at(number).event);
  }
  take_out(at->second);
  telling.story = unused_name(telling.event);
  stories_[telling.story].push_back(at->second);
  return true;
}

void Events::keep_apart(std::string_view first, std::string_view second) {
  forbid(std::string(first), std::string(second));
  const auto one = numbers_.find(std::string(first));
  const auto other = numbers_.find(std::string(second));
  if (one == numbers_.end() || other == numbers_.end() || one->second == other->second) {
    return;
  }
  Telling& telling = tellings_.at(other->second);
  if (telling.story == tellings_.at(one->second).story) {
    take_out(other->second);
    telling.story = unused_name(telling.event);
    stories_[telling.story].push_back(other->second);
  }
}

Story Events::told(const std::string& id, const Members& members) const {
  Story story;
  story.id = id;
  Sources sources;
  std::map<std::string, std::size_t> types;
  const Telling* earliest = &tellings_.at(members.front());
  const Telling* latest = earliest;
  for (const TellingNumber number : members) {
    const Telling& telling = tellings_.at(number);
    const Articles::Entry& article = articles_.at(telling.article);
    story.reports.push_back({telling.event, telling.type, article.id, article.source, article.copy_of,
                             article.published, telling.date, telling.enddate, telling.status, telling.attributed_to,
                             telling.text});
    sources.add(article.id, article.copy_of, article.source);
    if (++types[telling.type] > types[story.type]) {
      story.type = telling.type;
    }
    earliest = telling.first < earliest->first ? &telling : earliest;
    latest = telling.last > latest->last ? &telling : latest;
    append_claimants(telling, article.source, story);
  }
  story.topic = articles_.at(tellings_.at(members.front()).article).topic;
  story.independent_sources = sources.count();
  story.first_date = earliest->date;
  story.last_date = latest->enddate.empty() ? latest->date : latest->enddate;
  story.numbers = spreads_of(members);
  return story;
}

std::vector<Spread> Events::spreads_of(const Members& members) const {
  std::vector<Spread> spreads;
  std::map<QuantityKind, std::pair<std::string, TellingNumber>> latest;
  for (const TellingNumber number : members) {
    const Telling& telling = tellings_.at(number);
    const std::string& published = articles_.at(telling.article).published;
    for (const Amount& amount : telling.amounts) {
      auto at =
          std::find_if(spreads.begin(), spreads.end(), [&](const Spread& one) { return one.kind == amount.kind; });
      const bool is_first = at == spreads.end();
      if (is_first) {
        at = spreads.insert(at, {amount.kind, amount.value, amount.value, amount.value, false, false, 0});
      }
      if (is_first || amount.value < at->low) {
        at->low = amount.value;
        at->low_is_bound = amount.relation == QuantityRelation::more;
      }
      if (is_first || amount.value > at->high) {
        at->high = amount.value;
        at->high_is_bound = amount.relation == QuantityRelation::less;
      }
      auto& newest = latest[amount.kind];
      if (is_first || newest.first <= published) {
        newest = {published, number};
        at->latest = amount.value;
      }
      ++at->reports;
    }
  }
  return spreads;
}

std::vector<Story> Events::stories() const {
  std::vector<Story> all;
  all.reserve(stories_.size());
  std::map<TellingNumber, const std::string*> by_first;
  for (const auto& [id, members] : stories_) {
    by_first.emplace(members.front(), &id);
  }
  for (const auto& [first, id] : by_first) {
    all.push_back(told(*id, stories_.find(*id)->second));
  }
  return all;
}

std::optional<Story> Events::story(std::string_view id) const {
  const auto at = stories_.find(id);
  return at == stories_.end() ? std::nullopt : std::optional(told(at->first, at->second));
}

namespace {

void write_parties(const std::vector<Party>& parties, ByteWriter& out) {
  out.list(parties, [&](const Party& party) {
    out.text(party.name);
    out.text(party.code);
    out.text(party.sector);
  });
}

std::vector<Party> read_parties(ByteReader& in) {
  return in.list<Party>([&] {
    Party party;
    party.name = in.text();
    party.code = in.text();
    party.sector = in.text();
    return party;
  });
}

void write_texts(const std::vector<std::string>& texts, ByteWriter& out) {
  out.list(texts, [&](const std::string& text) { out.text(text); });
}

std::vector<std::string> read_texts(ByteReader& in) {
  return in.list<std::string>([&] { return in.text(); });
}

void write_spot(const Spot& spot, ByteWriter& out) {
  out.value(spot.geonameid);
  out.value(spot.lat);
  out.value(spot.lon);
  out.text(spot.country);
  out.value(spot.is_point);
}

Spot read_spot(ByteReader& in) {
  Spot spot;
  spot.geonameid = in.value<std::uint32_t>();
  spot.lat = in.value<double>();
  spot.lon = in.value<double>();
  spot.country = in.text();
  spot.is_point = in.truth();
  return spot;
}

void write_telling(const Telling& telling, ByteWriter& out) {
  out.value(telling.article);
  for (const std::string* text :
       {&telling.event, &telling.story, &telling.type, &telling.date, &telling.enddate, &telling.text}) {
    out.text(*text);
  }
  write_texts(telling.modes, out);
  write_texts(telling.attributed_to, out);
  out.value(telling.status);
  write_parties(telling.actors, out);
  write_parties(telling.recipients, out);
  out.value(telling.is_dated);
  out.value(telling.first);
  out.value(telling.last);
  write_spot(telling.spot, out);
  out.list(telling.towns, [&](std::uint32_t town) { out.value(town); });
  out.list(telling.amounts, [&](const Amount& amount) {
    out.value(amount.value);
    out.value(amount.relation);
    out.value(amount.kind);
  });
  out.list(telling.words, [&](const WeightedWord& word) {
    out.value(word.word);
    out.value(word.weight);
  });
  out.list(telling.keys, [&](Key key) { out.value(key); });
}

Telling read_telling(ByteReader& in, const Vocabulary& vocabulary) {
  Telling telling;
  telling.article = in.value<ArticleNumber>();
  for (std::string* text :
       {&telling.event, &telling.story, &telling.type, &telling.date, &telling.enddate, &telling.text}) {
    *text = in.text();
  }
  telling.modes = read_texts(in);
  telling.attributed_to = read_texts(in);
  telling.status = in.choice(Status::negated);
  telling.actors = read_parties(in);
  telling.recipients = read_parties(in);
  telling.is_dated = in.truth();
  telling.first = in.value<knowledge::Day>();
  telling.last = in.value<knowledge::Day>();
  telling.spot = read_spot(in);
  telling.towns = in.list<std::uint32_t>([&] { return in.value<std::uint32_t>(); });
  telling.amounts = in.list<Amount>([&] {
    Amount amount;
    amount.value = in.value<double>();
    amount.relation = in.choice(QuantityRelation::additional);
    amount.kind = in.choice(QuantityKind::other);
    return amount;
  });
  telling.words = in.list<WeightedWord>([&] {
    const WordId word = vocabulary.checked(in.value<WordId>());
    return WeightedWord{word, in.value<float>()};
  });
  telling.keys = in.list<Key>([&] { return in.value<Key>(); });
  return telling;
}

}  // namespace

void Events::write(ByteWriter& out) const {
  out.value(next_);
  out.list(tellings_, [&](const auto& entry) {
    out.value(entry.first);
    write_telling(entry.second, out);
  });
  // A story's members stand in the order they joined, which a split can make another than that of their arrival.
  out.list(stories_, [&](const auto& entry) {
    out.text(entry.first);
    out.list(entry.second, [&](TellingNumber number) { out.value(number); });
  });
  out.list(apart_, [&](const auto& pair) {
    out.text(pair.first);
    out.text(pair.second);
  });
}

void Events::read(ByteReader& in) {
  next_ = in.value<TellingNumber>();
  const auto count = in.value<std::uint64_t>();
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto number = in.value<TellingNumber>();
    Telling telling = read_telling(in, articles_.vocabulary());
    if (!articles_.entries().contains(telling.article)) {
      throw UnfitBytes("an event has no article");
    }
    if (number >= next_ || tellings_.contains(number) || numbers_.contains(telling.event)) {
      throw UnfitBytes("an event stands twice");
    }
    file(number, telling);
    tellings_.emplace(number, std::move(telling));
  }
  std::set<TellingNumber> placed;
  const auto stories = in.value<std::uint64_t>();
  for (std::uint64_t i = 0; i < stories; ++i) {
    const std::string id = in.text();
    stories_[id] = in.list<TellingNumber>([&] { return in.value<TellingNumber>(); });
    check(id);
    placed.insert(stories_[id].begin(), stories_[id].end());
  }
  if (placed.size() != tellings_.size()) {
    throw UnfitBytes("an event is in no story");
  }
  const auto pairs = in.value<std::uint64_t>();
  for (std::uint64_t i = 0; i < pairs; ++i) {
    const std::string first = in.text();
    apart_.insert({first, in.text()});
  }
}

void Events::check(const std::string& id) const {
  const Members& members = stories_.find(id)->second;
  const bool is_once = std::set<TellingNumber>(members.begin(), members.end()).size() == members.size();
  const bool sound =
      is_once && !members.empty() && std::all_of(members.begin(), members.end(), [&](TellingNumber number) {
        const auto at = tellings_.find(number);
        return at != tellings_.end() && at->second.story == id;
      });
  if (!sound) {
    throw UnfitBytes("a story and its events do not fit");
  }
}

}  // namespace detente::story
