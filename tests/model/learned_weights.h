// The weights that tests of the learned model run with, where the repository has them.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "model/weights_file.h"

namespace detente::model {

inline constexpr const char* no_weights =
    "models/detente.weights is not there (DETENTE_WEIGHTS may name another file): the learned model is not tested";

inline std::filesystem::path weights_path() {
  const char* const named = std::getenv("DETENTE_WEIGHTS");
  return named != nullptr ? std::filesystem::path(named)
                          : std::filesystem::path(DETENTE_SOURCE_DIR) / "models" / "detente.weights";
}

// Null where there are none. A damaged file is not "none": it throws.
inline std::shared_ptr<const WeightsFile> committed_weights() {
  if (!std::filesystem::exists(weights_path())) {
    return nullptr;
  }
  return WeightsFile::open(weights_path()).value();
}

}  // namespace detente::model
