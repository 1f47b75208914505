// What the commands that read articles have in common: their options, and opening the coder with them.
#pragma once

#include <string>
#include <vector>

#include "cli/article_stream.h"
#include "coder/coder.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace detente::cli {

struct ReadingOptions {
  ArticleOptions articles;
  std::vector<std::string> knowledge;
  std::string data;
  std::string coder = "learned";
  std::string colour = "auto";
};

// What concerns articles, --coder, --knowledge, --data, --color, filling `options`, which must live as long as the
// command.
void add_reading_options(CLI::App& command, ReadingOptions& options);

Result<coder::Coder> open_coder(const ReadingOptions& options);

// What a record hangs on but its article: version, weights, tables. Two runs with the same stamp code alike.
std::string stamp_of(const coder::Coder& coder, const ReadingOptions& options);

}  // namespace detente::cli
