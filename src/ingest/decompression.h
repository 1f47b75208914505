// Compressed bytes → the bytes in them: gzip (RFC 1952), zlib and raw deflate (RFC 1950, 1951), zstd (RFC 8878), xz.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ingest/byte_source.h"

namespace detente::ingest {

enum class Compression : std::uint8_t { none, gzip, zlib, deflate, zstd, xz };

// By the first six bytes; none for others. zlib and raw deflate do not show.
Compression compression_of(std::string_view head);

// A zstd file that begins with a dictionary for its frames, as IIPC's "Zstandard in WARC files" lays it down.
bool begins_with_dictionary(std::string_view head);

// One way of compression, in pieces as they come. Windows above 128 MiB are refused.
class Decoder {
 public:
  enum class State : std::uint8_t { under_way, at_end, broken };

  Decoder() = default;
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  virtual ~Decoder() = default;

  static std::unique_ptr<Decoder> of(Compression kind);

  // Forgets all but the dictionary.
  virtual void restart() = 0;

  // Takes from the front of `in`, writes to the front of `out` and shortens both by that. `last`: no more will come
  // behind `in`.
  virtual State decode(std::string_view& in, std::span<char>& out, bool last) = 0;

  // Whether it is one. Only zstd has them.
  virtual bool take_dictionary(std::string_view /*bytes*/) { return false; }
};

// The members of a file: stretches that can be unpacked each by itself, gzip's members and zstd's frames. A file that
// is not compressed is one member.
class Members {
 public:
  enum class Step : std::uint8_t {
    bytes,       // some were appended
    member_end,  // and all of the member was well
    end,         // of the file, behind a whole member
    damaged,     // broken, cut off, or no member at all; see `fault` and `resync`
    failed,      // the source did, see `failure`
  };

  Members(std::unique_ptr<ByteSource> source, Compression kind);
  ~Members();

  // Appends up to `most` bytes of the member, or goes to the next one.
  Step step(std::string& out, std::size_t most);

  // Behind damage: to the next member whose content begins with `beginning`, even one that the damaged member seemed
  // to hold. False when there is none.
  bool resync(std::string_view beginning);

  // Where the member begins in the file.
  [[nodiscard]] std::uint64_t place() const { return member_; }
  [[nodiscard]] const std::string& fault() const { return fault_; }
  [[nodiscard]] std::optional<Failure> failure() const { return source_->failure(); }

 private:
  bool fill();
  bool open_member();
  bool take_dictionary();
  Step damage(const char* what);
  // `step`, now or behind the bytes that came with it.
  Step conclude(Step step, bool bytes_came);
  [[nodiscard]] bool begins_at(std::size_t at, std::string_view beginning);

  std::unique_ptr<ByteSource> source_;
  Compression kind_;
  std::unique_ptr<Decoder> decoder_;
  std::string packed_;        // what was read and may be needed again
  std::uint64_t offset_ = 0;  // of its first byte in the file
  std::size_t at_ = 0;        // the next byte to unpack
  std::uint64_t member_ = 0;  // where the member begins in the file
  bool open_ = false;         // inside a member
  bool any_ = false;          // a member was opened before
  bool source_ended_ = false;
  std::optional<Step> pending_;  // what the next step is, when bytes came before it
  std::string fault_;
};

// All that is in a compressed source, one member behind the other.
class UnpackedBytes final : public ByteSource {
 public:
  UnpackedBytes(std::unique_ptr<ByteSource> source, Compression kind) : members_(std::move(source), kind) {}

  bool append_to(std::string& out, std::size_t most) override;
  [[nodiscard]] std::optional<Failure> failure() const override { return failure_; }

 private:
  Members members_;
  std::optional<Failure> failure_;
  bool ended_ = false;
};

}  // namespace detente::ingest
