// Parts of a page that are never its article, told by element, role, class and id.
#pragma once

#include "ingest/page_tree.h"

namespace detente::ingest {

// Never prose: scripts, styles, menus, buttons.
bool is_never_text(const PageTree& page, NodeId id);

// Unseen until a script runs, or where none does: <noscript>, <template>, hidden elements.
bool is_shown_by_scripts(const PageTree& page, NodeId id);

// Named like furniture: footers, asides, forms, "sidebar", "newsletter-signup", "related_articles". Names lie now and
// then, so an element that holds much of the page's text should be kept all the same.
bool is_named_furniture(const PageTree& page, NodeId id);

// Named like comments, other stories or side columns: dates and names in it are not the article's.
bool is_named_elsewhere(const PageTree& page, NodeId id);

// Named like comments or one of them.
bool is_comment(const PageTree& page, NodeId id);

// Those of the furniture whose name begins with it, which lies less often: "sidebar-left", "comments".
bool is_surely_furniture(const PageTree& page, NodeId id);

}  // namespace detente::ingest
