#include "cli/progress.h"

#include <cmath>
#include <iostream>
#include <utility>

namespace detente::cli {

namespace {

constexpr std::chrono::milliseconds least_pause{200};
constexpr double least_seconds = 0.5;  // before that a rate would be a guess

std::string grouped(std::uint64_t value) {
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string two_digits(std::uint64_t value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

std::string clock_of(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::ceil(seconds));
  return std::to_string(whole / 3600) + ":" + two_digits(whole / 60 % 60) + ":" + two_digits(whole % 60);
}

std::string counted(std::uint64_t count, const std::string& noun) {
  return grouped(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string work_of(const Counts& counts, const std::string& noun) {
  std::string work = counted(counts.articles, "article") + ", " + counted(counts.pieces, noun);
  return counts.errors == 0 ? work : work + ", " + counted(counts.errors, "error");
}

std::string rate_of(const Counts& counts, double seconds) {
  if (seconds < least_seconds) {
    return {};
  }
  return ", " + grouped(static_cast<std::uint64_t>(static_cast<double>(counts.pieces) / seconds)) + " a second";
}

}  // namespace

std::string describe(const Counts& counts, const std::string& noun, std::chrono::duration<double> elapsed) {
  std::string line = work_of(counts, noun) + rate_of(counts, elapsed.count());
  if (counts.bytes_total == 0 || counts.bytes_read > counts.bytes_total) {
    return line;
  }
  line += ", " + std::to_string(counts.bytes_read * 100 / counts.bytes_total) + " %";
  if (elapsed.count() >= least_seconds && counts.bytes_read > 0) {
    const auto left = static_cast<double>(counts.bytes_total - counts.bytes_read);
    line += ", " + clock_of(elapsed.count() * left / static_cast<double>(counts.bytes_read)) + " left";
  }
  return line;
}

Progress::Progress(bool shown, std::string noun)
    : shown_(shown), noun_(std::move(noun)), start_(Clock::now()), last_(start_) {}

void Progress::show(const Counts& counts) {
  const auto now = Clock::now();
  if (!shown_ || now - last_ < least_pause) {
    return;
  }
  last_ = now;
  on_screen_ = true;
  std::cerr << "\r" << describe(counts, noun_, now - start_) << "\x1B[K" << std::flush;
}

void Progress::clear() {
  if (on_screen_) {
    std::cerr << "\r\x1B[K" << std::flush;
    on_screen_ = false;
  }
}

void Progress::finish(const Counts& counts) {
  if (!shown_) {
    return;
  }
  clear();
  const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  std::cerr << work_of(counts, noun_) << " in " << clock_of(seconds) << rate_of(counts, seconds) << '\n'
            << std::flush;
}

}  // namespace detente::cli
