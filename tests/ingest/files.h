// Files that tests write and what the reader makes of them.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/ingest.h"

namespace detente::ingest {

namespace fs = std::filesystem;

using Strings = std::vector<std::string>;

class Files : public testing::Test {
 protected:
  Files() {
    std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
    std::replace(name.begin(), name.end(), '/', '_');
    folder_ = fs::temp_directory_path() / ("detente_reader_" + std::to_string(::getpid()) + "_" + name);
    fs::create_directories(folder_);
  }
  ~Files() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  std::string write(const std::string& name, std::string_view bytes) {
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }

  // The id of each article, the code and last part of the subject of each error.
  static std::vector<std::string> read_all(std::vector<std::string> paths, const Options& options = {}) {
    Reader reader(std::move(paths), options);
    std::vector<std::string> out;
    while (const auto next = reader.next()) {
      if (next->ok()) {
        out.push_back(fs::path(next->value().id).filename());
      } else {
        out.push_back(std::string(name_of(next->error().code)) + " " +
                      fs::path(next->error().subject).filename().string());
      }
    }
    if (reader.bytes_total() != 0) {
      EXPECT_EQ(reader.bytes_read(), reader.bytes_total());
    }
    return out;
  }

  fs::path folder_;
};

}  // namespace detente::ingest
