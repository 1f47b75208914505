// The readers of single feed formats; read_feed chooses among them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "detente/result.h"
#include "ingest/feed_xml.h"
#include "ingest/ingest.h"

namespace detente::ingest {

// What readers of feeds share: addresses that count from the feed's own, and warnings that name what was lost.
struct FeedBase {
  std::string url;  // empty when it is not known
};

// Each of them wants the root it is named for. `rss` takes RSS 0.9x, 1.0 and 2.0.
Feed read_rss(pugi::xml_node root, const FeedBase& base);
Feed read_atom(pugi::xml_node root, const FeedBase& base);
Feed read_sitemap(pugi::xml_node root, const FeedBase& base);
Feed read_sitemap_index(pugi::xml_node root, const FeedBase& base);
Feed read_opml(pugi::xml_node root, const FeedBase& base);

// Errors: malformed_json, and malformed_feed when it is JSON of another kind.
Result<Feed> read_json_feed(std::string_view bytes, const FeedBase& base, const std::string& subject);

// Addresses in lines. Error malformed_feed when the first lines hold none.
Result<Feed> read_list(std::string_view bytes, const FeedBase& base, const std::string& subject);

// A date in any form that feeds use; empty when it is none.
std::string feed_date(std::string_view text);

// "en-GB" → "en"; empty when it is no such code.
std::string language_code(std::string_view text);

// A title's words: markup taken out, references made characters, white space single blanks.
std::string title_words(std::string_view markup);

// Appends the entry, or a warning when it has neither an address nor words, and so is of no use.
void add_entry(FeedEntry entry, Feed& feed);

}  // namespace detente::ingest
