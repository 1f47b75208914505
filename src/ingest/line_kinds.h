// What a line or paragraph is by its own words, wherever it stands.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "detente/article.h"

namespace detente::ingest {

// Who wrote it and when, as one line says it.
struct Credit {
  std::string byline;  // "JOHN SMITH", "Le Monde with AFP"
  std::string source;  // the agency or paper in it; empty when only a person is named
  std::string date;    // YYYY-MM-DD, empty when it names none
  std::string place;   // "Nicosia" in "Nicosia, Wednesday 14 October 1998"
};

// "By JOHN SMITH", "Le Monde with AFP", "Reuters", "Jane Doe, Associated Press", "Published 12 June 2024".
std::optional<Credit> read_credit(std::string_view line);

// "Jane Doe in Kyiv": a byline near an article's head, elsewhere as well a subheading.
bool is_reporter_in_place(std::string_view line);

// A name of a news agency or a paper that publishes such bylines, in any case.
bool is_agency(std::string_view name);

bool is_boilerplate(std::string_view line);     // "Read more: …", "All rights reserved"
bool is_caption(std::string_view line);         // "Photo: …", "FILE PHOTO - …"
bool is_post(std::string_view line);            // words with a link to a post, "@ministry: …"
bool is_post_signature(std::string_view line);  // "— Jane Doe (@jane) June 1, 2023"

// The kind of a line that is none of body or heading; nothing for those.
std::optional<SentenceKind> kind_of_line(std::string_view line);

// Short, set like a heading, without a stop at its end.
bool looks_like_heading(std::string_view line);

// May be an article's title when it stands first.
bool looks_like_title(std::string_view line);

}  // namespace detente::ingest
