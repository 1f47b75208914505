// The room of bytes: files, folders, standard input → articles, one at a time, in a fixed order.
//
//   .txt, or no known ending   one article: title, paragraphs; byline, posts, headings, boilerplate told apart
//   .html .htm .xhtml          one page: main text and metadata
//   .jsonl .ndjson             one article a line, as RECORDS.md "Article, in" says
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
#include "detente/result.h"

namespace detente::ingest {

// One article's text, one line of JSON Lines, one page or text may have at most this many bytes, unpacked.
inline constexpr std::size_t max_article_bytes = std::size_t{16} << 20U;

struct Options {
  std::string date;              // publication date for articles that name none; empty or a checked ISO 8601 date
  std::string latest_date = {};  // YYYY-MM-DD: no page was published after it; empty: tomorrow
};

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

// The same for bytes in memory; `name` becomes the article's id when it has none of its own.
Result<Article> read_text(std::string_view bytes, std::string_view name, const Options& options);
Result<Article> read_html(std::string_view bytes, std::string_view name, const Options& options);
Result<Article> read_json(std::string_view line, std::string_view name, const Options& options);

}  // namespace detente::ingest
