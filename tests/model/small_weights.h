// Weights of a few features, for tests that do damage to each byte of them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/fast.h"

namespace detente::model {

inline FastWeights small_weights() {
  const auto linear = [](std::vector<std::string> labels) {
    const std::vector<float> weights(labels.size(), 1);
    return Linear(std::move(labels), Features{7}, weights, 0);
  };
  FastWeights weights;
  weights.trigger = linear({"O", "CONSULT"});
  weights.mention = linear({"O", "B-actor", "I-actor", "B-place", "I-place"});
  weights.role = linear({"none", "actor", "recipient", "place", "time", "quantity", "source"});
  weights.status = linear({"asserted", "planned", "hypothetical", "negated"});
  weights.mode = linear({"none", "ASSAULT/beat"});
  weights.sector = linear({"GOV"});
  weights.speech = linear({"no", "yes"});
  weights.trigger_threshold = 0.25F;
  return weights;
}

}  // namespace detente::model
