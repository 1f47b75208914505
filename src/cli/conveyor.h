// Many workers, one order: what comes in is worked on by any thread and handed on in the order it came.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "cli/article_stream.h"
#include "detente/record.h"

namespace detente::cli {

struct Outgoing {
  std::string text;              // to be written
  std::optional<Error> error;    // to be told
  std::optional<Record> record;  // to be kept
  std::uint64_t input = 0;       // store::fingerprint() of what it was read from
  bool known = false;            // it is kept already
  std::uint64_t pieces = 0;      // sentences or paragraphs, for progress
  std::uint64_t bytes_read = 0;
  std::uint64_t bytes_total = 0;
};

struct Conveyor {
  std::function<std::optional<Incoming>()> source;        // one thread of its own
  std::function<Outgoing(Incoming)> work;                 // `threads` threads at once
  std::function<void(Outgoing, bool more_waits)> target;  // the calling thread; more_waits: the next one is ready
};

// Runs until the source is dry and everything is handed on. At most 4 × threads articles and about 64 MB of text wait
// between source and target. With one thread everything runs on the calling one.
void run(const Conveyor& conveyor, unsigned threads);

}  // namespace detente::cli
