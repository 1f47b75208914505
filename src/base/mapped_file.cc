#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cstring>
#include <string_view>

#include "base/base.h"

namespace detente::base {

namespace {

static_assert(std::endian::native == std::endian::little, "compiled files are little-endian");

constexpr std::uint64_t fnv_prime = 0x100000001B3U;

}  // namespace

SharedBytes SharedBytes::of(std::string bytes) {
  const auto owner = std::make_shared<const std::string>(std::move(bytes));
  return {std::as_bytes(std::span(owner->data(), owner->size())), owner};
}

Result<SharedBytes> map_file(const std::filesystem::path& path, const std::string& what) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);  // NOLINT(cppcoreguidelines-pro-type-vararg)
  if (file < 0) {
    return Error{ErrorCode::not_found, what + " cannot be opened", path.string()};
  }
  struct stat info {};
  const bool known = ::fstat(file, &info) == 0 && info.st_size > 0;
  const auto size = known ? static_cast<std::size_t>(info.st_size) : 0;
  void* const at = known ? ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0) : MAP_FAILED;
  ::close(file);
  if (at == MAP_FAILED) {  // NOLINT: the macro casts
    return Error{ErrorCode::corrupt_data, what + " is empty or cannot be mapped; build it again", path.string()};
  }
  return SharedBytes{{static_cast<const std::byte*>(at), size},
                     std::shared_ptr<const void>(at, [size](const void* mapped) {
                       ::munmap(const_cast<void*>(mapped), size);  // NOLINT: what mmap() gave
                     })};
}

std::uint64_t checksum_of(std::span<const std::byte> bytes, std::uint64_t before) {
  std::uint64_t sum = before;
  std::size_t i = 0;
  for (; i + sizeof(std::uint64_t) <= bytes.size(); i += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i, sizeof(word));
    sum = (sum ^ word) * fnv_prime;
  }
  for (; i < bytes.size(); ++i) {
    sum = (sum ^ static_cast<std::uint64_t>(bytes[i])) * fnv_prime;
  }
  return sum;
}

std::string hexadecimal(std::uint64_t number) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text(2 * sizeof(number), '0');
  for (auto digit = text.rbegin(); digit != text.rend(); ++digit, number >>= 4U) {
    *digit = digits[number & 0xFU];
  }
  return text;
}

}  // namespace detente::base
