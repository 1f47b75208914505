// The temporal and quantity grammars over any text. The first byte chooses the date of publication.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "invariants.h"
#include "resolve/quantities.h"
#include "resolve/times.h"
#include "text/text.h"

namespace {

using detente::fuzz::check_order;
using detente::fuzz::require;

constexpr std::array<std::string_view, 8> publications{
    "2022-02-07", "2020-02-29", "1999-12-31T23:59:59Z", "0001-01-01", "9999-12-31", "", "2022-02-30", "yesterday"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2 || size > 4096) {
    return 0;
  }
  const std::string text(detente::fuzz::words_of(data + 1, size - 1));
  if (!detente::fuzz::is_utf8(text)) {
    return 0;
  }
  detente::Article article;
  article.text = text;
  article.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}, detente::SentenceKind::body});
  const detente::Document document = detente::text::read(std::move(article));
  const auto times = detente::resolve::find_times(document, publications.at(data[0] % publications.size()));
  const auto quantities = detente::resolve::find_quantities(document, times);
  check_order(times, text);
  check_order(quantities, text);
  for (const auto& time : times) {
    require(!time.value.empty(), "a time has a value");
  }
  return 0;
}
