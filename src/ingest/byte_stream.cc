#include "ingest/byte_stream.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace detente::ingest {

Result<std::unique_ptr<ByteStream>> ByteStream::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor >= 0) {
    return std::make_unique<ByteStream>(descriptor, true);
  }
  if (errno == ENOENT || errno == ENOTDIR) {
    return Error{ErrorCode::not_found, "there is no such file or folder; check the path", path};
  }
  return Error{ErrorCode::unreadable, "cannot be opened: " + std::generic_category().message(errno), path};
}

std::unique_ptr<ByteStream> ByteStream::standard_input() {
  return std::make_unique<ByteStream>(STDIN_FILENO, false);
}

ByteStream::~ByteStream() {
  if (owned_) {
    ::close(descriptor_);
  }
}

bool ByteStream::append_to(std::string& out, std::size_t most) {
  if (failed_) {
    return false;
  }
  const std::size_t before = out.size();
  out.resize(before + most);
  ssize_t count = -1;
  do {
    count = ::read(descriptor_, out.data() + before, most);
  } while (count < 0 && errno == EINTR);
  failed_ = count < 0;
  const std::size_t added = count > 0 ? static_cast<std::size_t>(count) : 0;
  out.resize(before + added);
  bytes_read_ += added;
  return added > 0;
}

std::optional<Failure> ByteStream::failure() const {
  return failed_ ? std::optional<Failure>({ErrorCode::unreadable, "reading it failed half-way"}) : std::nullopt;
}

std::optional<std::uint64_t> ByteStream::seek(std::int64_t place, bool from_end) {
  const off_t now = ::lseek(descriptor_, place, from_end ? SEEK_END : SEEK_SET);
  if (now < 0) {
    return std::nullopt;
  }
  bytes_read_ = static_cast<std::uint64_t>(now);
  return bytes_read_;
}

}  // namespace detente::ingest
