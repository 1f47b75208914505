#include "ingest/byte_stream.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace detente::ingest {

Result<ByteStream> ByteStream::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor >= 0) {
    return ByteStream(descriptor, true);
  }
  if (errno == ENOENT || errno == ENOTDIR) {
    return Error{ErrorCode::not_found, "there is no such file or folder; check the path", path};
  }
  return Error{ErrorCode::unreadable, "cannot be opened: " + std::generic_category().message(errno), path};
}

ByteStream ByteStream::standard_input() {
  return {STDIN_FILENO, false};
}

ByteStream::ByteStream(ByteStream&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      owned_(other.owned_),
      failed_(other.failed_),
      bytes_read_(other.bytes_read_) {}

ByteStream& ByteStream::operator=(ByteStream&& other) noexcept {
  if (this != &other) {
    close();
    descriptor_ = std::exchange(other.descriptor_, -1);
    owned_ = other.owned_;
    failed_ = other.failed_;
    bytes_read_ = other.bytes_read_;
  }
  return *this;
}

ByteStream::~ByteStream() {
  close();
}

void ByteStream::close() {
  if (owned_ && descriptor_ >= 0) {
    ::close(descriptor_);
  }
  descriptor_ = -1;
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

}  // namespace detente::ingest
