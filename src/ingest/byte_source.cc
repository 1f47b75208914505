#include "ingest/byte_source.h"

#include <algorithm>

namespace detente::ingest {

namespace {

constexpr std::size_t chunk = std::size_t{256} << 10U;

}  // namespace

void read_up_to(ByteSource& source, std::string& out, std::size_t most) {
  while (out.size() < most && source.append_to(out, std::min(chunk, most - out.size()))) {
  }
}

bool BytesInMemory::append_to(std::string& out, std::size_t most) {
  const std::string_view next = rest_.substr(0, most);
  out += next;
  rest_.remove_prefix(next.size());
  return !next.empty();
}

std::string_view PeekedBytes::peek(std::size_t least) {
  while (head_.size() < least && source_->append_to(head_, chunk)) {
  }
  return head_;
}

bool PeekedBytes::append_to(std::string& out, std::size_t most) {
  if (head_.empty()) {
    return source_->append_to(out, most);
  }
  const std::size_t size = std::min(most, head_.size());
  out.append(head_, 0, size);
  head_.erase(0, size);
  return size > 0;
}

std::optional<std::uint64_t> PeekedBytes::seek(std::int64_t place, bool from_end) {
  const std::optional<std::uint64_t> now = source_->seek(place, from_end);
  if (now) {
    head_.clear();
  }
  return now;
}

}  // namespace detente::ingest
