// Compiled knowledge and gazetteer in which up to eight bytes that stand together were changed, or the end was cut
// off or added to: all of it is noticed. (checksum_of() cannot miss a change of that kind.)
//
//   byte 0      which file
//   bytes 1, 2  where
//   the rest    what stands there now; nothing: the file ends there
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "invariants.h"
#include "knowledge/small_world.h"
#include "resolve/gazetteer.h"
#include "resolve/small_gazetteer.h"

namespace {

using detente::fuzz::require;

constexpr std::size_t most_changed = 8;
constexpr std::size_t front = 3;

std::string damaged(std::string good, std::size_t at, std::string_view change) {
  at %= good.size() + 1;
  if (change.empty()) {
    good.resize(at);
  }
  return good.replace(std::min(at, good.size()), change.size(), change);
}

template <typename Kind>
void check(const std::string& good, const std::string& bytes) {
  const auto opened = Kind::from_bytes(bytes);
  require(opened.ok() == (bytes == good), "a damaged file is refused, and no other");
  require(opened.ok() || opened.error().code == detente::ErrorCode::corrupt_data, "damage is called so");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string knowledge = detente::knowledge::small_bytes();
  static const std::string gazetteer = detente::resolve::small_gazetteer_bytes();
  if (size < front || size > front + most_changed) {
    return 0;
  }
  const std::size_t at = data[1] + std::size_t{256} * data[2];
  const auto change = detente::fuzz::words_of(data + front, size - front);
  if (data[0] % 2 == 0) {
    check<detente::knowledge::Knowledge>(knowledge, damaged(knowledge, at, change));
  } else {
    check<detente::resolve::Gazetteer>(gazetteer, damaged(gazetteer, at, change));
  }
  return 0;
}
