// Runs the real program, as a shell would.
#pragma once

#include <fcntl.h>
#include <pty.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace detente::end_to_end {

namespace fs = std::filesystem;

inline const fs::path program = fs::path(DETENTE_BUILD_DIR) / "detente";
inline const fs::path share = fs::path(DETENTE_BUILD_DIR) / "share" / "detente";
inline const fs::path examples = fs::path(DETENTE_SOURCE_DIR) / "examples";

inline std::string content_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

// A folder of its own for each test, gone at its end.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "detente-test-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string path() const { return path_.string(); }
  [[nodiscard]] std::string path(const std::string& name) const { return (path_ / name).string(); }

  // The path of the file written.
  std::string write(const std::string& name, const std::string& content) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << content;
    return path(name);
  }

 private:
  fs::path path_;
};

struct Outcome {
  int status = -1;  // exit status, or 128 + signal
  std::string out;
  std::string err;
};

using Arguments = std::vector<std::string>;

struct Setting {
  std::string input;           // what standard input holds
  Arguments environment = {};  // NAME=VALUE, beside PATH and HOME
  std::string output = {};     // path of standard output; empty: caught in Outcome::out
};

inline int exit_status(int wait_status) {
  return WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : 128 + WTERMSIG(wait_status);
}

// Pointers as exec wants them; they live as long as `words`.
inline std::vector<char*> pointers_to(Arguments& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) {
    pointers.push_back(word.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

inline Outcome run(Arguments arguments, const Setting& setting = {}) {
  const Folder folder;
  const std::string in = folder.write("in", setting.input);
  const std::string out = setting.output.empty() ? folder.write("out", "") : setting.output;
  const std::string err = folder.write("err", "");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, in.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY, 0);
  arguments.insert(arguments.begin(), program.string());
  Arguments environment = setting.environment;
  environment.push_back("PATH=/usr/bin:/bin");
  pid_t child = 0;
  const int failed = posix_spawn(&child, program.c_str(), &actions, nullptr, pointers_to(arguments).data(),
                                 pointers_to(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    return {};
  }
  int wait_status = 0;
  waitpid(child, &wait_status, 0);
  return {exit_status(wait_status), setting.output.empty() ? content_of(out) : "", content_of(err)};
}

// The same with a terminal of 100 columns for standard input and error and, unless `output` names a file, for
// standard output. All that came to the terminal is in `out`.
inline Outcome run_on_terminal(Arguments arguments, const std::string& output = {}, const char* no_colour = nullptr) {
  winsize size{};
  size.ws_col = 100;
  size.ws_row = 50;
  int terminal = 0;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, &size);
  if (child == 0) {
    setenv("TERM", "xterm", 1);
    unsetenv("NO_COLOR");
    if (no_colour != nullptr) {
      setenv("NO_COLOR", no_colour, 1);
    }
    if (!output.empty()) {
      dup2(open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644), STDOUT_FILENO);
    }
    arguments.insert(arguments.begin(), program.string());
    execv(program.c_str(), pointers_to(arguments).data());
    _exit(127);
  }
  Outcome outcome;
  char buffer[4096];
  for (ssize_t n = 0; (n = read(terminal, buffer, sizeof buffer)) > 0;) {
    outcome.out.append(buffer, static_cast<std::size_t>(n));
  }
  close(terminal);
  int wait_status = 0;
  waitpid(child, &wait_status, 0);
  outcome.status = exit_status(wait_status);
  return outcome;
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// An article in JSON, one line, with words that any coder sees an event in.
inline std::string article_line(const std::string& id) {
  return R"({"id":")" + id +
         R"(","date":"2022-02-07","text":"French President Emmanuel Macron met Vladimir Putin in Moscow on Monday. )"
         R"(\"We must talk,\" Mr. Macron said."})"
         "\n";
}

}  // namespace detente::end_to_end
