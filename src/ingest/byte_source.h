// Where bytes come from, whatever lies beneath: read forward once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "detente/result.h"

namespace detente::ingest {

// Why a source ended before its time; `message` is one for a person.
struct Failure {
  ErrorCode code = ErrorCode::unreadable;
  std::string message;
};

class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  // Appends up to `most` bytes to `out`; false at the end or after a failure, see `failure`.
  virtual bool append_to(std::string& out, std::size_t most) = 0;

  [[nodiscard]] virtual std::optional<Failure> failure() const = 0;

  // Goes to a place counted from the beginning, or, when `from_end`, from the end. The new place, or nothing where
  // that cannot be done: in a pipe, in what is compressed.
  virtual std::optional<std::uint64_t> seek(std::int64_t /*place*/, bool /*from_end*/) { return std::nullopt; }
};

// Until `out` has `most` bytes or the source ends.
void read_up_to(ByteSource& source, std::string& out, std::size_t most);

// Bytes in memory, which must live as long.
class BytesInMemory final : public ByteSource {
 public:
  explicit BytesInMemory(std::string_view bytes) : rest_(bytes) {}

  bool append_to(std::string& out, std::size_t most) override;
  [[nodiscard]] std::optional<Failure> failure() const override { return std::nullopt; }

 private:
  std::string_view rest_;
};

// A source whose beginning can be looked at before it is read.
class PeekedBytes final : public ByteSource {
 public:
  explicit PeekedBytes(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

  // At least `least` bytes, fewer only when there are no more. Good until the next call.
  std::string_view peek(std::size_t least);

  bool append_to(std::string& out, std::size_t most) override;
  [[nodiscard]] std::optional<Failure> failure() const override { return source_->failure(); }
  std::optional<std::uint64_t> seek(std::int64_t place, bool from_end) override;

 private:
  std::unique_ptr<ByteSource> source_;
  std::string head_;
};

}  // namespace detente::ingest
