#include "ingest/page_article.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ingest/clean_text.h"
#include "ingest/credited_sources.h"
#include "ingest/dateline.h"
#include "ingest/dates.h"
#include "ingest/identity.h"
#include "ingest/language.h"
#include "ingest/lettering.h"
#include "ingest/line_kinds.h"
#include "ingest/main_text.h"
#include "ingest/page_encoding.h"
#include "ingest/page_limits.h"
#include "ingest/page_metadata.h"
#include "ingest/page_slimming.h"
#include "ingest/page_tree.h"

namespace detente::ingest {

namespace {

void fill(std::string& field, const std::string& value) {
  if (field.empty()) {
    field = value;
  }
}

// Says nothing but when the page was published: read, but no part of the text.
bool is_date(const PageBlock& block) {
  return date_line(block.text).has_value();
}

// Old pages set their headline in large letters alone, and say the paper's name in <title>.
void find_title(std::vector<PageBlock>& blocks, Article& article) {
  PageBlock& first = blocks.front();
  if (blocks.size() < 2 || first.kind != SentenceKind::body || ends_as_sentence(first.text) ||
      !looks_like_title(first.text) || read_dateline(first.text)) {
    return;
  }
  first.kind = SentenceKind::heading;
  article.title = first.text;
}

void append_blocks(const std::vector<PageBlock>& blocks, Article& article) {
  article.text.reserve(size_of(blocks) + 2 * blocks.size());
  for (const PageBlock& block : blocks) {
    if (is_date(block)) {
      continue;
    }
    article.text += article.text.empty() ? "" : "\n\n";
    const auto begin = static_cast<std::uint32_t>(article.text.size());
    article.text += block.text;
    article.blocks.push_back(
        {{begin, static_cast<std::uint32_t>(article.text.size())}, block.kind, block.form, block.level});
  }
}

// Pages that scripts fill in often hold their text for search engines all the same.
std::vector<PageBlock> blocks_of_body(std::string_view body) {
  std::vector<PageBlock> blocks;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size());
    PageBlock block;
    append_normalised(body.substr(0, end), block.text);
    block.text = trimmed(block.text);
    if (!block.text.empty()) {
      block.kind = kind_of_line(block.text).value_or(SentenceKind::body);
      blocks.push_back(std::move(block));
    }
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return blocks;
}

// The text that is seen, unless it is but a small part of what the page's data for machines call its text.
std::vector<PageBlock> find_blocks(const PageTree& page, const PageMetadata& metadata) {
  constexpr std::size_t much_more = 4;
  std::vector<PageBlock> blocks = main_text(page, metadata.title);
  if (metadata.body.size() > much_more * size_of(blocks)) {
    blocks = blocks_of_body(metadata.body);
  }
  for (PageBlock& block : blocks) {
    clean_line(block.text);
  }
  std::erase_if(blocks, [](const PageBlock& block) { return block.text.empty(); });
  return blocks;
}

struct PageContent {
  PageMetadata metadata;
  std::vector<PageBlock> blocks;
};

// Pages of 16 MiB have trees many times as large: neither it nor `html` outlives its use.
PageContent read_content(std::string html, std::string slim, const std::string& latest) {
  const PageTree page(std::move(slim));
  PageContent content{read_metadata(page, html, latest), {}};
  std::string().swap(html);
  content.blocks = find_blocks(page, content.metadata);
  return content;
}

// What the text says of itself where the page's head is silent. Returns a date.
std::string read_body(const std::vector<PageBlock>& blocks, Article& article) {
  std::string date;
  bool first_body = true;
  for (const PageBlock& block : blocks) {
    if (block.kind == SentenceKind::byline) {
      if (const auto credit = read_credit(block.text)) {
        fill(article.byline, credit->byline);
        fill(article.source, credit->source);
        fill(date, credit->date);
        fill(article.dateline, credit->place);
        add_sources(article, credit->source);
      }
    }
    if (block.kind != SentenceKind::body || !std::exchange(first_body, false)) {
      continue;
    }
    if (const auto dateline = read_dateline(block.text)) {
      fill(article.dateline, dateline->place);
      fill(article.source, dateline->agency);
      add_sources(article, dateline->agency);
      fill(date, dateline->date);
    }
  }
  return date;
}

// Pages are read after they were published.
std::string latest_date_today() {
  return day_after(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
}

}  // namespace

Result<Article> read_page_article(std::string_view bytes, std::string_view id, const Origin& origin,
                                  const Options& options) {
  if (bytes.size() > max_article_bytes) {
    return Error{ErrorCode::too_large, "the page has more than 16 MiB", origin.subject};
  }
  if (bytes.empty()) {
    return Error{ErrorCode::empty, "there is nothing in it", origin.subject};
  }
  Result<std::string> html = page_to_utf8(bytes, origin, options.charset);
  if (!html) {
    return html.error();
  }
  std::string slim = slimmed(*html);
  if (const std::optional<std::string> excess = excess_of(slim)) {
    return Error{ErrorCode::too_large, "the page " + *excess, origin.subject};
  }
  auto [metadata, blocks] = read_content(std::move(*html), std::move(slim),
                                         options.latest_date.empty() ? latest_date_today() : options.latest_date);
  if (std::all_of(blocks.begin(), blocks.end(), [](const PageBlock& block) { return is_date(block); })) {
    return Error{ErrorCode::empty, "the page has no article text; pages that scripts fill in must be saved whole",
                 origin.subject};
  }
  Article article;
  article.title = metadata.title;
  article.byline = metadata.byline;
  article.source = metadata.source;
  article.url = metadata.url;
  article.language = metadata.language;
  article.date = metadata.date;
  article.modified = metadata.modified;
  clean_line(article.title);
  clean_line(article.byline);
  article.text_was_extracted = true;
  if (metadata.title_is_doubtful) {
    find_title(blocks, article);
  }
  append_blocks(blocks, article);
  add_sources(article, article.source);
  const std::string printed = read_body(blocks, article);
  fill(article.date, options.date);
  fill(article.date, printed);
  settle_language(article);
  article.id = article.url;
  fill(article.id, std::string(id));
  if (article.id.empty()) {
    article.id = id_of_text(article.text);
  }
  return article;
}

}  // namespace detente::ingest
