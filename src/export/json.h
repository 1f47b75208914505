// Compact JSON, written field after field. Commas are the writer's business; that brackets match is the caller's.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace detente::exports {

class JsonWriter {
 public:
  // Appends to `out`, which must outlive the writer.
  explicit JsonWriter(std::string& out) : out_(out) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }

  // `name` must need no escaping.
  void key(std::string_view name);

  // Quotation mark, backslash and U+0000–U+001F are escaped, all else stands as it is, invalid bytes as U+FFFD.
  void string(std::string_view value);
  void integer(std::int64_t value);
  // As decimal() in numbers.h writes it.
  void number(double value, int digits);

  // Left out when empty.
  void text_field(std::string_view name, std::string_view value);
  void list_field(std::string_view name, const std::vector<std::string>& values);

  void string_field(std::string_view name, std::string_view value);
  void integer_field(std::string_view name, std::int64_t value);
  void number_field(std::string_view name, double value, int digits);

  template <typename T, std::invocable<JsonWriter&, const T&> Write>
  void array_field(std::string_view name, const std::vector<T>& values, Write write) {
    key(name);
    begin_array();
    for (const T& value : values) {
      write(*this, value);
    }
    end_array();
  }

 private:
  void separate();
  void open(char bracket);
  void close(char bracket);

  std::string& out_;
  bool after_value_ = false;
};

}  // namespace detente::exports
