// Sitemaps and their indexes (sitemaps.org, protocol 0.9), news sitemaps (Google), and OPML 1.0 and 2.0.
#include <string>

#include "ingest/feed_formats.h"
#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

std::string text_in(pugi::xml_node parent, const char* name) {
  return std::string(trimmed(inner_text(parent.child(name))));
}

Feed read_locations(pugi::xml_node root, const char* name, FeedKind kind, const FeedBase& base) {
  Feed feed;
  feed.kind = kind;
  for (const pugi::xml_node& node : root.children(name)) {
    const pugi::xml_node news = node.child("news:news");
    FeedEntry entry;
    const std::string location = text_in(node, "loc");
    entry.url = absolute_link(location, base.url);
    entry.title = title_words(text_in(news, "news:title"));
    entry.id = entry.url.empty() ? location : std::string();
    entry.date = feed_date(text_in(news, "news:publication_date"));
    if (entry.date.empty()) {
      entry.date = feed_date(text_in(node, "lastmod"));
    }
    entry.language = language_code(text_in(news.child("news:publication"), "news:language"));
    entry.source = title_words(text_in(news.child("news:publication"), "news:name"));
    entry.is_feed = kind == FeedKind::sitemap_index;
    add_entry(std::move(entry), feed);
  }
  return feed;
}

// Outlines nest in folders. Those with an address are feeds, or links to pages.
class OutlineWalker : public pugi::xml_tree_walker {
 public:
  OutlineWalker(const std::string& base, Feed& feed) : base_(base), feed_(feed) {}

  bool for_each(pugi::xml_node& node) override {
    if (std::string_view(node.name()) != "outline") {
      return true;
    }
    const std::string_view feed = attribute(node, {"xmlUrl", "xmlurl", "xmlURL"});
    const std::string_view page = attribute(node, {"url", "htmlUrl"});
    if (feed.empty() && page.empty()) {
      return true;
    }
    FeedEntry entry;
    const std::string_view address = feed.empty() ? page : feed;
    entry.url = absolute_link(address, base_);
    entry.id = entry.url.empty() ? address : std::string_view();
    entry.is_feed = !feed.empty();
    entry.title = title_words(attribute(node, {"title", "text"}));
    entry.language = language_code(attribute(node, {"language"}));
    add_entry(std::move(entry), feed_);
    return true;
  }

 private:
  static std::string_view attribute(pugi::xml_node node, std::initializer_list<const char*> names) {
    for (const char* name : names) {
      if (const std::string_view value = node.attribute(name).value(); !value.empty()) {
        return value;
      }
    }
    return {};
  }

  const std::string& base_;
  Feed& feed_;
};

}  // namespace

Feed read_sitemap(pugi::xml_node root, const FeedBase& base) {
  return read_locations(root, "url", FeedKind::sitemap, base);
}

Feed read_sitemap_index(pugi::xml_node root, const FeedBase& base) {
  return read_locations(root, "sitemap", FeedKind::sitemap_index, base);
}

Feed read_opml(pugi::xml_node root, const FeedBase& base) {
  Feed feed;
  feed.kind = FeedKind::opml;
  feed.title = title_words(text_in(root.child("head"), "title"));
  OutlineWalker walker(base.url, feed);
  root.traverse(walker);
  return feed;
}

}  // namespace detente::ingest
