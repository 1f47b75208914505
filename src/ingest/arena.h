// Memory that is taken piece by piece and given back as a whole.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace detente::ingest {

// Not thread-safe. The pieces live as long as the arena.
class Arena {
 public:
  // Aligned for any type. Never null; throws std::bad_alloc.
  void* allocate(std::size_t size);

 private:
  std::vector<std::unique_ptr<std::byte[]>> chunks_;  // NOLINT(modernize-avoid-c-arrays): raw memory
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace detente::ingest
