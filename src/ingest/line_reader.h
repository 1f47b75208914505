// Lines of a stream in bounded memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/byte_stream.h"

namespace detente::ingest {

struct Line {
  std::string_view text;     // without its line end; empty when it was too long; good until the next call
  std::uint64_t number = 0;  // from 1
  bool too_long = false;     // it was passed over
};

class LineReader {
 public:
  // Lines of more than `longest` bytes are passed over without being held. `begun` are bytes already read.
  LineReader(ByteStream stream, std::size_t longest, std::string begun = {});

  // Nothing at the end and after a read error, see `failed`.
  std::optional<Line> next();

  [[nodiscard]] bool failed() const { return stream_.failed(); }
  [[nodiscard]] std::uint64_t bytes_read() const { return stream_.bytes_read(); }

 private:
  bool fill();
  std::optional<Line> take(std::size_t end);
  std::optional<Line> pass_over();

  ByteStream stream_;
  std::size_t longest_;
  std::string buffer_;
  std::size_t begin_ = 0;    // of the bytes not handed out yet
  std::size_t scanned_ = 0;  // no line end before this byte
  std::uint64_t number_ = 0;
};

}  // namespace detente::ingest
