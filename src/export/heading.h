// What stands above an article, whatever the form below.
#pragma once

#include <string>

#include "detente/article.h"
#include "export/display.h"
#include "export/export.h"

namespace detente::exports {

// Title, origin and warnings, each on a line of its own.
void append_heading(const Article& article, const Look& look, std::string& out);

}  // namespace detente::exports
