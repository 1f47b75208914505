#include "ingest/other_stories.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

// How headings begin under which other stories, comments or the author's portrait stand.
constexpr auto other_stories = std::to_array<std::string_view>({"related",
                                                                "more from",
                                                                "more on ",
                                                                "more stories",
                                                                "more news",
                                                                "read more",
                                                                "read next",
                                                                "read also",
                                                                "also read",
                                                                "you may also",
                                                                "you might also",
                                                                "you may be interested",
                                                                "recommended",
                                                                "most popular",
                                                                "most read",
                                                                "popular now",
                                                                "latest news",
                                                                "latest stories",
                                                                "trending",
                                                                "see also",
                                                                "about the author",
                                                                "comments",
                                                                "leave a reply",
                                                                "leave a comment",
                                                                "share this",
                                                                "mehr zum thema",
                                                                "weitere meldungen",
                                                                "weitere artikel",
                                                                "weitere themen",
                                                                "weitere nachrichten",
                                                                "das könnte",
                                                                "lesen sie auch",
                                                                "auch interessant",
                                                                "ähnliche",
                                                                "meistgelesen",
                                                                "kommentare",
                                                                "à lire aussi",
                                                                "À lire aussi",
                                                                "sur le même sujet",
                                                                "articles similaires",
                                                                "commentaires",
                                                                "leia também",
                                                                "leia mais",
                                                                "veja também",
                                                                "notícias relacionadas",
                                                                "lea también",
                                                                "te puede interesar",
                                                                "noticias relacionadas",
                                                                "comentarios",
                                                                "comentários",
                                                                "leggi anche",
                                                                "potrebbe interessarti",
                                                                "articoli correlati",
                                                                "commenti",
                                                                "lees ook",
                                                                "reacties",
                                                                "читайте также",
                                                                "Читайте также",
                                                                "Самые популярные",
                                                                "Похожие",
                                                                "Комментарии",
                                                                "zobacz także",
                                                                "czytaj także",
                                                                "関連記事",
                                                                "相关"});

}  // namespace

bool heads_other_stories(std::string_view heading) {
  constexpr std::size_t longest = 80;
  const std::string lower = lower_ascii(heading);
  return heading.size() <= longest && std::any_of(other_stories.begin(), other_stories.end(),
                                                  [&](std::string_view start) { return lower.starts_with(start); });
}

}  // namespace detente::ingest
