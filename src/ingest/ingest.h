// The room of bytes: files, folders, standard input → articles, one at a time, in a fixed order.
//
//   .txt, or no known ending   one article: title, paragraphs; byline, posts, headings, boilerplate told apart
//   .html .htm .xhtml          one page: main text and metadata
//   .jsonl .ndjson             one article a line, as RECORDS.md "Article, in" says
//   .rss .atom .xml .opml      a feed: one article an entry; and whatever looks like a feed, by any name
//   .warc                      a web archive: the pages and texts that its records hold, with their addresses
//   .zip .tar                  every such file inside, but no archive inside an archive; others are passed over
//   .gz .zst .xz behind one    the same compressed (.warc.gz, .tar.xz, .html.gz …), and .tgz .tzst .txz
//   a folder                   every such file below it, in byte order of the paths; others are passed over
//   "-"                        standard input: JSON Lines when its first byte is '{', a page when it begins like
//                              HTML, archives and what is compressed by their first bytes, else plain text
//
// Every article's `language` is what its words clearly are, else what it was said to be.
//
// Bad input is an Error in the stream and never ends it: what comes after it still comes. A damaged record or file of
// an archive is an Error of its own; its subject says where: "news.warc.gz@1234", "news.zip:folder/page.html".
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "detente/article.h"
#include "detente/record.h"
#include "detente/result.h"

namespace detente::ingest {

// One article's text, one line of JSON Lines, one page or text may have at most this many bytes, unpacked.
inline constexpr std::size_t max_article_bytes = std::size_t{16} << 20U;

struct Options {
  std::string date;              // publication date for articles that name none; empty or a checked ISO 8601 date
  std::string latest_date = {};  // YYYY-MM-DD: no page was published after it; empty: tomorrow
  std::string charset = {};      // what a server called a page's encoding; goes before what the page declares
};

// A feed, a sitemap or a list of addresses may have at most this many bytes, unpacked. Sitemaps may have 50 MB
// (sitemaps.org, protocol 0.9).
inline constexpr std::size_t max_feed_bytes = std::size_t{64} << 20U;

enum class FeedKind : std::uint8_t {
  rss,            // 0.9x, 1.0, 2.0
  atom,           // RFC 4287, and 0.3
  json_feed,      // jsonfeed.org, 1.0 and 1.1
  sitemap,        // sitemaps.org, with Google's news entries
  sitemap_index,  // leads to sitemaps
  opml,           // leads to feeds
  list,           // addresses in lines: one a line, or GDELT's events, mentions, GKG and lists of files
};

// Words as a feed holds them.
struct FeedText {
  std::string text;
  bool is_html = false;
};

// What a feed says of one article or, where `is_feed`, of another feed. What it does not say is empty.
struct FeedEntry {
  std::string url;       // absolute, http or https
  std::string id;        // guid, atom:id
  std::string title;     // words without markup
  std::string author;    // parted by commas
  std::string date;      // passes is_iso_date
  std::string language;  // two letters
  std::string source;    // the paper, where the feed names one for this entry
  FeedText content;      // the whole article
  FeedText summary;
  bool is_feed = false;
};

struct Feed {
  FeedKind kind = FeedKind::rss;
  std::string title;
  std::string url;       // the site's
  std::string next;      // the page with older entries (RFC 5005, JSON Feed)
  std::string language;  // two letters
  std::vector<FeedEntry> entries;
  std::vector<std::string> warnings;  // what was broken or could not be used, a sentence each
};

// `reference` as an absolute address, counted from `base` (RFC 3986, section 5) and without its fragment and the
// name and password it may carry; blanks and letters beyond ASCII are escaped. Empty when it is none of http or
// https, is longer than 8,000 bytes, or is relative to a base that is none.
//
// libcurl reads it, as it reads what is fetched: two readers that differ would be a hole.
std::string absolute_link(std::string_view reference, std::string_view base);

// Whether the first bytes are those of a feed, a sitemap, OPML or JSON Feed, by their root element or their
// "version". Lists of addresses do not count: a text may begin with an address.
bool looks_like_feed(std::string_view head);

// Feeds as they come: XML whose tags do not match, that is cut off or that names unknown entities is read as far as
// it makes sense. Entities are never expanded and nothing is ever loaded. ZIP, gzip, zstd and xz are unpacked.
// `content_type` is what a server said, or empty; relative addresses count from `base_url`, and what cannot be an
// address without one is warned of. Errors: empty, binary, malformed_json, malformed_feed (no feed of a kind we know,
// or nested too deep), too_large.
Result<Feed> read_feed(std::string_view bytes, std::string_view content_type, std::string_view base_url);

// The article that an entry holds: its content, else its summary with a warning. Error `empty` when it has neither.
// `name` says in messages where it comes from.
Result<Article> read_entry(const FeedEntry& entry, const Feed& feed, std::string_view name, const Options& options);

// YYYY-MM-DD, or with a time "YYYY-MM-DDTHH:MM[:SS][Z|±HH:MM]", of a day that exists.
bool is_iso_date(std::string_view text);

// "French" for "fr"; the code itself where nobody knows it.
std::string language_name(std::string_view code);

// Reads what was named, in the order named. Not thread-safe; holds one article, or one record of a web archive, and
// read buffers at a time, however large the input.
class Reader {
 public:
  Reader(std::vector<std::string> paths, Options options);
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  // The next article, or the next error (its subject says where); nothing at the end.
  std::optional<Result<Article>> next();

  // For progress, in bytes of the files as they lie there, compressed or not. The total is 0 when it cannot be known
  // (standard input).
  [[nodiscard]] std::uint64_t bytes_read() const;
  [[nodiscard]] std::uint64_t bytes_total() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

// One line of `detente code --format jsonl` may have at most this many bytes.
inline constexpr std::size_t max_record_bytes = std::size_t{128} << 20U;

// Reads records that were coded already, one a line: what docs/records.md describes, whatever a file is called.
// Layers that are not there stay empty, and so does the text. Lines with an error in them come out as that error. Bad
// lines are Errors in the stream, as in Reader.
class RecordReader {
 public:
  explicit RecordReader(std::vector<std::string> paths);
  ~RecordReader();
  RecordReader(RecordReader&&) noexcept;
  RecordReader& operator=(RecordReader&&) noexcept;

  std::optional<Result<Record>> next();

  [[nodiscard]] std::uint64_t bytes_read() const;
  [[nodiscard]] std::uint64_t bytes_total() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

// One such line; `name` stands in messages.
Result<Record> read_record(std::string_view line, std::string_view name);

// Articles in memory, read as Reader does; `name` becomes the article's id when it has none of its own.
Result<Article> read_text(std::string_view bytes, std::string_view name, const Options& options);
Result<Article> read_html(std::string_view bytes, std::string_view name, const Options& options);
Result<Article> read_json(std::string_view line, std::string_view name, const Options& options);

}  // namespace detente::ingest
