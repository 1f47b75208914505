#include "export/heading.h"

#include "export/wording.h"

namespace detente::exports {

void append_heading(const Article& article, const Look& look, std::string& out) {
  const Painter painter(look.colour);
  if (!article.title.empty()) {
    constexpr std::size_t title_lines = 3;
    for (const std::string& line : wrap(printable(article.title), look.width, title_lines)) {
      painter.append(out, Style::bold, line);
      out += '\n';
    }
  }
  painter.append(out, Style::faint, cut(origin_of(article), look.width));
  out += '\n';
  for (const std::string& warning : article.warnings) {
    painter.append(out, Style::doubtful, cut("! " + printable(warning), look.width));
    out += '\n';
  }
}

}  // namespace detente::exports
