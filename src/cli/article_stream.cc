#include "cli/article_stream.h"

#include <functional>

namespace detente::cli {

namespace {

std::uint64_t hash_of(const std::string& id) {
  return std::hash<std::string>{}(id);
}

}  // namespace

ArticleStream::ArticleStream(std::vector<std::string> paths, const std::string& date)
    : reader_(std::move(paths), {date}) {}

std::optional<Incoming> ArticleStream::next() {
  auto article = reader_.next();
  if (!article) {
    return std::nullopt;
  }
  if (article->ok()) {
    make_unique(**article);
  }
  return Incoming{std::move(*article), reader_.bytes_read(), reader_.bytes_total()};
}

void ArticleStream::make_unique(Article& article) {
  std::uint32_t& times = times_seen_[hash_of(article.id)];
  if (++times == 1) {
    return;
  }
  std::string id = article.id + "~" + std::to_string(times);
  while (times_seen_.contains(hash_of(id))) {
    id = article.id + "~" + std::to_string(++times);
  }
  article.warnings.push_back("duplicate id \"" + article.id + "\"");
  article.id = std::move(id);
  times_seen_.emplace(hash_of(article.id), 1);
}

}  // namespace detente::cli
