// The learned model's weights file (train/README.md, "Weights file"), mapped into memory and shared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"
#include "detente/result.h"

namespace detente::model {

// Thrown by WeightsFile's readers where the file lacks what a model of this version needs. Stays inside the room:
// load_learned makes a corrupt_data of it.
class UnfitWeights : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Row-major. Either `floats` is set, or `steps` with one scale a row: weight = step · scale[row].
struct Matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::span<const float> floats;
  std::span<const std::int8_t> steps;
  std::span<const float> scale;

  [[nodiscard]] bool is_int8() const { return !steps.empty(); }
};

// Const and thread-safe once opened; what it hands out lives as long as it does.
class WeightsFile {
 public:
  // Errors: not_found; corrupt_data when magic, version, size, a tensor's bounds or the data's checksum is wrong.
  static Result<std::shared_ptr<const WeightsFile>> open(const std::filesystem::path& path);

  WeightsFile(const WeightsFile&) = delete;
  WeightsFile& operator=(const WeightsFile&) = delete;

  // All throw UnfitWeights where the name is not there or the shape is another.
  [[nodiscard]] Matrix matrix(const std::string& name, std::size_t rows, std::size_t columns) const;
  [[nodiscard]] std::span<const float> floats(const std::string& name, std::size_t rows, std::size_t columns) const;
  [[nodiscard]] std::span<const float> vector(const std::string& name, std::size_t size) const;
  [[nodiscard]] std::string_view text(const std::string& name) const;
  [[nodiscard]] const std::vector<std::string>& labels(const std::string& name) const;
  [[nodiscard]] double threshold(const std::string& name) const;
  [[nodiscard]] double hyper(const std::string& name) const;
  // A hyperparameter that counts something; UnfitWeights where it is no whole number, or more than a million.
  [[nodiscard]] std::size_t count(const std::string& name) const;
  [[nodiscard]] const std::string& special(const std::string& name) const;

  [[nodiscard]] const std::string& precision() const { return precision_; }
  [[nodiscard]] const std::string& checksum() const {
    return checksum_;
  }  // of the data, as base::hexadecimal writes it

 private:
  struct Tensor {
    std::string type;  // "f32", "i8", "u8"
    std::vector<std::size_t> shape;
    std::span<const std::byte> bytes;
    std::string scale;  // name of the tensor of scales
  };
  struct Reader;

  WeightsFile() = default;
  [[nodiscard]] const Tensor& tensor(const std::string& name, std::string_view type,
                                     const std::vector<std::size_t>& shape) const;

  base::SharedBytes mapped_;
  std::string precision_;
  std::string checksum_;
  std::map<std::string, Tensor, std::less<>> tensors_;
  std::map<std::string, std::vector<std::string>, std::less<>> labels_;
  std::map<std::string, double, std::less<>> thresholds_;
  std::map<std::string, double, std::less<>> hyper_;
  std::map<std::string, std::string, std::less<>> special_;
};

}  // namespace detente::model
