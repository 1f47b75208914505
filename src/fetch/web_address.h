// The parts of an address that fetching goes by.
#pragma once

#include <optional>
#include <string>

namespace detente::fetch {

struct WebAddress {
  std::string origin;  // "https://paper.example:443": what robots.txt and politeness belong to
  std::string path;    // with the query
};

// Of an absolute address of http or https; nothing for others.
std::optional<WebAddress> web_address(const std::string& url);

}  // namespace detente::fetch
