// Any bytes as a feed: refused with a reason, or entries whose addresses are absolute and whose articles are sound.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ingest/ingest.h"
#include "invariants.h"

namespace {

using detente::fuzz::require;
using detente::ingest::Feed;
using detente::ingest::FeedEntry;

bool is_address(std::string_view url) {
  return url.starts_with("http://") || url.starts_with("https://");
}

void check(const FeedEntry& entry, const Feed& feed) {
  require(entry.url.empty() || is_address(entry.url), "an address is absolute");
  require(entry.date.empty() || detente::ingest::is_iso_date(entry.date), "a date is one of the calendar");
  require(entry.language.empty() || entry.language.size() == 2, "a language has two letters");
  const bool has_text = !entry.content.text.empty() || !entry.summary.text.empty();
  require(has_text || !entry.url.empty(), "an entry is of some use");
  const auto article = detente::ingest::read_entry(entry, feed, "entry", {});
  if (!article) {
    require(!article.error().message.empty(), "an error says what is wrong");
    return;
  }
  require(has_text, "no article comes from nothing");
  detente::fuzz::check(*article);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = detente::fuzz::words_of(data, size);
  const auto feed = detente::ingest::read_feed(bytes, "application/xml", "https://paper.example/feed");
  if (!feed) {
    require(!feed.error().message.empty(), "an error says what is wrong");
    return 0;
  }
  for (const FeedEntry& entry : feed->entries) {
    check(entry, *feed);
  }
  return 0;
}
