// What a page's head says of it: JSON-LD, Open Graph and other meta tags, microdata, <time>, <title>.
#pragma once

#include <string>
#include <string_view>

#include "ingest/page_tree.h"

namespace detente::ingest {

// Empty where the page does not say. `date` and `modified` pass is_iso_date.
struct PageMetadata {
  std::string title;
  bool title_is_doubtful = false;  // it is the <title> alone, which may name the site or the day
  std::string byline;
  std::string source;
  std::string url;       // canonical, absolute
  std::string language;  // two letters
  std::string date;
  std::string modified;
  std::string page_date;  // what JSON-LD says of the page, not of the article
  std::string body;       // the text, where JSON-LD holds it
};

// Dates behind `latest` (YYYY-MM-DD; empty: none) are passed over.
// `html` is the page as it came, with its scripts.
PageMetadata read_metadata(const PageTree& page, std::string_view html, const std::string& latest);

}  // namespace detente::ingest
