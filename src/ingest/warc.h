// Web archives (WARC 1.0 and 1.1, ISO 28500) → the articles of the pages in them.
//
// `response` records over HTTP, `resource` and `conversion` records that hold a page or plain text, by their content
// type or, without one, by their look, become articles. All others are passed over without a word: other kinds of
// record, other types, robots.txt, and answers whose status is not 2xx.
//
// The file may be plain, one gzip or zstd stream, or, as is usual, a gzip member or zstd frame a record; zstd with a
// dictionary in front too. A damaged record is one Error of `damaged` and reading goes on at the next one.
#pragma once

#include <memory>

#include "ingest/article_source.h"

namespace detente::ingest {

// An article without an address of its own takes the record's; nothing was published later than the day behind
// WARC-Date. Errors have the record's address or, when it is damaged, "FILE@PLACE" for a subject: the byte in the
// file at which the record begins, or its member; "FILE@PLACE+N" for N bytes further into the member's content.
std::unique_ptr<ArticleSource> make_warc_articles(std::unique_ptr<PeekedBytes> bytes, const Description& description,
                                                  const Options& options);

}  // namespace detente::ingest
