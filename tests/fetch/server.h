// A web server on this machine whose manners a test chooses.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace detente::fetch {

// One connection, as the server sees it.
class Visitor {
 public:
  Visitor(int socket, const std::atomic<bool>& closing, std::atomic<unsigned>& at_once)
      : socket_(socket), closing_(closing), at_once_(at_once) {}
  ~Visitor() { leave(); }
  Visitor(const Visitor&) = delete;
  Visitor& operator=(const Visitor&) = delete;

  // False when the other side has gone.
  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) {
        return false;
      }
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // Until the other side goes, or the server closes.
  void wait(std::chrono::milliseconds most = std::chrono::milliseconds(10'000)) const {
    const auto end = std::chrono::steady_clock::now() + most;
    while (!closing_.load() && std::chrono::steady_clock::now() < end) {
      pollfd gone{socket_, POLLRDHUP, 0};
      constexpr int moment = 20;
      if (::poll(&gone, 1, moment) > 0) {
        return;
      }
    }
  }

  [[nodiscard]] bool goes_on() const { return !closing_.load(); }

  void answer(const std::string& status, const std::string& body, const std::string& headers = {}) const {
    leave();  // who has the answer may already come again
    const bool has_type = headers.find("Content-Type") != std::string::npos;
    send("HTTP/1.1 " + status + "\r\n" + headers + (has_type ? "" : "Content-Type: text/html\r\n") +
         "Content-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
  }

 private:
  void leave() const { at_once_ -= std::exchange(has_left_, true) ? 0U : 1U; }

  int socket_;
  const std::atomic<bool>& closing_;
  std::atomic<unsigned>& at_once_;
  mutable bool has_left_ = false;
};

class Server {
 public:
  using Manner = std::function<void(const Visitor&, const std::string& head)>;

  Server() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    constexpr int backlog = 64;
    ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), size);
    ::listen(socket_, backlog);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    listener_ = std::thread([this] { listen(); });
  }

  ~Server() {
    closing_ = true;
    listener_.join();
    for (std::thread& thread : threads_) {
      thread.join();
    }
    ::close(socket_);
  }

  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::string url(const std::string& path, const std::string& host = "127.0.0.1") const {
    return "http://" + host + ":" + std::to_string(port_) + path;
  }

  void on(const std::string& path, Manner manner) {
    const std::lock_guard lock(mutex_);
    manners_[path] = std::move(manner);
  }

  void serve(const std::string& path, const std::string& body, const std::string& headers = {}) {
    on(path, [=](const Visitor& visitor, const std::string&) { visitor.answer("200 OK", body, headers); });
  }

  // The request heads that came for a path.
  [[nodiscard]] std::vector<std::string> heads(const std::string& path) const {
    const std::lock_guard lock(mutex_);
    const auto found = heads_.find(path);
    return found == heads_.end() ? std::vector<std::string>() : found->second;
  }
  [[nodiscard]] std::size_t visits(const std::string& path) const { return heads(path).size(); }
  [[nodiscard]] unsigned connections() const { return connections_.load(); }
  [[nodiscard]] unsigned most_at_once() const { return most_at_once_.load(); }

 private:
  void listen() {
    while (!closing_.load()) {
      pollfd waiting{socket_, POLLIN, 0};
      constexpr int moment = 20;
      if (::poll(&waiting, 1, moment) <= 0) {
        continue;
      }
      const int visitor = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
      if (visitor >= 0) {
        ++connections_;
        threads_.emplace_back([this, visitor] { receive(visitor); });
      }
    }
  }

  void receive(int socket) {
    most_at_once_ = std::max(most_at_once_.load(), ++at_once_);
    std::string head;
    char buffer[4096];
    while (head.find("\r\n\r\n") == std::string::npos && !closing_.load()) {
      pollfd waiting{socket, POLLIN, 0};
      constexpr int moment = 20;
      if (::poll(&waiting, 1, moment) <= 0) {
        continue;
      }
      const ssize_t got = ::recv(socket, buffer, sizeof buffer, 0);
      if (got <= 0) {
        break;
      }
      head.append(buffer, static_cast<std::size_t>(got));
    }
    const std::size_t begin = head.find(' ') + 1;
    const std::string path = head.substr(begin, head.find(' ', begin) - begin);
    Manner manner;
    {
      const std::lock_guard lock(mutex_);
      heads_[path].push_back(head);
      manner = manners_.contains(path) ? manners_[path] : [](const Visitor& visitor, const std::string&) {
        visitor.answer("404 Not Found", "nothing here");
      };
    }
    manner(Visitor(socket, closing_, at_once_), head);
    ::shutdown(socket, SHUT_WR);
    ::close(socket);
  }

  int socket_;
  unsigned port_ = 0;
  std::atomic<bool> closing_{false};
  std::atomic<unsigned> connections_{0};
  std::atomic<unsigned> at_once_{0};
  std::atomic<unsigned> most_at_once_{0};
  mutable std::mutex mutex_;
  std::map<std::string, Manner> manners_;
  std::map<std::string, std::vector<std::string>> heads_;
  std::thread listener_;
  std::vector<std::thread> threads_;  // of the listener alone until it has ended
};

inline std::string page(const std::string& words) {
  return "<!DOCTYPE html><html><head><title>" + words + "</title></head><body><article><h1>" + words + "</h1><p>" +
         words +
         " is what this page tells, in a sentence that is long enough to be an article.</p></article></body></html>";
}

}  // namespace detente::fetch
