// RSS 0.9x, 1.0 and 2.0 (rssboard.org; web.resource.org/rss/1.0), with content:encoded, Dublin Core and Atom inside.
#include <string>
#include <vector>

#include "ingest/feed_formats.h"
#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

// Items stand in the channel (0.9x, 2.0), beside it (1.0), or anywhere when tags do not match.
class ItemWalker : public pugi::xml_tree_walker {
 public:
  bool for_each(pugi::xml_node& node) override {
    if (std::string_view(node.name()) == "item") {
      items.push_back(node);
    }
    return true;
  }

  std::vector<pugi::xml_node> items;
};

// The text of the first child of any of these names that has one.
template <typename... Name>
std::string first_text(pugi::xml_node parent, Name... names) {
  for (const char* name : {names...}) {
    for (const pugi::xml_node& child : parent.children(name)) {
      if (std::string text(trimmed(inner_text(child))); !text.empty()) {
        return text;
      }
    }
  }
  return {};
}

std::string atom_link(pugi::xml_node parent, std::string_view relation) {
  for (const pugi::xml_node& link : parent.children("atom:link")) {
    if (std::string_view(link.attribute("rel").as_string("alternate")) == relation) {
      return link.attribute("href").value();
    }
  }
  return {};
}

// link, else the address that guid is unless it says otherwise, else rdf:about.
std::string link_of(pugi::xml_node item, const std::string& base) {
  if (std::string link = absolute_link(first_text(item, "link"), base); !link.empty()) {
    return link;
  }
  if (std::string link = absolute_link(atom_link(item, "alternate"), base); !link.empty()) {
    return link;
  }
  const pugi::xml_node guid = item.child("guid");
  const std::string id = inner_text(guid);
  if (lower_ascii(guid.attribute("isPermaLink").value()) != "false" || lower_ascii(id).starts_with("http")) {
    if (std::string link = absolute_link(id, {}); !link.empty()) {
      return link;
    }
  }
  return absolute_link(item.attribute("rdf:about").value(), {});
}

// "jane@paper.example (Jane Doe)" → "Jane Doe"
std::string author_of(std::string written) {
  const std::size_t open = written.find('(');
  const std::size_t close = written.rfind(')');
  if (written.find('@') < open && open != std::string::npos && close != std::string::npos && open < close) {
    written = written.substr(open + 1, close - open - 1);
  }
  return title_words(written);
}

FeedEntry read_item(pugi::xml_node item, const std::string& base) {
  FeedEntry entry;
  entry.url = link_of(item, base);
  entry.id = first_text(item, "guid");
  entry.title = title_words(first_text(item, "title", "dc:title", "media:title"));
  entry.author = author_of(first_text(item, "dc:creator", "author", "itunes:author"));
  for (const char* name :
       {"pubDate", "dc:date", "dcterms:issued", "atom:published", "atom:updated", "pubdate", "date"}) {
    if (entry.date.empty()) {
      entry.date = feed_date(first_text(item, name));
    }
  }
  entry.language = language_code(first_text(item, "dc:language"));
  entry.source = title_words(first_text(item, "source", "dc:publisher"));
  entry.content = {first_text(item, "content:encoded", "atom:content", "fulltext"), true};
  entry.summary = {first_text(item, "description", "atom:summary", "dc:description"), true};
  return entry;
}

}  // namespace

Feed read_rss(pugi::xml_node root, const FeedBase& base) {
  const pugi::xml_node channel = root.child("channel") ? root.child("channel") : root;
  Feed feed;
  feed.kind = FeedKind::rss;
  feed.title = title_words(first_text(channel, "title"));
  feed.url = absolute_link(first_text(channel, "link"), base.url);
  feed.next = absolute_link(atom_link(channel, "next"), base.url);
  feed.language = language_code(first_text(channel, "language", "dc:language"));
  ItemWalker walker;
  root.traverse(walker);
  for (const pugi::xml_node& item : walker.items) {
    add_entry(read_item(item, feed.url.empty() ? base.url : feed.url), feed);
  }
  return feed;
}

}  // namespace detente::ingest
