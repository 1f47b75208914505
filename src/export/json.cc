#include "export/json.h"

#include <array>
#include <charconv>

#include "export/numbers.h"
#include "export/utf8.h"

namespace detente::exports {

namespace {

bool is_plain_ascii(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

void append_escaped(char c, std::string& out) {
  static constexpr std::string_view hex = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  out += "\\u00";
  out += hex[byte >> 4U];
  out += hex[byte & 0x0FU];
}

}  // namespace

void JsonWriter::separate() {
  if (after_value_) {
    out_ += ',';
  }
  after_value_ = true;
}

void JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  after_value_ = false;
}

void JsonWriter::close(char bracket) {
  out_ += bracket;
  after_value_ = true;
}

void JsonWriter::key(std::string_view name) {
  separate();
  out_ += '"';
  out_ += name;
  out_ += "\":";
  after_value_ = false;
}

void JsonWriter::string(std::string_view value) {
  separate();
  out_ += '"';
  std::size_t at = 0;
  while (at < value.size()) {
    const std::size_t begin = at;
    while (at < value.size() && is_plain_ascii(value[at])) {
      ++at;
    }
    out_ += value.substr(begin, at - begin);
    if (at == value.size()) {
      break;
    }
    const CodePoint next = code_point_at(value, at);
    if (!next.valid) {
      out_ += replacement;
    } else if (next.size == 1 && next.value < 0x7F) {
      append_escaped(value[at], out_);
    } else {
      out_ += value.substr(at, next.size);
    }
    at += next.size;
  }
  out_ += '"';
}

void JsonWriter::integer(std::int64_t value) {
  separate();
  std::array<char, 24> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  out_.append(buffer.data(), end);
}

void JsonWriter::number(double value, int digits) {
  separate();
  out_ += decimal(value, digits);
}

void JsonWriter::string_field(std::string_view name, std::string_view value) {
  key(name);
  string(value);
}

void JsonWriter::integer_field(std::string_view name, std::int64_t value) {
  key(name);
  integer(value);
}

void JsonWriter::number_field(std::string_view name, double value, int digits) {
  key(name);
  number(value, digits);
}

void JsonWriter::text_field(std::string_view name, std::string_view value) {
  if (!value.empty()) {
    string_field(name, value);
  }
}

void JsonWriter::list_field(std::string_view name, const std::vector<std::string>& values) {
  if (!values.empty()) {
    array_field(name, values, [](JsonWriter& json, const std::string& value) { json.string(value); });
  }
}

}  // namespace detente::exports
