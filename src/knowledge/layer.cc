#include "knowledge/layer.h"

#include <bit>
#include <cstring>

namespace detente::knowledge {

namespace {

static_assert(std::endian::native == std::endian::little, "the compiled tables are little-endian");

Error corrupt(const std::string& subject, const std::string& what) {
  return {ErrorCode::corrupt_data, "the compiled knowledge " + what + "; build it again", subject};
}

template <typename Row>
bool take(std::span<const std::byte> bytes, const Section& section, std::span<const Row>& rows) {
  const std::uint64_t room = bytes.size();
  if (section.offset % alignof(Row) != 0 || section.offset > room ||
      section.count > (room - section.offset) / sizeof(Row)) {
    return false;
  }
  // The block is written by compile() on the same architecture, its sections aligned to their rows.
  rows = {reinterpret_cast<const Row*>(bytes.data() + section.offset), section.count};  // NOLINT
  return true;
}

}  // namespace

std::uint64_t checksum_of(std::span<const std::byte> bytes) {
  std::uint64_t sum = empty_name;
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i, 8);
    sum = (sum ^ word) * 0x100000001B3U;
  }
  for (; i < bytes.size(); ++i) {
    sum = (sum ^ static_cast<std::uint64_t>(bytes[i])) * 0x100000001B3U;
  }
  return sum;
}

Result<std::unique_ptr<Layer>> Layer::open(std::span<const std::byte> bytes, std::shared_ptr<void> owner,
                                           const std::string& subject) {
  auto layer = std::make_unique<Layer>();
  Header& header = layer->header_;
  if (bytes.size() < sizeof(Header)) {
    return corrupt(subject, "is shorter than its header");
  }
  std::memcpy(&header, bytes.data(), sizeof(Header));
  if (header.magic != layer_magic) {
    return corrupt(subject, "does not begin with its magic");
  }
  if (header.version != layer_version) {
    return corrupt(subject, "has version " + std::to_string(header.version) + ", this program reads " +
                                std::to_string(layer_version));
  }
  if (header.size != bytes.size()) {
    return corrupt(subject, "is not as long as its header says");
  }
  if (header.checksum != checksum_of(bytes.subspan(sizeof(Header)))) {
    return corrupt(subject, "fails its checksum");
  }
  std::span<const char> strings;
  if (!take(bytes, header.strings, strings) || !take(bytes, header.referents, layer->referents_) ||
      !take(bytes, header.namings, layer->namings_) || !take(bytes, header.slots, layer->slots_) ||
      !take(bytes, header.terms, layer->terms_) || !std::has_single_bit(layer->slots_.size())) {
    return corrupt(subject, "has a section outside its bounds");
  }
  layer->strings_ = {strings.data(), strings.size()};
  layer->owner_ = std::move(owner);
  return layer;
}

Referent Layer::referent(std::uint32_t row, std::uint32_t layer) const {
  const ReferentRow& from = referents_[row];
  Referent out;
  out.id = (layer << 24U) | row;
  out.kind = static_cast<ReferentKind>(from.kind);
  out.key = string(from.key);
  out.name = string(from.name);
  out.code = string(from.code);
  out.sector = string(from.sector);
  out.other_sectors = string(from.other_sectors);
  out.wikidata = string(from.wikidata);
  out.role = string(from.role);
  out.gender = from.gender;
  out.plural = from.plural != 0;
  out.from = from.from;
  out.to = from.to;
  out.geonameid = from.geonameid;
  out.lat = from.lat;
  out.lon = from.lon;
  return out;
}

const SlotRow* Layer::slot(std::uint64_t name) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = name & mask; slots_[i].name != 0; i = (i + 1) & mask) {
    if (slots_[i].name == name) {
      return &slots_[i];
    }
  }
  return nullptr;
}

}  // namespace detente::knowledge
