// Atom (RFC 4287) and the draft 0.3 that came before it.
#include <string>

#include "ingest/feed_formats.h"
#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

// xml:base counts from the one around it.
std::string base_of(pugi::xml_node node, const std::string& around) {
  const std::string_view own = node.attribute("xml:base").value();
  std::string base = own.empty() ? std::string() : absolute_link(own, around);
  return base.empty() ? around : base;
}

std::string link_of(pugi::xml_node parent, std::string_view relation, const std::string& base) {
  for (const pugi::xml_node& link : parent.children("link")) {
    const std::string_view type = link.attribute("type").value();
    const bool is_page = relation != "alternate" || type.empty() || type.find("html") != std::string_view::npos;
    if (std::string_view(link.attribute("rel").as_string("alternate")) == relation && is_page) {
      return absolute_link(link.attribute("href").value(), base_of(link, base));
    }
  }
  return {};
}

// RFC 4287, section 3.1: words, escaped markup, or markup as it stands. Atom 0.3 has types of media and a `mode`.
FeedText text_of(pugi::xml_node construct) {
  const std::string type = lower_ascii(construct.attribute("type").value());
  std::string text(trimmed(inner_text(construct)));
  if (type == "text" || type == "text/plain" || (type.empty() && !holds_elements(construct))) {
    return {std::move(text), false};
  }
  return {std::move(text), true};
}

std::string title_of(pugi::xml_node parent) {
  const FeedText title = text_of(parent.child("title"));
  return title.is_html ? title_words(title.text) : std::string(trimmed(title.text));
}

std::string authors_of(pugi::xml_node parent) {
  std::string authors;
  for (const pugi::xml_node& author : parent.children("author")) {
    const std::string name = title_words(inner_text(author.child("name")));
    authors += (authors.empty() || name.empty() ? "" : ", ") + name;
  }
  return authors;
}

FeedEntry read_atom_entry(pugi::xml_node node, const std::string& around) {
  const std::string base = base_of(node, around);
  FeedEntry entry;
  entry.id = trimmed(inner_text(node.child("id")));
  entry.url = link_of(node, "alternate", base);
  const pugi::xml_node content = node.child("content");
  if (entry.url.empty() && content.attribute("src")) {
    entry.url = absolute_link(content.attribute("src").value(), base);
  }
  if (entry.url.empty()) {
    entry.url = absolute_link(entry.id, {});
  }
  entry.title = title_of(node);
  entry.author = authors_of(node);
  for (const char* name : {"published", "issued", "created", "updated", "modified"}) {
    if (entry.date.empty()) {
      entry.date = feed_date(inner_text(node.child(name)));
    }
  }
  entry.language = language_code(node.attribute("xml:lang").value());
  entry.source = title_of(node.child("source"));
  entry.content = text_of(content);
  entry.summary = text_of(node.child("summary"));
  return entry;
}

}  // namespace

Feed read_atom(pugi::xml_node root, const FeedBase& base) {
  const std::string own = base_of(root, base.url);
  Feed feed;
  feed.kind = FeedKind::atom;
  // A document of one entry (RFC 4287, section 2).
  if (std::string_view(root.name()) == "entry") {
    add_entry(read_atom_entry(root, own), feed);
    return feed;
  }
  feed.title = title_of(root);
  feed.url = link_of(root, "alternate", own);
  feed.next = link_of(root, "next", own);
  feed.language = language_code(root.attribute("xml:lang").value());
  const std::string authors = authors_of(root);
  for (const pugi::xml_node& node : root.children("entry")) {
    FeedEntry entry = read_atom_entry(node, own);
    if (entry.author.empty()) {
      entry.author = authors;
    }
    add_entry(std::move(entry), feed);
  }
  return feed;
}

}  // namespace detente::ingest
