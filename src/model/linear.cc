#include "model/linear.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <iterator>

namespace detente::model {

namespace {

constexpr std::size_t fewest_slots = 16;
constexpr std::size_t most_labels = 256;  // a label is one byte

template <typename Number>
void append(std::string& bytes, Number value) {
  std::array<char, sizeof(Number)> raw{};
  std::memcpy(raw.data(), &value, sizeof(Number));
  bytes.append(raw.data(), raw.size());
}

template <typename Number>
bool take(std::string_view& bytes, Number& value) {
  if (bytes.size() < sizeof(Number)) {
    return false;
  }
  std::memcpy(&value, bytes.data(), sizeof(Number));
  bytes.remove_prefix(sizeof(Number));
  return true;
}

bool take(std::string_view& bytes, std::string& text) {
  std::uint16_t length = 0;
  if (!take(bytes, length) || bytes.size() < length) {
    return false;
  }
  text = bytes.substr(0, length);
  bytes.remove_prefix(length);
  return true;
}

std::uint32_t mixed(std::uint32_t value) {
  value = (value ^ (value >> 16U)) * 0x85EBCA6BU;  // the finaliser of MurmurHash3 (Appleby, public domain)
  value = (value ^ (value >> 13U)) * 0xC2B2AE35U;
  return value ^ (value >> 16U);
}

}  // namespace

std::uint32_t hash_word(std::string_view word) {
  std::uint32_t hash = 0x811C9DC5U;
  for (const char c : word) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;
  }
  return hash;
}

Feature feature(std::uint32_t name, std::uint32_t value, std::uint32_t other) {
  const std::uint32_t hash = mixed(mixed(name * 0x9E3779B1U + value) + other * 0x85EBCA77U);
  return hash == 0 ? 1 : hash;
}

Linear::Linear(std::vector<std::string> labels, std::span<const Feature> features, std::span<const float> weights,
               float smallest)
    : labels_(std::move(labels)) {
  constexpr float most_steps = 127;
  float largest = 0;
  for (const float weight : weights) {
    largest = std::max(largest, std::abs(weight));
  }
  scale_ = largest > 0 ? largest / most_steps : 1.0F;
  make_room(features.size());
  const std::size_t width = labels_.size();
  for (std::size_t i = 0; i < features.size(); ++i) {
    const auto row = weights.subspan(i * width, width);
    if (std::none_of(row.begin(), row.end(), [&](float weight) { return std::abs(weight) >= smallest; })) {
      continue;
    }
    std::transform(row.begin(), row.end(), add_row(features[i]).begin(), [&](float weight) {
      return std::abs(weight) < smallest ? std::int8_t{0} : static_cast<std::int8_t>(std::lround(weight / scale_));
    });
  }
}

void Linear::make_room(std::size_t rows) {
  slots_.assign(std::bit_ceil(std::max(fewest_slots, rows * 2 + 2)), {});
  home_shift_ = 32 - std::countr_zero(slots_.size());
  steps_.reserve(rows * labels_.size());
}

// make_room() was called for at least one row more than there are.
std::span<std::int8_t> Linear::add_row(Feature feature) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = home_of(feature);
  while (slots_[i].feature != 0) {
    i = (i + 1) & mask;
  }
  slots_[i] = {feature, static_cast<std::uint32_t>(used_++)};
  steps_.resize(steps_.size() + labels_.size());
  return std::span(steps_).last(labels_.size());
}

const std::int8_t* Linear::find(Feature feature) const {
  if (slots_.empty()) {
    return nullptr;
  }
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = home_of(feature); slots_[i].feature != 0; i = (i + 1) & mask) {
    if (slots_[i].feature == feature) {
      return steps_.data() + slots_[i].row * labels_.size();
    }
  }
  return nullptr;
}

void Linear::probabilities(std::span<const Feature> features, std::span<float> out) const {
  // Sums of steps are whole numbers: exact in float, whatever the order.
  std::fill(out.begin(), out.end(), 0.0F);
  for (const Feature each : features) {
    if (const std::int8_t* row = find(each)) {
      for (std::size_t label = 0; label < out.size(); ++label) {
        out[label] += static_cast<float>(row[label]);
      }
    }
  }
  const float highest = *std::max_element(out.begin(), out.end());
  float sum = 0;
  for (float& value : out) {
    value = std::exp((value - highest) * scale_);
    sum += value;
  }
  for (float& value : out) {
    value /= sum;
  }
}

void Linear::append_to(std::string& bytes) const {
  append(bytes, static_cast<std::uint16_t>(labels_.size()));
  for (const auto& label : labels_) {
    append(bytes, static_cast<std::uint16_t>(label.size()));
    bytes += label;
  }
  append(bytes, scale_);
  append(bytes, static_cast<std::uint32_t>(used_));
  std::vector<Slot> rows;
  std::copy_if(slots_.begin(), slots_.end(), std::back_inserter(rows),
               [](const Slot& slot) { return slot.feature != 0; });
  std::sort(rows.begin(), rows.end(), [](const Slot& a, const Slot& b) { return a.feature < b.feature; });
  for (const Slot& slot : rows) {
    const std::int8_t* row = steps_.data() + slot.row * labels_.size();
    append(bytes, slot.feature);
    append(bytes, static_cast<std::uint8_t>(labels_.size() -
                                            static_cast<std::size_t>(std::count(row, row + labels_.size(), 0))));
    for (std::size_t label = 0; label < labels_.size(); ++label) {
      if (row[label] != 0) {
        append(bytes, static_cast<std::uint8_t>(label));
        append(bytes, row[label]);
      }
    }
  }
}

Result<Linear> Linear::take_from(std::string_view& bytes) {
  const Error early{ErrorCode::corrupt_data, "the weights end before they should", {}};
  Linear linear;
  std::uint16_t labels = 0;
  if (!take(bytes, labels)) {
    return early;
  }
  if (labels == 0 || labels > most_labels) {
    return Error{ErrorCode::corrupt_data, "a classifier has no labels, or too many", {}};
  }
  linear.labels_.resize(labels);
  for (auto& name : linear.labels_) {
    if (!take(bytes, name)) {
      return early;
    }
  }
  std::uint32_t rows = 0;
  constexpr std::size_t shortest_row = sizeof(Feature) + 3;
  if (!take(bytes, linear.scale_) || !take(bytes, rows) || bytes.size() / shortest_row < rows) {
    return early;
  }
  if (!std::isfinite(linear.scale_)) {
    return Error{ErrorCode::corrupt_data, "a classifier's scale is no number", {}};
  }
  linear.make_room(rows);
  for (std::uint32_t i = 0; i < rows; ++i) {
    Feature feature = 0;
    std::uint8_t count = 0;
    if (!take(bytes, feature) || !take(bytes, count)) {
      return early;
    }
    const auto row = linear.add_row(feature);
    for (std::uint8_t j = 0; j < count; ++j) {
      std::uint8_t label = 0;
      std::int8_t steps = 0;
      if (!take(bytes, label) || !take(bytes, steps) || label >= labels) {
        return early;
      }
      row[label] = steps;
    }
  }
  return linear;
}

}  // namespace detente::model
