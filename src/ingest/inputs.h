// What was named on a command line → the inputs to read, in order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "detente/result.h"
#include "ingest/encoding.h"

namespace detente::ingest {

enum class Format : std::uint8_t { text, page, json_lines, feed, warc, zip, tar, unknown };

// What a file holds, and whether that is compressed.
struct Form {
  Format format = Format::text;
  bool packed = false;  // with gzip, zstd or xz, as its first bytes say

  friend bool operator==(const Form&, const Form&) = default;
};

struct Input {
  std::string path;  // "-" for standard input
  Form form;
  std::uint64_t size = 0;
  bool sized = true;  // false for pipes: the size is not known, and the format shows in the first bytes
};

bool is_standard_input(const Input& input);

// How messages call it.
Origin origin_of(const Input& input);

// By the ending of its name, in any case; `unknown` for others.
Form form_of(std::string_view path);

// As many first bytes tell every format from the others.
inline constexpr std::size_t telling_bytes = 512;

// By the first bytes, for standard input and pipes. They are not compressed.
Format sniff(std::string_view head);

// Every named file and every file with a known ending in a named folder, folders in byte order of the paths;
// an Error in the place of what cannot be read. Folders that are links are not followed below the named one.
std::vector<std::variant<Input, Error>> find_inputs(const std::vector<std::string>& paths);

}  // namespace detente::ingest
