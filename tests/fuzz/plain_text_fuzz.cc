// Plain text → article → sentences, words and quotations. Nothing of the text may be lost on the way.
#include <cstddef>
#include <cstdint>
#include <string>

#include "ingest/ingest.h"
#include "invariants.h"
#include "text/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using detente::fuzz::require;
  const auto bytes = detente::fuzz::words_of(data, size);
  auto article = detente::ingest::read_text(bytes, "text", {});
  if (!article) {
    require(!article.error().message.empty(), "an error says what is wrong");
    return 0;
  }
  require(bytes.ends_with(article->text) && bytes.size() - article->text.size() <= 3,
          "the text is the input's but for a byte-order mark");
  detente::fuzz::check(*article);
  detente::fuzz::check(detente::text::read(std::move(*article)));
  return 0;
}
