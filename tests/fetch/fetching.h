// A whole run of the fetcher, with limits that fit a test.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "end_to_end/program.h"
#include "fetch/fetch.h"
#include "server.h"

namespace detente::fetch {

using end_to_end::content_of;
using end_to_end::Folder;

struct Outcome {
  std::vector<Page> pages;
  std::vector<Error> errors;
  Counts counts;

  [[nodiscard]] const Page* page(const std::string& url) const {
    const auto found =
        std::find_if(pages.begin(), pages.end(), [&](const Page& one) { return one.entry.url == url; });
    return found == pages.end() ? nullptr : &*found;
  }
};

inline std::ostream& operator<<(std::ostream& out, const Outcome& outcome) {
  for (const Page& page : outcome.pages) {
    out << page.entry.url << '\n';
  }
  for (const Error& error : outcome.errors) {
    out << name_of(error.code) << ": " << error.subject << ": " << error.message << '\n';
  }
  return out;
}

// Anywhere, at once, and with little patience.
inline Options quick() {
  using std::chrono::milliseconds;
  Options options;
  options.may_connect = [](const sockaddr&) { return true; };
  options.delay = milliseconds(0);
  options.limits.page_bytes = 200'000;
  options.limits.feed_bytes = 400'000;
  options.limits.connect = milliseconds(500);
  options.limits.silence = std::chrono::seconds(1);
  options.limits.whole = milliseconds(600);
  options.limits.redirects = 5;
  options.limits.tries = 2;
  options.limits.pause = milliseconds(20);
  options.limits.longest_pause = milliseconds(50);
  options.limits.patience = milliseconds(3'000);
  return options;
}

inline Outcome fetch(const std::vector<std::string>& urls, const Options& options = quick(), State* state = nullptr) {
  const std::atomic<bool> stop{false};
  Fetcher fetcher(options, state, stop);
  Outcome outcome;
  for (const std::string& url : urls) {
    if (auto error = fetcher.add(url)) {
      outcome.errors.push_back(*error);
    }
  }
  while (auto result = fetcher.next()) {
    if (!*result) {
      outcome.errors.push_back(result->error());
      continue;
    }
    EXPECT_FALSE(fetcher.done(**result).has_value());
    outcome.pages.push_back(std::move(**result));
  }
  outcome.counts = fetcher.counts();
  return outcome;
}

}  // namespace detente::fetch
