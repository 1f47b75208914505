// One download on its way: what is asked, under which limits, and what has come.
#pragma once

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "fetch/fetch.h"

namespace detente::fetch {

// What is wanted of one address.
struct Request {
  std::string url;
  std::size_t most_bytes = 0;
  bool may_be_cut = false;  // what is longer than most_bytes is cut there, and no error
  std::string etag;         // of what is known already
  std::string last_modified;
};

// What came of a request.
struct Answer {
  enum class Kind {
    answered,   // with any status, and the whole body
    temporary,  // it failed as it may not fail again
    failed,
    forbidden,  // the address lies in no public network
    too_large,
  };
  Kind kind = Kind::failed;
  long status = 0;
  std::string reason;  // where it was not answered: why, as a part of a sentence
  std::string bytes;
  std::string etag;
  std::string last_modified;
  std::string content_type;  // without parameters, in small letters
  std::string charset;
  std::string redirect;  // absolute; empty when it is none
  std::chrono::seconds retry_after{0};
};

// Stays where it is: libcurl holds pointers to it.
class Transfer {
 public:
  Transfer(Request request, const Options& options);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  [[nodiscard]] CURL* handle() const { return handle_.get(); }

  // After libcurl has said that it ended so.
  Answer answer(CURLcode code);

 private:
  using HeaderList = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

  static std::size_t take_bytes(char* bytes, std::size_t size, std::size_t count, void* self);
  static std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* self);
  static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);

  void set_limits(const Limits& limits);
  void set_manners(const Options& options);
  void add_header(const std::string& line);
  bool take(std::string_view bytes);
  bool take_header_line(std::string_view line);
  [[nodiscard]] long status() const;

  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle_;
  HeaderList headers_{nullptr, &curl_slist_free_all};
  Request request_;
  MayConnect may_connect_;
  Answer answer_;
  std::size_t header_bytes_ = 0;
  bool is_private_ = false;
  bool is_too_large_ = false;
  bool is_enough_ = false;
  std::array<char, CURL_ERROR_SIZE> message_{};
};

}  // namespace detente::fetch
