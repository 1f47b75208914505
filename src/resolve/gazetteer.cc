#include "resolve/gazetteer.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "resolve/gazetteer_file.h"

namespace detente::resolve {

namespace {

Error corrupt(const std::string& subject, const std::string& what) {
  return {ErrorCode::corrupt_data, "the compiled gazetteer " + what + "; build it again", subject};
}

template <typename Row>
bool take(std::span<const std::byte> bytes, const base::Section& section, std::span<const Row>& rows) {
  const auto found = base::rows_of<Row>(bytes, section);
  rows = found.value_or(std::span<const Row>());
  return found.has_value();
}

template <std::size_t n>
std::string_view text_of(const std::array<char, n>& letters) {
  const auto* end = std::find(letters.begin(), letters.end(), '\0');
  return {letters.data(), static_cast<std::size_t>(end - letters.begin())};
}

}  // namespace

Result<Gazetteer> Gazetteer::open(const std::filesystem::path& path) {
  auto block = base::map_file(path, "the compiled gazetteer");
  if (!block) {
    return block.error();
  }
  return over(std::move(block).value(), path.string());
}

Result<Gazetteer> Gazetteer::from_bytes(std::string bytes) {
  return over(base::SharedBytes::of(std::move(bytes)), "memory");
}

Result<Gazetteer> Gazetteer::over(base::SharedBytes block, const std::string& subject) {
  const std::span<const std::byte> bytes = block.bytes;
  GazetteerHeader header;
  if (bytes.size() < sizeof(header)) {
    return corrupt(subject, "is shorter than its header");
  }
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (header.magic != gazetteer_magic) {
    return corrupt(subject, "does not begin with its magic");
  }
  if (header.version != gazetteer_version) {
    return corrupt(subject, "has version " + std::to_string(header.version) + ", this program reads " +
                                std::to_string(gazetteer_version));
  }
  if (header.size != bytes.size()) {
    return corrupt(subject, "is not as long as its header says");
  }
  if (header.checksum != base::checksum_with(header, bytes.subspan(sizeof(header)))) {
    return corrupt(subject, "fails its checksum");
  }
  Gazetteer gazetteer;
  std::span<const char> strings;
  if (!take(bytes, header.strings, strings) || !take(bytes, header.places, gazetteer.places_) ||
      !take(bytes, header.namings, gazetteer.namings_) || !take(bytes, header.slots, gazetteer.slots_) ||
      !take(bytes, header.countries, gazetteer.countries_) || !std::has_single_bit(gazetteer.slots_.size())) {
    return corrupt(subject, "has a section outside its bounds");
  }
  gazetteer.strings_ = {strings.data(), strings.size()};
  gazetteer.block_ = std::move(block);
  gazetteer.checksum_ = header.checksum;
  return gazetteer;
}

NameEntry Gazetteer::find(std::uint64_t name) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = name & mask; slots_[i].name != 0; i = (i + 1) & mask) {
    if (slots_[i].name == name) {
      const Slot& slot = slots_[i];
      return {namings_.subspan(slot.first, slot.count), slot.kinds, slot.longer != 0};
    }
  }
  return {};
}

Place Gazetteer::place(std::uint32_t id) const {
  const Row& row = places_[id];
  Place out;
  out.id = id;
  out.geonameid = row.geonameid;
  out.name = strings_.substr(row.name.offset, row.name.length);
  out.lat = row.lat;
  out.lon = row.lon;
  out.population = row.population;
  out.country = row.country;
  out.admin1 = row.admin1;
  out.admin2 = row.admin2;
  out.code = text_of(row.code);
  out.feature = text_of(row.feature);
  out.level = row.level;
  return out;
}

std::uint32_t Gazetteer::country(std::string_view code) const {
  const auto* const at = std::lower_bound(
      countries_.data(), countries_.data() + countries_.size(), code,
      [&](std::uint32_t row, std::string_view wanted) { return text_of(places_[row].code) < wanted; });
  const bool found = at != countries_.data() + countries_.size() && text_of(places_[*at].code) == code;
  return found ? *at : no_place;
}

}  // namespace detente::resolve
