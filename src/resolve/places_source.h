// Where an article comes from: the places in its publisher's name, web address and dateline.
#pragma once

#include <cstdint>
#include <vector>

#include "detente/article.h"
#include "resolve/gazetteer.h"

namespace detente::resolve {

struct SourcePlace {
  std::uint64_t name = 0;  // hash of its folded words
  NameEntry entry;         // has places
};

// "The Glasgow Herald", "www.seattletimes.com", "MOSCOW"; empty for most agencies and national papers.
std::vector<SourcePlace> source_places(const Article& article, const Gazetteer& gazetteer);

}  // namespace detente::resolve
