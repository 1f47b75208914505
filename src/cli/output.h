// Where the program's product goes.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "detente/result.h"

namespace detente::cli {

// Standard output or a file, with a buffer. A write that fails ends the process: with a message and exit status 1, or
// without a word when it was a pipe whose reader has gone. There is nothing else to be done then, and waiting for the
// other threads could take for ever, since one of them may be reading standard input.
class Output {
 public:
  static Output to_standard_output();
  // Empties the file, or makes it. Error unreadable when that cannot be done.
  static Result<Output> to_file(const std::string& path);

  Output(Output&& other) noexcept;
  Output& operator=(Output&& other) = delete;
  ~Output();

  void write(std::string_view text);
  void flush();
  // Flushes and closes; only after this is it sure that all has arrived.
  void close();

 private:
  Output(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
  [[noreturn]] void give_up(int error) const;

  int descriptor_;
  std::string name_;
  std::string buffer_;
};

// The file that standard output is redirected to; empty for a terminal, a pipe or a device.
std::filesystem::path file_behind_standard_output();

// The first of `inputs` that is `output` or a folder with `output` in it: reading it would read what was just
// written. Empty when there is none.
std::string input_that_holds(const std::filesystem::path& output, const std::vector<std::string>& inputs);

}  // namespace detente::cli
