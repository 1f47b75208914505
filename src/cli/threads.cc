#include "cli/threads.h"

#include <sched.h>

#include <CLI/CLI.hpp>

namespace detente::cli {

namespace {

constexpr unsigned most_threads = 1024;

}  // namespace

void add_threads_option(CLI::App& command, unsigned& threads) {
  command.add_option("--threads", threads, "Threads that code (default: one for each core)")
      ->check(CLI::Range(1U, most_threads).description(""))
      ->type_name("N");
}

unsigned threads_for(unsigned asked) {
  if (asked != 0) {
    return asked;
  }
  cpu_set_t cores;
  CPU_ZERO(&cores);
  if (sched_getaffinity(0, sizeof cores, &cores) != 0) {
    return 1;
  }
  return static_cast<unsigned>(CPU_COUNT(&cores));
}

}  // namespace detente::cli
