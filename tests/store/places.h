// Where the tests keep stores: in a file, and on a server.
#pragma once

#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <filesystem>
#include <string>

#include "store/server.h"
#include "store/store.h"

namespace detente::store {

// A folder of its own for each test, gone at its end.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "detente-store-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string path(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

inline bool run_on_server(const std::string& sql) {
  PGconn* connection = PQconnectdb(server().url().c_str());
  PGresult* result = PQexec(connection, sql.c_str());
  const ExecStatusType status = PQresultStatus(result);
  PQclear(result);
  PQfinish(connection);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

// The same tests over both engines. Each begins with an empty store.
class Either : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (on_server()) {
      if (!server().is_installed()) {
        GTEST_SKIP() << "no PostgreSQL server is installed (Debian's package postgresql)";
      }
      ASSERT_TRUE(server().runs()) << "the PostgreSQL server did not start";
      ASSERT_TRUE(run_on_server("SET client_min_messages = error; DROP SCHEMA IF EXISTS detente CASCADE"));
    }
  }

  [[nodiscard]] bool on_server() const { return std::string(GetParam()) == "postgres"; }
  [[nodiscard]] std::string location() const { return on_server() ? server().url() : folder_.path("crisis.db"); }
  [[nodiscard]] const Folder& folder() const { return folder_; }

  [[nodiscard]] Store open(const Options& options = {}) const {
    auto store = Store::open(location(), options);
    EXPECT_TRUE(store.ok()) << (store.ok() ? "" : store.error().message);
    return std::move(*store);
  }

 private:
  Folder folder_;
};

#define DETENTE_ON_BOTH(suite)                                                      \
  INSTANTIATE_TEST_SUITE_P(Engines, suite, ::testing::Values("sqlite", "postgres"), \
                           [](const auto& engine) { return std::string(engine.param); })

}  // namespace detente::store
