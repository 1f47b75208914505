#include "store/lists.h"

namespace detente::store {

std::string joined(const std::vector<std::string>& elements) {
  std::string list;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (i > 0) {
      list += '|';
    }
    for (const char c : elements[i]) {
      if (c == '|' || c == '\\') {
        list += '\\';
      }
      list += c;
    }
  }
  return list;
}

std::vector<std::string> parted(std::string_view list) {
  if (list.empty()) {
    return {};
  }
  std::vector<std::string> elements(1);
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i] == '|') {
      elements.emplace_back();
      continue;
    }
    if (list[i] == '\\' && i + 1 < list.size()) {
      ++i;
    }
    elements.back() += list[i];
  }
  return elements;
}

}  // namespace detente::store
