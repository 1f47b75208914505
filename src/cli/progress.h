// The line at the foot of the terminal that says how far the run has come.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace detente::cli {

struct Counts {
  std::uint64_t articles = 0;
  std::uint64_t pieces = 0;  // what the rate counts
  std::uint64_t errors = 0;
  std::uint64_t bytes_read = 0;
  std::uint64_t bytes_total = 0;  // 0: not known
};

// "1,204 articles, 38,112 sentences, 5,400 a second, 42 %, 0:01:12 left"; `noun` is "sentence"
std::string describe(const Counts& counts, const std::string& noun, std::chrono::duration<double> elapsed);

// Writes to standard error, at most five times a second; nothing at all when not `shown`.
class Progress {
 public:
  // `noun` is what one piece is called.
  Progress(bool shown, std::string noun);

  void show(const Counts& counts);
  // Makes room for a line of another kind.
  void clear();
  // The last word: what was done in which time.
  void finish(const Counts& counts);

 private:
  using Clock = std::chrono::steady_clock;

  bool shown_;
  std::string noun_;
  bool on_screen_ = false;
  Clock::time_point start_;
  Clock::time_point last_;
};

}  // namespace detente::cli
