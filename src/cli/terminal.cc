#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace detente::cli {

namespace {

constexpr std::size_t narrowest = 72;  // below it no table can be read
constexpr std::size_t widest = 160;    // above it the eye loses the line

std::size_t terminal_width(std::size_t otherwise) {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
    return otherwise;
  }
  return std::clamp<std::size_t>(size.ws_col, narrowest, widest);
}

bool terminal_has_colour() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool is_unwanted = no_colour != nullptr && *no_colour != '\0';
  return !is_unwanted && terminal != nullptr && std::string_view(terminal) != "dumb";
}

}  // namespace

bool is_terminal(int descriptor) {
  return isatty(descriptor) != 0;
}

exports::Look look_of_output(std::string_view colour, bool is_standard_output) {
  const bool on_terminal = is_standard_output && is_terminal(STDOUT_FILENO);
  exports::Look look;
  look.width = on_terminal ? terminal_width(look.width) : look.width;
  look.colour = colour == "always" || (colour == "auto" && on_terminal && terminal_has_colour());
  return look;
}

}  // namespace detente::cli
