// Pages made to break readers: each gives an article or a clear error, soon and in bounded memory.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/encoding.h"
#include "ingest/ingest.h"

namespace detente::ingest {
namespace {

constexpr std::string_view words =
    "<p>The foreign ministers of both countries met on Monday in Oslo to speak about the border and the river.</p>"
    "<p>They agreed to exchange all prisoners within ten days, the host said, and to look at the dam at last.</p>";

std::string times(std::size_t count, std::string_view piece) {
  std::string out;
  out.reserve(count * piece.size());
  for (std::size_t i = 0; i < count; ++i) {
    out += piece;
  }
  return out;
}

std::string numbered(std::size_t count, const std::string& before, const std::string& after) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    out.append(before).append(std::to_string(i)).append(after);
  }
  return out;
}

struct Page {
  std::string name;
  std::string html;
};

std::ostream& operator<<(std::ostream& out, const Page& page) {
  return out << page.name;
}

constexpr std::size_t many = 200'000;

std::vector<Page> deep_pages() {
  std::vector<Page> pages;
  for (const char* tag :
       {"div", "span",   "b",   "font", "a",        "table",  "ul",   "li",     "p",      "blockquote", "section",
        "h1",  "select", "svg", "math", "template", "button", "form", "iframe", "object", "noscript"}) {
    const std::string open = std::string("<") + tag + ">";
    pages.push_back({std::string("deep_") + tag, times(many, open) + std::string(words)});
    pages.push_back(
        {std::string("closed_only_") + tag, times(many, std::string("</") + tag + ">") + std::string(words)});
  }
  pages.push_back({"deep_table_cells", times(many, "<table><tr><td>") + std::string(words)});
  pages.push_back({"deep_misnested", times(many, "<b><p></b><i></p>") + std::string(words)});
  pages.push_back({"deep_fonts_in_blocks", numbered(5000, "<div><font size=", "></div>") + std::string(words)});
  pages.push_back({"titles_in_titles", times(900, "<div itemprop=headline><h1>") + times(10'000, words)});
  pages.push_back({"times_in_times", times(900, "<time><span itemprop=datepublished>") + times(10'000, words)});
  pages.push_back({"blocks_left_open", times(50'000, "<b><div>x</b>") + std::string(words)});
  pages.push_back({"blocks_in_spans", times(50'000, "<span><div>x</span>") + std::string(words)});
  pages.push_back({"blocks_behind_tables", times(50'000, "<div><table>x</div>") + std::string(words)});
  pages.push_back({"fonts_open_again", "<p>" + numbered(990, "<font id=", ">") + "</p>" + times(50'000, "<p>x</p>") +
                                           std::string(words)});
  pages.push_back(
      {"paragraphs_in_many_divs", times(990, "<div class=x>") + times(20'000, "<p>x</p>") + std::string(words)});
  pages.push_back({"titles_around_nothing",
                   times(990, "<div itemprop=headline>") + times(50'000, "<b></b>") + std::string(words)});
  pages.push_back({"fonts_closed_late", "<p>" + numbered(990, "<font id=", ">") + "<p>" + times(50'000, "<i></i>") +
                                            times(990, "</font>") + std::string(words)});
  pages.push_back({"svg_in_svg", times(many, "<svg>") + "</svg>" + std::string(words)});
  return pages;
}

std::vector<Page> wide_pages() {
  const std::string article(words);
  return {
      {"attributes", "<div " + numbered(many, "a", "=1 ") + ">" + article},
      {"attributes_of_one_name", "<div " + times(many, "class=x ") + ">" + article},
      {"huge_attribute", "<div class=\"" + std::string(4'000'000, 'x') + "\">" + article},
      {"huge_class_list", "<div class=\"" + times(many, "sidebar ") + "\">" + article},
      {"attribute_without_end", article + "<div class=\"" + std::string(1'000'000, 'x')},
      {"huge_tag_name", "<" + std::string(1'000'000, 'x') + ">" + article},
      {"huge_title",
       "<title>" + std::string(4'000'000, 'x') + "</title><h1>" + std::string(4'000'000, 'x') + "</h1>" + article},
      {"many_headings",
       "<title>" + times(100, "a b c ") + "</title>" + times(20'000, "<h1>a b c d e</h1>") + article},
      {"huge_paragraph", "<p>" + std::string(8'000'000, 'x') + "</p>"},
      {"many_paragraphs", times(50'000, "<p>One. </p>") + article},
      {"many_links", times(many, "<a href=x>y</a>") + article},
      {"many_breaks", times(many, "<br>") + article},
      {"many_teasers", times(30'000, "<div class=t><a href=x><img>y</a></div>") + article},
      {"many_tables", times(20'000, "<table><tr><td>1<td>2<tr><td>3<td>4</table>") + article},
      {"table_of_many_rows", "<table>" + times(50'000, "<tr><td>1<td>2") + "</table>" + article},
      {"many_small_tags", times(100'000, "<b>x</b>") + article},
      {"too_many_tags", times(300'000, "<p>") + times(300'000, "</p>") + article},
      {"many_open_paragraphs", times(100'000, "<p>a<i>b</i>") + article},
      {"many_open_items", times(100'000, "<li>x") + article},
      {"many_open_links", times(100'000, "<a href=x>y") + article},
      {"many_open_links_in_paragraphs", times(100'000, "<p><a>x") + article},
      {"many_open_fonts", times(100'000, "<font color=1>x") + article},
      {"many_linked_divs", times(50'000, "<div><a href=x>y</a></div>") + article},
      {"many_cells_alone", times(100'000, "<td>x") + article},
      {"many_cells_of_one_row", "<table><tr>" + times(100'000, "<td>x") + "</table>" + article},
      {"many_words_before_a_table", "<table>" + times(100'000, "x<tr>") + "</table>" + article},
      {"many_misnested", times(50'000, "<b><p></b></p>") + article},
      {"many_attributes_of_many", times(20'000, "<p class=a id=b role=c name=d rel=e lang=f title=g>x") + article},
      {"many_metas", numbered(100'000, "<meta name=n", " content=x>") + article},
      {"many_dates", times(100'000, "<time datetime=2020-01-01>x</time>") + article},
      {"many_scripts", times(50'000, "<script>\"datePublished\":</script>") + article},
      {"keys_without_dates", "<script>" + times(many, R"("datePublished":")") + "</script>" + article},
  };
}

std::vector<Page> broken_pages() {
  const std::string article(words);
  const std::string nul(1, '\0');
  return {
      {"entity_bomb",
       "<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;\">]>"
       "<p>&c;</p>" +
           article},
      {"external_entity",
       R"(<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>&e;</p>)" + article},
      {"many_references", times(many, "&amp;") + times(many, "&#x1F600;") + times(many, "&nosuch;") + article},
      {"references_out_of_range", "<p>&#0;&#xFFFFFFFF;&#xD800;&#99999999999999999999;</p>" + article},
      {"one_nul", "<p>a" + nul + "b</p>" + times(20, words)},
      {"many_nuls", times(5000, nul) + article},
      {"control_characters", "<p>\x01\x02\x1B[2J\x7F</p>" + article},
      {"comment_without_end", article + "<!-- " + times(many, "<p>")},
      {"many_comments", times(many, "<!---->") + article},
      {"comment_starts", times(many, "<!--") + article},
      {"script_without_end", article + "<script>" + times(many, "x")},
      {"style_without_end", "<style>" + times(many, "x")},
      {"title_without_end", "<title>" + article},
      {"textarea_without_end", "<textarea>" + article},
      {"cdata", "<![CDATA[" + article + "]]>"},
      {"cut_tag", article + "<a hre"},
      {"cut_reference", article + "&am"},
      {"lone_bracket", article + "<"},
      {"only_brackets", times(many, "<")},
      {"only_closing_brackets", times(many, ">")},
      {"processing_instructions", times(many, "<?x?>") + article},
      {"plaintext", "<plaintext>" + article},
      {"frameset", "<frameset><frame src=x></frameset>" + article},
      {"broken_utf8", "<meta charset=utf-8><p>\xC3\x28\xE2\x82\xF0\x9F\xFF\xFE</p>" + article},
      {"overlong_utf8", "<meta charset=utf-8><p>\xC0\xAF\xE0\x80\xAF\xF8\x88\x80\x80\x80</p>" + article},
      {"utf7", "<meta charset=utf-7>+ADw-script+AD4-" + article + "\xE9"},
      {"unknown_charset", "<meta charset=x-no-such>\xE9" + article},
      {"endless_charset", "<meta charset=\"" + std::string(100'000, 'x') + "\">\xE9" + article},
      {"utf16_of_odd_size", "\xFF\xFE<" + nul + "p" + nul + ">"},
      {"mark_alone", "\xEF\xBB\xBF"},
      {"direction_marks", "<p>\xE2\x80\xAE\xE2\x80\x8F</p>" + article},
      {"deep_json", "<script type=application/ld+json>" + times(many, "[") + "</script>" + article},
      {"deep_json_objects",
       "<script type=application/ld+json>" + times(many, "{\"@graph\":") + "</script>" + article},
      {"wide_json",
       "<script type=application/ld+json>[" + times(many, R"({"@type":"Thing"},)") + "{}]</script>" + article},
      {"json_of_wrong_types",
       "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":[1,{}],\"author\":7,"
       "\"datePublished\":{\"a\":[]},\"publisher\":null,\"articleBody\":{}}</script>" +
           article},
      {"json_with_nul",
       R"(<script type=application/ld+json>{"@type":"NewsArticle","headline":"a\u0000b"}</script>)" + article},
      {"bad_dates", "<meta name=date content='9999-99-99T99:99'><time datetime='0000-00-00'></time>" + article},
  };
}

std::vector<Page> hostile_pages() {
  std::vector<Page> pages = deep_pages();
  for (auto more : {wide_pages(), broken_pages()}) {
    std::move(more.begin(), more.end(), std::back_inserter(pages));
  }
  return pages;
}

class HostilePage : public testing::TestWithParam<Page> {};

TEST_P(HostilePage, GivesAnArticleOrAnError) {
  const auto began = std::chrono::steady_clock::now();
  const Result<Article> read = read_html(GetParam().html, "a.html", {});
  constexpr std::chrono::seconds soon{20};  // with sanitizers, on a busy machine; plainly it is below one
  EXPECT_LT(std::chrono::steady_clock::now() - began, soon);
  if (!read) {
    EXPECT_FALSE(read.error().message.empty());
    EXPECT_EQ(read.error().subject, "a.html");
    return;
  }
  EXPECT_FALSE(read->text.empty());
  EXPECT_EQ(first_invalid_utf8(read->text), std::nullopt);
  EXPECT_EQ(first_invalid_utf8(read->title), std::nullopt);
  EXPECT_EQ(read->text.find('\0'), std::string::npos);
  std::uint32_t end = 0;
  for (const Block& block : read->blocks) {
    EXPECT_LE(end, block.span.begin);
    EXPECT_LT(block.span.begin, block.span.end);
    end = block.span.end;
  }
  EXPECT_LE(end, read->text.size());
}

INSTANTIATE_TEST_SUITE_P(All, HostilePage, testing::ValuesIn(hostile_pages()),
                         [](const auto& page) { return page.param.name; });

TEST(HostilePages, AreMany) {
  EXPECT_GE(hostile_pages().size(), 60U);
}

}  // namespace
}  // namespace detente::ingest
