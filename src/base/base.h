// What every room with a compiled file needs: its bytes mapped, its sections found, its checksum.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "detente/result.h"

namespace detente::base {

// Bytes that somebody keeps alive: copies share the owner.
struct SharedBytes {
  std::span<const std::byte> bytes;
  std::shared_ptr<const void> owner;

  static SharedBytes of(std::string bytes);
};

// A whole file, mapped read-only. Replace a mapped file by renaming another over it, never in place. Errors:
// not_found when it cannot be opened, corrupt_data when it is empty or no file; `what` names it in the message ("the
// compiled knowledge").
Result<SharedBytes> map_file(const std::filesystem::path& path, const std::string& what);

inline constexpr std::uint64_t checksum_of_nothing = 0xCBF29CE484222325U;

// FNV-1a (Fowler, Noll, Vo) over 8-byte words, the last bytes one by one. `before` is the sum of what stands before.
std::uint64_t checksum_of(std::span<const std::byte> bytes, std::uint64_t before = checksum_of_nothing);

// The checksum that stands in a file's header: of the header without it, and of all that follows.
template <typename Header>
std::uint64_t checksum_with(Header header, std::span<const std::byte> rest) {
  header.checksum = 0;
  return checksum_of(rest, checksum_of(std::as_bytes(std::span(&header, 1))));
}

// Sixteen digits.
std::string hexadecimal(std::uint64_t number);

// Where rows of one kind stand in a file.
struct Section {
  std::uint64_t offset = 0;
  std::uint64_t count = 0;
};

// The rows of a section; nothing when it is not aligned to its rows or reaches outside the bytes.
template <typename Row>
std::optional<std::span<const Row>> rows_of(std::span<const std::byte> bytes, const Section& section) {
  const std::uint64_t room = bytes.size();
  if (section.offset % alignof(Row) != 0 || section.offset > room ||
      section.count > (room - section.offset) / sizeof(Row)) {
    return std::nullopt;
  }
  // Written by append_rows() on the same architecture.
  return std::span(reinterpret_cast<const Row*>(bytes.data() + section.offset), section.count);  // NOLINT
}

// Puts rows at the end of a file's bytes, aligned to 16.
template <typename Row>
Section append_rows(std::string& file, const Row* rows, std::size_t count) {
  constexpr std::size_t alignment = 16;
  file.resize((file.size() + alignment - 1) / alignment * alignment);
  const Section section{file.size(), count};
  file.append(reinterpret_cast<const char*>(rows), count * sizeof(Row));  // NOLINT: plain rows, read by rows_of()
  return section;
}

}  // namespace detente::base
