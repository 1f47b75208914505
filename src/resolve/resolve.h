// The room that knows: Analysis → Resolved. Mentions become people and bodies at the article's date, places points on
// the map, temporal expressions TIMEX3 values, numbers quantities.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>

#include "detente/analysis.h"
#include "detente/document.h"
#include "detente/resolved.h"
#include "detente/result.h"
#include "knowledge/knowledge.h"

namespace detente::resolve {

class Gazetteer;

// Const and thread-safe once opened.
class Resolver {
 public:
  // `gazetteer` is the compiled file `detente.gazetteer`; `knowledge` must outlive the resolver. Errors: not_found,
  // corrupt_data.
  static Result<Resolver> open(const std::filesystem::path& gazetteer, const knowledge::Knowledge& knowledge);

  Resolver(Resolver&&) noexcept;
  Resolver& operator=(Resolver&&) noexcept;
  ~Resolver();

  // Pure function of its arguments.
  [[nodiscard]] Resolved resolve(const Document& document, const Analysis& analysis) const;

  // For `doctor`.
  [[nodiscard]] std::size_t places() const;
  [[nodiscard]] std::uint64_t checksum() const;

 private:
  Resolver(std::unique_ptr<Gazetteer> gazetteer, const knowledge::Knowledge& knowledge);

  std::unique_ptr<Gazetteer> gazetteer_;
  const knowledge::Knowledge* knowledge_;
};

}  // namespace detente::resolve
