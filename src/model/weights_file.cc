#include "model/weights_file.h"

#include <simdjson.h>

#include <array>
#include <cmath>
#include <cstring>

namespace detente::model {

namespace {

constexpr std::string_view magic = "DETENTEM";
constexpr std::uint32_t version = 1;
constexpr std::size_t alignment = 64;

template <typename T>
std::span<const T> values_of(std::span<const std::byte> bytes) {
  // The file is mapped at a page and every tensor begins at a multiple of 64.
  return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};  // NOLINT
}

std::size_t size_of(std::string_view type) {
  return type == "f32" ? sizeof(float) : (type == "i8" || type == "u8" ? 1 : 0);
}

// Whether `count` values of `size` bytes are exactly `bytes`, without overflow on a damaged file.
bool fills(const std::vector<std::size_t>& shape, std::size_t size, std::size_t bytes) {
  std::size_t product = size;
  for (const std::size_t side : shape) {
    if (side == 0 || product == 0 || side > bytes / product) {
      return false;
    }
    product *= side;
  }
  return product == bytes;
}

template <typename Map>
const auto& entry(const Map& map, const std::string& name, const char* what) {
  const auto found = map.find(name);
  if (found == map.end()) {
    throw UnfitWeights(std::string("lack the ") + what + " " + name);
  }
  return found->second;
}

}  // namespace

// Fills a WeightsFile from its bytes; throws UnfitWeights, or simdjson_error where the header is not as it should be.
struct WeightsFile::Reader {
  explicit Reader(WeightsFile& filled) : file(filled) {}

  WeightsFile& file;
  std::span<const std::byte> data;
  simdjson::dom::parser parser;

  void read(std::span<const std::byte> bytes) {
    const auto header = parser.parse(header_of(bytes)).value();
    if (header["data_bytes"].get_uint64().value() != data.size()) {
      throw UnfitWeights("are not as long as their header says");
    }
    file.precision_ = std::string(header["precision"].get_string().value());
    file.checksum_ = std::string(header["checksum"].get_string().value());
    if (file.checksum_ != base::hexadecimal(base::checksum_of(data))) {
      throw UnfitWeights("are damaged: the data's checksum is not the header's");
    }
    for (const auto& tensor : header["tensors"].get_array()) {
      add_tensor(tensor);
    }
    for (const auto& [name, labels] : header["labels"].get_object()) {
      for (const auto& label : labels.get_array()) {
        file.labels_[std::string(name)].emplace_back(label.get_string().value());
      }
    }
    for (const auto& [name, value] : header["thresholds"].get_object()) {
      file.thresholds_[std::string(name)] = value.get_double().value();
    }
    for (const auto& [name, value] : header["hyper"].get_object()) {
      if (value.is_number()) {
        file.hyper_[std::string(name)] = value.get_double().value();
      }
    }
    for (const auto& [name, value] : header["special"].get_object()) {
      file.special_[std::string(name)] = std::string(value.get_string().value());
    }
  }

  simdjson::padded_string header_of(std::span<const std::byte> bytes) {
    struct {
      std::array<char, 8> magic;
      std::uint32_t version, unused;
      std::uint64_t header;
    } start{};
    if (bytes.size() < sizeof(start)) {
      throw UnfitWeights("are shorter than their header");
    }
    std::memcpy(&start, bytes.data(), sizeof(start));
    bytes = bytes.subspan(sizeof(start));
    if (std::string_view(start.magic.data(), start.magic.size()) != magic) {
      throw UnfitWeights("do not begin with their magic");
    }
    if (start.version != version) {
      throw UnfitWeights("have version " + std::to_string(start.version) + ", this program reads " +
                         std::to_string(version));
    }
    if (start.header > bytes.size() || (sizeof(start) + start.header) % alignment != 0) {
      throw UnfitWeights("are shorter than their header");
    }
    const auto header = values_of<char>(bytes.first(start.header));
    data = bytes.subspan(start.header);
    return simdjson::padded_string(header.data(), header.size());
  }

  void add_tensor(simdjson::dom::element element) {
    Tensor tensor;
    const std::string name(element["name"].get_string().value());
    tensor.type = std::string(element["dtype"].get_string().value());
    for (const auto& side : element["shape"].get_array()) {
      tensor.shape.push_back(side.get_uint64().value());
    }
    const std::size_t offset = element["offset"].get_uint64().value();
    const std::size_t size = element["bytes"].get_uint64().value();
    if (offset % alignment != 0 || offset > data.size() || size > data.size() - offset ||
        !fills(tensor.shape, size_of(tensor.type), size)) {
      throw UnfitWeights("have a tensor outside their bounds: " + name);
    }
    tensor.bytes = data.subspan(offset, size);
    if (std::string_view scale; element["scale"].get(scale) == simdjson::SUCCESS) {
      tensor.scale = std::string(scale);
    }
    file.tensors_[name] = std::move(tensor);
  }
};

Result<std::shared_ptr<const WeightsFile>> WeightsFile::open(const std::filesystem::path& path) {
  auto mapped = base::map_file(path, "the weights file of the learned model");
  if (!mapped) {
    return mapped.error();
  }
  const std::shared_ptr<WeightsFile> file(new WeightsFile);  // NOLINT: the constructor is private
  file->mapped_ = std::move(mapped).value();
  const auto corrupt = [&](const std::string& what) {
    return Error{ErrorCode::corrupt_data, "the weights of the learned model " + what, path.string()};
  };
  try {
    Reader(*file).read(file->mapped_.bytes);
  } catch (const UnfitWeights& unfit) {
    return corrupt(unfit.what());
  } catch (const simdjson::simdjson_error& fault) {
    return corrupt(std::string("have a header that cannot be read: ") + fault.what());
  }
  return std::shared_ptr<const WeightsFile>(file);
}

const WeightsFile::Tensor& WeightsFile::tensor(const std::string& name, std::string_view type,
                                               const std::vector<std::size_t>& shape) const {
  const Tensor& found = entry(tensors_, name, "tensor");
  if (found.type != type || found.shape != shape) {
    throw UnfitWeights("have the tensor " + name + " in another shape or kind");
  }
  return found;
}

Matrix WeightsFile::matrix(const std::string& name, std::size_t rows, std::size_t columns) const {
  Matrix matrix{rows, columns, {}, {}, {}};
  if (entry(tensors_, name, "tensor").type != "i8") {
    matrix.floats = floats(name, rows, columns);
    return matrix;
  }
  const Tensor& found = tensor(name, "i8", {rows, columns});
  matrix.steps = values_of<std::int8_t>(found.bytes);
  matrix.scale = vector(found.scale, rows);
  return matrix;
}

std::span<const float> WeightsFile::floats(const std::string& name, std::size_t rows, std::size_t columns) const {
  return values_of<float>(tensor(name, "f32", {rows, columns}).bytes);
}

std::span<const float> WeightsFile::vector(const std::string& name, std::size_t size) const {
  return values_of<float>(tensor(name, "f32", {size}).bytes);
}

std::string_view WeightsFile::text(const std::string& name) const {
  const Tensor& found = entry(tensors_, name, "tensor");
  if (found.type != "u8") {
    throw UnfitWeights("have the tensor " + name + " in another kind");
  }
  const auto characters = values_of<char>(found.bytes);
  return {characters.data(), characters.size()};
}

const std::vector<std::string>& WeightsFile::labels(const std::string& name) const {
  return entry(labels_, name, "labels of");
}

double WeightsFile::threshold(const std::string& name) const {
  return entry(thresholds_, name, "threshold");
}

double WeightsFile::hyper(const std::string& name) const {
  return entry(hyper_, name, "hyperparameter");
}

std::size_t WeightsFile::count(const std::string& name) const {
  constexpr double most = 1e6;
  const double value = hyper(name);
  if (!(value >= 0 && value <= most) || std::floor(value) != value) {
    throw UnfitWeights("have a hyperparameter that counts nothing: " + name);
  }
  return static_cast<std::size_t>(value);
}

const std::string& WeightsFile::special(const std::string& name) const {
  return entry(special_, name, "special piece");
}

}  // namespace detente::model
