#include "ingest/line_reader.h"

#include <utility>

namespace detente::ingest {

namespace {

constexpr std::size_t chunk = std::size_t{256} << 10U;

std::string_view without_return(std::string_view line) {
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

}  // namespace

LineReader::LineReader(std::unique_ptr<ByteSource> source, std::size_t longest)
    : source_(std::move(source)), longest_(longest) {}

std::optional<Line> LineReader::next() {
  while (true) {
    if (const std::size_t end = buffer_.find('\n', scanned_); end != std::string::npos) {
      return take(end);
    }
    scanned_ = buffer_.size();
    if (buffer_.size() - begin_ > longest_ + 1) {
      return pass_over();
    }
    if (!fill()) {
      return begin_ == buffer_.size() || failure() ? std::nullopt : take(buffer_.size());
    }
  }
}

// Moves what is left to the front first, so that the buffer never holds more than a line and a chunk.
bool LineReader::fill() {
  buffer_.erase(0, begin_);
  scanned_ -= begin_;
  begin_ = 0;
  return source_->append_to(buffer_, chunk);
}

std::optional<Line> LineReader::take(std::size_t end) {
  const std::string_view text = without_return(std::string_view(buffer_).substr(begin_, end - begin_));
  begin_ = end < buffer_.size() ? end + 1 : end;
  scanned_ = begin_;
  const bool too_long = text.size() > longest_;
  return Line{too_long ? std::string_view() : text, ++number_, too_long};
}

std::optional<Line> LineReader::pass_over() {
  while (true) {
    buffer_.clear();
    begin_ = 0;
    scanned_ = 0;
    if (!source_->append_to(buffer_, chunk)) {
      break;
    }
    if (const std::size_t end = buffer_.find('\n'); end != std::string::npos) {
      begin_ = end + 1;
      scanned_ = begin_;
      break;
    }
  }
  return Line{{}, ++number_, true};
}

}  // namespace detente::ingest
