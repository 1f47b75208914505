// Bytes of a file or of standard input, read forward once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "detente/result.h"

namespace detente::ingest {

// Owns its file descriptor (not standard input's).
class ByteStream {
 public:
  // not_found or unreadable when it cannot be opened.
  static Result<ByteStream> open(const std::string& path);
  static ByteStream standard_input();

  ByteStream(ByteStream&& other) noexcept;
  ByteStream& operator=(ByteStream&& other) noexcept;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;
  ~ByteStream();

  // Appends up to `most` bytes to `out`; false at the end or after an error, see `failed`.
  bool append_to(std::string& out, std::size_t most);

  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  ByteStream(int descriptor, bool owned) : descriptor_(descriptor), owned_(owned) {}
  void close();

  int descriptor_;
  bool owned_;
  bool failed_ = false;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace detente::ingest
