#include <algorithm>
#include <optional>
#include <utility>

#include "ingest/byte_stream.h"
#include "ingest/encoding.h"
#include "ingest/ingest.h"
#include "ingest/inputs.h"
#include "ingest/json_article.h"
#include "ingest/lettering.h"
#include "ingest/line_reader.h"
#include "ingest/page_article.h"
#include "ingest/text_article.h"

namespace detente::ingest {

namespace {

constexpr std::size_t chunk = std::size_t{256} << 10U;

// How messages call standard input.
constexpr std::string_view standard_input_name = "standard input";

bool is_standard_input(const Input& input) {
  return input.path == "-";
}

Origin origin_of(const Input& input) {
  return is_standard_input(input) ? Origin{std::string(standard_input_name), ""} : Origin{input.path, input.path};
}

// One JSON Lines file on its way.
struct JsonLines {
  LineReader lines;
  Origin origin;
  std::uint64_t size;  // 0 when it is not known
  bool any = false;    // an article or an error came out of it
};

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
      if (lines_) {
        if (auto article = next_line()) {
          return article;
        }
        count_done(lines_->size, lines_->lines.bytes_read());
        lines_.reset();
      }
      if (at_ == inputs_.size()) {
        return std::nullopt;
      }
      const std::variant<Input, Error>& found = inputs_[at_++];
      if (const Error* error = std::get_if<Error>(&found)) {
        return *error;
      }
      if (auto article = begin(std::get<Input>(found))) {
        return article;
      }
    }
  }

  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_done_ + (lines_ ? lines_->lines.bytes_read() : 0); }
  [[nodiscard]] std::uint64_t bytes_total() const { return total_known_ ? total_ : 0; }

 private:
  // The article of a file that holds one, or its error; nothing when it is JSON Lines, which `lines_` then reads.
  std::optional<Result<Article>> begin(const Input& input) {
    const Origin origin = origin_of(input);
    if (input.format != Format::json_lines) {
      count_done(input.size, 0);
    }
    if (input.sized && input.format != Format::json_lines && input.size > max_article_bytes) {
      return Error{ErrorCode::too_large, "the file has more than 16 MiB; cut it into single articles",
                   origin.subject};
    }
    Result<ByteStream> opened =
        is_standard_input(input) ? Result<ByteStream>(ByteStream::standard_input()) : ByteStream::open(input.path);
    if (!opened) {
      return opened.error();
    }
    ByteStream stream = std::move(*opened);
    std::string head;
    if (input.sized) {
      read_up_to(stream, head, chunk);
    } else {
      read_beginning(stream, head);
    }
    if (head.empty() && !stream.failed()) {
      return Error{ErrorCode::empty, "there is nothing in it", origin.subject};
    }
    const Format format = input.format == Format::unknown ? sniff(head) : input.format;
    if (format == Format::json_lines) {
      return begin_lines(std::move(stream), std::move(head), origin, input.size);
    }
    read_up_to(stream, head, max_article_bytes + 1);
    count_done(0, input.sized ? 0 : stream.bytes_read());
    if (stream.failed()) {
      return Error{ErrorCode::unreadable, "reading it failed half-way", origin.subject};
    }
    const std::string_view id = is_standard_input(input) ? std::string_view() : input.path;
    return format == Format::page ? read_page_article(head, id, origin, options_)
                                  : read_text_article(head, id, origin, options_);
  }

  // What is passed over counts as read, so that progress ends at the total.
  void count_done(std::uint64_t size, std::uint64_t read) { bytes_done_ += std::max(size, read); }

  static void read_up_to(ByteStream& stream, std::string& out, std::size_t most) {
    while (out.size() < most && stream.append_to(out, std::min(chunk, most - out.size()))) {
    }
  }

  // No more than its format shows in: whoever writes into the pipe may pause before the next article.
  static void read_beginning(ByteStream& stream, std::string& out) {
    constexpr std::size_t enough = 16;
    const auto shows_format = [&] {
      const std::string_view words = trimmed(without_mark(out));
      return words.starts_with('{') || words.size() >= enough;
    };
    while (!shows_format() && out.size() < max_article_bytes && stream.append_to(out, chunk)) {
    }
  }

  std::optional<Result<Article>> begin_lines(ByteStream stream, std::string head, const Origin& origin,
                                             std::uint64_t size) {
    if (std::optional<Error> error = refuse_lines(head, origin)) {
      count_done(size, stream.bytes_read());
      return std::move(*error);
    }
    head.erase(0, head.size() - without_mark(head).size());
    lines_.emplace(JsonLines{LineReader(std::move(stream), max_article_bytes, std::move(head)), origin, size});
    return std::nullopt;
  }

  // What makes a whole file unfit to be read line by line.
  static std::optional<Error> refuse_lines(std::string_view head, const Origin& origin) {
    const bool packed = !binary_format(head).empty() && first_invalid_utf8(head.substr(0, 16)).has_value();
    if (packed || !wide_encoding(head).empty()) {
      return check_text(head, origin);
    }
    const std::string_view words = trimmed(without_mark(head));
    if (words.starts_with('[')) {
      return Error{ErrorCode::malformed_json,
                   "a JSON list, not JSON Lines; put one article on each line: jq -c '.[]' FILE > NEW-FILE.jsonl",
                   origin.subject};
    }
    return std::nullopt;
  }

  std::optional<Result<Article>> next_line() {
    while (const std::optional<Line> line = lines_->lines.next()) {
      if (!line->too_long && trimmed(line->text).empty()) {
        continue;
      }
      lines_->any = true;
      const Origin origin{lines_->origin.subject + ":" + std::to_string(line->number), lines_->origin.file};
      if (line->too_long) {
        return Error{ErrorCode::too_large, "the line has more than 16 MiB; one article a line, please",
                     origin.subject};
      }
      return json_.read(line->text, origin, options_);
    }
    if (lines_->lines.failed() && !std::exchange(failure_told_, true)) {
      return Error{ErrorCode::unreadable, "reading it failed half-way", lines_->origin.subject};
    }
    failure_told_ = false;
    if (!std::exchange(lines_->any, true)) {
      return Error{ErrorCode::empty, "there is no article in it", lines_->origin.subject};
    }
    return std::nullopt;
  }

  Options options_;
  std::vector<std::variant<Input, Error>> inputs_;
  std::size_t at_ = 0;
  std::optional<JsonLines> lines_;
  bool failure_told_ = false;
  JsonArticleReader json_;
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
