// Whose turn it is: jobs in line at their hosts, and hosts in line by the time when they may be asked again.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "fetch/fetch.h"
#include "fetch/robots.h"

namespace detente::fetch {

using Clock = std::chrono::steady_clock;

enum class Wanted : std::uint8_t {
  anything,  // a page or a feed: as it turns out
  page,
  feed,
  robots,
};

// One address to be fetched, with what happened to it so far.
struct Job {
  ingest::FeedEntry entry;  // its `url` is the address that was asked for
  std::string url;          // the one to ask now, behind the redirects so far
  Wanted wanted = Wanted::anything;
  unsigned redirects = 0;
  unsigned tries = 0;
  unsigned depth = 0;  // feeds it came through
  std::optional<Visit> before;
};

enum class RobotsState : std::uint8_t { unknown, asked, known };

struct Host {
  std::string origin;
  std::multimap<Clock::time_point, Job>
      jobs;  // by the time before which they may not start; in order where it is the same
  Clock::time_point next = Clock::time_point::min();  // when it may be asked again
  unsigned active = 0;
  RobotsState robots_state = RobotsState::unknown;
  Robots robots;
  long robots_status = 0;
  std::int64_t robots_at = 0;  // seconds since 1970
  unsigned robots_tries = 0;
};

class Hosts {
 public:
  explicit Hosts(unsigned per_host) : per_host_(per_host) {}

  Host& of(const std::string& origin);

  void add(Job job, Host& host, Clock::time_point not_before = Clock::time_point::min());

  // A host whose turn it is, or nothing. Whatever is changed in it has to be followed by `settle`.
  Host* ready(Clock::time_point now);
  // Finds the host's place anew.
  void settle(Host& host);

  // When the next host is ready; nothing when none waits but for its own answers.
  [[nodiscard]] std::optional<Clock::time_point> next_time() const;
  [[nodiscard]] std::uint64_t waiting() const;

 private:
  unsigned per_host_;
  std::unordered_map<std::string, std::unique_ptr<Host>> hosts_;
  std::set<std::pair<Clock::time_point, Host*>> line_;
  std::unordered_map<Host*, Clock::time_point> places_;  // in line_
};

}  // namespace detente::fetch
