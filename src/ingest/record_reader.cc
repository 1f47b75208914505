#include <algorithm>
#include <utility>

#include "ingest/byte_source.h"
#include "ingest/byte_stream.h"
#include "ingest/ingest.h"
#include "ingest/inputs.h"
#include "ingest/json_lines.h"
#include "ingest/json_record.h"
#include "ingest/lettering.h"
#include "ingest/line_reader.h"

namespace detente::ingest {

namespace {

struct Lines {
  LineReader reader;
  Origin origin;
  const ByteStream* stream;  // what `reader` reads
  std::uint64_t size;        // 0 when it is not known
  bool any = false;
};

}  // namespace

class RecordReader::State {
 public:
  explicit State(const std::vector<std::string>& paths) : inputs_(find_inputs(paths)) {
    for (const auto& found : inputs_) {
      const Input* input = std::get_if<Input>(&found);
      total_ += input != nullptr ? input->size : 0;
      total_known_ &= input == nullptr || input->sized;
    }
  }

  std::optional<Result<Record>> next() {
    while (true) {
      if (lines_) {
        if (auto record = next_line()) {
          return record;
        }
        bytes_done_ += std::max(lines_->size, lines_->stream->bytes_read());
        lines_.reset();
      }
      if (at_ == inputs_.size()) {
        return std::nullopt;
      }
      const std::variant<Input, Error>& found = inputs_[at_++];
      if (const Error* error = std::get_if<Error>(&found)) {
        return *error;
      }
      if (auto error = begin(std::get<Input>(found))) {
        return std::move(*error);
      }
    }
  }

  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_done_ + (lines_ ? lines_->stream->bytes_read() : 0); }
  [[nodiscard]] std::uint64_t bytes_total() const { return total_known_ ? total_ : 0; }

 private:
  std::optional<Error> begin(const Input& input) {
    const Origin origin = origin_of(input);
    Result<std::unique_ptr<ByteStream>> opened =
        is_standard_input(input) ? ByteStream::standard_input() : ByteStream::open(input.path);
    if (!opened) {
      return opened.error();
    }
    const ByteStream* stream = opened->get();
    auto bytes = std::make_unique<PeekedBytes>(std::move(*opened));
    if (auto error = refuse_lines(bytes->peek(1), origin)) {
      bytes_done_ += input.size;
      return error;
    }
    lines_.emplace(Lines{LineReader(std::move(bytes), max_record_bytes), origin, stream, input.size});
    return std::nullopt;
  }

  std::optional<Result<Record>> next_line() {
    while (const std::optional<Line> line = lines_->reader.next()) {
      if (!line->too_long && trimmed(line->text).empty()) {
        continue;
      }
      lines_->any = true;
      const Origin origin{lines_->origin.subject + ":" + std::to_string(line->number), lines_->origin.file};
      if (line->too_long) {
        return Error{ErrorCode::too_large, "the line has more than 128 MiB", origin.subject};
      }
      return json_.read(line->text, origin);
    }
    if (const std::optional<Failure> failure = lines_->reader.failure();
        failure && !std::exchange(failure_told_, true)) {
      return Error{failure->code, failure->message, lines_->origin.subject};
    }
    failure_told_ = false;
    if (!std::exchange(lines_->any, true)) {
      return Error{ErrorCode::empty, "there is no record in it", lines_->origin.subject};
    }
    return std::nullopt;
  }

  std::vector<std::variant<Input, Error>> inputs_;
  std::size_t at_ = 0;
  std::optional<Lines> lines_;
  bool failure_told_ = false;
  JsonRecordReader json_;
  std::uint64_t total_ = 0;
  bool total_known_ = true;
  std::uint64_t bytes_done_ = 0;
};

// NOLINTNEXTLINE(performance-unnecessary-value-param): as Reader's
RecordReader::RecordReader(std::vector<std::string> paths) : state_(std::make_unique<State>(paths)) {}
RecordReader::~RecordReader() = default;
RecordReader::RecordReader(RecordReader&&) noexcept = default;
RecordReader& RecordReader::operator=(RecordReader&&) noexcept = default;

std::optional<Result<Record>> RecordReader::next() {
  return state_->next();
}

std::uint64_t RecordReader::bytes_read() const {
  return state_->bytes_read();
}

std::uint64_t RecordReader::bytes_total() const {
  return state_->bytes_total();
}

Result<Record> read_record(std::string_view line, std::string_view name) {
  return JsonRecordReader().read(line, {std::string(name), ""});
}

}  // namespace detente::ingest
