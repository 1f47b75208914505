#include <algorithm>

#include "detente/document.h"

namespace detente {

std::string_view Document::meant(std::uint32_t token) const {
  const auto found = std::lower_bound(miswords.begin(), miswords.end(), token,
                                      [](const Misword& one, std::uint32_t wanted) { return one.token < wanted; });
  return found != miswords.end() && found->token == token ? std::string_view(found->meant) : word(token);
}

namespace {

constexpr std::uint32_t block_bytes = 64;

bool starts_code_point(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

}  // namespace

CodePointIndex::CodePointIndex(std::string_view text) : text_(text) {
  at_block_.reserve(text.size() / block_bytes + 1);
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % block_bytes == 0) {
      at_block_.push_back(count);
    }
    count += starts_code_point(text[i]) ? 1U : 0U;
  }
  if (text.size() % block_bytes == 0) {
    at_block_.push_back(count);
  }
}

std::uint32_t CodePointIndex::operator()(std::uint32_t byte) const {
  byte = std::min(byte, static_cast<std::uint32_t>(text_.size()));
  while (byte > 0 && byte < text_.size() && !starts_code_point(text_[byte])) {
    --byte;
  }
  const std::uint32_t block = byte / block_bytes;
  std::uint32_t count = at_block_[block];
  for (std::uint32_t i = block * block_bytes; i < byte; ++i) {
    count += starts_code_point(text_[i]) ? 1U : 0U;
  }
  return count;
}

}  // namespace detente
