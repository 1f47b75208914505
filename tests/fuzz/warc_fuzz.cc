// A web archive, plain, gzip or zstd: every record gives an article, an error or nothing, and reading ends at the
// end.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "ingest/ingest.h"
#include "invariants.h"
#include "text/text.h"

namespace {

using detente::fuzz::require;

void check(detente::Result<detente::Article> article) {
  if (!article) {
    require(!article.error().message.empty() && !article.error().subject.empty(), "an error says what and where");
    return;
  }
  detente::fuzz::check(*article);
  detente::fuzz::check(detente::text::read(std::move(*article)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const detente::fuzz::File file(".warc");
  detente::ingest::Reader reader({file.holding(detente::fuzz::words_of(data, size)).string()}, {});
  std::size_t results = 0;
  while (auto result = reader.next()) {
    ++results;
    // No record is smaller than this, and between two of them stands one error at most.
    constexpr std::size_t least_unpacked = 5;
    constexpr std::size_t most_unpacked = 1100;  // bytes that deflate makes of one
    require(results <= size * most_unpacked / least_unpacked + 1, "records are not made from nothing");
    require(reader.bytes_read() <= size, "no more is read than there is");
    check(std::move(*result));
  }
  require(reader.bytes_read() == size, "progress ends at the end");
  require(!reader.next(), "the end is the end");
  return 0;
}
