#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/base.h"

namespace detente::base {
namespace {

namespace fs = std::filesystem;

class MappedFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              (std::string("detente_base_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] fs::path write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return folder_ / name;
  }

  fs::path folder_;
};

std::string text_of(const SharedBytes& shared) {
  std::string text;
  for (const std::byte byte : shared.bytes) {
    text.push_back(static_cast<char>(byte));
  }
  return text;
}

TEST_F(MappedFile, GivesTheBytes) {
  const auto file = write("a", std::string("one\0two", 7));
  const auto mapped = map_file(file, "the thing");
  ASSERT_TRUE(mapped.ok()) << mapped.error().message;
  EXPECT_EQ(text_of(*mapped), std::string("one\0two", 7));
}

TEST_F(MappedFile, OutlivesItsNameAndTheFirstOwner) {
  const auto file = write("a", "still here");
  SharedBytes copy;
  {
    const auto mapped = map_file(file, "the thing");
    ASSERT_TRUE(mapped.ok());
    copy = *mapped;
  }
  fs::remove(file);
  EXPECT_EQ(text_of(copy), "still here");
}

TEST_F(MappedFile, NamesWhatIsMissingOrEmpty) {
  const auto missing = map_file(folder_ / "nothing", "the gazetteer");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::not_found);
  EXPECT_EQ(missing.error().subject, (folder_ / "nothing").string());
  EXPECT_NE(missing.error().message.find("the gazetteer"), std::string::npos);

  const auto empty = map_file(write("empty", ""), "the gazetteer");
  ASSERT_FALSE(empty.ok());
  EXPECT_EQ(empty.error().code, ErrorCode::corrupt_data);

  const auto directory = map_file(folder_, "the gazetteer");
  ASSERT_FALSE(directory.ok());
  EXPECT_EQ(directory.error().code, ErrorCode::corrupt_data);
}

TEST(SharedBytes, OfAString) {
  const auto shared = SharedBytes::of("words");
  EXPECT_EQ(text_of(shared), "words");
}

TEST(Checksum, TellsEveryByteAndTheirOrder) {
  const auto sum = [](std::string text) { return checksum_of(SharedBytes::of(std::move(text)).bytes); };
  EXPECT_EQ(sum(""), 0xCBF29CE484222325U);
  EXPECT_EQ(sum("a"), 0xAF63DC4C8601EC8CU);  // FNV-1a of one byte, as published
  const std::string text = "nineteen bytes long";
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] = static_cast<char>(other[i] ^ 1);
    EXPECT_NE(sum(other), sum(text)) << i;
  }
  EXPECT_NE(sum("12345678abcdefgh"), sum("abcdefgh12345678"));
  EXPECT_NE(sum(text), sum(text + '\0'));
}

TEST(Checksum, GoesOnFromWhatStandsBefore) {
  const auto bytes = SharedBytes::of("12345678abc");
  EXPECT_EQ(checksum_of(bytes.bytes.subspan(8), checksum_of(bytes.bytes.first(8))), checksum_of(bytes.bytes));
}

TEST(Checksum, OfAHeaderLeavesItselfOut) {
  struct Header {
    std::uint64_t size = 3;
    std::uint64_t checksum = 0;
  };
  const auto rest = SharedBytes::of("abc");
  const std::uint64_t sum = checksum_with(Header{}, rest.bytes);
  EXPECT_EQ(checksum_with(Header{3, sum}, rest.bytes), sum);
  EXPECT_NE(checksum_with(Header{4, 0}, rest.bytes), sum);
  EXPECT_NE(checksum_with(Header{}, rest.bytes.first(2)), sum);
}

TEST(Hexadecimal, HasAlwaysSixteenDigits) {
  EXPECT_EQ(hexadecimal(0), "0000000000000000");
  EXPECT_EQ(hexadecimal(0xDE7E47E), "000000000de7e47e");
  EXPECT_EQ(hexadecimal(~std::uint64_t{0}), "ffffffffffffffff");
}

TEST(Sections, AreReadAsTheyWereWritten) {
  const std::array<std::uint32_t, 3> rows{7, 8, 9};
  std::string file = "odd";
  const Section section = append_rows(file, rows.data(), rows.size());
  EXPECT_EQ(section.offset % 16, 0U);
  const auto shared = SharedBytes::of(file);
  const auto read = rows_of<std::uint32_t>(shared.bytes, section);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(std::vector<std::uint32_t>(read->begin(), read->end()), (std::vector<std::uint32_t>{7, 8, 9}));
}

TEST(Sections, OutsideTheBytesOrAskewAreRefused) {
  const auto shared = SharedBytes::of(std::string(64, 'x'));
  EXPECT_TRUE(rows_of<std::uint32_t>(shared.bytes, {0, 16}).has_value());
  EXPECT_TRUE(rows_of<std::uint32_t>(shared.bytes, {64, 0}).has_value());
  const std::array<Section, 5> wrong{
      {{0, 17}, {4, 16}, {68, 0}, {2, 1}, {0, ~std::uint64_t{0}}}};  // too many, pushed out, behind, askew, overflow
  for (const Section& section : wrong) {
    EXPECT_FALSE(rows_of<std::uint32_t>(shared.bytes, section).has_value()) << section.offset << " " << section.count;
  }
}

}  // namespace
}  // namespace detente::base
