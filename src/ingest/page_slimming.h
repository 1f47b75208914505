// Takes out of a page what nobody reads before it is parsed: most of a page's bytes are scripts and attributes, and
// the parser is the slowest step.
#pragma once

#include <string>
#include <string_view>

namespace detente::ingest {

// The same page without comments, drawings, links to style sheets and the like, and the contents of styles and of
// scripts other than JSON-LD; runs of white space as one. Of a tag's attributes only those stay that the readers of
// pages look at, each once, so that no tag has many.
std::string slimmed(std::string_view html);

}  // namespace detente::ingest
