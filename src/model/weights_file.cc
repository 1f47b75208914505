#include "model/weights_file.h"

#include <cpuid.h>
#include <fcntl.h>
#include <immintrin.h>
#include <simdjson.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cstring>
#include <numeric>
#include <optional>

namespace detente::model {

namespace {

static_assert(std::endian::native == std::endian::little, "weights files are little-endian");

constexpr std::string_view magic = "DETENTEM";
constexpr std::uint32_t version = 1;
constexpr std::size_t alignment = 64;

// --- SHA-256

using Words = std::array<std::uint32_t, 8>;

constexpr std::size_t block_size = 64;

alignas(16) constexpr std::array<std::uint32_t, 64> round_constants{
    0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
    0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
    0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
    0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
    0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
    0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
    0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
    0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2};

std::uint32_t small_sigma0(std::uint32_t x) {
  return std::rotr(x, 7) ^ std::rotr(x, 18) ^ (x >> 3U);
}
std::uint32_t small_sigma1(std::uint32_t x) {
  return std::rotr(x, 17) ^ std::rotr(x, 19) ^ (x >> 10U);
}
std::uint32_t big_sigma0(std::uint32_t x) {
  return std::rotr(x, 2) ^ std::rotr(x, 13) ^ std::rotr(x, 22);
}
std::uint32_t big_sigma1(std::uint32_t x) {
  return std::rotr(x, 6) ^ std::rotr(x, 11) ^ std::rotr(x, 25);
}

void digest_plainly(Words& state, const std::byte* blocks, std::size_t count) {
  for (; count > 0; --count, blocks += block_size) {
    std::array<std::uint32_t, 64> w{};
    std::memcpy(w.data(), blocks, block_size);
    for (std::size_t i = 0; i < 16; ++i) {
      w[i] = __builtin_bswap32(w[i]);
    }
    for (std::size_t i = 16; i < 64; ++i) {
      w[i] = w[i - 16] + small_sigma0(w[i - 15]) + w[i - 7] + small_sigma1(w[i - 2]);
    }
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t i = 0; i < 64; ++i) {
      const std::uint32_t t1 = h + big_sigma1(e) + ((e & f) ^ (~e & g)) + round_constants[i] + w[i];
      const std::uint32_t t2 = big_sigma0(a) + ((a & b) ^ (a & c) ^ (b & c));
      h = g, g = f, f = e, e = d + t1;
      d = c, c = b, b = a, a = t1 + t2;
    }
    const Words added{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < state.size(); ++i) {
      state[i] += added[i];
    }
  }
}

// The same with the processor's own instructions, which want the state as two vectors (F E B A) and (H G D C), lowest
// word first. Ten times as fast: 23 MB have to be checked whenever the program starts.
[[gnu::target("sha,sse4.1")]] void digest_by_instructions(Words& state, const std::byte* blocks, std::size_t count) {
  const __m128i big_endian = _mm_set_epi64x(0x0C0D0E0F08090A0B, 0x0405060700010203);
  const auto lane = [](std::uint32_t word) { return static_cast<int>(word); };
  __m128i abef = _mm_set_epi32(lane(state[0]), lane(state[1]), lane(state[4]), lane(state[5]));
  __m128i cdgh = _mm_set_epi32(lane(state[2]), lane(state[3]), lane(state[6]), lane(state[7]));
  for (; count > 0; --count, blocks += block_size) {
    const __m128i abef_before = abef;
    const __m128i cdgh_before = cdgh;
    // The last sixteen words of the schedule, four a vector. std::array would drop the type's attributes.
    __m128i w[4];  // NOLINT(modernize-avoid-c-arrays)
    for (std::size_t i = 0; i < 16; ++i) {
      __m128i& now = w[i % 4];
      if (i < 4) {
        std::memcpy(&now, blocks + 16 * i, 16);
        now = _mm_shuffle_epi8(now, big_endian);
      } else {
        const __m128i minus7 = _mm_alignr_epi8(w[(i + 3) % 4], w[(i + 2) % 4], 4);
        now = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(now, w[(i + 1) % 4]), minus7), w[(i + 3) % 4]);
      }
      __m128i constants;
      std::memcpy(&constants, round_constants.data() + 4 * i, 16);
      __m128i sum = _mm_add_epi32(now, constants);
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
      sum = _mm_shuffle_epi32(sum, 0x0E);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, sum);
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  const auto word = [](int value) { return static_cast<std::uint32_t>(value); };
  state = {word(_mm_extract_epi32(abef, 3)), word(_mm_extract_epi32(abef, 2)), word(_mm_extract_epi32(cdgh, 3)),
           word(_mm_extract_epi32(cdgh, 2)), word(_mm_extract_epi32(abef, 1)), word(_mm_extract_epi32(abef, 0)),
           word(_mm_extract_epi32(cdgh, 1)), word(_mm_extract_epi32(cdgh, 0))};
}

bool has_sha_instructions() {
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  constexpr unsigned sha_bit = 1U << 29U;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & sha_bit) != 0 && __builtin_cpu_supports("sse4.1") != 0;
}

std::string hex_of(std::span<const std::uint8_t> bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (const std::uint8_t byte : bytes) {
    hex += digits[byte >> 4U];
    hex += digits[byte & 0xFU];
  }
  return hex;
}

// --- Mapping

struct Descriptor {
  explicit Descriptor(const std::filesystem::path& path) : number(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number >= 0) {
      ::close(number);
    }
  }

  int number;
};

// Empty where the file cannot be mapped.
std::span<const std::byte> map(const Descriptor& file) {
  struct stat facts {};
  if (::fstat(file.number, &facts) != 0 || facts.st_size <= 0) {
    return {};
  }
  const auto size = static_cast<std::size_t>(facts.st_size);
  void* const at = ::mmap(nullptr, size, PROT_READ, MAP_SHARED | MAP_POPULATE, file.number, 0);
  if (at == MAP_FAILED) {  // NOLINT: the macro casts
    return {};
  }
  return {static_cast<const std::byte*>(at), size};
}

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

std::array<std::uint8_t, 32> sha256(std::span<const std::byte> bytes) {
  static const auto digest = has_sha_instructions() ? digest_by_instructions : digest_plainly;
  Words state{0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19};
  const std::size_t whole = bytes.size() / block_size;
  digest(state, bytes.data(), whole);
  // The end: what is left, one bit, and the length in bits at the end of a block.
  std::array<std::byte, 2 * block_size> end{};
  const auto rest = bytes.subspan(whole * block_size);
  std::copy(rest.begin(), rest.end(), end.begin());
  end.at(rest.size()) = std::byte{0x80};
  const std::size_t blocks = rest.size() + 9 <= block_size ? 1 : 2;
  const std::uint64_t bits = __builtin_bswap64(std::uint64_t{bytes.size()} * 8);
  std::memcpy(end.data() + blocks * block_size - sizeof(bits), &bits, sizeof(bits));
  digest(state, end.data(), blocks);
  std::array<std::uint8_t, 32> out{};
  for (std::size_t i = 0; i < state.size(); ++i) {
    const std::uint32_t word = __builtin_bswap32(state[i]);
    std::memcpy(out.data() + 4 * i, &word, sizeof(word));
  }
  return out;
}

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
    file.checksum_ = std::string(header["sha256"].get_string().value());
    if (file.checksum_ != hex_of(sha256(data))) {
      throw UnfitWeights("are damaged: the data's SHA-256 is not the header's");
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
  const Descriptor descriptor(path);
  if (descriptor.number < 0) {
    return Error{ErrorCode::not_found, "the weights of the learned model cannot be opened", path.string()};
  }
  const std::shared_ptr<WeightsFile> file(new WeightsFile);  // NOLINT: the constructor is private
  file->mapping_ = map(descriptor);
  const auto corrupt = [&](const std::string& what) {
    return Error{ErrorCode::corrupt_data, "the weights of the learned model " + what, path.string()};
  };
  try {
    Reader(*file).read(file->mapping_);
  } catch (const UnfitWeights& unfit) {
    return corrupt(unfit.what());
  } catch (const simdjson::simdjson_error& fault) {
    return corrupt(std::string("have a header that cannot be read: ") + fault.what());
  }
  return std::shared_ptr<const WeightsFile>(file);
}

WeightsFile::~WeightsFile() {
  if (!mapping_.empty()) {
    ::munmap(const_cast<std::byte*>(mapping_.data()), mapping_.size());  // NOLINT: munmap takes no const
  }
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

const std::string& WeightsFile::special(const std::string& name) const {
  return entry(special_, name, "special piece");
}

}  // namespace detente::model
