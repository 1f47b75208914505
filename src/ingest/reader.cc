#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include "ingest/article_source.h"
#include "ingest/byte_stream.h"
#include "ingest/encoding.h"
#include "ingest/ingest.h"
#include "ingest/inputs.h"
#include "ingest/json_article.h"
#include "ingest/page_article.h"
#include "ingest/text_article.h"

namespace detente::ingest {

namespace {

Description description_of(const Input& input) {
  return {input.form, is_standard_input(input) ? std::string() : input.path, origin_of(input)};
}

// Whether all its bytes are one article.
bool is_one_article(const Input& input) {
  const Format format = input.form.format;
  return input.sized && !input.form.packed && (format == Format::text || format == Format::page);
}

}  // namespace

class Reader::State {
 public:
  State(const std::vector<std::string>& paths, Options options)
      : options_(std::move(options)), inputs_(find_inputs(paths)) {
    for (const auto& found : inputs_) {
      const Input* input = std::get_if<Input>(&found);
      total_ += input != nullptr ? input->size : 0;
      total_known_ &= input == nullptr || input->sized;
    }
  }

  std::optional<Result<Article>> next() {
    while (true) {
      if (articles_) {
        if (auto article = articles_->next()) {
          return article;
        }
        close();
      }
      if (at_ == inputs_.size()) {
        return std::nullopt;
      }
      const std::variant<Input, Error>& found = inputs_[at_++];
      if (const Error* error = std::get_if<Error>(&found)) {
        return *error;
      }
      if (std::optional<Error> error = open(std::get<Input>(found))) {
        close();
        return std::move(*error);
      }
    }
  }

  [[nodiscard]] std::uint64_t bytes_read() const {
    return bytes_done_ + (stream_ != nullptr ? stream_->bytes_read() : 0);
  }
  [[nodiscard]] std::uint64_t bytes_total() const { return total_known_ ? total_ : 0; }

 private:
  std::optional<Error> open(const Input& input) {
    size_ = input.size;
    Description description = description_of(input);
    if (is_one_article(input) && input.size > max_article_bytes) {
      return Error{ErrorCode::too_large, "the file has more than 16 MiB; cut it into single articles",
                   description.origin.subject};
    }
    Result<std::unique_ptr<ByteStream>> opened =
        is_standard_input(input) ? ByteStream::standard_input() : ByteStream::open(input.path);
    if (!opened) {
      return opened.error();
    }
    std::unique_ptr<ByteStream> stream = std::move(*opened);
    stream_ = stream.get();
    Result<std::unique_ptr<ArticleSource>> articles =
        open_articles(std::move(stream), std::move(description), options_);
    if (!articles) {
      stream_ = nullptr;
      return articles.error();
    }
    articles_ = std::move(*articles);
    return std::nullopt;
  }

  // What is passed over counts as read, so that progress ends at the total.
  void close() {
    bytes_done_ += std::max(size_, stream_ != nullptr ? stream_->bytes_read() : 0);
    stream_ = nullptr;
    articles_.reset();
  }

  Options options_;
  std::vector<std::variant<Input, Error>> inputs_;
  std::size_t at_ = 0;
  std::unique_ptr<ArticleSource> articles_;
  const ByteStream* stream_ = nullptr;  // what `articles_` come from
  std::uint64_t size_ = 0;              // of it; 0 when it is not known
  std::uint64_t total_ = 0;
  bool total_known_ = true;
  std::uint64_t bytes_done_ = 0;
};

// NOLINTNEXTLINE(performance-unnecessary-value-param): the header's contract, callers hand over a list made for it
Reader::Reader(std::vector<std::string> paths, Options options)
    : state_(std::make_unique<State>(paths, std::move(options))) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

std::optional<Result<Article>> Reader::next() {
  return state_->next();
}

std::uint64_t Reader::bytes_read() const {
  return state_->bytes_read();
}

std::uint64_t Reader::bytes_total() const {
  return state_->bytes_total();
}

Result<Article> read_text(std::string_view bytes, std::string_view name, const Options& options) {
  return read_text_article(bytes, name, {std::string(name), ""}, options);
}

Result<Article> read_html(std::string_view bytes, std::string_view name, const Options& options) {
  return read_page_article(bytes, name, {std::string(name), ""}, options);
}

Result<Article> read_json(std::string_view line, std::string_view name, const Options& options) {
  return JsonArticleReader().read(line, {std::string(name), ""}, options);
}

}  // namespace detente::ingest
