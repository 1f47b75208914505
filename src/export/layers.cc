#include <array>

#include "export/export.h"

namespace detente::exports {

namespace {

struct NamedLayer {
  std::string_view name;
  bool Layers::*chosen;
};

constexpr std::array<NamedLayer, 6> all_layers{{{"events", &Layers::events},
                                                {"statements", &Layers::statements},
                                                {"actors", &Layers::actors},
                                                {"places", &Layers::places},
                                                {"times", &Layers::times},
                                                {"text", &Layers::text}}};

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string_view::npos ? "" : text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

const NamedLayer* find_layer(std::string_view name) {
  for (const NamedLayer& layer : all_layers) {
    if (layer.name == name) {
      return &layer;
    }
  }
  return nullptr;
}

Error unknown_layer(std::string_view name) {
  const std::string what = name.empty() ? "a layer without a name" : "no layer is called \"" + printable(name) + "\"";
  return {ErrorCode::invalid_argument, what + "; layers are events, statements, actors, places, times and text",
          "--layers"};
}

}  // namespace

Result<Layers> Layers::parse(std::string_view list) {
  Layers layers{false, false, false, false, false, false};
  while (true) {
    const std::size_t comma = list.find(',');
    const std::string_view name = trimmed(list.substr(0, comma));
    const NamedLayer* layer = find_layer(name);
    if (layer == nullptr) {
      return unknown_layer(name);
    }
    layers.*(layer->chosen) = true;
    if (comma == std::string_view::npos) {
      return layers;
    }
    list.remove_prefix(comma + 1);
  }
}

}  // namespace detente::exports
