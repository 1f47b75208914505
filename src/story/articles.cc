#include "story/articles.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/base.h"
#include "story/sources.h"
#include "text/text.h"

namespace detente::story {

namespace {

// Copies. A text is a copy when this part of the shorter one's runs of three words, or of its content words in their
// order, stands in the other too. An editor who changes one word in twelve leaves three runs of four as they were.
// Two reporters of one event share names and numbers, some 0.2 to 0.4 of the content words in one order; a wire that
// went into another language and back keeps most nouns, names and numbers in their order.
constexpr double copied_runs = 0.45;
constexpr double copied_order = 0.62;
// Agencies' reports on markets and weather have the same words every day, and other numbers; background is used again
// for weeks.
constexpr knowledge::Day days_of_copies = 3;
constexpr double least_numbers_kept = 0.5;
constexpr std::size_t least_numbers = 3;
// Against the original itself, where another copy is the likest.
constexpr double least_of_original = -0.3;
// An article shares one of its smallest hashes with a text it copies unless next to nothing was copied.
constexpr std::size_t indexed_hashes = 32;
// A hash that so many articles have is a phrase of the trade ("on condition of anonymity"), not of a text.
constexpr std::size_t most_sharing_hash = 64;
constexpr std::size_t most_copies_compared = 12;
constexpr double least_product_of_copies = 0.35;
// The words whose order is compared: the beginning of an article, where editors cut last.
constexpr std::size_t most_ordered = 120;
constexpr std::size_t least_ordered = 12;

// Topics. How much of an article's vector is kept, and the weights of its parts.
constexpr std::size_t most_words = 100;
constexpr double title_weight = 2;
constexpr double lead_weight = 1.5;
constexpr std::uint32_t lead_sentences = 3;
constexpr double name_weight = 1.4;
constexpr double number_weight = 0.5;
// Cosine with the middle of a topic at which an article belongs to it.
constexpr double least_likeness = 0.23;
// … and of the middles of two topics at which an article that belongs to both makes them one.
constexpr double least_likeness_of_topics = 0.45;
// Reports come in within days; each doubling of the time beyond that speaks against.
constexpr double time_weight = 0.012;
constexpr double days_of_course = 2;
constexpr std::size_t most_words_told = 5;
constexpr std::size_t most_words_of_topic = 10;

bool is_number(std::string_view word) {
  return word.front() >= '0' && word.front() <= '9';
}

Document document_of_title(const std::string& title) {
  Article article;
  article.text = title;
  article.blocks.push_back({{0, static_cast<std::uint32_t>(title.size())}, SentenceKind::body});
  article.sentences.push_back(article.blocks.back().span);
  return text::read(std::move(article));
}

std::string percent(double share) {
  return std::to_string(std::lround(100 * share)) + " %";
}

void sort_unique(std::vector<WordId>& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

// The part of the numbers of the text that has fewer of them which stand in the other too.
double numbers_kept(const Articles::Entry& left, const Articles::Entry& right) {
  const auto& [fewer, more] =
      std::minmax(left.numbers, right.numbers, [](const auto& l, const auto& r) { return l.size() < r.size(); });
  if (fewer.size() < least_numbers) {
    return 1;
  }
  std::vector<WordId> both;
  std::set_intersection(fewer.begin(), fewer.end(), more.begin(), more.end(), std::back_inserter(both));
  return static_cast<double>(both.size()) / static_cast<double>(fewer.size());
}

bool may_be_copies(const Articles::Entry& left, const Articles::Entry& right) {
  return std::abs(left.day - right.day) <= days_of_copies && numbers_kept(left, right) >= least_numbers_kept;
}

// How far what was copied is above what makes a copy.
Part copied_part(const Articles::Entry& entry, const Articles::Entry& other) {
  const double runs = entry.sketch.containment(other.sketch);
  const bool has_order = std::min(entry.order.size(), other.order.size()) >= least_ordered;
  const double order = has_order ? order_kept(entry.order, other.order) : 0;
  if (runs - copied_runs >= order - copied_order) {
    return {"copied runs of words", runs - copied_runs, percent(runs) + " of the shorter text, in " + other.id};
  }
  return {"copied order of words", order - copied_order, percent(order) + " of the shorter text, in " + other.id};
}

}  // namespace

std::string name_for(std::string_view founding, unsigned again) {
  const std::string seed = std::string(founding) + (again == 0 ? "" : "~" + std::to_string(again));
  return base::hexadecimal(base::checksum_of(std::as_bytes(std::span(seed.data(), seed.size()))));
}

void Articles::weigh(Entry& entry, const std::vector<Occurrence>& words, const std::vector<Occurrence>& title) const {
  struct Weight {
    double count = 0;
    bool is_name = false;
    bool is_number = false;
  };
  std::map<WordId, Weight> weights;
  const auto count = [&](const Occurrence& occurrence, double weight) {
    Weight& known = weights[occurrence.word];
    known.count += weight;
    known.is_name = known.is_name || occurrence.is_name;
    known.is_number = is_number(occurrence.folded);
  };
  for (const Occurrence& occurrence : title) {
    count(occurrence, title_weight);
  }
  for (const Occurrence& occurrence : words) {
    count(occurrence, occurrence.sentence < lead_sentences ? lead_weight : 1);
  }
  for (const auto& [word, weight] : weights) {
    if (vocabulary_.is_common(word)) {
      continue;
    }
    const double kind = weight.is_number ? number_weight : weight.is_name ? name_weight : 1;
    const double value = (1 + std::log(std::max(1.0, weight.count))) * vocabulary_.rarity(word) * kind;
    entry.vector.push_back({word, static_cast<float>(value)});
  }
  if (entry.vector.size() > most_words) {
    std::stable_sort(entry.vector.begin(), entry.vector.end(),
                     [](const auto& l, const auto& r) { return l.weight > r.weight; });
    entry.vector.resize(most_words);
  }
  normalise(entry.vector);
}

Articles::Entry Articles::read_in(const Article& article, std::vector<Occurrence>& words) {
  Entry entry;
  entry.id = article.id;
  entry.title = article.title;
  entry.source = article.source;
  entry.published = article.date;
  const auto day = knowledge::parse_day(article.date);
  entry.day = day ? *day : newest_.value_or(0);
  if (day) {
    newest_ = std::max(newest_.value_or(*day), *day);
  }
  auto title = occurrences_in(document_of_title(article.title));
  for (auto* list : {&words, &title}) {
    for (Occurrence& occurrence : *list) {
      occurrence.word = vocabulary_.intern(occurrence.stem);
      entry.distinct.push_back(occurrence.word);
    }
  }
  entry.sketch = Sketch(words);
  for (const Occurrence& occurrence : words) {
    if (is_number(occurrence.folded)) {
      entry.numbers.push_back(occurrence.word);
    }
  }
  sort_unique(entry.numbers);
  std::vector<WordId> seen;  // sorted
  for (const Occurrence& occurrence : words) {
    const auto at = std::lower_bound(seen.begin(), seen.end(), occurrence.word);
    if (entry.order.size() == most_ordered) {
      break;
    }
    if (!vocabulary_.is_common(occurrence.word) && (at == seen.end() || *at != occurrence.word)) {
      seen.insert(at, occurrence.word);
      entry.order.push_back(occurrence.word);
    }
  }
  sort_unique(entry.distinct);
  vocabulary_.add_article(entry.distinct);
  weigh(entry, words, title);
  return entry;
}

Articles::Products Articles::products_with(const WordVector& vector) const {
  Products products;
  for (const WeightedWord& word : vector) {
    const auto at = by_word_.find(word.word);
    if (at == by_word_.end()) {
      continue;
    }
    for (const Posting& posting : at->second) {
      products[posting.article] += static_cast<double>(posting.weight) * static_cast<double>(word.weight);
    }
  }
  return products;
}

// The likest of the articles that share runs of words or many rare words with it.
std::optional<Articles::Copied> Articles::copied_from(const Entry& entry, const Products& products) const {
  std::map<ArticleNumber, std::size_t> votes;
  const auto& hashes = entry.sketch.hashes();
  for (std::size_t i = 0; i < std::min(hashes.size(), indexed_hashes); ++i) {
    const auto at = by_hash_.find(hashes[i]);
    if (at != by_hash_.end() && at->second.size() <= most_sharing_hash) {
      for (const ArticleNumber number : at->second) {
        ++votes[number];
      }
    }
  }
  std::vector<std::pair<double, ArticleNumber>> candidates;
  for (const auto& [number, product] : products) {
    const auto at = votes.find(number);
    const bool shares = at != votes.end();
    if (shares || product >= least_product_of_copies) {
      candidates.emplace_back(-product - (shares ? static_cast<double>(at->second) : 0), number);
    }
  }
  const std::size_t compared = std::min(candidates.size(), most_copies_compared);
  std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(compared), candidates.end());
  std::optional<Copied> best;
  for (std::size_t i = 0; i < compared; ++i) {
    const Entry& other = entries_.at(candidates[i].second);
    const Part copied = copied_part(entry, other);
    if (copied.value >= 0 && may_be_copies(entry, other) && (!best || copied.value > best->why.value) &&
        is_of_one_text(entry, other)) {
      best = Copied{candidates[i].second, copied};
    }
  }
  return best;
}

// A copy may hold another text beside the one it copies; whoever shares that one alone is no copy of the original.
bool Articles::is_of_one_text(const Entry& entry, const Entry& other) const {
  const auto root = numbers_.find(other.copy_of);
  return root == numbers_.end() || copied_part(entry, entries_.at(root->second)).value >= least_of_original;
}

// What the days between an article and a topic take from their likeness.
double Articles::lateness(const Entry& entry, const Group& topic) {
  const double late = days_between(entry, topic) - days_of_course;
  return late > 0 ? time_weight * std::log2(1 + late) : 0;
}

double Articles::days_between(const Entry& entry, const Group& topic) {
  return std::max({0, topic.first - entry.day, entry.day - topic.last});
}

std::string Articles::shared_words(const Entry& entry, const std::string& topic) const {
  WordVector shared;
  for (const WeightedWord& word : entry.vector) {
    const auto postings = by_word_.find(word.word);
    if (postings != by_word_.end() &&
        std::any_of(postings->second.begin(), postings->second.end(),
                    [&](const Posting& posting) { return entries_.at(posting.article).topic == topic; })) {
      shared.push_back(word);
    }
  }
  return told(shared, most_words_told);
}

std::string Articles::told(WordVector words, std::size_t most) const {
  std::stable_sort(words.begin(), words.end(), [](const auto& l, const auto& r) { return l.weight > r.weight; });
  std::string text;
  for (std::size_t i = 0; i < std::min(words.size(), most); ++i) {
    text += (text.empty() ? "" : ", ") + vocabulary_.stem(words[i].word);
  }
  return text;
}

std::vector<Part> Articles::parts_of(const Entry& entry, const std::string& topic, double cosine) const {
  std::vector<Part> parts{{"words", cosine, shared_words(entry, topic)}, {"least likeness", -least_likeness, ""}};
  const double late = lateness(entry, topics_.find(topic)->second);
  if (late > 0) {
    const auto days = static_cast<int>(days_between(entry, topics_.find(topic)->second));
    parts.push_back({"time", -late, std::to_string(days) + " days apart"});
  }
  return parts;
}

// Likest first.
std::vector<Articles::Likeness> Articles::topics_like(const Entry& entry, const Products& products) const {
  std::map<std::string, double> by_topic;
  for (const auto& [number, product] : products) {
    by_topic[entries_.at(number).topic] += product;
  }
  std::vector<Likeness> all;
  for (const auto& [id, product] : by_topic) {
    const Group& topic = topics_.find(id)->second;
    const double cosine = product / std::sqrt(topic.square);
    all.push_back({id, cosine, cosine - least_likeness - lateness(entry, topic)});
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& l, const auto& r) { return l.score > r.score; });
  return all;
}

double Articles::cosine_of_middles(const Group& left, const Group& right) const {
  double sum = 0;
  for (const ArticleNumber l : left.members) {
    for (const ArticleNumber r : right.members) {
      sum += product(entries_.at(l).vector, entries_.at(r).vector);
    }
  }
  return sum / std::sqrt(left.square * right.square);
}

// An article that belongs to two topics may show that they are one.
bool Articles::join_if_one(const std::string& left, const std::string& right) {
  Group& one = topics_.find(left)->second;
  Group& other = topics_.find(right)->second;
  if (cosine_of_middles(one, other) < least_likeness_of_topics) {
    return false;
  }
  const bool keeps_left = one.members.front() < other.members.front();
  const std::string& kept = keeps_left ? left : right;
  const std::string gone = keeps_left ? right : left;
  for (const ArticleNumber number : topics_.find(gone)->second.members) {
    Entry& entry = entries_.at(number);
    entry.topic = kept;
    join(topics_.find(kept)->second, number, entry);
  }
  topics_.erase(gone);
  return true;
}

// Also when it is the topic's first article.
void Articles::join(Group& topic, ArticleNumber number, const Entry& entry) {
  double products = 0;
  for (const ArticleNumber member : topic.members) {
    products += product(entries_.at(member).vector, entry.vector);
  }
  topic.square += 2 * products + product(entry.vector, entry.vector);
  topic.first = topic.members.empty() ? entry.day : std::min(topic.first, entry.day);
  topic.last = topic.members.empty() ? entry.day : std::max(topic.last, entry.day);
  topic.members.insert(std::upper_bound(topic.members.begin(), topic.members.end(), number), number);
}

void Articles::index(ArticleNumber number, const Entry& entry) {
  for (const WeightedWord& word : entry.vector) {
    by_word_[word.word].push_back({number, word.weight});
  }
  const auto& hashes = entry.sketch.hashes();
  for (std::size_t i = 0; i < std::min(hashes.size(), indexed_hashes); ++i) {
    by_hash_[hashes[i]].push_back(number);
  }
  by_day_.emplace(entry.day, number);
  numbers_[entry.id] = number;
}

std::string Articles::unused_topic(const std::string& article) const {
  for (unsigned again = 0;; ++again) {
    std::string name = name_for(article, again);
    if (!topics_.contains(name)) {
      return name;
    }
  }
}

Articles::Arrival Articles::add(const Article& article) {
  const ArticleNumber number = next_++;
  Arrival arrival{number, {article.id, "", "", false, {}, {}}, text::read(article), {}};
  arrival.words = occurrences_in(arrival.document);
  Entry entry = read_in(article, arrival.words);
  const Products products = products_with(entry.vector);
  ArticlePlace& place = arrival.place;
  const auto topics = topics_like(entry, products);
  if (const auto copied = copied_from(entry, products)) {
    const Entry& original = entries_.at(copied->number);
    entry.copy_of = original.copy_of.empty() ? original.id : original.copy_of;
    entry.topic = original.topic;
    place.why = {copied->why};
  } else if (!topics.empty()) {
    place.why = parts_of(entry, topics.front().topic, topics.front().cosine);
    entry.topic = topics.front().score >= 0 ? topics.front().topic : "";
  }
  place.founds = entry.topic.empty();
  if (place.founds) {
    entry.topic = unused_topic(entry.id);
  }
  const std::string topic = entry.topic;
  index(number, entry);
  join(topics_[topic], number, entry);
  entries_.emplace(number, std::move(entry));
  for (const Likeness& other : topics) {
    if (other.score >= 0 && other.topic != topic && !place.founds) {
      const std::string current = entries_.at(number).topic;
      if (join_if_one(current, other.topic)) {
        place.absorbed.push_back(entries_.at(number).topic == current ? other.topic : current);
      }
    }
  }
  place.topic = entries_.at(number).topic;
  place.copy_of = entries_.at(number).copy_of;
  return arrival;
}

namespace {

template <typename Index, typename Key, typename IsIt>
void erase_from(Index& index, const Key& key, IsIt is_it) {
  const auto at = index.find(key);
  if (at == index.end()) {
    return;
  }
  std::erase_if(at->second, is_it);
  if (at->second.empty()) {
    index.erase(at);
  }
}

}  // namespace

void Articles::remove(ArticleNumber number) {
  const auto at = entries_.find(number);
  const Entry entry = std::move(at->second);
  entries_.erase(at);
  for (const WeightedWord& word : entry.vector) {
    erase_from(by_word_, word.word, [&](const Posting& posting) { return posting.article == number; });
  }
  const auto& hashes = entry.sketch.hashes();
  for (std::size_t i = 0; i < std::min(hashes.size(), indexed_hashes); ++i) {
    erase_from(by_hash_, hashes[i], [&](ArticleNumber one) { return one == number; });
  }
  const auto [first, last] = by_day_.equal_range(entry.day);
  by_day_.erase(std::find_if(first, last, [&](const auto& one) { return one.second == number; }));
  numbers_.erase(entry.id);
  leave_topic(number, entry);
  vocabulary_.remove_article(entry.distinct);
}

// The topic's sums are made anew, so that no rounding is left behind by what has gone.
void Articles::leave_topic(ArticleNumber number, const Entry& entry) {
  const auto at = topics_.find(entry.topic);
  std::vector<ArticleNumber> stay = std::move(at->second.members);
  std::erase(stay, number);
  if (stay.empty()) {
    topics_.erase(at);
    return;
  }
  at->second = {};
  for (const ArticleNumber member : stay) {
    join(at->second, member, entries_.at(member));
  }
}

std::vector<ArticleNumber> Articles::leave_behind() const {
  std::vector<ArticleNumber> old;
  if (window_days_ == 0 || !newest_) {
    return old;
  }
  const auto end = by_day_.lower_bound(*newest_ - static_cast<knowledge::Day>(window_days_));
  std::transform(by_day_.begin(), end, std::back_inserter(old), [](const auto& one) { return one.second; });
  return old;
}

std::optional<ArticleNumber> Articles::find(std::string_view id) const {
  const auto at = numbers_.find(std::string(id));
  return at == numbers_.end() ? std::nullopt : std::optional(at->second);
}

double Articles::cosine_of(ArticleNumber left, ArticleNumber right) const {
  return product(entries_.at(left).vector, entries_.at(right).vector);
}

std::vector<std::string> Articles::words_of(const Group& group, std::size_t most) const {
  std::map<WordId, float> weights;
  for (const ArticleNumber number : group.members) {
    for (const WeightedWord& word : entries_.at(number).vector) {
      weights[word.word] += word.weight;
    }
  }
  std::vector<std::pair<float, std::string>> sorted;
  sorted.reserve(weights.size());
  for (const auto& [word, weight] : weights) {
    sorted.emplace_back(-weight, vocabulary_.stem(word));
  }
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::string> words;
  for (std::size_t i = 0; i < std::min(sorted.size(), most); ++i) {
    words.push_back(std::move(sorted[i].second));
  }
  return words;
}

std::vector<story::Topic> Articles::topics() const {
  std::vector<story::Topic> all;
  std::set<std::string> told;
  for (const auto& [number, first] : entries_) {
    if (!told.insert(first.topic).second) {
      continue;
    }
    const Group& group = topics_.find(first.topic)->second;
    story::Topic& topic = all.emplace_back();
    topic.id = first.topic;
    topic.words = words_of(group, most_words_of_topic);
    Sources sources;
    for (const ArticleNumber member : group.members) {
      const Entry& entry = entries_.at(member);
      topic.articles.push_back({entry.id, entry.title, entry.source, entry.published, entry.copy_of});
      sources.add(entry.id, entry.copy_of, entry.source);
    }
    topic.independent_sources = sources.count();
  }
  return all;
}

void Articles::write(ByteWriter& out) const {
  out.value(window_days_);
  out.value(next_);
  out.value(newest_.has_value());
  out.value(newest_.value_or(0));
  vocabulary_.write(out);
  out.list(entries_, [&](const auto& entry) {
    out.value(entry.first);
    write(entry.second, out);
  });
}

void Articles::write(const Entry& entry, ByteWriter& out) {
  for (const std::string* text :
       {&entry.id, &entry.title, &entry.source, &entry.topic, &entry.copy_of, &entry.published}) {
    out.text(*text);
  }
  out.value(entry.day);
  const auto number = [&](auto value) { out.value(value); };
  out.list(entry.distinct, number);
  out.list(entry.order, number);
  out.list(entry.numbers, number);
  out.list(entry.vector, [&](const WeightedWord& word) {
    out.value(word.word);
    out.value(word.weight);
  });
  out.list(entry.sketch.hashes(), number);
  out.value(entry.sketch.holds_all());
}

void Articles::read(ByteReader& in) {
  window_days_ = in.value<std::uint32_t>();
  next_ = in.value<ArticleNumber>();
  const bool has_newest = in.truth();
  const auto newest = in.value<knowledge::Day>();
  newest_ = has_newest ? std::optional(newest) : std::nullopt;
  vocabulary_.read(in);
  const auto count = in.value<std::uint64_t>();
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto number = in.value<ArticleNumber>();
    Entry entry = read_entry(in);
    if (number >= next_ || entries_.contains(number) || numbers_.contains(entry.id)) {
      throw UnfitBytes("an article stands twice");
    }
    index(number, entry);
    join(topics_[entry.topic], number, entry);
    entries_.emplace(number, std::move(entry));
  }
}

Articles::Entry Articles::read_entry(ByteReader& in) const {
  Entry entry;
  for (std::string* text : {&entry.id, &entry.title, &entry.source, &entry.topic, &entry.copy_of, &entry.published}) {
    *text = in.text();
  }
  entry.day = in.value<knowledge::Day>();
  const auto word = [&] { return vocabulary_.checked(in.value<WordId>()); };
  entry.distinct = in.list<WordId>(word);
  entry.order = in.list<WordId>(word);
  entry.numbers = in.list<WordId>(word);
  entry.vector = in.list<WeightedWord>([&] {
    const WordId id = word();
    return WeightedWord{id, in.value<float>()};
  });
  auto hashes = in.list<std::uint64_t>([&] { return in.value<std::uint64_t>(); });
  entry.sketch = Sketch(std::move(hashes), in.truth());
  return entry;
}

}  // namespace detente::story
