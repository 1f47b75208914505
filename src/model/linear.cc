#include "model/linear.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <iterator>

namespace detente::model {

namespace {

constexpr std::size_t first_slots = 1024;

template <typename Number>
void append(std::string& bytes, Number value) {
  char raw[sizeof(Number)];
  std::memcpy(raw, &value, sizeof(Number));
  bytes.append(raw, sizeof(Number));
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

const float* Linear::find(Feature feature) const {
  if (slots_.empty()) {
    return nullptr;
  }
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = feature & mask; slots_[i].feature != 0; i = (i + 1) & mask) {
    if (slots_[i].feature == feature) {
      return weights_.data() + slots_[i].row * labels_.size();
    }
  }
  return nullptr;
}

void Linear::probabilities(std::span<const Feature> features, std::span<float> out) const {
  std::fill(out.begin(), out.end(), 0.0F);
  for (const Feature each : features) {
    if (const float* row = find(each)) {
      for (std::size_t label = 0; label < out.size(); ++label) {
        out[label] += row[label];
      }
    }
  }
  const float highest = *std::max_element(out.begin(), out.end());
  float sum = 0;
  for (float& value : out) {
    value = std::exp(value - highest);
    sum += value;
  }
  for (float& value : out) {
    value /= sum;
  }
}

void Linear::grow(std::size_t slots) {
  std::vector<Slot> old(slots);
  old.swap(slots_);
  const std::size_t mask = slots - 1;
  for (const Slot& slot : old) {
    if (slot.feature != 0) {
      std::size_t i = slot.feature & mask;
      while (slots_[i].feature != 0) {
        i = (i + 1) & mask;
      }
      slots_[i] = slot;
    }
  }
}

std::size_t Linear::add_row(Feature feature) {
  if ((used_ + 1) * 2 > slots_.size()) {
    grow(std::max(first_slots, slots_.size() * 2));
  }
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = feature & mask;
  while (slots_[i].feature != 0) {
    if (slots_[i].feature == feature) {
      return slots_[i].row;
    }
    i = (i + 1) & mask;
  }
  slots_[i] = {feature, static_cast<std::uint32_t>(used_)};
  weights_.resize(weights_.size() + labels_.size());
  return used_++;
}

void Linear::append_to(std::string& bytes, float smallest) const {
  append(bytes, static_cast<std::uint16_t>(labels_.size()));
  for (const auto& label : labels_) {
    append(bytes, static_cast<std::uint16_t>(label.size()));
    bytes += label;
  }
  float largest = 0;
  for (const float weight : weights_) {
    largest = std::max(largest, std::abs(weight));
  }
  const float scale = largest > 0 ? largest / 127.0F : 1.0F;
  append(bytes, scale);
  const std::size_t count_at = bytes.size();
  std::vector<Slot> kept;
  std::copy_if(slots_.begin(), slots_.end(), std::back_inserter(kept), [](const Slot& slot) { return slot.feature != 0; });
  std::sort(kept.begin(), kept.end(), [](const Slot& a, const Slot& b) { return a.feature < b.feature; });
  append(bytes, std::uint32_t{0});
  std::uint32_t rows = 0;
  std::string row;
  for (const Slot& slot : kept) {
    row.clear();
    for (std::size_t label = 0; label < labels_.size(); ++label) {
      if (std::abs(weight(slot.row, label)) >= smallest) {
        append(row, static_cast<std::uint8_t>(label));
        append(row, static_cast<std::int8_t>(std::lround(weight(slot.row, label) / scale)));
      }
    }
    if (!row.empty()) {
      append(bytes, slot.feature);
      append(bytes, static_cast<std::uint8_t>(row.size() / 2));
      bytes += row;
      ++rows;
    }
  }
  std::memcpy(bytes.data() + count_at, &rows, sizeof(rows));
}

Result<Linear> Linear::take_from(std::string_view& bytes) {
  const Error early{ErrorCode::corrupt_data, "the weights end before they should", {}};
  std::uint16_t labels = 0;
  if (!take(bytes, labels)) {
    return early;
  }
  std::vector<std::string> names(labels);
  for (auto& name : names) {
    if (!take(bytes, name)) {
      return early;
    }
  }
  float scale = 0;
  std::uint32_t rows = 0;
  constexpr std::size_t shortest_row = sizeof(Feature) + 3;
  if (!take(bytes, scale) || !take(bytes, rows) || bytes.size() / shortest_row < rows) {
    return early;
  }
  Linear linear(std::move(names));
  linear.grow(std::bit_ceil(std::max<std::size_t>(first_slots, rows * std::size_t{2} + 2)));
  linear.weights_.reserve(rows * std::size_t{labels});
  for (std::uint32_t i = 0; i < rows; ++i) {
    Feature feature = 0;
    std::uint8_t count = 0;
    if (!take(bytes, feature) || !take(bytes, count)) {
      return early;
    }
    const std::size_t row = linear.add_row(feature);
    for (std::uint8_t j = 0; j < count; ++j) {
      std::uint8_t label = 0;
      std::int8_t weight = 0;
      if (!take(bytes, label) || !take(bytes, weight) || label >= labels) {
        return early;
      }
      linear.set_weight(row, label, static_cast<float>(weight) * scale);
    }
  }
  return linear;
}

}  // namespace detente::model
