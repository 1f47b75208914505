// Which addresses of the internet protocol lie in the public network.
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "fetch/fetch.h"

namespace detente::fetch {

namespace {

using Bytes6 = std::array<std::uint8_t, 16>;

struct Block4 {
  std::uint32_t first;
  unsigned bits;
};

constexpr std::uint32_t v4(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return a << 24U | b << 16U | c << 8U | d;
}

// https://www.iana.org/assignments/iana-ipv4-special-registry
constexpr auto closed_4 = std::to_array<Block4>({
    {v4(0, 0, 0, 0), 8},        // this network
    {v4(10, 0, 0, 0), 8},       // private
    {v4(100, 64, 0, 0), 10},    // shared, behind a carrier's NAT
    {v4(127, 0, 0, 0), 8},      // this machine
    {v4(169, 254, 0, 0), 16},   // this link; clouds' metadata
    {v4(172, 16, 0, 0), 12},    // private
    {v4(192, 0, 0, 0), 24},     // protocols
    {v4(192, 0, 2, 0), 24},     // documentation
    {v4(192, 88, 99, 0), 24},   // relays of 6to4
    {v4(192, 168, 0, 0), 16},   // private
    {v4(198, 18, 0, 0), 15},    // benchmarks
    {v4(198, 51, 100, 0), 24},  // documentation
    {v4(203, 0, 113, 0), 24},   // documentation
    {v4(224, 0, 0, 0), 4},      // groups
    {v4(240, 0, 0, 0), 4},      // reserved, and to all
});

struct Block6 {
  std::array<std::uint8_t, 8> first;
  unsigned bits;
};

// https://www.iana.org/assignments/iana-ipv6-special-registry; only 2000::/3 is given out at all.
constexpr auto closed_6 = std::to_array<Block6>({
    {{0x20, 0x01, 0x00}, 23},              // protocols, Teredo
    {{0x20, 0x01, 0x0D, 0xB8}, 32},        // documentation
    {{0x3F, 0xFF, 0x00}, 20},              // documentation
    {{0x26, 0x20, 0x00, 0x4F, 0x80}, 48},  // AS112
});

bool is_public_4(std::uint32_t address) {
  return std::none_of(closed_4.begin(), closed_4.end(), [&](const Block4& block) {
    const std::uint32_t mask = ~std::uint32_t{0} << (32U - block.bits);
    return (address & mask) == block.first;
  });
}

bool begins_with(const Bytes6& address, const std::array<std::uint8_t, 8>& first, unsigned bits) {
  for (unsigned i = 0; i < bits; ++i) {
    const unsigned bit = 0x80U >> (i % 8U);
    if (((address.at(i / 8U) ^ first.at(i / 8U)) & bit) != 0) {
      return false;
    }
  }
  return true;
}

std::uint32_t inner_4(const Bytes6& address, std::size_t at) {
  return v4(address.at(at), address.at(at + 1), address.at(at + 2), address.at(at + 3));
}

bool is_public_6(const Bytes6& address) {
  constexpr std::size_t mapped_size = 12;
  Bytes6 mapped{};
  mapped[10] = mapped[11] = 0xFF;
  if (std::equal(mapped.begin(), mapped.begin() + mapped_size, address.begin())) {
    return is_public_4(inner_4(address, mapped_size));  // ::ffff:1.2.3.4
  }
  constexpr std::array<std::uint8_t, 8> translated{0x00, 0x64, 0xFF, 0x9B};
  if (begins_with(address, translated, 64) &&
      std::all_of(address.begin() + 8, address.begin() + mapped_size, [](std::uint8_t byte) { return byte == 0; })) {
    return is_public_4(inner_4(address, mapped_size));  // 64:ff9b::1.2.3.4, RFC 6052
  }
  if (begins_with(address, {0x20, 0x02}, 16)) {
    return is_public_4(inner_4(address, 2));  // 6to4, 2002:0102:0304::
  }
  constexpr std::array<std::uint8_t, 8> given_out{0x20};
  return begins_with(address, given_out, 3) &&
         std::none_of(closed_6.begin(), closed_6.end(),
                      [&](const Block6& block) { return begins_with(address, block.first, block.bits); });
}

}  // namespace

bool is_public(const sockaddr& address) {
  // Copied out, since a sockaddr need not be aligned as its kinds are.
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return is_public_4(ntohl(in.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    Bytes6 bytes{};
    std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
    return is_public_6(bytes);
  }
  return false;
}

}  // namespace detente::fetch
