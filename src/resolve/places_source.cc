#include "resolve/places_source.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "knowledge/names.h"
#include "resolve/places_words.h"

namespace detente::resolve {

namespace {

// A host's first letters are a town's name only from this length and population on.
constexpr std::size_t shortest_prefix = 5;
constexpr std::uint32_t least_population = 1'000;

constexpr std::uint32_t no_town = cue::medium | cue::body | cue::kind | cue::direction | cue::function;

// The names of places in a few words, longest first from the left.
void add_named(std::string_view text, const Gazetteer& gazetteer, std::vector<SourcePlace>& out) {
  if (text.empty()) {
    return;
  }
  const auto words = knowledge::words_of(text);
  for (std::size_t begin = 0; begin < words.size();) {
    SourcePlace best;
    std::size_t end = begin;
    std::uint64_t name = knowledge::empty_name;
    for (std::size_t i = begin; i < words.size(); ++i) {
      const std::string word = knowledge::folded(words[i]);
      if (i == begin && (cues_of(word) & no_town) != 0) {
        break;
      }
      name = knowledge::extended(name, word);
      const NameEntry entry = gazetteer.find(name);
      if (!entry.places.empty() && knowledge::begins_upper(words[i])) {
        best = {name, entry};
        end = i + 1;
      }
      if (!entry.longer) {
        break;
      }
    }
    if (end > begin) {
      out.push_back(best);
    }
    begin = std::max(end, begin + 1);
  }
}

// "www.theutopianews.com" → "utopianews".
std::string_view label_of(std::string_view url) {
  if (const auto scheme = url.find("://"); scheme != std::string_view::npos) {
    url.remove_prefix(scheme + 3);
  }
  std::string_view host = url.substr(0, url.find('/'));
  for (const std::string_view front : {"www.", "news.", "the"}) {
    if (host.starts_with(front)) {
      host.remove_prefix(front.size());
    }
  }
  return host.substr(0, host.find('.'));
}

void add_host(std::string_view url, const Gazetteer& gazetteer, std::vector<SourcePlace>& out) {
  const std::string label = knowledge::folded(label_of(url));
  for (std::size_t length = label.size(); length >= shortest_prefix; --length) {
    const auto name = knowledge::extended(knowledge::empty_name, std::string_view(label).substr(0, length));
    const NameEntry entry = gazetteer.find(name);
    const bool town = !entry.places.empty() && (entry.kinds & WordKinds::common) == 0 &&
                      entry.places.front().naming == Naming::main &&
                      gazetteer.place(entry.places.front().place).population >= least_population;
    if (town) {
      out.push_back({name, entry});
      return;
    }
  }
}

}  // namespace

std::vector<SourcePlace> source_places(const Article& article, const Gazetteer& gazetteer) {
  std::vector<SourcePlace> out;
  add_named(article.source, gazetteer, out);
  add_named(article.dateline, gazetteer, out);
  add_host(article.url, gazetteer, out);
  return out;
}

}  // namespace detente::resolve
