#include "cli/output.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "cli/exit_status.h"
#include "cli/messages.h"

namespace detente::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 16U;
constexpr int closed = -1;

std::string reason(int error) {
  return std::generic_category().message(error);
}

}  // namespace

Output Output::to_standard_output() {
  return {STDOUT_FILENO, "standard output"};
}

Result<Output> Output::to_file(const std::string& path) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    return Error{ErrorCode::unreadable, "cannot be written: " + reason(errno), path};
  }
  return Output(descriptor, path);
}

Output::Output(Output&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, closed)),
      name_(std::move(other.name_)),
      buffer_(std::move(other.buffer_)) {}

Output::~Output() {
  if (descriptor_ != closed && descriptor_ != STDOUT_FILENO) {
    ::close(descriptor_);
  }
}

void Output::give_up(int error) const {
  if (error != EPIPE) {
    complain(name_, "cannot be written: " + reason(error));
  }
  std::_Exit(nothing_done);
}

void Output::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= buffer_bytes) {
    flush();
  }
}

void Output::flush() {
  std::string_view left = buffer_;
  while (!left.empty()) {
    const ssize_t written = ::write(descriptor_, left.data(), left.size());
    if (written >= 0) {
      left.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      give_up(errno);
    }
  }
  buffer_.clear();
}

void Output::close() {
  flush();
  if (::close(std::exchange(descriptor_, closed)) != 0) {
    give_up(errno);
  }
}

fs::path file_behind_standard_output() {
  std::error_code error;
  const fs::path file = fs::read_symlink("/proc/self/fd/1", error);
  return !error && fs::is_regular_file(file, error) ? file : fs::path();
}

std::string input_that_holds(const fs::path& output, const std::vector<std::string>& inputs) {
  std::error_code error;
  const fs::path written = fs::weakly_canonical(output, error);
  for (const std::string& input : inputs) {
    if (input == "-" || !fs::exists(input, error)) {
      continue;
    }
    const fs::path read = fs::canonical(input, error);
    const auto [in_read, in_written] = std::mismatch(read.begin(), read.end(), written.begin(), written.end());
    if (in_read == read.end()) {
      return input;
    }
  }
  return {};
}

}  // namespace detente::cli
