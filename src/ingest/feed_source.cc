#include "ingest/feed_source.h"

#include <optional>
#include <string>
#include <utility>

namespace detente::ingest {

namespace {

bool holds_articles(FeedKind kind) {
  return kind == FeedKind::rss || kind == FeedKind::atom || kind == FeedKind::json_feed;
}

// The entries, then the feed's warnings as errors: what is lost of a feed cannot be warned of in an article.
class FeedArticles final : public ArticleSource {
 public:
  FeedArticles(std::unique_ptr<ByteSource> bytes, Origin origin, const Options& options)
      : bytes_(std::move(bytes)), origin_(std::move(origin)), options_(options) {}

  std::optional<Result<Article>> next() override {
    if (!std::exchange(is_read_, true)) {
      if (std::optional<Error> error = read()) {
        return std::move(*error);
      }
    }
    if (at_ < feed_.entries.size()) {
      const FeedEntry& entry = feed_.entries[at_++];
      return read_entry(entry, feed_, origin_.subject + ":" + std::to_string(at_), options_);
    }
    if (warned_ < feed_.warnings.size()) {
      return Error{ErrorCode::malformed_feed, feed_.warnings[warned_++], origin_.subject};
    }
    return std::nullopt;
  }

 private:
  std::optional<Error> read() {
    std::string bytes;
    read_up_to(*bytes_, bytes, max_feed_bytes + 1);
    if (const std::optional<Failure> failure = bytes_->failure()) {
      return Error{failure->code, failure->message, origin_.subject};
    }
    Result<Feed> feed = read_feed(bytes, {}, {});
    if (!feed) {
      return Error{feed.error().code, feed.error().message, origin_.subject};
    }
    if (!holds_articles(feed->kind)) {
      return Error{ErrorCode::empty, "it names pages but holds no articles; detente fetch gets them",
                   origin_.subject};
    }
    if (feed->entries.empty() && feed->warnings.empty()) {
      return Error{ErrorCode::empty, "the feed has no entries", origin_.subject};
    }
    feed_ = std::move(*feed);
    return std::nullopt;
  }

  std::unique_ptr<ByteSource> bytes_;
  Origin origin_;
  const Options& options_;
  bool is_read_ = false;
  Feed feed_;
  std::size_t at_ = 0;
  std::size_t warned_ = 0;
};

}  // namespace

std::unique_ptr<ArticleSource> make_feed_articles(std::unique_ptr<ByteSource> bytes, const Description& description,
                                                  const Options& options) {
  return std::make_unique<FeedArticles>(std::move(bytes), description.origin, options);
}

}  // namespace detente::ingest
