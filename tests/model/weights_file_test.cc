#include "model/weights_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace detente::model {
namespace {

std::string checksum(std::string_view text) {
  return base::hexadecimal(base::checksum_of(std::as_bytes(std::span(text.data(), text.size()))));
}

class File {
 public:
  explicit File(const std::string& bytes)
      : path_(std::filesystem::temp_directory_path() / ("detente_weights_" + std::to_string(::getpid()))) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { std::filesystem::remove(path_); }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Two tensors: `t` of [2 × 4] int8 with scales. `tensor` is the entry of t.
std::string weights(std::string_view tensor = R"("shape":[2,4],"offset":0,"bytes":8)", std::string_view sum = "") {
  std::string data(128, '\0');
  for (int i = 0; i < 8; ++i) {
    data[static_cast<std::size_t>(i)] = static_cast<char>(i - 4);
  }
  const std::array<float, 2> scales{0.5F, 2.0F};
  std::memcpy(data.data() + 64, scales.data(), sizeof(scales));
  std::string header =
      R"({"precision":"int8","checksum":")" + (sum.empty() ? checksum(data) : std::string(sum)) +
      R"(","data_bytes":128,"hyper":{"hidden":4,"half":0.5,"minus":-1,"many":1e30,"word_vector":"first piece"},"labels":{"case":["a","b"]},)" +
      R"("thresholds":{"trigger":0.25},"special":{"begin":"[CLS]"},"tensors":[)" + R"({"name":"t","dtype":"i8",)" +
      std::string(tensor) + R"(,"scale":"t.scale"},)" +
      R"({"name":"t.scale","dtype":"f32","shape":[2],"offset":64,"bytes":8}]})";
  header.resize((24 + header.size() + 63) / 64 * 64 - 24, ' ');
  std::string bytes("DETENTEM\1\0\0\0\0\0\0\0", 16);
  const std::uint64_t size = header.size();
  bytes.append(reinterpret_cast<const char*>(&size), sizeof(size));
  return bytes + header + data;
}

void expect_corrupt(const std::string& bytes, std::string_view what) {
  const File file(bytes);
  const auto opened = WeightsFile::open(file.path());
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, ErrorCode::corrupt_data);
  EXPECT_NE(opened.error().message.find(what), std::string::npos) << opened.error().message;
  EXPECT_EQ(opened.error().subject, file.path().string());
}

TEST(WeightsFile, HandsOutWhatStandsInIt) {
  const File file(weights());
  const auto opened = WeightsFile::open(file.path());
  ASSERT_TRUE(opened.ok()) << opened.error().message;
  const WeightsFile& w = **opened;
  const Matrix matrix = w.matrix("t", 2, 4);
  ASSERT_TRUE(matrix.is_int8());
  EXPECT_EQ(matrix.steps[0], -4);
  EXPECT_EQ(matrix.steps[7], 3);
  EXPECT_EQ(matrix.scale[1], 2.0F);
  EXPECT_EQ(w.labels("case"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(w.threshold("trigger"), 0.25);
  EXPECT_EQ(w.hyper("hidden"), 4);
  EXPECT_EQ(w.count("hidden"), 4U);
  EXPECT_EQ(w.special("begin"), "[CLS]");
  EXPECT_EQ(w.precision(), "int8");
}

TEST(WeightsFile, WhatIsMissingOrOfAnotherShapeIsUnfit) {
  const File file(weights());
  const auto opened = WeightsFile::open(file.path());
  ASSERT_TRUE(opened.ok());
  const WeightsFile& w = **opened;
  EXPECT_THROW((void)w.matrix("u", 2, 4), UnfitWeights);
  EXPECT_THROW((void)w.matrix("t", 4, 2), UnfitWeights);
  EXPECT_THROW((void)w.vector("t", 8), UnfitWeights);
  EXPECT_THROW((void)w.text("t"), UnfitWeights);
  EXPECT_THROW((void)w.labels("types"), UnfitWeights);
  EXPECT_THROW((void)w.threshold("role_actor"), UnfitWeights);
  for (const char* name : {"half", "minus", "many", "word_vector"}) {
    EXPECT_THROW((void)w.count(name), UnfitWeights) << name;
  }
}

TEST(WeightsFile, NoFileIsNotFound) {
  const auto opened = WeightsFile::open("/no/such/file");
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, ErrorCode::not_found);
}

TEST(WeightsFile, RefusesWhatIsDamaged) {
  const std::string good = weights();
  expect_corrupt("", "empty");
  expect_corrupt("DETENTEM", "shorter than their header");
  expect_corrupt("X" + good.substr(1), "magic");
  std::string other_version = good;
  other_version[8] = 2;
  expect_corrupt(other_version, "version 2");
  expect_corrupt(good.substr(0, good.size() - 1), "not as long");
  expect_corrupt(good + std::string(1, '\0'), "not as long");
  std::string flipped = good;
  flipped.back() = static_cast<char>(flipped.back() ^ 1);
  expect_corrupt(flipped, "checksum");
  std::string no_json = good;
  no_json[24] = '}';
  expect_corrupt(no_json, "header");
  std::string long_header = good;
  long_header[23] = '\x7F';
  expect_corrupt(long_header, "shorter than their header");
}

TEST(WeightsFile, RefusesTensorsOutsideTheirBounds) {
  for (const char* tensor :
       {R"("shape":[2,4],"offset":128,"bytes":8)", R"("shape":[2,4],"offset":64,"bytes":80)",
        R"("shape":[2,4],"offset":8,"bytes":8)", R"("shape":[2,5],"offset":0,"bytes":8)",
        R"("shape":[4294967296,4294967298],"offset":0,"bytes":8)", R"("shape":[0,4],"offset":0,"bytes":0)"}) {
    expect_corrupt(weights(tensor), "outside their bounds");
  }
}

}  // namespace
}  // namespace detente::model
