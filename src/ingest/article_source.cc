#include "ingest/article_source.h"

#include <string_view>
#include <utility>

#include "ingest/archive.h"
#include "ingest/decompression.h"
#include "ingest/feed_source.h"
#include "ingest/json_lines.h"
#include "ingest/lettering.h"
#include "ingest/page_article.h"
#include "ingest/text_article.h"
#include "ingest/warc.h"

namespace detente::ingest {

namespace {

// A page or a text, read whole.
class SingleArticle final : public ArticleSource {
 public:
  SingleArticle(std::unique_ptr<ByteSource> bytes, Description description, const Options& options)
      : bytes_(std::move(bytes)), description_(std::move(description)), options_(options) {}

  std::optional<Result<Article>> next() override {
    if (std::exchange(done_, true)) {
      return std::nullopt;
    }
    const Origin& origin = description_.origin;
    std::string bytes;
    read_up_to(*bytes_, bytes, max_article_bytes + 1);
    if (const std::optional<Failure> failure = bytes_->failure()) {
      return Error{failure->code, failure->message, origin.subject};
    }
    return description_.form.format == Format::page ? read_page_article(bytes, description_.id, origin, options_)
                                                    : read_text_article(bytes, description_.id, origin, options_);
  }

 private:
  std::unique_ptr<ByteSource> bytes_;
  Description description_;
  const Options& options_;
  bool done_ = false;
};

// No more than a format shows in: whoever writes into the pipe may pause before the next article.
std::string_view look_at_beginning(PeekedBytes& bytes) {
  constexpr std::size_t most = std::size_t{64} << 10U;
  std::string_view head;
  for (std::size_t size = 1; size <= most; size = head.size() + 1) {
    head = bytes.peek(size);
    const std::string_view words = trimmed(without_mark(head));
    if (head.size() < size || words.starts_with('{') || (!words.empty() && head.size() >= telling_bytes)) {
      break;
    }
  }
  return head;
}

// What compressed bytes turn out to be.
Format sniff_packed(PeekedBytes& bytes, Compression compression) {
  constexpr std::size_t enough = std::size_t{16} << 10U;
  const std::string_view head = bytes.peek(enough);
  if (begins_with_dictionary(head)) {
    return Format::warc;
  }
  UnpackedBytes unpacked(std::make_unique<BytesInMemory>(head), compression);
  std::string beginning;
  read_up_to(unpacked, beginning, telling_bytes);
  return sniff(beginning);
}

}  // namespace

Result<std::unique_ptr<ArticleSource>> open_articles(std::unique_ptr<ByteSource> bytes, Description description,
                                                     const Options& options) {
  const Origin& origin = description.origin;
  auto peeked = std::make_unique<PeekedBytes>(std::move(bytes));
  std::string_view head = look_at_beginning(*peeked);
  if (head.empty()) {
    const std::optional<Failure> failure = peeked->failure();
    return failure ? Error{failure->code, failure->message, origin.subject}
                   : Error{ErrorCode::empty, "there is nothing in it", origin.subject};
  }
  Format& format = description.form.format;
  const bool any_format = format == Format::unknown;
  const Compression compression = any_format || description.form.packed ? compression_of(head) : Compression::none;
  if (any_format) {
    format = compression == Compression::none ? sniff(head) : sniff_packed(*peeked, compression);
  }
  if (format == Format::warc) {
    return make_warc_articles(std::move(peeked), description, options);
  }
  if (description.form.packed && compression == Compression::none) {
    return Error{ErrorCode::damaged, "its name says that it is compressed, but it begins as no gzip, zstd or xz does",
                 origin.subject};
  }
  if (compression != Compression::none) {
    peeked = std::make_unique<PeekedBytes>(std::make_unique<UnpackedBytes>(std::move(peeked), compression));
    head = look_at_beginning(*peeked);
  }
  if (format == Format::zip || format == Format::tar) {
    return make_archive_articles(std::move(peeked), description, options);
  }
  const bool may_be_feed = format != Format::json_lines || any_format;
  if (format == Format::feed || (may_be_feed && looks_like_feed(head))) {
    return make_feed_articles(std::move(peeked), description, options);
  }
  if (format != Format::json_lines) {
    return std::unique_ptr<ArticleSource>(
        std::make_unique<SingleArticle>(std::move(peeked), std::move(description), options));
  }
  if (std::optional<Error> error = refuse_lines(head, origin)) {
    return std::move(*error);
  }
  return std::unique_ptr<ArticleSource>(std::make_unique<JsonLines>(std::move(peeked), origin, options));
}

}  // namespace detente::ingest
