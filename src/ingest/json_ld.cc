#include "ingest/json_ld.h"

#include <simdjson.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "ingest/dates.h"
#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

std::string string_at(object fields, std::string_view key) {
  std::string_view value;
  return fields.at_key(key).get(value) == simdjson::SUCCESS ? std::string(trimmed(value)) : std::string();
}

void fill(std::string& field, std::string value) {
  if (field.empty()) {
    field = std::move(value);
  }
}

bool is_article_type(std::string_view type) {
  return type.ends_with("Article") || type == "BlogPosting" || type == "LiveBlogPosting" || type == "Report";
}

bool is_article(object fields) {
  element type;
  if (fields.at_key("@type").get(type) != simdjson::SUCCESS) {
    return false;
  }
  if (std::string_view name; type.get(name) == simdjson::SUCCESS) {
    return is_article_type(name);
  }
  array types;
  if (type.get(types) != simdjson::SUCCESS) {
    return false;
  }
  for (const element one : types) {
    if (std::string_view name; one.get(name) == simdjson::SUCCESS && is_article_type(name)) {
      return true;
    }
  }
  return false;
}

// "Jane Doe", {"name": "Jane Doe"}
std::string name_in(element value) {
  if (std::string_view name; value.get(name) == simdjson::SUCCESS) {
    return std::string(trimmed(name));
  }
  object fields;
  return value.get(fields) == simdjson::SUCCESS ? string_at(fields, "name") : std::string();
}

// One name or a list of them, parted by commas.
std::string names_at(object fields, std::string_view key) {
  element value;
  if (fields.at_key(key).get(value) != simdjson::SUCCESS) {
    return {};
  }
  array list;
  if (value.get(list) != simdjson::SUCCESS) {
    return name_in(value);
  }
  std::string names;
  for (const element one : list) {
    const std::string name = name_in(one);
    names += names.empty() || name.empty() ? name : ", " + name;
  }
  return names;
}

std::string url_of(object fields) {
  std::string url = string_at(fields, "url");
  if (!url.empty()) {
    return url;
  }
  element main;
  if (fields.at_key("mainEntityOfPage").get(main) != simdjson::SUCCESS) {
    return {};
  }
  if (std::string_view text; main.get(text) == simdjson::SUCCESS) {
    return std::string(text);
  }
  object page;
  return main.get(page) == simdjson::SUCCESS ? string_at(page, "@id") : std::string();
}

void read_article(object fields, PageMetadata& metadata) {
  fill(metadata.title, string_at(fields, "headline"));
  fill(metadata.byline, names_at(fields, "author"));
  fill(metadata.source, names_at(fields, "publisher"));
  fill(metadata.url, url_of(fields));
  fill(metadata.body, string_at(fields, "articleBody"));
  fill(metadata.language, string_at(fields, "inLanguage"));
  for (const std::string_view key : {"datePublished", "dateCreated"}) {
    fill(metadata.date, page_date(string_at(fields, key)).value_or(""));
  }
  fill(metadata.modified, page_date(string_at(fields, "dateModified")).value_or(""));
}

}  // namespace

void read_json_ld(std::string_view json, PageMetadata& metadata) {
  simdjson::dom::parser parser;
  element root;
  json = trimmed(json);
  if (json.empty() || parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS) {
    return;
  }
  std::vector<element> pending{root};
  while (!pending.empty()) {
    const element next = pending.back();
    pending.pop_back();
    if (array list; next.get(list) == simdjson::SUCCESS) {
      const auto first = static_cast<std::ptrdiff_t>(pending.size());
      pending.insert(pending.end(), list.begin(), list.end());
      std::reverse(pending.begin() + first, pending.end());  // the list's first on top
      continue;
    }
    object fields;
    if (next.get(fields) != simdjson::SUCCESS) {
      continue;
    }
    if (is_article(fields)) {
      read_article(fields, metadata);
      return;
    }
    fill(metadata.page_date, page_date(string_at(fields, "datePublished")).value_or(""));
    for (const std::string_view key : {"mainEntity", "@graph"}) {
      if (element inner; fields.at_key(key).get(inner) == simdjson::SUCCESS) {
        pending.push_back(inner);
      }
    }
  }
}

}  // namespace detente::ingest
