// What the processor can do, for `doctor`.
#pragma once

#include <string>
#include <vector>

namespace detente::cli {

struct Feature {
  std::string name;
  bool present = false;
};

// The vector instructions that models may use, in rising order. Empty on processors that are no x86.
std::vector<Feature> processor_features();

}  // namespace detente::cli
