#include "ingest/decompression.h"

#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace detente::ingest {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t chunk = std::size_t{64} << 10U;

// How far back a member is looked for behind damage. Deflate notices a cut within a stored block's 64 KiB and what
// little of the next member still makes sense to it.
constexpr std::size_t look_back = std::size_t{1} << 20U;

constexpr std::string_view gzip_magic = "\x1F\x8B\x08"sv;
constexpr std::string_view zstd_magic = "\x28\xB5\x2F\xFD"sv;
constexpr std::string_view xz_magic =
    "\xFD"
    "7zXZ\0"sv;
constexpr std::string_view dictionary_magic = "\x5D\x2A\x4D\x18"sv;
constexpr std::size_t frame_head = 8;  // of a skippable zstd frame: magic and size
constexpr std::size_t largest_dictionary = std::size_t{16} << 20U;

bool is_skippable_frame(std::string_view head) {
  return head.size() >= 4 && (static_cast<unsigned char>(head[0]) & 0xF0U) == 0x50U &&
         head.substr(1, 3) == dictionary_magic.substr(1);
}

class Copy final : public Decoder {
 public:
  void restart() override {}

  State decode(std::string_view& in, std::span<char>& out, bool last) override {
    const std::size_t size = std::min(in.size(), out.size());
    std::copy_n(in.begin(), size, out.begin());
    in.remove_prefix(size);
    out = out.subspan(size);
    return last && in.empty() ? State::at_end : State::under_way;
  }
};

class Inflation final : public Decoder {
 public:
  // `window_bits` as zlib's inflateInit2 has them.
  explicit Inflation(int window_bits) : ready_(inflateInit2(&stream_, window_bits) == Z_OK) {}
  Inflation(const Inflation&) = delete;
  Inflation& operator=(const Inflation&) = delete;
  ~Inflation() override { inflateEnd(&stream_); }

  void restart() override { ready_ = inflateReset(&stream_) == Z_OK; }

  State decode(std::string_view& in, std::span<char>& out, bool /*last*/) override {
    if (!ready_) {
      return State::broken;
    }
    constexpr std::size_t most = std::numeric_limits<unsigned>::max();
    const auto given = static_cast<unsigned>(std::min(in.size(), most));
    const auto room = static_cast<unsigned>(std::min(out.size(), most));
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): zlib does not write there
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = given;
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = room;
    const int code = inflate(&stream_, Z_NO_FLUSH);
    in.remove_prefix(given - stream_.avail_in);
    out = out.subspan(room - stream_.avail_out);
    if (code == Z_STREAM_END) {
      return State::at_end;
    }
    return code == Z_OK || code == Z_BUF_ERROR ? State::under_way : State::broken;
  }

 private:
  z_stream stream_{};
  bool ready_;
};

class Zstd final : public Decoder {
 public:
  void restart() override { ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only); }

  State decode(std::string_view& in, std::span<char>& out, bool /*last*/) override {
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    const std::size_t left = ZSTD_decompressStream(context_.get(), &to, &from);
    in.remove_prefix(from.pos);
    out = out.subspan(to.pos);
    if (ZSTD_isError(left) != 0) {
      return State::broken;
    }
    return left == 0 ? State::at_end : State::under_way;
  }

  bool take_dictionary(std::string_view bytes) override {
    return ZSTD_isError(ZSTD_DCtx_loadDictionary(context_.get(), bytes.data(), bytes.size())) == 0;
  }

 private:
  struct Free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };
  std::unique_ptr<ZSTD_DCtx, Free> context_{ZSTD_createDCtx()};
};

class Xz final : public Decoder {
 public:
  Xz() { restart(); }
  Xz(const Xz&) = delete;
  Xz& operator=(const Xz&) = delete;
  ~Xz() override { lzma_end(&stream_); }

  void restart() override {
    constexpr std::uint64_t most_memory = std::uint64_t{130} << 20U;
    ready_ = lzma_stream_decoder(&stream_, most_memory, LZMA_CONCATENATED) == LZMA_OK;
  }

  State decode(std::string_view& in, std::span<char>& out, bool last) override {
    if (!ready_) {
      return State::broken;
    }
    stream_.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
    stream_.avail_in = in.size();
    stream_.next_out = reinterpret_cast<std::uint8_t*>(out.data());
    stream_.avail_out = out.size();
    const lzma_ret code = lzma_code(&stream_, last ? LZMA_FINISH : LZMA_RUN);
    in.remove_prefix(in.size() - stream_.avail_in);
    out = out.subspan(out.size() - stream_.avail_out);
    if (code == LZMA_STREAM_END) {
      return State::at_end;
    }
    return code == LZMA_OK || code == LZMA_BUF_ERROR ? State::under_way : State::broken;
  }

 private:
  lzma_stream stream_ = LZMA_STREAM_INIT;
  bool ready_ = false;
};

}  // namespace

Compression compression_of(std::string_view head) {
  if (head.starts_with(gzip_magic)) {
    return Compression::gzip;
  }
  if (head.starts_with(zstd_magic) || is_skippable_frame(head)) {
    return Compression::zstd;
  }
  return head.starts_with(xz_magic) ? Compression::xz : Compression::none;
}

bool begins_with_dictionary(std::string_view head) {
  return head.starts_with(dictionary_magic);
}

std::unique_ptr<Decoder> Decoder::of(Compression kind) {
  constexpr int gzip_only = 16;  // added to zlib's window bits
  switch (kind) {
    case Compression::gzip:
      return std::make_unique<Inflation>(MAX_WBITS + gzip_only);
    case Compression::zlib:
      return std::make_unique<Inflation>(MAX_WBITS);
    case Compression::deflate:
      return std::make_unique<Inflation>(-MAX_WBITS);
    case Compression::zstd:
      return std::make_unique<Zstd>();
    case Compression::xz:
      return std::make_unique<Xz>();
    case Compression::none:
      break;
  }
  return std::make_unique<Copy>();
}

Members::Members(std::unique_ptr<ByteSource> source, Compression kind)
    : source_(std::move(source)), kind_(kind), decoder_(Decoder::of(kind)) {}

Members::~Members() = default;

// Keeps what `resync` may go back to.
bool Members::fill() {
  if (source_ended_) {
    return false;
  }
  const std::size_t in_member = open_ ? static_cast<std::size_t>(offset_ + at_ - member_) : 0;
  const std::size_t drop = at_ - std::min({at_, in_member, look_back});
  if (drop > look_back || drop == packed_.size()) {
    packed_.erase(0, drop);
    offset_ += drop;
    at_ -= drop;
  }
  source_ended_ = !source_->append_to(packed_, chunk);
  return !source_ended_;
}

// The dictionary itself may be compressed.
bool Members::take_dictionary() {
  while (packed_.size() - at_ < frame_head && fill()) {
  }
  const std::string_view head = std::string_view(packed_).substr(at_);
  if (head.size() < frame_head) {
    return false;
  }
  std::size_t size = 0;
  for (std::size_t i = frame_head; i > 4; --i) {
    size = (size << 8U) | static_cast<unsigned char>(head[i - 1]);
  }
  if (size > largest_dictionary) {
    return false;
  }
  while (packed_.size() - at_ < frame_head + size && fill()) {
  }
  if (packed_.size() - at_ < frame_head + size) {
    return false;
  }
  std::string dictionary = packed_.substr(at_ + frame_head, size);
  if (dictionary.starts_with(zstd_magic)) {
    UnpackedBytes unpacked(std::make_unique<BytesInMemory>(dictionary), Compression::zstd);
    std::string plain;
    read_up_to(unpacked, plain, largest_dictionary);
    if (unpacked.failure()) {
      return false;
    }
    dictionary = std::move(plain);
  }
  at_ += frame_head + size;
  return decoder_->take_dictionary(dictionary);
}

bool Members::open_member() {
  member_ = offset_ + at_;
  open_ = true;
  const bool first = !std::exchange(any_, true);
  decoder_->restart();
  return !first || kind_ != Compression::zstd || !begins_with_dictionary(std::string_view(packed_).substr(at_)) ||
         take_dictionary();
}

Members::Step Members::damage(const char* what) {
  fault_ = what;
  return Step::damaged;
}

Members::Step Members::conclude(Step step, bool bytes_came) {
  if (!bytes_came) {
    return step;
  }
  pending_ = step;
  return Step::bytes;
}

Members::Step Members::step(std::string& out, std::size_t most) {
  if (pending_) {
    return *std::exchange(pending_, std::nullopt);
  }
  if (!open_) {
    constexpr std::size_t magic = 4;
    while (packed_.size() - at_ < magic && fill()) {
    }
    if (packed_.size() == at_) {
      return failure() ? Step::failed : Step::end;
    }
    if (!open_member()) {
      return damage("its dictionary is broken");
    }
  }
  const std::size_t before = out.size();
  while (true) {
    if (at_ == packed_.size()) {
      fill();
    }
    if (at_ == packed_.size() && failure()) {
      return Step::failed;
    }
    out.resize(before + most);
    std::string_view in = std::string_view(packed_).substr(at_);
    std::span<char> room(out.data() + before, most);
    const Decoder::State state = decoder_->decode(in, room, source_ended_);
    const bool stuck = room.size() == most && in.size() == packed_.size() - at_;
    at_ = packed_.size() - in.size();
    out.resize(out.size() - room.size());
    const bool bytes_came = out.size() > before;
    if (state == Decoder::State::at_end) {
      open_ = false;
      return conclude(Step::member_end, bytes_came);
    }
    if (state == Decoder::State::broken) {
      return conclude(damage("the compressed bytes are broken"), bytes_came);
    }
    if (bytes_came) {
      return Step::bytes;
    }
    if (source_ended_ && (in.empty() || stuck)) {
      return damage("the compressed bytes end too early");
    }
  }
}

// Whether a member at `at` can be unpacked so far that its beginning shows.
bool Members::begins_at(std::size_t at, std::string_view beginning) {
  constexpr std::size_t enough = std::size_t{4} << 10U;  // of packed bytes, names and tables in front included
  at_ = at;
  open_ = false;
  while (packed_.size() - at_ < enough && fill()) {
  }
  std::array<char, 16> bytes{};
  std::span<char> room(bytes.data(), std::min(beginning.size(), bytes.size()));
  std::string_view in = std::string_view(packed_).substr(at_);
  decoder_->restart();
  while (!room.empty()) {
    const std::size_t left = in.size() + room.size();
    if (decoder_->decode(in, room, source_ended_) == Decoder::State::broken || left == in.size() + room.size()) {
      break;
    }
  }
  return room.empty() &&
         beginning.starts_with(std::string_view(bytes.data(), std::min(beginning.size(), bytes.size())));
}

bool Members::resync(std::string_view beginning) {
  const std::string_view magic = kind_ == Compression::gzip ? gzip_magic : zstd_magic;
  if (kind_ != Compression::gzip && kind_ != Compression::zstd) {
    return false;
  }
  std::size_t from = member_ < offset_ ? 0 : static_cast<std::size_t>(member_ - offset_) + 1;
  while (true) {
    const std::size_t found = packed_.find(magic, std::min(from, packed_.size()));
    if (found != std::string::npos) {
      const std::uint64_t place = offset_ + found;
      if (begins_at(found, beginning)) {
        return true;
      }
      from = static_cast<std::size_t>(place - offset_) + 1;
      continue;
    }
    at_ = packed_.size() - std::min(packed_.size(), magic.size() - 1);
    open_ = false;
    const std::uint64_t place = offset_ + std::max(from, at_);
    if (!fill()) {
      at_ = packed_.size();
      return false;
    }
    from = static_cast<std::size_t>(place - offset_);
  }
}

bool UnpackedBytes::append_to(std::string& out, std::size_t most) {
  while (!ended_) {
    switch (members_.step(out, most)) {
      case Members::Step::bytes:
        return true;
      case Members::Step::member_end:
        break;
      case Members::Step::damaged:
        failure_ = Failure{ErrorCode::damaged, members_.fault()};
        ended_ = true;
        break;
      case Members::Step::failed:
        failure_ = members_.failure();
        ended_ = true;
        break;
      case Members::Step::end:
        ended_ = true;
        break;
    }
  }
  return false;
}

}  // namespace detente::ingest
