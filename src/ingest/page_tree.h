// A parsed page as one flat list of nodes in document order, so that nothing that walks it recurses.
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/arena.h"

namespace detente::ingest {

using NodeId = std::uint32_t;

struct PageNode {
  const GumboNode* node = nullptr;
  NodeId parent = 0;  // the root is its own parent
  NodeId end = 0;     // behind the last node of its subtree
  bool is_text = false;

  [[nodiscard]] GumboTag tag() const { return is_text ? GUMBO_TAG_UNKNOWN : node->v.element.tag; }
};

// Owns the page's bytes and parser tree. Elements and their text in document order; comments are left out.
class PageTree {
 public:
  // `html` is UTF-8 and keeps within the limits, see excess_of.
  explicit PageTree(std::string html);

  [[nodiscard]] const std::vector<PageNode>& nodes() const { return nodes_; }
  [[nodiscard]] const PageNode& operator[](NodeId id) const { return nodes_[id]; }
  [[nodiscard]] NodeId size() const { return static_cast<NodeId>(nodes_.size()); }

  [[nodiscard]] std::string_view attribute(NodeId id, const char* name) const;  // empty when absent
  [[nodiscard]] bool has_attribute(NodeId id, const char* name) const;
  [[nodiscard]] std::string_view text(NodeId id) const;  // of a text node
  // Of a subtree, white space made single blanks. Ends with the text node in which it reaches `most` bytes: hostile
  // pages nest a thousand titles around a long text.
  [[nodiscard]] std::string all_text(NodeId id, std::size_t most = 4096) const;

 private:
  void flatten();

  std::string html_;
  std::unique_ptr<Arena> arena_;  // of the parser's tree, which is never taken apart
  GumboOutput* output_;
  std::vector<PageNode> nodes_;
};

// Appends `text` with every run of white space as one blank, and none where `out` is empty or ends with one.
void append_normalised(std::string_view text, std::string& out);

}  // namespace detente::ingest
