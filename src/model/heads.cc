#include "model/heads.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace detente::model {

namespace {

constexpr std::size_t pair_width = 256;
constexpr std::int64_t reach = 15;
constexpr std::size_t distances = 2 * reach + 1;
constexpr std::size_t statement_groups = 3;
constexpr std::size_t bio = 3;

void soften(std::span<float> logits) {
  const float top = *std::max_element(logits.begin(), logits.end());
  float total = 0;
  for (float& value : logits) {
    value = std::exp(value - top);
    total += value;
  }
  for (float& value : logits) {
    value /= total;
  }
}

float sigmoid(float logit) {
  return 1.0F / (1.0F + std::exp(-logit));
}

// Row of the table of distances for a word, seen from a predicate.
std::size_t distance_of(std::int64_t word, WordSpan predicate) {
  std::int64_t distance = 0;
  if (word < predicate.begin) {
    distance = std::max(word - predicate.begin, -reach);
  } else if (word >= predicate.end) {
    distance = std::min(word - predicate.end + 1, reach);
  }
  return static_cast<std::size_t>(distance + reach);
}

// y = x · weightsᵀ + bias for every word, row by row.
template <typename VectorOf>
std::vector<float> project(const Dense& dense, std::size_t count, VectorOf&& vector_of) {
  thread_local Sums sums;
  Rows rows(hidden, dense.is_int8());
  rows.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    rows.set(i, vector_of(i));
  }
  std::vector<float> out(count * dense.outputs());
  for (std::size_t first = 0; first < count; first += tile_rows) {
    dense.apply(rows, first, std::min(tile_rows, count - first), sums, [&](std::size_t row, std::span<float> y) {
      std::copy(y.begin(), y.end(), out.begin() + static_cast<std::ptrdiff_t>(row * y.size()));
    });
  }
  return out;
}

}  // namespace

std::array<float, hidden> Words::mean(WordSpan span) const {
  assert(span.begin < span.end && span.end <= size());
  std::array<float, hidden> mean{};
  for (std::uint32_t i = span.begin; i < span.end; ++i) {
    add(mean, vector(i));
  }
  const float share = 1.0F / static_cast<float>(span.end - span.begin);
  for (float& value : mean) {
    value *= share;
  }
  return mean;
}

Heads::Affine Heads::affine_of(const WeightsFile& file, const std::string& name, std::size_t outputs,
                               std::size_t inputs) {
  return {file.floats(name + ".weight", outputs, inputs), file.vector(name + ".bias", outputs)};
}

std::vector<float> Heads::Affine::logits(std::span<const float> x) const {
  std::vector<float> out(bias.size());
  affine(x, weights, bias, out);
  return out;
}

Heads::Heads(const WeightsFile& file, Arithmetic arithmetic)
    : trigger_(affine_of(file, "head.trigger", file.labels("trigger").size(), hidden)),
      mention_(affine_of(file, "head.mention", file.labels("mention").size(), hidden)),
      statement_(affine_of(file, "head.statement", statement_groups * bio, hidden)),
      status_(affine_of(file, "head.status", file.labels("status").size(), hidden)),
      mode_(affine_of(file, "head.mode", file.labels("mode").size(), hidden)),
      claimed_(affine_of(file, "head.claimed", 1, hidden)),
      sector_(affine_of(file, "head.sector", file.labels("sector").size(), hidden)),
      role_(affine_of(file, "role", word_roles, pair_width)),
      predicate_(file, {"predicate"}, hidden, pair_width, arithmetic),
      argument_(file, {"argument"}, hidden, pair_width, arithmetic),
      distance_(file.floats("distance.weight", distances, pair_width)) {}

Heads::OfWords Heads::of_words(const Words& words) const {
  OfWords all{{trigger_.bias.size(), {}}, {mention_.bias.size(), {}}, {statement_.bias.size(), {}}};
  const auto fill = [&](const Affine& head, Table& table, std::size_t group) {
    table.values.resize(words.size() * table.columns);
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto row = std::span(table.values).subspan(i * table.columns, table.columns);
      affine(words.vector(i), head.weights, head.bias, row);
      for (std::size_t at = 0; at < table.columns; at += group) {
        soften(row.subspan(at, group));
      }
    }
  };
  fill(trigger_, all.trigger, all.trigger.columns);
  fill(mention_, all.mention, all.mention.columns);
  fill(statement_, all.statement, bio);
  return all;
}

float Heads::claimed(std::span<const float> span) const {
  return sigmoid(claimed_.logits(span).front());
}

std::vector<Table> Heads::roles(const Words& words, std::span<const WordSpan> predicates) const {
  std::vector<Table> tables;
  if (predicates.empty()) {
    return tables;
  }
  const auto arguments = project(argument_, words.size(), [&](std::size_t i) { return words.vector(i); });
  const auto spans = project(predicate_, predicates.size(), [&](std::size_t i) { return words.mean(predicates[i]); });
  std::array<float, pair_width> pair{};
  for (std::size_t k = 0; k < predicates.size(); ++k) {
    Table& table = tables.emplace_back(Table{word_roles, std::vector<float>(words.size() * word_roles)});
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::size_t away = distance_of(static_cast<std::int64_t>(i), predicates[k]);
      relu_of_sum(std::span(spans).subspan(k * pair_width, pair_width),
                  std::span(arguments).subspan(i * pair_width, pair_width),
                  distance_.subspan(away * pair_width, pair_width), pair);
      const auto row = std::span(table.values).subspan(i * word_roles, word_roles);
      affine(pair, role_.weights, role_.bias, row);
      std::transform(row.begin(), row.end(), row.begin(), sigmoid);
    }
  }
  return tables;
}

}  // namespace detente::model
