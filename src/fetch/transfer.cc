#include "fetch/transfer.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <new>
#include <utility>

#include "fetch/words.h"

namespace detente::fetch {

namespace {

// curl_easy_setopt takes its value as a variable argument: its type must be right, and all of these can only fail for
// want of memory or in a libcurl that is older than CMake lets pass.
template <typename Value>
void set(CURL* handle, CURLoption option, Value value) {
  if (curl_easy_setopt(handle, option, value) != CURLE_OK) {
    throw std::bad_alloc();
  }
}

// Failures that another try may not meet.
bool is_temporary(CURLcode code) {
  constexpr std::array<CURLcode, 11> codes{CURLE_COULDNT_RESOLVE_HOST,
                                           CURLE_COULDNT_CONNECT,
                                           CURLE_OPERATION_TIMEDOUT,
                                           CURLE_GOT_NOTHING,
                                           CURLE_RECV_ERROR,
                                           CURLE_SEND_ERROR,
                                           CURLE_PARTIAL_FILE,
                                           CURLE_SSL_CONNECT_ERROR,
                                           CURLE_HTTP2,
                                           CURLE_HTTP2_STREAM,
                                           CURLE_AGAIN};
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

std::string megabytes(std::size_t bytes) {
  constexpr std::size_t mebibyte = std::size_t{1} << 20U;
  return bytes >= mebibyte ? std::to_string(bytes / mebibyte) + " MiB" : std::to_string(bytes) + " bytes";
}

}  // namespace

Transfer::Transfer(Request request, const Options& options)
    : handle_(curl_easy_init(), &curl_easy_cleanup), request_(std::move(request)), may_connect_(options.may_connect) {
  if (!handle_) {
    throw std::bad_alloc();
  }
  CURL* const curl = handle();
  set(curl, CURLOPT_URL, request_.url.c_str());
  set(curl, CURLOPT_ERRORBUFFER, message_.data());
  set(curl, CURLOPT_WRITEFUNCTION, &Transfer::take_bytes);
  set(curl, CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(curl, CURLOPT_HEADERFUNCTION, &Transfer::take_header);
  set(curl, CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(curl, CURLOPT_OPENSOCKETFUNCTION, &Transfer::open_socket);
  set(curl, CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
  set_limits(options.limits);
  set_manners(options);
}

void Transfer::set_limits(const Limits& limits) {
  CURL* const curl = handle();
  set(curl, CURLOPT_NOSIGNAL, 1L);
  set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  set(curl, CURLOPT_FOLLOWLOCATION, 0L);  // each hop is a request of its own, with robots.txt and all
  set(curl, CURLOPT_PROXY, "");           // a proxy would connect to what we may not
  set(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
  set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.whole.count()));
  set(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  set(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.silence.count()));
}

void Transfer::set_manners(const Options& options) {
  CURL* const curl = handle();
  const std::string contact = options.contact.empty() ? "" : " (+" + options.contact + ")";
  set(curl, CURLOPT_USERAGENT, ("detente/" DETENTE_VERSION + contact).c_str());
  set(curl, CURLOPT_ACCEPT_ENCODING, "");  // whatever libcurl can unpack
  add_header("Accept: text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8");
  if (!request_.etag.empty()) {
    add_header("If-None-Match: " + request_.etag);
  }
  if (!request_.last_modified.empty()) {
    add_header("If-Modified-Since: " + request_.last_modified);
  }
  set(curl, CURLOPT_HTTPHEADER, headers_.get());
}

void Transfer::add_header(const std::string& line) {
  curl_slist* const longer = curl_slist_append(headers_.get(), line.c_str());
  if (longer == nullptr) {
    throw std::bad_alloc();
  }
  static_cast<void>(headers_.release());
  headers_.reset(longer);
}

std::size_t Transfer::take_bytes(char* bytes, std::size_t size, std::size_t count, void* self) {
  return static_cast<Transfer*>(self)->take({bytes, size * count}) ? size * count : 0;
}

std::size_t Transfer::take_header(char* bytes, std::size_t size, std::size_t count, void* self) {
  return static_cast<Transfer*>(self)->take_header_line({bytes, size * count}) ? size * count : 0;
}

// The one place that all connections pass, whatever name or redirect led to them.
curl_socket_t Transfer::open_socket(void* self, curlsocktype /*purpose*/, curl_sockaddr* address) {
  auto* const transfer = static_cast<Transfer*>(self);
  if (!transfer->may_connect_(address->addr)) {
    transfer->is_private_ = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

long Transfer::status() const {
  long status = 0;
  curl_easy_getinfo(handle(), CURLINFO_RESPONSE_CODE, &status);
  return status;
}

// Bytes come unpacked. Of an error's page nothing is kept, and not much waited for.
bool Transfer::take(std::string_view bytes) {
  constexpr std::size_t most_of_error = std::size_t{64} << 10U;
  constexpr long success = 200;
  constexpr long redirection = 300;
  const bool is_wanted = status() >= success && status() < redirection;
  const std::size_t most = is_wanted ? request_.most_bytes : most_of_error;
  const bool fits = answer_.bytes.size() + bytes.size() <= most;
  answer_.bytes += bytes.substr(0, most - std::min(most, answer_.bytes.size()));
  if (!fits) {
    is_enough_ = !is_wanted || request_.may_be_cut;
    is_too_large_ = !is_enough_;
  }
  return fits;
}

bool Transfer::take_header_line(std::string_view line) {
  constexpr std::size_t most_header_bytes = std::size_t{128} << 10U;
  constexpr std::size_t longest_validator = 1024;
  header_bytes_ += line.size();
  if (header_bytes_ > most_header_bytes) {
    is_too_large_ = true;
    return false;
  }
  if (line.starts_with("HTTP/")) {
    answer_.etag.clear();  // of a response before this one: "100 Continue"
    answer_.last_modified.clear();
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || line.size() > longest_validator) {
    return true;
  }
  const std::string name = lower(line.substr(0, colon));
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (name == "etag") {
    answer_.etag = value;
  } else if (name == "last-modified") {
    answer_.last_modified = value;
  }
  return true;
}

Answer Transfer::answer(CURLcode code) {
  CURL* const curl = handle();
  answer_.status = status();
  if (code == CURLE_OK || (is_enough_ && code == CURLE_WRITE_ERROR)) {
    answer_.kind = Answer::Kind::answered;
  } else if (is_too_large_) {
    answer_.kind = Answer::Kind::too_large;
    answer_.reason = "it has more than " + megabytes(request_.most_bytes) + ", or a header that never ends";
  } else if (is_private_) {
    answer_.kind = Answer::Kind::forbidden;
    answer_.reason = "its address lies in no public network; --allow-private fetches it";
  } else {
    answer_.kind = is_temporary(code) ? Answer::Kind::temporary : Answer::Kind::failed;
    answer_.reason = message_.front() == '\0' ? curl_easy_strerror(code) : message_.data();
  }
  char* text = nullptr;
  if (curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &text) == CURLE_OK && text != nullptr) {
    const std::string type = lower(text);
    constexpr std::string_view key = "charset=";
    const std::size_t charset = type.find(key);
    answer_.content_type = trimmed(std::string_view(type).substr(0, type.find(';')));
    if (charset != std::string::npos) {
      const std::string_view value = std::string_view(type).substr(charset + key.size());
      answer_.charset = trimmed(value.substr(0, value.find(';')));
      std::erase(answer_.charset, '"');
    }
  }
  text = nullptr;
  if (curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &text) == CURLE_OK && text != nullptr) {
    answer_.redirect = text;
  }
  curl_off_t seconds = 0;
  curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds);
  answer_.retry_after = std::chrono::seconds(seconds);
  return std::move(answer_);
}

}  // namespace detente::fetch
