// A file of JSON Lines: every line that is not blank gives one article or one error, none is lost, and reading goes
// on.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ingest/ingest.h"
#include "invariants.h"
#include "text/text.h"

namespace {

using detente::fuzz::require;

// White space, no-break spaces and byte-order marks are nothing.
bool is_blank(std::string_view line) {
  while (!line.empty()) {
    const std::size_t space = std::string_view(" \t\r\f\v").find(line.front()) != std::string_view::npos ? 1
                              : line.starts_with("\xC2\xA0")                                             ? 2
                              : line.starts_with("\xEF\xBB\xBF")                                         ? 3
                                                                                                         : 0;
    if (space == 0) {
      return false;
    }
    line.remove_prefix(space);
  }
  return true;
}

std::size_t count_lines(std::string_view bytes) {
  std::size_t count = 0;
  while (!bytes.empty()) {
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
    count += is_blank(line) ? 0 : 1;
  }
  return count;
}

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
  static const detente::fuzz::File file(".jsonl");
  const auto bytes = detente::fuzz::words_of(data, size);
  detente::ingest::Reader reader({file.holding(bytes).string()}, {});
  std::size_t articles = 0;
  std::size_t results = 0;
  while (auto result = reader.next()) {
    ++results;
    articles += result->ok() ? 1 : 0;
    check(std::move(*result));
  }
  const std::size_t lines = count_lines(bytes);
  require(results > 0, "a file gives something");
  // A file that is no JSON Lines at all is refused as a whole.
  require(results == lines || (results == 1 && articles == 0), "every line gives an article or an error");
  require(reader.bytes_read() == size, "progress ends at the end");
  return 0;
}
