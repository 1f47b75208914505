#include "fetch/hosts.h"

#include <algorithm>

namespace detente::fetch {

Host& Hosts::of(const std::string& origin) {
  std::unique_ptr<Host>& host = hosts_[origin];
  if (!host) {
    host = std::make_unique<Host>();
    host->origin = origin;
  }
  return *host;
}

void Hosts::add(Job job, Host& host, Clock::time_point not_before) {
  host.jobs.emplace(not_before, std::move(job));
  settle(host);
}

Host* Hosts::ready(Clock::time_point now) {
  if (line_.empty() || line_.begin()->first > now) {
    return nullptr;
  }
  return line_.begin()->second;
}

void Hosts::settle(Host& host) {
  if (const auto place = places_.find(&host); place != places_.end()) {
    line_.erase({place->second, &host});
    places_.erase(place);
  }
  if (host.jobs.empty() || host.active >= per_host_ || host.robots_state == RobotsState::asked) {
    return;
  }
  const Clock::time_point time = std::max(host.next, host.jobs.begin()->first);
  line_.emplace(time, &host);
  places_.emplace(&host, time);
}

std::optional<Clock::time_point> Hosts::next_time() const {
  return line_.empty() ? std::nullopt : std::optional(line_.begin()->first);
}

std::uint64_t Hosts::waiting() const {
  std::uint64_t jobs = 0;
  for (const auto& [origin, host] : hosts_) {
    jobs += host->jobs.size();
  }
  return jobs;
}

}  // namespace detente::fetch
