#include "fetch/fetch.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <deque>
#include <new>
#include <random>
#include <span>
#include <unordered_set>
#include <utility>

#include "base/base.h"
#include "fetch/hosts.h"
#include "fetch/pauses.h"
#include "fetch/transfer.h"
#include "fetch/web_address.h"

namespace detente::fetch {

namespace {

using std::chrono::milliseconds;

constexpr std::string_view product = "detente";

// A list of feeds leads to feeds, an index to sitemaps; what leads further leads in a circle.
constexpr unsigned most_depth = 4;

std::int64_t seconds_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string hash_of(const std::string& bytes) {
  return base::hexadecimal(base::checksum_of(std::as_bytes(std::span(bytes))));
}

bool is_success(long status) {
  constexpr long success = 200;
  constexpr long redirection = 300;
  return status >= success && status < redirection;
}

// Statuses that say "later" or may be another moment's.
bool is_passing(long status) {
  constexpr std::array<long, 7> statuses{408, 425, 429, 500, 502, 503, 504};
  return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

std::string said_by_server(long status) {
  return "the server answers " + std::to_string(status);
}

std::string seconds_of(milliseconds time) {
  return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(time).count()) + " seconds";
}

// libcurl's own start, once a process.
void start_libcurl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) {
    throw std::bad_alloc();
  }
}

}  // namespace

class Fetcher::Engine {
 public:
  Engine(Options options, State* state, const std::atomic<bool>& stop)
      : options_(std::move(options)), state_(state), stop_(stop), hosts_(options_.per_host) {
    start_libcurl();
    multi_.reset(curl_multi_init());
    if (!multi_) {
      throw std::bad_alloc();
    }
    curl_multi_setopt(multi_.get(), CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(options_.parallel));
  }

  ~Engine() { drop_transfers(); }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  std::optional<Error> add(const std::string& url) {
    Job job;
    job.entry.url = ingest::absolute_link(url, {});
    if (job.entry.url.empty()) {
      return Error{ErrorCode::invalid_argument, "no address of http or https", url};
    }
    enqueue(std::move(job));
    return std::nullopt;
  }

  void add(const ingest::Feed& feed, unsigned depth) {
    for (const ingest::FeedEntry& entry : feed.entries) {
      if (!entry.url.empty()) {
        add_entry(entry, depth);
      }
    }
  }

  std::optional<Result<Page>> next() {
    while (results_.empty()) {
      if (stop_.load()) {
        counts_.left += hosts_.waiting() + transfers_.size();
        drop_transfers();
        hosts_ = Hosts(options_.per_host);
        return std::nullopt;
      }
      start_ready();
      if (!results_.empty()) {
        break;
      }
      if (transfers_.empty() && !hosts_.next_time()) {
        return std::nullopt;
      }
      work();
    }
    Result<Page> result = std::move(results_.front());
    results_.pop_front();
    counts_.pages += result.ok() ? 1U : 0U;
    return result;
  }

  std::optional<Error> done(const Page& page) {
    return state_ == nullptr ? std::nullopt : state_->remember(page.visit);
  }

  [[nodiscard]] Counts counts() const { return counts_; }

 private:
  struct Running {
    Job job;
    Host* host = nullptr;
    std::unique_ptr<Transfer> transfer;
  };

  // What is asked for

  void add_entry(const ingest::FeedEntry& entry, unsigned depth) {
    Job job;
    job.entry = entry;
    job.entry.content = {};  // the page is fetched anyway
    job.entry.summary = {};
    job.wanted = entry.is_feed ? Wanted::feed : Wanted::page;
    job.depth = depth;
    if (depth > most_depth) {
      fail(job, ErrorCode::malformed_feed, "feeds that lead to feeds that lead to feeds; this is too far");
      return;
    }
    enqueue(std::move(job));
  }

  void enqueue(Job job) {
    job.url = job.entry.url;
    if (!seen_.insert(job.url).second) {
      return;
    }
    if (const auto fresh = known_if_fresh(job.url, job.wanted == Wanted::feed)) {
      ++counts_.unchanged;
      remember(*fresh);  // it may wait in the name of another feed
      return;
    }
    if (job.wanted == Wanted::page && options_.most_pages != 0 && pages_wanted_++ >= options_.most_pages) {
      ++counts_.left;
      return;
    }
    queue_at_host(std::move(job), Clock::time_point::min());
  }

  // The visit of a page, when there was one not long ago.
  std::optional<Visit> known_if_fresh(const std::string& url, bool is_feed) {
    auto visit = state_ == nullptr || is_feed ? std::nullopt : state_->visit(url);
    const bool is_fresh =
        visit && !visit->is_feed && is_success(visit->status) && seconds_now() - visit->at < options_.fresh.count();
    return is_fresh ? std::move(visit) : std::nullopt;
  }

  void queue_at_host(Job job, Clock::time_point not_before) {
    const auto address = web_address(job.url);
    if (!address) {
      fail(job, ErrorCode::invalid_argument, "no address of http or https");
      return;
    }
    hosts_.add(std::move(job), hosts_.of(address->origin), not_before);
  }

  // What is told

  void remember(const Visit& visit) {
    if (state_ != nullptr) {
      tell(state_->remember(visit));
    }
  }

  void tell(std::optional<Error> error) {
    if (error) {
      results_.emplace_back(std::move(*error));
    }
  }

  void fail(const Job& job, ErrorCode code, const std::string& why) {
    const std::string on_the_way = job.url == job.entry.url || job.url.empty() ? "" : " (at " + job.url + ")";
    results_.emplace_back(Error{code, why + on_the_way, job.entry.url});
  }

  // It failed and will do so again: it need not wait for another run.
  void fail_for_good(const Job& job, ErrorCode code, const std::string& why, long status) {
    fail(job, code, why);
    remember(Visit{job.entry.url, status, {}, {}, {}, seconds_now(), false});
  }

  // What is started

  void start_ready() {
    while (transfers_.size() < options_.parallel && results_.empty()) {
      Host* const host = hosts_.ready(Clock::now());
      if (host == nullptr) {
        return;
      }
      if (!knows_robots(*host)) {
        ask_robots(*host);
      } else {
        start_first(*host);
      }
      hosts_.settle(*host);
    }
  }

  // From this run, or from an earlier one.
  bool knows_robots(Host& host) {
    constexpr std::int64_t longest = std::chrono::seconds(max_robots_age).count();
    if (host.robots_state == RobotsState::known && seconds_now() - host.robots_at < longest) {
      return true;
    }
    const auto copy = state_ == nullptr ? std::nullopt : state_->robots(host.origin);
    if (!copy || seconds_now() - copy->at >= longest || copy->at > seconds_now()) {
      return false;
    }
    use_robots(*copy, host);
    return true;
  }

  static void use_robots(const RobotsCopy& copy, Host& host) {
    host.robots = Robots::of_status(copy.status, copy.text, product);
    host.robots_at = copy.at;
    host.robots_status = copy.status;
    host.robots_state = RobotsState::known;
  }

  void ask_robots(Host& host) {
    Job job;
    job.wanted = Wanted::robots;
    job.entry.url = host.origin + "/robots.txt";
    job.url = job.entry.url;
    job.tries = host.robots_tries;
    host.robots_state = RobotsState::asked;
    start(std::move(job), host);
  }

  void start_first(Host& host) {
    Job job = std::move(host.jobs.begin()->second);
    host.jobs.erase(host.jobs.begin());
    if (!host.robots.allows(web_address(job.url)->path)) {
      if (is_success(host.robots_status)) {
        fail_for_good(job, ErrorCode::disallowed, "the site's robots.txt forbids it", 0);
      } else {
        fail(job, ErrorCode::disallowed,
             "of the site's robots.txt " + said_by_server(host.robots_status) + ", which forbids all");
      }
      return;
    }
    start(std::move(job), host);
  }

  void start(Job job, Host& host) {
    Request request;
    request.url = job.url;
    const Limits& limits = options_.limits;
    request.most_bytes = job.wanted == Wanted::page     ? limits.page_bytes
                         : job.wanted == Wanted::robots ? max_robots_bytes
                                                        : limits.feed_bytes;
    request.may_be_cut = job.wanted == Wanted::robots;
    if (state_ != nullptr && job.wanted != Wanted::robots) {
      job.before = state_->visit(job.entry.url);
    }
    if (job.before && is_success(job.before->status)) {
      request.etag = job.before->etag;
      request.last_modified = job.before->last_modified;
    }
    ++job.tries;
    ++host.active;
    auto transfer = std::make_unique<Transfer>(std::move(request), options_);
    CURL* const handle = transfer->handle();
    transfers_.emplace(handle, Running{std::move(job), &host, std::move(transfer)});
    curl_multi_add_handle(multi_.get(), handle);
  }

  // What comes

  void work() {
    constexpr milliseconds longest{200};  // so that a stop is seen soon
    milliseconds wait = longest;
    if (const auto next = hosts_.next_time(); next && transfers_.size() < options_.parallel) {
      const auto until = std::chrono::ceil<milliseconds>(*next - std::min(*next, Clock::now()));
      wait = std::min(wait, until);
    }
    int running = 0;
    curl_multi_perform(multi_.get(), &running);
    if (collect()) {
      return;
    }
    curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(wait.count()), nullptr);
    curl_multi_perform(multi_.get(), &running);
    collect();
  }

  bool collect() {
    bool any = false;
    int left = 0;
    while (const CURLMsg* const message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg == CURLMSG_DONE) {
        end(message->easy_handle, message->data.result);
        any = true;
      }
    }
    return any;
  }

  void end(CURL* handle, CURLcode code) {
    auto node = transfers_.extract(handle);
    Running running = std::move(node.mapped());
    Host& host = *running.host;
    Answer answer = running.transfer->answer(code);
    curl_multi_remove_handle(multi_.get(), handle);
    --host.active;
    if (running.job.wanted == Wanted::robots) {
      take_robots(std::move(running.job), std::move(answer), host);
    } else {
      host.next = Clock::now() + pause_of(host);
      take(std::move(running.job), std::move(answer), host);
    }
    hosts_.settle(host);
  }

  [[nodiscard]] milliseconds pause_of(const Host& host) const {
    const milliseconds wish = std::min(host.robots.crawl_delay().value_or(milliseconds(0)), options_.limits.patience);
    return std::max(options_.delay, wish);
  }

  // A redirect of robots.txt is followed at once, wherever it leads (RFC 9309, section 2.3.1.2).
  void take_robots(Job job, Answer answer, Host& host) {
    const bool answered = answer.kind == Answer::Kind::answered;
    const std::string redirect = answered ? ingest::absolute_link(answer.redirect, {}) : "";
    if (!redirect.empty() && job.redirects < options_.limits.redirects) {
      job.url = redirect;
      ++job.redirects;
      start(std::move(job), host);
      return;
    }
    const bool may_pass = answer.kind == Answer::Kind::temporary || (answered && is_passing(answer.status));
    if (may_pass && job.tries < options_.limits.tries && answer.retry_after <= options_.limits.patience) {
      host.robots_state = RobotsState::unknown;
      host.robots_tries = job.tries;
      host.next = Clock::now() + pause(job, answer);
      return;
    }
    host.robots_tries = 0;
    const RobotsCopy copy{answered ? answer.status : 0, answered ? std::move(answer.bytes) : "", seconds_now()};
    use_robots(copy, host);
    if (!answered) {
      fail_all(host, answer);  // whatever else is asked of it would fail in the same way
    } else if (state_ != nullptr && !is_passing(copy.status)) {
      tell(state_->remember(host.origin, copy));
    }
  }

  void fail_all(Host& host, const Answer& answer) {
    for (auto& [time, job] : host.jobs) {
      fail(job, code_of(answer), answer.reason);
    }
    host.jobs.clear();
    host.robots_state = RobotsState::unknown;
  }

  static ErrorCode code_of(const Answer& answer) {
    switch (answer.kind) {
      case Answer::Kind::forbidden:
        return ErrorCode::disallowed;
      case Answer::Kind::too_large:
        return ErrorCode::too_large;
      default:
        return ErrorCode::unreachable;
    }
  }

  milliseconds pause(const Job& job, const Answer& answer) {
    std::uniform_real_distribution<double> chance(0, 1);
    return pause_after(job.tries, options_.limits.pause, options_.limits.longest_pause, chance(random_),
                       answer.retry_after);
  }

  void take(Job job, Answer answer, Host& host) {
    if (answer.kind == Answer::Kind::temporary ||
        (answer.kind == Answer::Kind::answered && is_passing(answer.status))) {
      try_again(std::move(job), answer, host);
      return;
    }
    if (answer.kind != Answer::Kind::answered) {
      fail_for_good(job, code_of(answer), answer.reason, answer.status);
      return;
    }
    constexpr long not_modified = 304;
    if (answer.status == not_modified && job.before) {
      take_unchanged(job);
    } else if (!answer.redirect.empty()) {
      redirect(std::move(job), answer);
    } else if (!is_success(answer.status)) {
      fail_for_good(job, ErrorCode::unreachable, said_by_server(answer.status), answer.status);
    } else {
      take_success(std::move(job), std::move(answer));
    }
  }

  // One that says "later" means all that is asked of it.
  void try_again(Job job, const Answer& answer, Host& host) {
    const std::string why = answer.kind == Answer::Kind::answered ? said_by_server(answer.status) : answer.reason;
    if (answer.retry_after > options_.limits.patience) {
      fail(job, ErrorCode::unreachable, why + " and wants to be asked again in " + seconds_of(answer.retry_after));
      return;
    }
    if (job.tries >= options_.limits.tries) {
      fail(job, ErrorCode::unreachable, why + "; tried " + std::to_string(job.tries) + " times");
      return;
    }
    const Clock::time_point when = Clock::now() + pause(job, answer);
    if (answer.retry_after.count() > 0) {
      host.next = std::max(host.next, when);
    }
    queue_at_host(std::move(job), when);
  }

  void redirect(Job job, const Answer& answer) {
    std::string url = ingest::absolute_link(answer.redirect, {});
    if (url.empty()) {
      fail_for_good(job, ErrorCode::disallowed, "it leads to what is no address of http or https", answer.status);
      return;
    }
    if (job.redirects >= options_.limits.redirects) {
      fail_for_good(job, ErrorCode::unreachable,
                    "it leads on and on; given up after " + std::to_string(job.redirects) + " redirects",
                    answer.status);
      return;
    }
    job.url = std::move(url);
    ++job.redirects;
    job.tries = 0;
    queue_at_host(std::move(job), Clock::time_point::min());
  }

  void take_unchanged(const Job& job) {
    Visit visit = *job.before;
    visit.at = seconds_now();
    if (visit.is_feed) {
      // What a run before this one did not come to.
      for (const ingest::FeedEntry& entry : state_->waiting(visit.url)) {
        add_entry(entry, job.depth + 1);
      }
      return;
    }
    ++counts_.unchanged;
    remember(visit);
  }

  void take_success(Job job, Answer answer) {
    Visit visit{
        job.entry.url, answer.status, std::move(answer.etag), std::move(answer.last_modified), hash_of(answer.bytes),
        seconds_now(), false};
    if (job.wanted != Wanted::page && take_feed(job, answer, visit)) {
      return;
    }
    const bool is_known = job.before && !job.before->is_feed && job.before->content_hash == visit.content_hash;
    const bool is_led_to_twice = job.url != job.entry.url && !seen_.insert(job.url).second;
    if (is_known || is_led_to_twice) {
      ++counts_.unchanged;
      remember(visit);
      return;
    }
    if (answer.bytes.empty()) {
      fail(job, ErrorCode::empty, "the server sends a page with nothing in it");
      return;
    }
    if (answer.bytes.size() > options_.limits.page_bytes) {
      fail_for_good(job, ErrorCode::too_large,
                    "a page may have " + std::to_string(options_.limits.page_bytes) + " bytes", answer.status);
      return;
    }
    results_.emplace_back(Page{std::move(job.entry), std::move(job.url), std::move(answer.content_type),
                               std::move(answer.charset), std::move(answer.bytes), std::move(visit)});
  }

  // Whether it is one, or should be.
  bool take_feed(const Job& job, const Answer& answer, Visit& visit) {
    const bool is_page_by_name = answer.content_type.find("html") != std::string::npos;
    if (job.wanted == Wanted::anything && is_page_by_name && !ingest::looks_like_feed(answer.bytes)) {
      return false;
    }
    const std::string type = answer.content_type + (answer.charset.empty() ? "" : "; charset=" + answer.charset);
    const auto feed = ingest::read_feed(answer.bytes, type, job.url);
    if (!feed) {
      if (job.wanted == Wanted::anything && !ingest::looks_like_feed(answer.bytes)) {
        return false;
      }
      fail(job, feed.error().code, feed.error().message);
      return true;
    }
    for (const std::string& warning : feed->warnings) {
      fail(job, ErrorCode::malformed_feed, warning);
    }
    visit.is_feed = true;
    if (state_ != nullptr) {
      tell(state_->remember(visit, unread(*feed)));
    }
    add(*feed, job.depth + 1);
    return true;
  }

  // Those entries that are still to be fetched.
  std::vector<ingest::FeedEntry> unread(const ingest::Feed& feed) {
    std::vector<ingest::FeedEntry> entries;
    for (const ingest::FeedEntry& entry : feed.entries) {
      if (!entry.url.empty() && !known_if_fresh(entry.url, entry.is_feed)) {
        entries.push_back(entry);
      }
    }
    return entries;
  }

  void drop_transfers() {
    for (auto& [handle, running] : transfers_) {
      curl_multi_remove_handle(multi_.get(), handle);
    }
    transfers_.clear();
  }

  Options options_;
  State* state_;
  const std::atomic<bool>& stop_;
  std::unique_ptr<CURLM, decltype(&curl_multi_cleanup)> multi_{nullptr, &curl_multi_cleanup};
  Hosts hosts_;
  std::unordered_map<CURL*, Running> transfers_;
  std::unordered_set<std::string> seen_;
  std::uint64_t pages_wanted_ = 0;
  std::deque<Result<Page>> results_;
  std::mt19937_64 random_{std::random_device{}()};
  Counts counts_;
};

Fetcher::Fetcher(Options options, State* state, const std::atomic<bool>& stop)
    : engine_(std::make_unique<Engine>(std::move(options), state, stop)) {}
Fetcher::~Fetcher() = default;

std::optional<Error> Fetcher::add(const std::string& url) {
  return engine_->add(url);
}

void Fetcher::add(const ingest::Feed& feed) {
  engine_->add(feed, 1);
}

std::optional<Result<Page>> Fetcher::next() {
  return engine_->next();
}

std::optional<Error> Fetcher::done(const Page& page) {
  return engine_->done(page);
}

Counts Fetcher::counts() const {
  return engine_->counts();
}

}  // namespace detente::fetch
