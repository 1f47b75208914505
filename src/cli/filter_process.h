// A command of the user's that answers every line with a line.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>

#include "detente/result.h"

namespace detente::cli {

// Started through /bin/sh with the first question; its standard error is ours. Not thread-safe.
class FilterProcess {
 public:
  FilterProcess(std::string command, std::chrono::seconds patience);
  ~FilterProcess();  // closes its input and waits for it, a few seconds at most
  FilterProcess(const FilterProcess&) = delete;
  FilterProcess& operator=(const FilterProcess&) = delete;

  // Writes `line`, which has no line feed in it, and waits for the answer to it. Error of `translation` when the
  // command ends, answers nothing in time or more than an article may have; there is no answer to anything after
  // that.
  Result<std::string> ask(const std::string& line);

 private:
  using Clock = std::chrono::steady_clock;

  std::optional<Error> start();
  std::optional<Error> exchange(std::string_view question, Clock::time_point deadline);
  void write_some(std::string_view& question);
  // False when nothing more will come.
  bool read_some();
  std::string how_it_ended();
  Error fail(const std::string& why);

  std::string command_;
  std::chrono::seconds patience_;
  pid_t process_ = 0;
  int to_process_ = -1;
  int from_process_ = -1;
  std::string answer_;   // what came and was not handed on
  std::string failure_;  // why there are no answers any more
};

}  // namespace detente::cli
