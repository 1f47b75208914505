#include "ingest/credited_sources.h"

#include <algorithm>
#include <array>
#include <vector>

#include "ingest/lettering.h"
#include "ingest/line_kinds.h"

namespace detente::ingest {

namespace {

constexpr auto nobody = std::to_array<std::string_view>(
    {"staff", "agencies", "news agencies", "agency", "wires", "wire services", "news wires", "newsroom", "special",
     "correspondents", "our correspondents", "our correspondent", "staff reporter", "staff writer", "staff writers",
     "our foreign staff", "staff correspondent", "web desk", "news desk"});

// The credit cut at the words and signs that join sources.
std::vector<std::string_view> parts_of(std::string_view credit) {
  constexpr auto joints =
      std::to_array<std::string_view>({" with ", " and ", " & ", ", ", "/", " | ", " in partnership with "});
  std::vector<std::string_view> parts;
  while (!credit.empty()) {
    std::size_t end = credit.size();
    std::size_t resume = credit.size();
    for (const std::string_view joint : joints) {
      const std::size_t at = credit.find(joint);
      if (at < end) {
        end = at;
        resume = at + joint.size();
      }
    }
    parts.push_back(trimmed(credit.substr(0, end)));
    credit.remove_prefix(resume);
  }
  return parts;
}

// "BMN" or "Bab el Mandeb" for "Bab el Mandeb Newswire".
bool is_short_for(std::string_view lower, std::string_view name) {
  std::string initials;
  for (const std::string_view word : split_words(name)) {
    if (begins_with_capital(word)) {
      initials += word.substr(0, 1);
    }
  }
  return starts_with_lower(name, lower) || lower_ascii(initials) == lower;
}

void add(Article& article, std::string_view source) {
  const std::string lower = lower_ascii(source);
  if (source.empty() || is_one_of(nobody, std::string_view(lower))) {
    return;
  }
  const bool known = std::any_of(article.sources.begin(), article.sources.end(),
                                 [&](const std::string& other) { return is_short_for(lower, other); });
  if (!known) {
    article.sources.emplace_back(source);
  }
}

}  // namespace

void add_sources(Article& article, std::string_view credit) {
  credit = trimmed(credit);
  for (const std::string_view lead : {"with ", "from ", "source: ", "via "}) {
    if (starts_with_lower(credit, lead)) {
      credit = trimmed(credit.substr(lead.size()));
    }
  }
  const std::vector<std::string_view> parts = parts_of(credit);
  const bool joint = parts.size() > 1 && std::any_of(parts.begin(), parts.end(), is_agency);
  if (is_agency(credit) || !joint) {
    add(article, credit);
    return;
  }
  for (const std::string_view part : parts) {
    add(article, part);
  }
}

}  // namespace detente::ingest
