// detente fetch: addresses in, clean articles out.
#include "fetch/fetch.h"

#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <span>

#include "base/base.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/messages.h"
#include "cli/version.h"
#include "cli/writing.h"
#include "export/export.h"

namespace detente::cli {

namespace {

namespace fs = std::filesystem;

// Set by a signal: everything ends as soon as it can be ended cleanly.
std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal's handler may touch nothing else");

struct FetchOptions {
  WritingOptions writing;  // its paths are addresses and files of addresses
  std::string raw;
  std::string state;
  std::string contact;
  double delay = 1;
  unsigned per_host = 1;
  unsigned parallel = 32;
  unsigned tries = 4;
  double timeout = 120;
  double fresh = 168;
  std::uint64_t limit = 0;
  bool allow_private = false;
};

fetch::Options fetch_options(const FetchOptions& options) {
  using std::chrono::duration_cast;
  using std::chrono::milliseconds;
  using Seconds = std::chrono::duration<double>;
  using Hours = std::chrono::duration<double, std::ratio<3600>>;
  fetch::Options fetching;
  fetching.contact = options.contact;
  fetching.delay = duration_cast<milliseconds>(Seconds(options.delay));
  fetching.per_host = options.per_host;
  fetching.parallel = options.parallel;
  if (options.allow_private) {
    fetching.may_connect = [](const sockaddr&) { return true; };
  }
  fetching.fresh = duration_cast<std::chrono::seconds>(Hours(options.fresh));
  fetching.most_pages = options.limit;
  fetching.limits.tries = options.tries;
  fetching.limits.whole = duration_cast<milliseconds>(Seconds(options.timeout));
  fetching.limits.connect = std::min(fetching.limits.connect, fetching.limits.whole);
  return fetching;
}

bool is_address(const std::string& source) {
  return source.find("://") != std::string::npos;
}

Result<std::string> bytes_of(const std::string& path) {
  std::ifstream file;
  if (path != "-") {
    std::error_code failure;
    if (!fs::exists(path, failure)) {
      return Error{ErrorCode::not_found, "there is no such file; an address begins with https:// or http://", path};
    }
    file.open(path, std::ios::binary);
  }
  std::istream& in = path == "-" ? std::cin : file;
  std::string bytes;
  std::string chunk(std::size_t{1} << 16U, '\0');
  while (bytes.size() <= ingest::max_feed_bytes &&
         (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || in.gcount() > 0)) {
    bytes.append(chunk, 0, static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad() || (path != "-" && !file.is_open())) {
    return Error{ErrorCode::unreadable, "cannot be read", path};
  }
  return bytes;
}

// A file of addresses: a feed, OPML, a sitemap, a list. Returns what is wrong with it.
std::vector<Error> add_file(const std::string& path, fetch::Fetcher& fetcher) {
  const auto bytes = bytes_of(path);
  if (!bytes) {
    return {bytes.error()};
  }
  const auto feed = ingest::read_feed(*bytes, {}, {});
  if (!feed) {
    return {{feed.error().code, feed.error().message, path}};
  }
  std::vector<Error> errors;
  for (const std::string& warning : feed->warnings) {
    errors.push_back({ErrorCode::malformed_feed, warning, path});
  }
  for (const ingest::FeedEntry& entry : feed->entries) {
    if (entry.url.empty()) {
      const std::string& name = entry.title.empty() ? entry.id : entry.title;
      errors.push_back({ErrorCode::invalid_field, "an entry without an absolute address: \"" + name + "\"", path});
    }
  }
  fetcher.add(*feed);
  return errors;
}

void fill(std::string& field, const std::string& value) {
  if (field.empty()) {
    field = value;
  }
}

// Servers that name no type, or an odd one for pages, are believed to send pages.
bool may_be_page(std::string_view type) {
  return type.empty() || type.starts_with("text/") || type.find("html") != std::string_view::npos ||
         type.find("xml") != std::string_view::npos || type == "application/octet-stream";
}

// What the page does not say of itself, its feed may have said.
Result<Article> article_of(const fetch::Page& page) {
  if (!may_be_page(page.content_type)) {
    return Error{ErrorCode::binary, "not a page: the server calls it " + page.content_type, page.entry.url};
  }
  ingest::Options reading;
  reading.date = page.entry.date;
  reading.charset = page.charset;
  auto article = page.content_type == "text/plain" ? ingest::read_text(page.bytes, page.url, reading)
                                                   : ingest::read_html(page.bytes, page.url, reading);
  if (!article) {
    return Error{article.error().code, article.error().message, page.entry.url};
  }
  fill(article->url, page.url);
  fill(article->title, page.entry.title);
  fill(article->byline, page.entry.author);
  fill(article->language, page.entry.language);
  fill(article->source, page.entry.source);
  return article;
}

// The page as it came, unpacked; its name is the hash of its address.
std::optional<Error> keep_raw(const fetch::Page& page, const std::string& folder) {
  const std::string name = base::hexadecimal(base::checksum_of(std::as_bytes(std::span(page.entry.url))));
  const fs::path path = fs::path(folder) / (name + (page.content_type == "text/plain" ? ".txt" : ".html"));
  std::ofstream file(path, std::ios::binary);
  file.write(page.bytes.data(), static_cast<std::streamsize>(page.bytes.size()));
  file.close();
  if (!file) {
    return Error{ErrorCode::unreadable, "cannot be written", path.string()};
  }
  return std::nullopt;
}

// One run: every page that comes is written, and only then remembered.
class Run {
 public:
  Run(const FetchOptions& options, fetch::Fetcher& fetcher, Teller& teller)
      : options_(options), fetcher_(fetcher), teller_(teller) {}

  void add_sources() {
    for (const std::string& source : options_.writing.paths) {
      if (!is_address(source)) {
        for (const Error& error : add_file(source, fetcher_)) {
          tell(error);
        }
      } else if (const auto error = fetcher_.add(source)) {
        tell(*error);
      }
    }
  }

  void fetch_all() {
    while (const auto page = fetcher_.next()) {
      if (!*page) {
        tell(page->error());
        continue;
      }
      if (!options_.raw.empty()) {
        tell_if(keep_raw(**page, options_.raw));
      }
      write(**page);
      tell_if(fetcher_.done(**page));
    }
  }

 private:
  void write(const fetch::Page& page) {
    const auto article = article_of(page);
    if (!article) {
      tell(article.error());
      return;
    }
    Outgoing outgoing;
    outgoing.pieces = article->blocks.size();
    exports::append_article_jsonl(*article, outgoing.text);
    teller_.take(outgoing, false);
  }

  void tell(const Error& error) {
    Outgoing outgoing;
    outgoing.error = error;
    exports::append_jsonl(error, outgoing.text);
    teller_.take(outgoing, false);
  }

  void tell_if(const std::optional<Error>& error) {
    if (error) {
      tell(*error);
    }
  }

  const FetchOptions& options_;
  fetch::Fetcher& fetcher_;
  Teller& teller_;
};

// The first signal ends the run cleanly, the second at once.
void heed_signals() {
  struct sigaction action {};
  action.sa_handler = [](int) { stop.store(true); };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

std::optional<Error> make_folder(const std::string& folder) {
  std::error_code failure;
  if (!folder.empty() && !fs::create_directories(folder, failure) && failure) {
    return Error{ErrorCode::unreadable, "cannot be made: " + failure.message(), folder};
  }
  return std::nullopt;
}

int run_fetch(const FetchOptions& options) {
  if (const auto error = make_folder(options.raw)) {
    return fail(*error);
  }
  std::unique_ptr<fetch::State> state;
  if (!options.state.empty()) {
    auto opened = fetch::open_state(options.state);
    if (!opened) {
      return fail(opened.error());
    }
    state = std::move(*opened);
  }
  auto output = open_output(options.writing);
  if (!output) {
    return fail(output.error());
  }
  heed_signals();
  fetch::Fetcher fetcher(fetch_options(options), state.get(), stop);
  Progress progress(wants_progress(options.writing), "paragraph");
  Teller teller(*output, progress);
  Run run(options, fetcher, teller);
  run.add_sources();
  run.fetch_all();
  output->close();
  progress.finish(teller.counts());
  const bool stopped = stop.load();
  if (stopped) {
    complain("", "stopped; " + std::to_string(fetcher.counts().left) + " addresses are left");
  }
  return teller.counts().errors == 0 && !stopped ? all_well : bad_input;
}

void add_manner_options(CLI::App& command, FetchOptions& options) {
  command.add_option("--contact", options.contact, "An address of yours for the sites' keepers, in the User-Agent")
      ->type_name("MAIL|URL");
  command.add_option("--delay", options.delay, "Seconds between two requests to one site (default: 1)")
      ->check(CLI::Range(0.0, 3600.0).description(""))
      ->type_name("SECONDS");
  command.add_option("--per-host", options.per_host, "Requests to one site at the same time (default: 1)")
      ->check(CLI::Range(1U, 16U).description(""))
      ->type_name("N");
  command.add_option("--parallel", options.parallel, "Requests at the same time, to all sites (default: 32)")
      ->check(CLI::Range(1U, 1024U).description(""))
      ->type_name("N");
  command.add_option("--tries", options.tries, "How often a request is tried that may succeed later (default: 4)")
      ->check(CLI::Range(1U, 20U).description(""))
      ->type_name("N");
  command.add_option("--timeout", options.timeout, "Seconds that one page may take (default: 120)")
      ->check(CLI::Range(0.1, 3600.0).description(""))
      ->type_name("SECONDS");
  command.add_flag("--allow-private", options.allow_private, "Fetch from this machine and private networks too");
}

void add_memory_options(CLI::App& command, FetchOptions& options) {
  command.add_option("--state", options.state, "Remember in this file what was fetched; a run begun again goes on")
      ->type_name("FILE");
  command
      .add_option("--fresh", options.fresh,
                  "Hours within which a page is not asked for again (default: 168);\nneeds --state")
      ->check(CLI::Range(0.0, 1e6).description(""))
      ->type_name("HOURS");
  command.add_option("--limit", options.limit, "At most so many pages of feeds and lists")->type_name("N");
  command.add_option("--raw", options.raw, "Keep the pages as they came in this folder too")->type_name("DIR");
}

constexpr const char* footer = R"(Examples:
  detente fetch https://…/story.html                    the article of one page
  detente fetch https://…/feed.xml --output news.jsonl  the articles of a feed, one a line
  detente fetch feeds.opml --state seen.db --contact me@example.org | detente code
                                                        only what is new since the last run
  detente fetch https://…/sitemap.xml --limit 100 --raw pages/

robots.txt is obeyed.

Exit status:
  0  all was fetched
  1  wrong usage, or output that cannot be written
  2  something could not be fetched and is reported, or the run was stopped; the rest is done
)";

}  // namespace

void add_fetch(CLI::App& program, int& status) {
  const auto options = std::make_shared<FetchOptions>();
  CLI::App& command = *program.add_subcommand(
      "fetch", "Get pages from the web, through feeds, sitemaps and lists, and write their articles");
  command.set_version_flag("--version", version_line, "Print the version and exit");
  command
      .add_option("sources", options->writing.paths,
                  "Addresses of pages, feeds, sitemaps, OPML and lists of addresses,\n"
                  "files of the same, or - for standard input")
      ->required()
      ->type_name("URL|FILE|-");
  add_manner_options(command, *options);
  add_memory_options(command, *options);
  add_output_options(command, options->writing);
  command.footer(footer);
  command.callback([options, &status] { status = run_fetch(*options); });
}

}  // namespace detente::cli
