// What the commands that read articles have in common: their options, and opening the coder with them.
#pragma once

#include <string>
#include <vector>

#include "coder/coder.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace detente::cli {

struct ReadingOptions {
  std::string date;
  std::vector<std::string> knowledge;
  std::string data;
  std::string coder = "learned";
  std::string colour = "auto";
};

// --date, a publication date for articles without one; `date` must live as long as the command.
void add_date_option(CLI::App& command, std::string& date);

// --date, --coder, --knowledge, --data, --color, filling `options`, which must live as long as the command.
void add_reading_options(CLI::App& command, ReadingOptions& options);

Result<coder::Coder> open_coder(const ReadingOptions& options);

}  // namespace detente::cli
