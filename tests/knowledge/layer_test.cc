// Compiled tables that are damaged are refused, each by what is wrong with it.
#include "knowledge/layer.h"

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <functional>
#include <string>

#include "small_world.h"

namespace detente::knowledge {
namespace {

Header header_of(const std::string& bytes) {
  Header header;
  std::memcpy(&header, bytes.data(), sizeof(Header));
  return header;
}

void put(std::string& bytes, const Header& header) {
  std::memcpy(bytes.data(), &header, sizeof(Header));
}

struct Damage {
  std::string_view name;
  void (*damage)(std::string&);
  std::string_view message;
};

class DamagedLayer : public testing::TestWithParam<Damage> {};

TEST_P(DamagedLayer, IsRefused) {
  std::string bytes = small_bytes();
  ASSERT_TRUE(Knowledge::from_bytes(bytes).ok());
  GetParam().damage(bytes);
  const auto opened = Knowledge::from_bytes(bytes);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, ErrorCode::corrupt_data);
  EXPECT_NE(opened.error().message.find(GetParam().message), std::string::npos) << opened.error().message;
}

template <typename Change>
void change_header(std::string& bytes, Change change) {
  Header header = header_of(bytes);
  change(header);
  put(bytes, header);
}

// With the checksum that the file would have if it had been written so.
template <typename Change>
void write_header(std::string& bytes, Change change) {
  Header header = header_of(bytes);
  change(header);
  header.checksum = base::checksum_with(header, std::as_bytes(std::span(bytes)).subspan(sizeof(Header)));
  put(bytes, header);
}

INSTANTIATE_TEST_SUITE_P(
    Each, DamagedLayer,
    testing::Values(
        Damage{"empty", [](std::string& b) { b.clear(); }, "shorter than its header"},
        Damage{"half_a_header", [](std::string& b) { b.resize(sizeof(Header) / 2); }, "shorter than its header"},
        Damage{"magic", [](std::string& b) { b[0] = 'X'; }, "magic"},
        Damage{"version", [](std::string& b) { change_header(b, [](Header& h) { ++h.version; }); }, "version"},
        Damage{"cut_off", [](std::string& b) { b.resize(b.size() - 1); }, "not as long"},
        Damage{"only_the_header", [](std::string& b) { b.resize(sizeof(Header)); }, "not as long"},
        Damage{"too_long", [](std::string& b) { b.push_back('\0'); }, "not as long"},
        Damage{"size", [](std::string& b) { change_header(b, [](Header& h) { ++h.size; }); }, "not as long"},
        Damage{"checksum", [](std::string& b) { change_header(b, [](Header& h) { h.checksum ^= 1U; }); }, "checksum"},
        Damage{"first_byte", [](std::string& b) { b[sizeof(Header)] = static_cast<char>(b[sizeof(Header)] ^ 1); },
               "checksum"},
        Damage{"last_byte", [](std::string& b) { b.back() = static_cast<char>(b.back() ^ 1); }, "checksum"},
        Damage{"table_elsewhere", [](std::string& b) { change_header(b, [](Header& h) { ++h.ontology[0].offset; }); },
               "checksum"},
        Damage{"section_elsewhere", [](std::string& b) { change_header(b, [](Header& h) { --h.terms.count; }); },
               "checksum"},
        Damage{"section_behind_the_end",
               [](std::string& b) { write_header(b, [](Header& h) { h.terms.offset = h.size + 16; }); },
               "outside its bounds"},
        Damage{"section_too_long",
               [](std::string& b) { write_header(b, [](Header& h) { h.referents.count = h.size; }); },
               "outside its bounds"},
        Damage{"section_askew", [](std::string& b) { write_header(b, [](Header& h) { ++h.namings.offset; }); },
               "outside its bounds"},
        Damage{"slots_that_are_no_power_of_two",
               [](std::string& b) { write_header(b, [](Header& h) { --h.slots.count; }); }, "outside its bounds"},
        Damage{"no_slots", [](std::string& b) { write_header(b, [](Header& h) { h.slots.count = 0; }); },
               "outside its bounds"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(Layer, AFileIsNamedInItsError) {
  const auto missing = Knowledge::open("/nowhere/detente.knowledge");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::not_found);
  EXPECT_EQ(missing.error().subject, "/nowhere/detente.knowledge");

  const std::string path = testing::TempDir() + "cut.knowledge";
  std::ofstream(path, std::ios::binary) << small_bytes().substr(0, 500);
  const auto cut = Knowledge::open(path);
  ASSERT_FALSE(cut.ok());
  EXPECT_EQ(cut.error().code, ErrorCode::corrupt_data);
  EXPECT_EQ(cut.error().subject, path);
}

TEST(Layer, TheSameTablesGiveTheSameBytes) {
  EXPECT_EQ(small_bytes(), small_bytes());
  Tables other = small_tables();
  other.seats = table_of("name\tcode\tsector\nBercy\tFRA\tGOV\n");
  EXPECT_NE(Knowledge::from_bytes(compile(other).value())->checksum(), small_world().checksum());
}

TEST(Layer, CountsItsRowsByKind) {
  const auto counts = small_world().counts();
  const auto count = [&](ReferentKind kind) { return counts.at(static_cast<std::size_t>(kind)); };
  EXPECT_EQ(count(ReferentKind::country), 7U);
  EXPECT_EQ(count(ReferentKind::seat), 1U);
  EXPECT_EQ(count(ReferentKind::organisation), 3U);
  EXPECT_EQ(count(ReferentKind::armed_group), 2U);
  EXPECT_EQ(count(ReferentKind::person), 4U);
  EXPECT_EQ(count(ReferentKind::office), 2U);
  EXPECT_EQ(count(ReferentKind::role), 2U);
}

}  // namespace
}  // namespace detente::knowledge
