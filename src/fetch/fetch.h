// The room of the network: addresses of pages, feeds, sitemaps and lists → the bytes of pages, one at a time.
//
// Polite: robots.txt (RFC 9309) is asked and kept for a day, one host gets one request at a time and then a pause, an
// honest User-Agent says who is reading, what is not new is not sent again, and a server that says "later" is asked
// later.
// Safe: http and https alone; no address outside the public network, looked at where the connection is made, so that
// neither names nor redirects lead there; certificates are checked; every size, time and number has a limit.
// Nothing is lost: each address gives a page, an error, or counts as unchanged.
#pragma once

#include <sys/socket.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/result.h"
#include "ingest/ingest.h"

namespace detente::fetch {

// What one download may cost. Tests set them small.
struct Limits {
  std::size_t page_bytes = ingest::max_article_bytes;  // unpacked
  std::size_t feed_bytes = ingest::max_feed_bytes;
  std::chrono::milliseconds connect{10'000};
  std::chrono::seconds silence{20};          // without a byte
  std::chrono::milliseconds whole{120'000};  // from the first to the last byte
  unsigned redirects = 10;                   // at least five, says RFC 9309 of robots.txt
  unsigned tries = 4;                        // of one request, the first included
  std::chrono::milliseconds pause{2'000};    // before the second try, about; doubled before each further one
  std::chrono::milliseconds longest_pause{60'000};
  std::chrono::milliseconds patience{300'000};  // a longer Retry-After is an error, a longer Crawl-delay is cut to it
};

// Whether a connection may be made to an address; asked of every address of a name, and behind every redirect.
using MayConnect = bool (*)(const sockaddr&);

// The public network: false for this machine, private and shared networks, links, groups, documentation, tests and
// what is reserved, in IPv4, IPv6 and IPv4 inside IPv6 (IANA's registries of special-purpose addresses, RFC 6890),
// and for whatever is no address of the internet.
bool is_public(const sockaddr& address);

struct Options {
  std::string contact;                     // an address or a page for those who want to complain
  std::chrono::milliseconds delay{1'000};  // between two requests to one host
  unsigned per_host = 1;                   // requests at the same time
  unsigned parallel = 32;                  // the same, for all hosts together
  MayConnect may_connect = is_public;
  std::chrono::seconds fresh{7L * 24 * 3600};  // a page is not asked for again within this time
  std::uint64_t most_pages = 0;                // 0: all
  Limits limits;
};

// What is remembered of an address.
struct Visit {
  std::string url;
  long status = 0;  // of HTTP
  std::string etag;
  std::string last_modified;
  std::string content_hash;
  std::int64_t at = 0;  // seconds since 1970
  bool is_feed = false;
};

struct RobotsCopy {
  long status = 0;  // of HTTP; 0: could not be reached
  std::string text;
  std::int64_t at = 0;
};

// What outlives a run. Every `remember` is whole or not at all, also when the process is killed in it.
class State {
 public:
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  virtual ~State() = default;

  virtual std::optional<Visit> visit(const std::string& url) = 0;
  virtual std::optional<RobotsCopy> robots(const std::string& origin) = 0;
  // The entries of a feed that are not done yet.
  virtual std::vector<ingest::FeedEntry> waiting(const std::string& feed) = 0;

  // A page that is done; it waits no longer.
  virtual std::optional<Error> remember(const Visit& page) = 0;
  // A feed, and what waits because of it.
  virtual std::optional<Error> remember(const Visit& feed, const std::vector<ingest::FeedEntry>& entries) = 0;
  virtual std::optional<Error> remember(const std::string& origin, const RobotsCopy& robots) = 0;
};

// In one SQLite file, made when it does not exist. Errors: unreadable, and corrupt_data when the file is another's.
Result<std::unique_ptr<State>> open_state(const std::string& path);

struct Page {
  ingest::FeedEntry entry;  // what its feed says of it; its `url` is the address that was asked for
  std::string url;          // where it was found, behind all redirects
  std::string content_type;
  std::string charset;  // as the server says; empty when it does not
  std::string bytes;
  Visit visit;
};

struct Counts {
  std::uint64_t pages = 0;      // handed out
  std::uint64_t unchanged = 0;  // fresh, not changed since the last run, or the same page as another's
  std::uint64_t left = 0;       // not asked for, because of `most_pages` or a stop
};

// Not thread-safe. Pages come in the order in which servers answer.
class Fetcher {
 public:
  // `state` may be null; it and `stop` must live as long as the fetcher. When `stop` becomes true, next() ends within
  // a fraction of a second.
  Fetcher(Options options, State* state, const std::atomic<bool>& stop);
  ~Fetcher();
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;

  // A page, or a feed whose pages are wanted; what it is shows when it is there. Error invalid_argument when it is no
  // address of http or https.
  std::optional<Error> add(const std::string& url);
  // The entries of a feed that lies here.
  void add(const ingest::Feed& feed);

  // The next page, or the next error (its subject is the address); nothing at the end.
  std::optional<Result<Page>> next();

  // The page is used and need not be fetched again. A page that is not is fetched again by the next run.
  std::optional<Error> done(const Page& page);

  [[nodiscard]] Counts counts() const;

 private:
  class Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace detente::fetch
