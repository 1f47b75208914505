#include <algorithm>

#include "ingest/dates.h"
#include "ingest/entities.h"
#include "ingest/feed_formats.h"
#include "ingest/lettering.h"
#include "ingest/page_tree.h"
#include "ingest/printed_dates.h"

namespace detente::ingest {

namespace {

constexpr std::size_t day_size = 10;

bool begins_with_iso_day(std::string_view text) {
  return text.size() >= day_size && is_iso_date(text.substr(0, day_size));
}

}  // namespace

std::string feed_date(std::string_view text) {
  constexpr std::size_t longest = 100;
  text = trimmed(text.substr(0, longest));
  if (begins_with_iso_day(text)) {
    return page_date(text).value_or("");
  }
  for (const auto& date : {mail_date(text), compact_date(text), page_date(text), printed_date(text, false)}) {
    if (date) {
      return *date;
    }
  }
  return {};
}

std::string language_code(std::string_view text) {
  constexpr std::size_t code_size = 2;
  const std::string lower = lower_ascii(trimmed(text));
  const std::string_view code = std::string_view(lower).substr(0, lower.find_first_of("-_"));
  return code.size() == code_size && std::all_of(code.begin(), code.end(), is_ascii_letter) ? std::string(code)
                                                                                            : std::string();
}

std::string title_words(std::string_view markup) {
  std::string words;
  while (!markup.empty()) {
    const std::size_t tag = markup.find('<');
    words += markup.substr(0, tag);
    if (tag == std::string_view::npos) {
      break;
    }
    markup.remove_prefix(tag);
    const bool is_tag = markup.size() > 1 && (is_ascii_letter(markup[1]) || markup[1] == '/');
    const std::size_t end = is_tag ? markup.find('>') : std::string_view::npos;
    words += end == std::string_view::npos ? "<" : "";
    markup.remove_prefix(end == std::string_view::npos ? 1 : end + 1);
    if (end == std::string_view::npos) {
      words += markup;  // no tag ends in what is left
      break;
    }
  }
  std::string title;
  append_normalised(without_entities(words), title);
  return std::string(trimmed(title));
}

void add_entry(FeedEntry entry, Feed& feed) {
  if (entry.url.empty() && entry.content.text.empty() && entry.summary.text.empty()) {
    const std::string named = entry.title.empty() ? entry.id : entry.title;
    feed.warnings.push_back("an entry has neither an address nor a text" +
                            (named.empty() ? std::string() : ": \"" + named.substr(0, 80) + "\""));
    return;
  }
  feed.entries.push_back(std::move(entry));
}

}  // namespace detente::ingest
