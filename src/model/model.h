// The room that reads: Document → Analysis. One interface, several models behind it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "detente/analysis.h"
#include "detente/document.h"
#include "detente/result.h"
#include "knowledge/knowledge.h"

namespace detente::model {

// Const and thread-safe once loaded.
class Model {
 public:
  Model() = default;
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;
  virtual ~Model() = default;

  // Triggers and speeches only in sentences of kind body, heading and post.
  [[nodiscard]] virtual Analysis read(const Document& document) const = 0;

  // For `doctor`: name, version and checksum of the weights, in one line.
  [[nodiscard]] virtual std::string description() const = 0;
};

// The fast coder: linear taggers over words and their neighbours, and the knowledge tables' names. `weights` is the
// file `fast.weights`; it must have been trained for the ontology of `knowledge`, which must outlive the model.
// Errors: not_found, corrupt_data.
Result<std::unique_ptr<Model>> load_fast(const std::filesystem::path& weights, const knowledge::Knowledge& knowledge);

// The learned coder: an encoder with heads for events, arguments, mentions and statements (train/README.md).
// `weights` is the file `detente.weights`, int8 or f32; `knowledge` must outlive the model. Errors: not_found,
// corrupt_data.
Result<std::unique_ptr<Model>> load_learned(const std::filesystem::path& weights,
                                            const knowledge::Knowledge& knowledge);

}  // namespace detente::model
