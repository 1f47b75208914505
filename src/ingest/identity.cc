#include "ingest/identity.h"

#include <cstdint>

namespace detente::ingest {

std::string id_of_text(std::string_view text) {
  constexpr std::uint64_t offset_basis = 0xCBF29CE484222325U;
  constexpr std::uint64_t prime = 0x100000001B3U;
  std::uint64_t hash = offset_basis;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * prime;
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string id;
  for (unsigned shift = 64; shift > 0; shift -= 4) {
    id += digits[(hash >> (shift - 4)) & 0xFU];
  }
  return id;
}

}  // namespace detente::ingest
