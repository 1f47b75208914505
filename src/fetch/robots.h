// robots.txt as RFC 9309 has it, with Crawl-delay.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace detente::fetch {

inline constexpr std::size_t max_robots_bytes = std::size_t{500} << 10U;  // RFC 9309, section 2.5: at least
inline constexpr std::chrono::hours max_robots_age{24};                   // section 2.4

class Robots {
 public:
  // The rules for `agent`, a product token ("detente"): those of all groups that name it, else those of "*".
  static Robots parse(std::string_view text, std::string_view agent);
  static Robots of_status(long status, std::string_view text, std::string_view agent);

  // `path` with its query, as requested. Of all rules that match it the longest counts; of two as long, the one that
  // allows (section 2.2.2). Where no rule matches it is allowed.
  [[nodiscard]] bool allows(std::string_view path) const;

  [[nodiscard]] std::optional<std::chrono::milliseconds> crawl_delay() const { return crawl_delay_; }

 private:
  struct Rule {
    std::string pattern;
    bool allows = false;
  };

  std::vector<Rule> rules_;
  std::optional<std::chrono::milliseconds> crawl_delay_;
};

}  // namespace detente::fetch
