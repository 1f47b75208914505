// JSON Feed 1.0 and 1.1 (jsonfeed.org).
#include <simdjson.h>

#include <string>

#include "ingest/encoding.h"
#include "ingest/feed_formats.h"
#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;

std::string string_in(object fields, std::string_view name) {
  std::string_view text;
  return fields.at_key(name).get(text) == simdjson::SUCCESS ? std::string(trimmed(text)) : std::string();
}

// A string, or the number that some feeds write.
std::string id_in(object fields) {
  std::int64_t number = 0;
  return fields.at_key("id").get(number) == simdjson::SUCCESS ? std::to_string(number) : string_in(fields, "id");
}

// `authors`, or the `author` of 1.0.
std::string authors_in(object fields) {
  std::string authors;
  const auto add = [&](object person) {
    const std::string name = string_in(person, "name");
    authors += (authors.empty() || name.empty() ? "" : ", ") + name;
  };
  object person;
  simdjson::dom::array list;
  if (fields.at_key("authors").get(list) == simdjson::SUCCESS) {
    for (const element author : list) {
      if (author.get(person) == simdjson::SUCCESS) {
        add(person);
      }
    }
  }
  if (authors.empty() && fields.at_key("author").get(person) == simdjson::SUCCESS) {
    add(person);
  }
  return authors;
}

FeedEntry read_json_item(object item, const FeedBase& base) {
  FeedEntry entry;
  entry.id = id_in(item);
  for (const char* name : {"url", "external_url", "id"}) {
    if (entry.url.empty()) {
      entry.url = absolute_link(string_in(item, name), std::string_view(name) == "id" ? "" : base.url);
    }
  }
  entry.title = string_in(item, "title");
  entry.author = authors_in(item);
  for (const char* name : {"date_published", "date_modified"}) {
    if (entry.date.empty()) {
      entry.date = feed_date(string_in(item, name));
    }
  }
  entry.language = language_code(string_in(item, "language"));
  entry.content = {string_in(item, "content_html"), true};
  if (entry.content.text.empty()) {
    entry.content = {string_in(item, "content_text"), false};
  }
  entry.summary = {string_in(item, "summary"), false};
  return entry;
}

}  // namespace

Result<Feed> read_json_feed(std::string_view bytes, const FeedBase& base, const std::string& subject) {
  bytes = without_mark(bytes);
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(bytes.data(), bytes.size()).get(root) != simdjson::SUCCESS) {
    return Error{ErrorCode::malformed_json, "a JSON feed that is no valid JSON; it may be cut off", subject};
  }
  object fields;
  simdjson::dom::array items;
  if (root.get(fields) != simdjson::SUCCESS || fields.at_key("items").get(items) != simdjson::SUCCESS) {
    return Error{ErrorCode::malformed_feed, "JSON, but no JSON Feed: it has no list of \"items\"", subject};
  }
  Feed feed;
  feed.kind = FeedKind::json_feed;
  feed.title = string_in(fields, "title");
  feed.url = absolute_link(string_in(fields, "home_page_url"), base.url);
  feed.next = absolute_link(string_in(fields, "next_url"), base.url);
  feed.language = language_code(string_in(fields, "language"));
  const std::string authors = authors_in(fields);
  for (const element item : items) {
    object entry_fields;
    if (item.get(entry_fields) != simdjson::SUCCESS) {
      feed.warnings.emplace_back("an item is no object");
      continue;
    }
    FeedEntry entry = read_json_item(entry_fields, base);
    if (entry.author.empty()) {
      entry.author = authors;
    }
    add_entry(std::move(entry), feed);
  }
  return feed;
}

}  // namespace detente::ingest
