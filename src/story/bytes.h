// Plain values to bytes and back, for the state that is kept between two runs.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace detente::story {

// In the byte order of the machine; Stories::bytes() says so by its magic number.
class ByteWriter {
 public:
  template <typename T>
  void value(T number) {
    static_assert(std::is_arithmetic_v<T> || std::is_enum_v<T>);
    bytes_.append(reinterpret_cast<const char*>(&number), sizeof number);  // NOLINT: read back by ByteReader::value()
  }
  void text(std::string_view words) {
    value(static_cast<std::uint64_t>(words.size()));
    bytes_ += words;
  }
  template <typename T, typename Write>
  void list(const T& values, Write write) {
    value(static_cast<std::uint64_t>(values.size()));
    for (const auto& one : values) {
      write(one);
    }
  }

  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

// Thrown where the bytes end too early or cannot be meant; it never leaves the room.
struct UnfitBytes : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  template <typename T>
  T value() {
    static_assert(std::is_arithmetic_v<T> && !std::is_same_v<T, bool>, "truth() and choice() read the others");
    T number{};
    const std::string_view taken = take(sizeof number);
    taken.copy(reinterpret_cast<char*>(&number), sizeof number);  // NOLINT: written by ByteWriter::value()
    return number;
  }
  bool truth() { return value<std::uint8_t>() != 0; }
  // A value of an enumeration whose last one is `last`.
  template <typename T>
  T choice(T last) {
    const auto number = value<std::underlying_type_t<T>>();
    if (number > static_cast<std::underlying_type_t<T>>(last)) {
      throw UnfitBytes("a value is none of those that may stand there");
    }
    return static_cast<T>(number);
  }
  std::string text() { return std::string(take(value<std::uint64_t>())); }
  template <typename T, typename Read>
  std::vector<T> list(Read read) {
    const auto count = value<std::uint64_t>();
    if (count > rest_.size()) {
      throw UnfitBytes("a list is longer than what is left");
    }
    std::vector<T> values;
    values.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) {
      values.push_back(read());
    }
    return values;
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view take(std::uint64_t count) {
    if (count > rest_.size()) {
      throw UnfitBytes("it ends too early");
    }
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  std::string_view rest_;
};

}  // namespace detente::story
