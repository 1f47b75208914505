// XML as feeds have it → a tree. Nothing in it is expanded or loaded.
#pragma once

#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "detente/result.h"

namespace detente::ingest {

inline constexpr std::size_t max_feed_depth = 200;  // of elements; real feeds stay below 20

// The same XML with every tag closed in its order, every attribute in quotes and no prolog, comments, document types
// or control characters, so that the parser never stops half-way. What is mended:
//   <title>a <b>c</title>      an element closes those left open inside it
//   </i> without <i>           is left out
//   <item> inside <item>       closes the first: entries of feeds do not nest
//   a < b, <a href=x>          '<' as text, attributes without quotes
//   cut off at the end         what is open is closed
struct MendedXml {
  std::string text;
  bool was_cut_off = false;  // it ends inside an element that is still open
  bool is_too_deep = false;  // and then the text is not whole
};
MendedXml mended_xml(std::string_view utf8);

// A tree with the usual prefixes: "content:encoded", "dc:date", "atom:link", "news:title" …, whatever the feed calls
// them. The prefix of the root's own namespace is taken away.
class FeedTree {
 public:
  // Errors: malformed_feed, when there is no element or they nest too deep.
  static Result<FeedTree> parse(std::string_view utf8, const std::string& subject);

  [[nodiscard]] pugi::xml_node root() const { return document_->document_element(); }
  [[nodiscard]] bool was_cut_off() const { return was_cut_off_; }

 private:
  std::unique_ptr<pugi::xml_document> document_ = std::make_unique<pugi::xml_document>();
  bool was_cut_off_ = false;
};

// All words of an element, markup in CDATA or escaped as it stands there; where the element holds elements, they are
// written out as markup.
std::string inner_text(pugi::xml_node node);

// Whether inner_text is markup because the feed nests elements in it.
bool holds_elements(pugi::xml_node node);

}  // namespace detente::ingest
