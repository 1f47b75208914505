#include "ingest/surroundings.h"

#include <string_view>

#include "ingest/lettering.h"
#include "ingest/page_shapes.h"

namespace detente::ingest {

std::optional<SentenceKind> kind_by_element(const PageTree& page, NodeId id, NodeId container) {
  for (; id > container; id = page[id].parent) {
    const GumboTag tag = page[id].tag();
    if (is_heading(tag)) {
      return SentenceKind::heading;
    }
    if (tag == GUMBO_TAG_FIGCAPTION || tag == GUMBO_TAG_FIGURE || tag == GUMBO_TAG_CAPTION ||
        contains_lower(page.attribute(id, "class"), "caption")) {
      return SentenceKind::caption;
    }
  }
  return std::nullopt;
}

BlockForm form_of(const PageTree& page, NodeId id, NodeId container) {
  for (; id > container; id = page[id].parent) {
    const GumboTag tag = page[id].tag();
    if (tag == GUMBO_TAG_LI) {
      return BlockForm::list_item;
    }
    if (tag == GUMBO_TAG_BLOCKQUOTE) {
      return BlockForm::quotation;
    }
  }
  return BlockForm::paragraph;
}

std::uint8_t level_of(const PageTree& page, NodeId id, NodeId container) {
  for (; id > container; id = page[id].parent) {
    if (is_heading(page[id].tag())) {
      return static_cast<std::uint8_t>(page[id].tag() - GUMBO_TAG_H1 + 1);
    }
  }
  return 0;
}

bool is_inside_post(const PageTree& page, NodeId id, NodeId container) {
  for (; id > container; id = page[id].parent) {
    const std::string_view name = page.attribute(id, "class");
    if (name.find("twitter-") != std::string_view::npos || name.find("instagram-media") != std::string_view::npos ||
        name.find("tiktok-embed") != std::string_view::npos || name.find("telegram-post") != std::string_view::npos ||
        name.find("bluesky-embed") != std::string_view::npos || name.find("fb-post") != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace detente::ingest
