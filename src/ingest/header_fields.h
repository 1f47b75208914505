// Lines of "Name: value", as HTTP (RFC 9112) and WARC (ISO 28500) head their messages with.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace detente::ingest {

// The size of the header with the blank line that ends it; nothing when none does.
std::optional<std::size_t> header_size(std::string_view bytes);

class HeaderFields {
 public:
  // Of lines up to the first blank one; the first line of the message is not among them.
  explicit HeaderFields(std::string_view lines);

  // Whether every line was a field or went on with one.
  [[nodiscard]] bool well_formed() const { return well_formed_; }

  // Of the first field of that name, in any case; empty when there is none.
  [[nodiscard]] std::string_view value(std::string_view lower_name) const;

 private:
  void take(std::string_view line);

  std::vector<std::pair<std::string, std::string>> fields_;  // names in small letters
  bool well_formed_ = true;
};

// A Content-Type in its parts, in small letters: "text/html; charset=UTF-8".
struct MediaType {
  std::string name;
  std::string charset;
};

MediaType media_type_of(std::string_view content_type);

}  // namespace detente::ingest
