// Web pages in any encoding → article → sentences, words and quotations.
#include <cstddef>
#include <cstdint>

#include "ingest/ingest.h"
#include "invariants.h"
#include "text/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using detente::fuzz::require;
  auto article = detente::ingest::read_html(detente::fuzz::words_of(data, size), "page", {});
  if (!article) {
    require(!article.error().message.empty(), "an error says what is wrong");
    return 0;
  }
  require(!article->text.empty() && article->text_was_extracted, "a page's article has a text of its own");
  detente::fuzz::check(*article);
  detente::fuzz::check(detente::text::read(std::move(*article)));
  return 0;
}
