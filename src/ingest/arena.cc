#include "ingest/arena.h"

#include <algorithm>

namespace detente::ingest {

namespace {

constexpr std::size_t chunk_bytes = std::size_t{256} << 10U;

}  // namespace

void* Arena::allocate(std::size_t size) {
  constexpr std::size_t alignment = alignof(std::max_align_t);
  size = (std::max(size, std::size_t{1}) + alignment - 1) / alignment * alignment;
  if (size > left_) {
    const std::size_t chunk = std::max(size, chunk_bytes);
    chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(chunk));  // NOLINT(modernize-avoid-c-arrays)
    next_ = chunks_.back().get();
    left_ = chunk;
  }
  void* piece = next_;
  next_ += size;
  left_ -= size;
  return piece;
}

}  // namespace detente::ingest
