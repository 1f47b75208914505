#include "ingest/header_fields.h"

#include <algorithm>

#include "ingest/lettering.h"

namespace detente::ingest {

std::optional<std::size_t> header_size(std::string_view bytes) {
  for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n', end + 1)) {
    const std::string_view next = bytes.substr(end + 1, 2);
    if (next.starts_with('\n')) {
      return end + 2;
    }
    if (next == "\r\n") {
      return end + 3;
    }
  }
  return std::nullopt;
}

HeaderFields::HeaderFields(std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    std::string_view line = lines.substr(0, end);
    line.remove_suffix(line.ends_with('\r') ? 1 : 0);
    if (line.empty()) {
      return;
    }
    take(line);
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

void HeaderFields::take(std::string_view line) {
  if ((line.front() == ' ' || line.front() == '\t') && !fields_.empty()) {
    fields_.back().second.append(" ").append(trimmed(line));
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) {
    well_formed_ = false;
    return;
  }
  fields_.emplace_back(lower_ascii(trimmed(line.substr(0, colon))), trimmed(line.substr(colon + 1)));
}

std::string_view HeaderFields::value(std::string_view lower_name) const {
  const auto found =
      std::find_if(fields_.begin(), fields_.end(), [&](const auto& field) { return field.first == lower_name; });
  return found == fields_.end() ? std::string_view() : std::string_view(found->second);
}

MediaType media_type_of(std::string_view content_type) {
  const std::string lower = lower_ascii(content_type);
  MediaType type;
  type.name = trimmed(std::string_view(lower).substr(0, lower.find(';')));
  constexpr std::string_view key = "charset=";
  if (const std::size_t at = lower.find(key); at != std::string::npos) {
    const std::vector<std::string_view> values =
        split_words(std::string_view(lower).substr(at + key.size()), " \t\"';,");
    type.charset = values.empty() ? "" : values.front();
  }
  return type;
}

}  // namespace detente::ingest
