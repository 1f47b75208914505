// The articles of a run, one after the other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "detente/article.h"
#include "ingest/ingest.h"

namespace detente::cli {

struct Incoming {
  Result<Article> article;
  std::uint64_t bytes_read = 0;   // up to and with this article
  std::uint64_t bytes_total = 0;  // 0: not known
};

// A reader that makes ids unique within a run: the second "a" becomes "a~2", with a warning in its record.
class ArticleStream {
 public:
  ArticleStream(std::vector<std::string> paths, const std::string& date);

  std::optional<Incoming> next();

 private:
  void make_unique(Article& article);

  ingest::Reader reader_;
  std::unordered_map<std::uint64_t, std::uint32_t> times_seen_;  // by hash of the id: a run may have many millions
};

}  // namespace detente::cli
