// The version as every command tells it.
#pragma once

namespace detente::cli {

inline constexpr const char* version_line = "detente " DETENTE_VERSION;

}  // namespace detente::cli
