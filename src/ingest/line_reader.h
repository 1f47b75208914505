// Lines of a source in bounded memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/byte_source.h"

namespace detente::ingest {

struct Line {
  std::string_view text;     // without its line end; empty when it was too long; good until the next call
  std::uint64_t number = 0;  // from 1
  bool too_long = false;     // it was passed over
};

class LineReader {
 public:
  // Lines of more than `longest` bytes are passed over without being held.
  LineReader(std::unique_ptr<ByteSource> source, std::size_t longest);

  // Nothing at the end and after a failure of the source; then a line without an end is lost.
  std::optional<Line> next();

  [[nodiscard]] std::optional<Failure> failure() const { return source_->failure(); }

 private:
  bool fill();
  std::optional<Line> take(std::size_t end);
  std::optional<Line> pass_over();

  std::unique_ptr<ByteSource> source_;
  std::size_t longest_;
  std::string buffer_;
  std::size_t begin_ = 0;    // of the bytes not handed out yet
  std::size_t scanned_ = 0;  // no line end before this byte
  std::uint64_t number_ = 0;
};

}  // namespace detente::ingest
