#include "fetch/robots.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "fetch/words.h"

namespace detente::fetch {

namespace {

// Bounds what matching costs: a pattern is looked for in a path in time of the product of their sizes.
constexpr std::size_t longest_pattern = 512;
constexpr std::size_t longest_path = 2048;

bool is_unreserved(unsigned c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

void append_escaped(unsigned value, std::string& out) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  out += '%';
  out += digits[value >> 4U];
  out += digits[value & 0xFU];
}

// Section 2.2.2: the same octets written in one way. "%7e" → "~", "%2f" → "%2F", "ä" → "%C3%A4".
std::string normalised(std::string_view path) {
  constexpr int base_16 = 16;
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto c = static_cast<unsigned char>(path[i]);
    unsigned value = 0;
    const char* const begin = path.data() + i + 1;
    if (c == '%' && i + 2 < path.size() && std::from_chars(begin, begin + 2, value, base_16).ptr == begin + 2) {
      i += 2;
      if (is_unreserved(value)) {
        out += static_cast<char>(value);
      } else {
        append_escaped(value, out);
      }
    } else if (c >= 0x80U) {
      append_escaped(c, out);
    } else {
      out += path[i];
    }
  }
  return out;
}

// Where '*' stands for anything and '$' at the end for the path's end.
bool matches(std::string_view pattern, std::string_view path) {
  const bool to_the_end = pattern.ends_with('$');
  pattern.remove_suffix(to_the_end ? 1 : 0);
  std::size_t at = 0;
  bool is_first = true;
  while (true) {
    const std::size_t star = pattern.find('*');
    const std::string_view part = pattern.substr(0, star);
    const bool is_last = star == std::string_view::npos;
    if (is_last && to_the_end) {
      const bool fits = path.size() >= at + part.size() && path.ends_with(part);
      return is_first ? path == part : fits;
    }
    const std::size_t found = is_first ? (path.starts_with(part) ? 0 : std::string_view::npos) : path.find(part, at);
    if (found == std::string_view::npos) {
      return false;
    }
    if (is_last) {
      return true;
    }
    at = found + part.size();
    pattern.remove_prefix(star + 1);
    is_first = false;
  }
}

struct Line {
  std::string key;
  std::string_view value;
};

// One line's key and value, without comments; an empty key for other lines.
Line read_line(std::string_view line) {
  line = trimmed(line.substr(0, line.find('#')));
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) {
    return {};
  }
  return {lower(trimmed(line.substr(0, colon))), trimmed(line.substr(colon + 1))};
}

// The product token at the beginning of a User-agent line: "Detente/1.0" names "detente".
std::string product_token(std::string_view value) {
  const auto* const end = std::find_if_not(value.begin(), value.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
  });
  return value.starts_with('*') ? "*" : lower(std::string_view(value.begin(), end));
}

std::optional<std::chrono::milliseconds> seconds_of(std::string_view value) {
  double seconds = 0;
  constexpr double longest = 1e6;
  const auto parsed = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (parsed.ec != std::errc() || !(seconds >= 0)) {
    return std::nullopt;
  }
  constexpr double in_milliseconds = 1000;
  return std::chrono::milliseconds(static_cast<std::int64_t>(std::min(seconds, longest) * in_milliseconds));
}

}  // namespace

Robots Robots::parse(std::string_view text, std::string_view agent) {
  text = text.substr(0, max_robots_bytes);
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.remove_prefix(3);
  }
  Robots own;
  Robots of_all;
  bool names_own = false;
  bool is_own = false;     // the group at hand names the agent
  bool is_of_all = false;  // and likewise "*"
  bool in_rules = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const auto [key, value] = read_line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (key == "user-agent") {
      if (std::exchange(in_rules, false)) {
        is_own = is_of_all = false;
      }
      const std::string token = product_token(value);
      is_own |= token == lower(agent);
      is_of_all |= token == "*";
      names_own |= is_own;
      continue;
    }
    const bool allows = key == "allow";
    if (!allows && key != "disallow" && key != "crawl-delay") {
      continue;  // sitemaps and the like belong to no group
    }
    in_rules = true;
    for (auto* const robots : {is_own ? &own : nullptr, is_of_all ? &of_all : nullptr}) {
      if (robots == nullptr) {
        continue;
      }
      if (key == "crawl-delay") {
        robots->crawl_delay_ = seconds_of(value);
      } else if (!value.empty() && (!allows || value.size() <= longest_pattern)) {
        // Cut short it forbids more, never less.
        robots->rules_.push_back({normalised(value.substr(0, longest_pattern)), allows});
      }
    }
  }
  return names_own ? own : of_all;
}

// Section 2.3.1: what cannot be found allows everything; what cannot be reached forbids everything.
Robots Robots::of_status(long status, std::string_view text, std::string_view agent) {
  constexpr long success = 200;
  constexpr long redirection = 300;
  constexpr long too_many_requests = 429;
  constexpr long server_error = 500;
  if (status >= success && status < redirection) {
    return parse(text, agent);
  }
  Robots robots;
  const bool is_not_there = status >= redirection && status < server_error && status != too_many_requests;
  if (!is_not_there) {
    robots.rules_.push_back({"/", false});
  }
  return robots;
}

bool Robots::allows(std::string_view path) const {
  const std::string wanted = normalised(path.substr(0, longest_path));
  if (wanted == "/robots.txt") {
    return true;
  }
  const Rule* best = nullptr;
  for (const Rule& rule : rules_) {
    const bool is_longer = best == nullptr || rule.pattern.size() > best->pattern.size() ||
                           (rule.pattern.size() == best->pattern.size() && rule.allows);
    if (is_longer && matches(rule.pattern, wanted)) {
      best = &rule;
    }
  }
  return best == nullptr || best->allows;
}

}  // namespace detente::fetch
