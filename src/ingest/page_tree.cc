#include "ingest/page_tree.h"

#include <array>
#include <utility>

#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

bool is_text_node(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA;
}

// The size of the white space at `at`: U+00A0 and the zero-width space count, the soft hyphen is dropped likewise.
std::size_t space_size(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == ' ' || (c >= '\t' && c <= '\r')) {
    return 1;
  }
  return text.substr(at).starts_with("\xC2\xA0") ? 2 : 0;
}

// Code points that nobody sees: zero-width space, soft hyphen, byte-order mark.
std::size_t invisible_size(std::string_view text, std::size_t at) {
  for (const std::string_view sign : {"\xE2\x80\x8B", "\xC2\xAD", "\xEF\xBB\xBF"}) {
    if (text.substr(at).starts_with(sign)) {
      return sign.size();
    }
  }
  return 0;
}

// At most so many bytes, cut between code points.
std::string_view beginning(std::string_view text, std::size_t most) {
  if (text.size() <= most) {
    return text;
  }
  const auto is_inside = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
  while (most > 0 && is_inside(most)) {
    --most;
  }
  return text.substr(0, most);
}

}  // namespace

void append_normalised(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t space = space_size(text, at); space != 0) {
      if (!out.empty() && out.back() != ' ') {
        out += ' ';
      }
      at += space;
      continue;
    }
    if (const std::size_t hidden = invisible_size(text, at); hidden != 0) {
      at += hidden;
      continue;
    }
    out += text[at++];
  }
}

PageTree::PageTree(std::string html) : html_(std::move(html)), arena_(std::make_unique<Arena>()) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;  // nobody reads them, and each holds a copy of all open elements
  options.userdata = arena_.get();
  options.allocator = [](void* arena, std::size_t size) { return static_cast<Arena*>(arena)->allocate(size); };
  options.deallocator = [](void* /*arena*/, void* /*piece*/) {};
  output_ = gumbo_parse_with_options(&options, html_.data(), html_.size());
  flatten();
}

void PageTree::flatten() {
  struct Pending {
    const GumboNode* node;
    NodeId parent;
  };
  std::vector<Pending> pending{{output_->root, 0}};
  while (!pending.empty()) {
    const Pending next = pending.back();
    pending.pop_back();
    const auto id = static_cast<NodeId>(nodes_.size());
    if (is_text_node(*next.node)) {
      nodes_.push_back({next.node, next.parent, id + 1, true});
      continue;
    }
    if (next.node->type != GUMBO_NODE_ELEMENT) {
      continue;
    }
    nodes_.push_back({next.node, next.parent, id + 1, false});
    const GumboVector& children = next.node->v.element.children;
    for (unsigned i = children.length; i > 0; --i) {
      pending.push_back({static_cast<const GumboNode*>(children.data[i - 1]), id});
    }
  }
  for (auto id = static_cast<NodeId>(nodes_.size()); id-- > 1;) {
    PageNode& parent = nodes_[nodes_[id].parent];
    parent.end = std::max(parent.end, nodes_[id].end);
  }
}

std::string_view PageTree::attribute(NodeId id, const char* name) const {
  if (nodes_[id].is_text) {
    return {};
  }
  const GumboAttribute* found = gumbo_get_attribute(&nodes_[id].node->v.element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool PageTree::has_attribute(NodeId id, const char* name) const {
  return !nodes_[id].is_text && gumbo_get_attribute(&nodes_[id].node->v.element.attributes, name) != nullptr;
}

std::string_view PageTree::text(NodeId id) const {
  return nodes_[id].is_text ? std::string_view(nodes_[id].node->v.text.text) : std::string_view();
}

std::string PageTree::all_text(NodeId id, std::size_t most) const {
  std::string out;
  for (NodeId i = id; i < nodes_[id].end && out.size() < most; ++i) {
    append_normalised(beginning(text(i), most), out);
  }
  return std::string(trimmed(out));
}

}  // namespace detente::ingest
