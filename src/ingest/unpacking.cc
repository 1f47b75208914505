#include "ingest/unpacking.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace detente::ingest {

namespace {

constexpr std::string_view gzip_mark = "\x1F\x8B";
constexpr std::string_view zip_mark = "PK\x03\x04";

// zlib's names for what it should expect: a gzip header, or none at all.
constexpr int gzip_window = 15 + 16;
constexpr int bare_window = -15;

class Inflater {
 public:
  explicit Inflater(int window) { ready_ = inflateInit2(&stream_, window) == Z_OK; }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // False when more than `most` bytes came out.
  bool run(std::string_view bytes, std::size_t most, bool many_members, std::string& out) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // NOLINT: zlib does not write to it
    stream_.avail_in = static_cast<uInt>(bytes.size());
    while (ready_) {
      stream_.next_out = reinterpret_cast<Bytef*>(buffer_.data());  // NOLINT: zlib's bytes are unsigned
      stream_.avail_out = static_cast<uInt>(buffer_.size());
      const int status = inflate(&stream_, Z_NO_FLUSH);
      out.append(buffer_.data(), buffer_.size() - stream_.avail_out);
      if (out.size() > most) {
        return false;
      }
      const bool goes_on = many_members && status == Z_STREAM_END && stream_.avail_in > 0;
      if (status != Z_OK && (!goes_on || inflateReset(&stream_) != Z_OK)) {
        return true;
      }
    }
    return true;
  }

 private:
  static constexpr std::size_t buffer_size = std::size_t{1} << 16U;

  z_stream stream_{};
  std::array<char, buffer_size> buffer_{};
  bool ready_ = false;
};

std::size_t number_at(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])); };
  return byte(at) | byte(at + 1) << 8U;
}

// The packed bytes behind a zip archive's first local header (APPNOTE.TXT, section 4.3.7); nothing when they are not
// deflated.
std::optional<std::string_view> first_of_zip(std::string_view bytes) {
  constexpr std::size_t header_size = 30;
  constexpr std::size_t method_at = 8;
  constexpr std::size_t name_size_at = 26;
  constexpr std::size_t extra_size_at = 28;
  constexpr std::size_t deflated = 8;
  if (bytes.size() < header_size || number_at(bytes, method_at) != deflated) {
    return std::nullopt;
  }
  const std::size_t begin = header_size + number_at(bytes, name_size_at) + number_at(bytes, extra_size_at);
  return begin < bytes.size() ? std::optional(bytes.substr(begin)) : std::nullopt;
}

}  // namespace

bool is_packed(std::string_view bytes) {
  return bytes.starts_with(gzip_mark) || bytes.starts_with(zip_mark);
}

Result<std::string> unpacked(std::string_view bytes, std::size_t most, const std::string& subject) {
  const bool is_zip = bytes.starts_with(zip_mark);
  const std::optional<std::string_view> packed = is_zip ? first_of_zip(bytes) : bytes;
  std::string out;
  if (packed && !Inflater(is_zip ? bare_window : gzip_window).run(*packed, most, !is_zip, out)) {
    return Error{ErrorCode::too_large, "unpacked it has more than " + std::to_string(most >> 20U) + " MiB", subject};
  }
  if (out.empty()) {
    return Error{ErrorCode::binary, "a packed file of which nothing could be got out", subject};
  }
  return out;
}

}  // namespace detente::ingest
