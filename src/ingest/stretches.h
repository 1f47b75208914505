// A page's visible text, cut where blocks begin and end.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ingest/page_tree.h"

namespace detente::ingest {

// A stretch of text between two block borders.
struct Stretch {
  std::string text;
  std::size_t link_bytes = 0;
  NodeId element = 0;  // the block element it lies in
};

// 0 to 1.
double link_share(const Stretch& stretch);

// Characters of prose: none for what is short and does not end like a sentence, or is mostly links.
double weight_of(const Stretch& stretch);

// In document order. Both lists say something of each node: whether it is left out, and whether it lies in a table of
// figures, whose rows are one line each.
std::vector<Stretch> stretches_of(const PageTree& page, const std::vector<bool>& left_out,
                                  const std::vector<bool>& in_data_table);

}  // namespace detente::ingest
