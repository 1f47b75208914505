// Addresses in lines: one a line, or in the columns of a table. GDELT's own tables, which have no header, are known
// by their number of columns (GDELT 1.0 and 2.0 event, mention and GKG codebooks; its lists of files).
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "ingest/dates.h"
#include "ingest/feed_formats.h"
#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

struct Layout {
  std::size_t columns;
  std::size_t address;
  std::size_t date;
};

constexpr auto layouts = std::to_array<Layout>({
    {58, 57, 56},  // GDELT 1.0 events: SOURCEURL, DATEADDED
    {61, 60, 59},  // GDELT 2.0 events
    {16, 5, 2},    // GDELT 2.0 mentions: MentionIdentifier, MentionTimeDate
    {27, 4, 1},    // GDELT 2.0 GKG: DocumentIdentifier, DATE
});

// One row of a table whose cells are parted by tabs, else by commas, in quotes where need be.
std::vector<std::string> cells_of(std::string_view line) {
  const char separator = line.find('\t') != std::string_view::npos ? '\t' : ',';
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"' && separator == ',') {
      quoted = !quoted;
    } else if (c == separator && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

bool is_address(std::string_view text) {
  return starts_with_lower(text, "http://") || starts_with_lower(text, "https://");
}

// "150383 297a16b493de7cf6ca809a7cc31d0b93 http://…/20150218230000.export.CSV.zip": GDELT's lists of its files.
std::optional<FeedEntry> read_file_line(std::string_view line) {
  const std::vector<std::string_view> words = split_words(line);
  const bool is_file = words.size() == 3 && is_address(words[2]) && lower_ascii(words[2]).ends_with(".zip") &&
                       std::all_of(words[0].begin(), words[0].end(), is_digit);
  if (!is_file) {
    return std::nullopt;
  }
  FeedEntry entry;
  entry.url = absolute_link(words[2], {});
  entry.is_feed = true;
  return entry;
}

std::string date_in(const std::vector<std::string>& cells) {
  for (const std::string& cell : cells) {
    if (auto date = compact_date(cell)) {
      return *date;
    }
    if (is_iso_date(std::string_view(cell).substr(0, 10))) {
      return feed_date(cell);
    }
  }
  return {};
}

std::optional<FeedEntry> read_line(std::string_view line) {
  if (auto file = read_file_line(line)) {
    return file;
  }
  FeedEntry entry;
  if (is_address(line) && line.find_first_of("\t ") == std::string_view::npos) {
    entry.url = absolute_link(line, {});  // a comma may be part of it
    return entry;
  }
  const std::vector<std::string> cells = cells_of(line);
  const auto* const layout =
      std::find_if(layouts.begin(), layouts.end(), [&](const Layout& one) { return one.columns == cells.size(); });
  if (layout != layouts.end()) {
    entry.url = absolute_link(cells[layout->address], {});
    entry.date = compact_date(cells[layout->date]).value_or("");
    return entry.url.empty() ? std::nullopt : std::optional(entry);
  }
  const auto address =
      std::find_if(cells.begin(), cells.end(), [](const std::string& cell) { return is_address(cell); });
  if (address == cells.end()) {
    return std::nullopt;
  }
  entry.url = absolute_link(*address, {});
  entry.date = date_in(cells);
  return entry.url.empty() ? std::nullopt : std::optional(entry);
}

}  // namespace

Result<Feed> read_list(std::string_view bytes, const FeedBase& base, const std::string& subject) {
  constexpr std::size_t lines_looked_at = 20;  // a header, notes
  Feed feed;
  feed.kind = FeedKind::list;
  feed.url = base.url;
  std::size_t lines = 0;
  std::size_t useless = 0;
  while (!bytes.empty() && (lines < lines_looked_at || !feed.entries.empty())) {
    const std::string_view line = trimmed(bytes.substr(0, bytes.find('\n')));
    bytes.remove_prefix(std::min(bytes.find('\n'), bytes.size() - 1) + 1);
    if (line.empty() || line.starts_with('#')) {
      continue;
    }
    ++lines;
    if (auto entry = read_line(line); entry && !entry->url.empty()) {
      feed.entries.push_back(std::move(*entry));
    } else if (lines > 1 || is_address(line)) {  // the first may be a header
      ++useless;
    }
  }
  if (feed.entries.empty()) {
    return Error{ErrorCode::malformed_feed, "no feed, sitemap, OPML or list of addresses that is known", subject};
  }
  if (useless > 0) {
    feed.warnings.push_back(std::to_string(useless) + (useless == 1 ? " line holds" : " lines hold") +
                            " no address of a page");
  }
  return feed;
}

}  // namespace detente::ingest
