// Bytes of a file or of standard input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "detente/result.h"
#include "ingest/byte_source.h"

namespace detente::ingest {

// Owns its file descriptor (not standard input's).
class ByteStream final : public ByteSource {
 public:
  // not_found or unreadable when it cannot be opened.
  static Result<std::unique_ptr<ByteStream>> open(const std::string& path);
  static std::unique_ptr<ByteStream> standard_input();

  ByteStream(int descriptor, bool owned) : descriptor_(descriptor), owned_(owned) {}
  ~ByteStream() override;

  bool append_to(std::string& out, std::size_t most) override;
  [[nodiscard]] std::optional<Failure> failure() const override;
  std::optional<std::uint64_t> seek(std::int64_t place, bool from_end) override;

  // Counted from the beginning: where the next byte comes from.
  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  int descriptor_;
  bool owned_;
  bool failed_ = false;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace detente::ingest
