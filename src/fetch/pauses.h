// How long to wait before a request is tried again.
#pragma once

#include <chrono>

namespace detente::fetch {

// Before the try that follows `tries`: `first` doubled for each try after the first, at most `longest`; of that at
// least a half, and of the other half as much as `chance` (0 to 1) says, so that many readers do not come back at the
// same moment. A server's own wish (Retry-After) is never undercut.
std::chrono::milliseconds pause_after(unsigned tries, std::chrono::milliseconds first,
                                      std::chrono::milliseconds longest, double chance,
                                      std::chrono::milliseconds wish);

}  // namespace detente::fetch
