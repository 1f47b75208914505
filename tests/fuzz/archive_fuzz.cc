// ZIP and tar archives and compressed files; the first byte says which.
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "ingest/ingest.h"
#include "invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using detente::fuzz::File;
  using detente::fuzz::require;
  static const std::array<File, 6> files{File(".zip"),    File(".tar"),      File(".tar.gz"),
                                         File(".tar.xz"), File(".jsonl.gz"), File(".txt.zst")};
  if (size == 0) {
    return 0;
  }
  const File& file = files.at(data[0] % files.size());
  detente::ingest::Reader reader({file.holding(detente::fuzz::words_of(data + 1, size - 1)).string()}, {});
  while (auto result = reader.next()) {
    if (result->ok()) {
      detente::fuzz::check(result->value());
    } else {
      require(!result->error().message.empty() && !result->error().subject.empty(), "an error says what and where");
    }
  }
  require(reader.bytes_read() == size - 1, "progress ends at the end");
  return 0;
}
