#include "cli/filter_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>
#include <utility>

#include "ingest/ingest.h"

namespace detente::cli {

namespace {

// A translation and its JSON may be longer than what was translated.
constexpr std::size_t longest_answer = 4 * ingest::max_article_bytes;

// Both ends of a pipe, none of which a child inherits.
struct Pipe {
  int out = -1;  // what is read from
  int in = -1;   // what is written to
};

std::optional<Pipe> open_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    return std::nullopt;
  }
  return Pipe{ends[0], ends[1]};
}

void close_end(int& end) {
  if (end >= 0) {
    ::close(end);
    end = -1;
  }
}

void do_not_block(int end) {
  fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK);  // NOLINT(cppcoreguidelines-pro-type-vararg)
}

// A write to a command that is gone gives an error, and not the end of this program.
class WithoutPipeSignal {
 public:
  WithoutPipeSignal() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~WithoutPipeSignal() {
    const timespec now{};
    while (sigtimedwait(&pipe_, nullptr, &now) > 0) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  WithoutPipeSignal(const WithoutPipeSignal&) = delete;
  WithoutPipeSignal& operator=(const WithoutPipeSignal&) = delete;

 private:
  sigset_t pipe_{};
  sigset_t before_{};
};

std::string describe(int wait_status) {
  if (WIFSIGNALED(wait_status)) {
    return "was ended by signal " + std::to_string(WTERMSIG(wait_status));
  }
  return "ended with status " + std::to_string(WEXITSTATUS(wait_status));
}

}  // namespace

FilterProcess::FilterProcess(std::string command, std::chrono::seconds patience)
    : command_(std::move(command)), patience_(patience) {}

FilterProcess::~FilterProcess() {
  close_end(to_process_);
  close_end(from_process_);
  if (process_ > 0) {
    if (!failure_.empty()) {
      kill(process_, SIGKILL);
    }
    how_it_ended();
  }
}

Result<std::string> FilterProcess::ask(const std::string& line) {
  if (!failure_.empty()) {
    return Error{ErrorCode::translation, failure_, ""};
  }
  if (process_ == 0) {
    if (auto error = start()) {
      return std::move(*error);
    }
  }
  if (auto error = exchange(line + '\n', Clock::now() + patience_)) {
    return std::move(*error);
  }
  const std::size_t end = answer_.find('\n');
  std::string answer = answer_.substr(0, end);
  answer_.erase(0, end + 1);
  return answer;
}

std::optional<Error> FilterProcess::start() {
  auto in = open_pipe();
  auto out = open_pipe();
  if (!in || !out) {
    return fail(std::string("cannot be started: ") + std::strerror(errno));
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in->out, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out->in, STDOUT_FILENO);
  std::array<std::string, 3> words{"/bin/sh", "-c", command_};
  std::array<char*, 4> arguments{words[0].data(), words[1].data(), words[2].data(), nullptr};
  const int failed = posix_spawn(&process_, "/bin/sh", &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close_end(in->out);
  close_end(out->in);
  to_process_ = in->in;
  from_process_ = out->out;
  do_not_block(to_process_);
  do_not_block(from_process_);
  return failed == 0 ? std::nullopt : std::optional(fail(std::string("cannot be started: ") + std::strerror(failed)));
}

// Writes and reads as either side is ready, until a whole line is there: a command may begin to answer before it has
// read all.
std::optional<Error> FilterProcess::exchange(std::string_view question, Clock::time_point deadline) {
  const WithoutPipeSignal quiet;
  while (answer_.find('\n') == std::string::npos) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) {
      return fail("gave no answer in " + std::to_string(patience_.count()) +
                  " seconds; it must answer each line at once");
    }
    std::array<pollfd, 2> ends{pollfd{from_process_, POLLIN, 0},
                               pollfd{question.empty() ? -1 : to_process_, POLLOUT, 0}};
    poll(ends.data(), ends.size(), static_cast<int>(std::min<std::int64_t>(left.count(), 60'000)));
    if (ends[1].revents != 0) {
      write_some(question);
    }
    if (ends[0].revents != 0 && !read_some()) {
      close_end(to_process_);
      return fail(how_it_ended());
    }
    if (answer_.size() > longest_answer) {
      return fail("answers with a line of more than 64 MiB");
    }
  }
  return std::nullopt;
}

void FilterProcess::write_some(std::string_view& question) {
  const auto written = ::write(to_process_, question.data(), question.size());
  if (written >= 0) {
    question.remove_prefix(static_cast<std::size_t>(written));
  } else if (errno == EPIPE) {
    question = {};  // what it still says, and how it ended, comes from reading
  }
}

bool FilterProcess::read_some() {
  constexpr std::size_t chunk = 65536;
  const std::size_t size = answer_.size();
  answer_.resize(size + chunk);
  const auto got = ::read(from_process_, answer_.data() + size, chunk);
  const int error = errno;
  answer_.resize(size + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return got > 0 || (got < 0 && (error == EAGAIN || error == EINTR));
}

// Waits for it, for a while; then it is killed.
std::string FilterProcess::how_it_ended() {
  constexpr int most_waits = 100;
  constexpr std::chrono::milliseconds pause{20};
  int status = 0;
  for (int i = 0; i < most_waits; ++i) {
    if (waitpid(process_, &status, WNOHANG) == process_) {
      process_ = 0;
      return describe(status);
    }
    std::this_thread::sleep_for(pause);
  }
  kill(process_, SIGKILL);
  waitpid(process_, &status, 0);
  process_ = 0;
  return "closed its output";
}

Error FilterProcess::fail(const std::string& why) {
  failure_ = "the translator (" + command_ + ") " + why;
  return {ErrorCode::translation, failure_, ""};
}

}  // namespace detente::cli
