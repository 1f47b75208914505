// The words of a page that are its article.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "detente/article.h"
#include "ingest/page_tree.h"

namespace detente::ingest {

struct PageBlock {
  std::string text;  // one paragraph, heading …, white space made single blanks
  SentenceKind kind = SentenceKind::body;
  BlockForm form = BlockForm::paragraph;
  std::uint8_t level = 0;  // of a heading
};

// The bytes of all their texts.
std::size_t size_of(const std::vector<PageBlock>& blocks);

// The main text in document order, without menus, notes about cookies and newsletters, related stories, comments and
// adverts. `title` is left out where it heads the text, since it is known already, and so are boilerplate lines.
//
// Way: every stretch of text between block borders weighs as many characters as it has outside links, when it reads
// like prose. From the page (or its articleBody, article or main element, when these hold enough of that weight) go
// down as long as one child holds nearly all the weight; what then lies below, less what is left out, is the article.
std::vector<PageBlock> main_text(const PageTree& page, std::string_view title);

}  // namespace detente::ingest
