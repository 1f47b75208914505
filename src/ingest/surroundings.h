// What the elements around a piece of text say of it, from the element `id` that it lies in up to `container`, which
// is not asked.
#pragma once

#include <cstdint>
#include <optional>

#include "detente/article.h"
#include "ingest/page_tree.h"

namespace detente::ingest {

// A heading or a caption, or nothing.
std::optional<SentenceKind> kind_by_element(const PageTree& page, NodeId id, NodeId container);

BlockForm form_of(const PageTree& page, NodeId id, NodeId container);

// 1 to 6, or 0 where no heading element is around it.
std::uint8_t level_of(const PageTree& page, NodeId id, NodeId container);

// A post of a social network, shown in the page.
bool is_inside_post(const PageTree& page, NodeId id, NodeId container);

}  // namespace detente::ingest
