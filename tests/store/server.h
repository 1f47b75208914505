// A PostgreSQL server for the tests alone: its data in a folder of /tmp, no port, gone at the end.
#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace detente::store {

// The newest server that Debian's packages have put here; empty when there is none.
inline std::string server_programs() {
  namespace fs = std::filesystem;
  std::string newest;
  std::error_code error;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", error)) {
    if (fs::exists(version.path() / "bin" / "initdb", error) && version.path().string() > newest) {
      newest = version.path().string();
    }
  }
  return newest.empty() ? "" : newest + "/bin";
}

class Server {
 public:
  Server() {
    const std::string programs = server_programs();
    if (programs.empty()) {
      return;
    }
    std::string pattern = "/tmp/detente-postgres-XXXXXX";
    folder_ = mkdtemp(pattern.data());
    // The server refuses to be root.
    as_user_ = geteuid() == 0 ? "runuser -u postgres -- " : "";
    if (geteuid() == 0 && !run("chown postgres " + folder_)) {
      return;
    }
    control_ = as_user_ + programs + "/pg_ctl -D " + folder_ + "/data -w -s ";
    const std::string settings = "-k " + folder_ + " -c listen_addresses= -c fsync=off -c shared_buffers=64MB";
    runs_ = run("cd /tmp && " + as_user_ + programs + "/initdb -D " + folder_ +
                "/data --no-sync -U detente -A trust -E UTF8 --locale=C.UTF-8") &&
            run("cd /tmp && " + control_ + "-l " + folder_ + "/log -o '" + settings + "' start");
  }
  ~Server() {
    if (runs_) {
      run("cd /tmp && " + control_ + "-m immediate stop");
    }
    std::error_code error;
    if (!folder_.empty()) {
      std::filesystem::remove_all(folder_, error);
    }
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] bool runs() const { return runs_; }
  [[nodiscard]] bool is_installed() const { return !folder_.empty(); }
  [[nodiscard]] std::string url() const { return "postgresql://detente@/postgres?host=" + folder_; }

  // Kills every process of the server and starts it again.
  bool crash_and_start() { return run("cd /tmp && " + control_ + "-m immediate stop") && start_again(); }

 private:
  bool start_again() {
    return run("cd /tmp && " + control_ + "-l " + folder_ + "/log -o '-k " + folder_ +
               " -c listen_addresses= -c shared_buffers=64MB' start");
  }

  static bool run(const std::string& command) {
    return std::system((command + " >/dev/null 2>&1 </dev/null").c_str()) == 0;
  }

  std::string folder_;
  std::string as_user_;
  std::string control_;
  bool runs_ = false;
};

// One for all tests of a program.
inline Server& server() {
  static Server the_server;
  return the_server;
}

}  // namespace detente::store
