#include "knowledge/layer.h"

#include <bit>
#include <cstring>

namespace detente::knowledge {

namespace {

Error corrupt(const std::string& subject, const std::string& what) {
  return {ErrorCode::corrupt_data, "the compiled knowledge " + what + "; build it again", subject};
}

template <typename Row>
bool take(std::span<const std::byte> bytes, const base::Section& section, std::span<const Row>& rows) {
  const auto found = base::rows_of<Row>(bytes, section);
  rows = found.value_or(std::span<const Row>());
  return found.has_value();
}

}  // namespace

Result<std::unique_ptr<Layer>> Layer::open(base::SharedBytes block, const std::string& subject) {
  const std::span<const std::byte> bytes = block.bytes;
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
  if (header.checksum != base::checksum_with(header, bytes.subspan(sizeof(Header)))) {
    return corrupt(subject, "fails its checksum");
  }
  std::span<const char> strings;
  if (!take(bytes, header.strings, strings) || !take(bytes, header.referents, layer->referents_) ||
      !take(bytes, header.namings, layer->namings_) || !take(bytes, header.slots, layer->slots_) ||
      !take(bytes, header.terms, layer->terms_) || !std::has_single_bit(layer->slots_.size())) {
    return corrupt(subject, "has a section outside its bounds");
  }
  layer->strings_ = {strings.data(), strings.size()};
  layer->block_ = std::move(block);
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
  out.cow = from.cow;
  out.fips = string(from.fips);
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
