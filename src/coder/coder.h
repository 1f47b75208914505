// The room where the record is written: Resolved → Record by PLOVER's rules, and the whole way from an article to its
// record for those who want nothing but that.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "detente/analysis.h"
#include "detente/article.h"
#include "detente/document.h"
#include "detente/record.h"
#include "detente/resolved.h"
#include "detente/result.h"
#include "knowledge/knowledge.h"
#include "model/model.h"
#include "resolve/resolve.h"

namespace detente::coder {

// The record of one article. Pure function.
Record write_record(const Document& document, const Analysis& analysis, const Resolved& resolved,
                    const knowledge::Ontology& ontology);

// Which model reads: the learned one, or the fast one, some ten times faster and less accurate (docs/fast_coder.md).
enum class Reading : std::uint8_t { learned, fast };

struct Options {
  std::filesystem::path share;                  // the folder of detente.knowledge, detente.gazetteer and the weights
  std::vector<std::filesystem::path> overlays;  // the user's tables, later ones over earlier ones
  Reading reading = Reading::learned;
};

// Text, model, resolution and record in one. Const and thread-safe once opened: many threads may code at once, and
// the same article gives the same record whatever else is coded beside it.
class Coder {
 public:
  static Result<Coder> open(const Options& options);

  Coder(Coder&&) noexcept;
  Coder& operator=(Coder&&) noexcept;
  ~Coder();

  [[nodiscard]] Record code(Article article) const;

  [[nodiscard]] const knowledge::Knowledge& knowledge() const;
  [[nodiscard]] const model::Model& model() const;
  [[nodiscard]] const resolve::Resolver& resolver() const;

 private:
  struct Parts;
  explicit Coder(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace detente::coder
