#include "fetch/pauses.h"

#include <algorithm>
#include <cmath>

namespace detente::fetch {

std::chrono::milliseconds pause_after(unsigned tries, std::chrono::milliseconds first,
                                      std::chrono::milliseconds longest, double chance,
                                      std::chrono::milliseconds wish) {
  constexpr unsigned most_doublings = 60;  // more than any longest pause
  const unsigned doublings = std::min(std::max(tries, 1U) - 1, most_doublings);
  const double doubled = std::ldexp(static_cast<double>(first.count()), static_cast<int>(doublings));
  const double whole = std::min(doubled, static_cast<double>(longest.count()));
  const std::chrono::milliseconds own(std::llround(whole / 2 + chance * whole / 2));
  return std::max(own, wish);
}

}  // namespace detente::fetch
