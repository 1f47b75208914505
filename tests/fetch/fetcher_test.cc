// Pages, feeds and what is remembered, against a server that behaves.
#include <gtest/gtest.h>

#include <filesystem>

#include "fetch/fetch.h"
#include "fetching.h"

namespace detente::fetch {
namespace {

TEST(Fetching, APageWithItsAddressTypeAndCharset) {
  Server server;
  server.serve("/a", page("Talks"), "Content-Type: text/html; charset=\"ISO-8859-2\"\r\nETag: \"7\"\r\n");
  const Outcome outcome = fetch({server.url("/a#part")});
  ASSERT_EQ(outcome.pages.size(), 1U) << outcome;
  const Page& found = outcome.pages[0];
  EXPECT_EQ(found.url, server.url("/a"));
  EXPECT_EQ(found.content_type, "text/html");
  EXPECT_EQ(found.charset, "iso-8859-2");
  EXPECT_EQ(found.bytes, page("Talks"));
  EXPECT_EQ(found.visit.etag, "\"7\"");
  EXPECT_EQ(found.visit.status, 200);
  EXPECT_TRUE(outcome.errors.empty()) << outcome;
}

TEST(Fetching, SaysHonestlyWhoReads) {
  Server server;
  server.serve("/a", page("Talks"));
  Options options = quick();
  options.contact = "desk@paper.example";
  fetch({server.url("/a")}, options);
  ASSERT_EQ(server.visits("/a"), 1U);
  EXPECT_NE(server.heads("/a")[0].find("User-Agent: detente/"), std::string::npos);
  EXPECT_NE(server.heads("/a")[0].find("(+desk@paper.example)"), std::string::npos);
  EXPECT_NE(server.heads("/robots.txt").at(0).find("(+desk@paper.example)"), std::string::npos);
}

TEST(Fetching, WhatIsNoAddressOfTheWebIsRefused) {
  for (const char* url : {"file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "http://", "//a.example/",
                          "javascript:alert(1)", "http://a.example:99999/", ""}) {
    const Outcome outcome = fetch({url});
    ASSERT_EQ(outcome.errors.size(), 1U) << url;
    EXPECT_EQ(outcome.errors[0].code, ErrorCode::invalid_argument) << url;
  }
}

TEST(Fetching, FeedsLeadToPagesOnce) {
  Server server;
  server.serve("/list.opml", "<opml><body><outline xmlUrl='/one.rss'/><outline xmlUrl='/two.atom'/></body></opml>",
               "Content-Type: text/xml\r\n");
  server.serve("/one.rss",
               "<rss><channel><item><title>A</title><link>/a</link><pubDate>Mon, 07 Feb 2022 16:30:00 GMT</pubDate>"
               "</item><item><link>/b</link></item></channel></rss>",
               "Content-Type: application/rss+xml\r\n");
  server.serve("/two.atom", "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='/b'/></entry></feed>",
               "Content-Type: application/atom+xml\r\n");
  server.serve("/a", page("A"));
  server.serve("/b", page("B"));
  const Outcome outcome = fetch({server.url("/list.opml")});
  ASSERT_EQ(outcome.pages.size(), 2U) << outcome;
  EXPECT_TRUE(outcome.errors.empty()) << outcome;
  EXPECT_EQ(server.visits("/b"), 1U);
  EXPECT_EQ(server.visits("/robots.txt"), 1U);
  const auto first = outcome.page(server.url("/a"));
  ASSERT_TRUE(first);
  EXPECT_EQ(first->entry.date, "2022-02-07T16:30:00Z");
  EXPECT_EQ(first->entry.title, "A");
}

TEST(Fetching, IndexesLeadToSitemapsAndListsToFiles) {
  Server server;
  server.serve("/index.xml",
               "<sitemapindex><sitemap><loc>" + server.url("/map.xml") + "</loc></sitemap></sitemapindex>",
               "Content-Type: application/xml\r\n");
  server.serve("/map.xml", "<urlset><url><loc>" + server.url("/a") + "</loc></url></urlset>",
               "Content-Type: application/xml\r\n");
  server.serve("/list.txt", "# mine\n" + server.url("/b") + "\n", "Content-Type: text/plain\r\n");
  server.serve("/a", page("A"));
  server.serve("/b", page("B"));
  const Outcome outcome = fetch({server.url("/index.xml"), server.url("/list.txt")});
  EXPECT_EQ(outcome.pages.size(), 2U) << outcome;
}

TEST(Fetching, FeedsThatLeadInACircleEnd) {
  Server server;
  for (int i = 0; i < 9; ++i) {
    server.serve(
        "/" + std::to_string(i),
        "<sitemapindex><sitemap><loc>" + server.url("/" + std::to_string(i + 1)) + "</loc></sitemap></sitemapindex>",
        "Content-Type: application/xml\r\n");
  }
  const Outcome outcome = fetch({server.url("/0")});
  ASSERT_EQ(outcome.errors.size(), 1U) << outcome;
  EXPECT_EQ(outcome.errors[0].code, ErrorCode::malformed_feed);
}

TEST(Fetching, BrokenFeedsAreToldAndGiveWhatTheyHave) {
  Server server;
  server.serve("/f", "<rss><channel><item><link>/a</link></item><item><title>B", "Content-Type: text/xml\r\n");
  server.serve("/a", page("A"));
  const Outcome outcome = fetch({server.url("/f")});
  EXPECT_EQ(outcome.pages.size(), 1U) << outcome;
  EXPECT_EQ(outcome.errors.size(), 2U) << outcome;
}

TEST(Fetching, OnePageBehindTwoAddressesComesOnce) {
  Server server;
  server.serve("/a", page("A"));
  for (const char* path : {"/b", "/c"}) {
    server.on(path, [](const Visitor& visitor, const std::string&) {
      visitor.answer("301 Moved", "", "Location: /a\r\n");
    });
  }
  const Outcome outcome = fetch({server.url("/b"), server.url("/c")});
  ASSERT_EQ(outcome.pages.size(), 1U) << outcome;
  EXPECT_EQ(outcome.pages[0].entry.url, server.url("/b"));
  EXPECT_EQ(outcome.pages[0].url, server.url("/a"));
  EXPECT_EQ(outcome.counts.unchanged, 1U);
}

TEST(Fetching, MostPagesIsHeeded) {
  Server server;
  server.serve("/l", server.url("/a") + "\n" + server.url("/b") + "\n", "Content-Type: text/plain\r\n");
  server.serve("/a", page("A"));
  server.serve("/b", page("B"));
  Options options = quick();
  options.most_pages = 1;
  const Outcome outcome = fetch({server.url("/l")}, options);
  EXPECT_EQ(outcome.pages.size(), 1U);
  EXPECT_EQ(outcome.counts.left, 1U);
}

TEST(Robots, AreObeyed) {
  Server server;
  server.serve("/robots.txt", "User-agent: *\nDisallow: /private\n", "Content-Type: text/plain\r\n");
  server.serve("/private/a", page("A"));
  server.serve("/b", page("B"));
  server.on("/c", [](const Visitor& visitor, const std::string&) {
    visitor.answer("302 Found", "", "Location: /private/a\r\n");
  });
  const Outcome outcome = fetch({server.url("/private/a"), server.url("/b"), server.url("/c")});
  EXPECT_EQ(outcome.pages.size(), 1U) << outcome;
  ASSERT_EQ(outcome.errors.size(), 2U) << outcome;
  EXPECT_EQ(outcome.errors[0].code, ErrorCode::disallowed);
  EXPECT_EQ(outcome.errors[1].code, ErrorCode::disallowed);
  EXPECT_EQ(server.visits("/private/a"), 0U);
}

TEST(Robots, AServerErrorForbidsAllAndIsNotKept) {
  Server server;
  server.on("/robots.txt", [](const Visitor& visitor, const std::string&) { visitor.answer("500 Oh", ""); });
  server.serve("/a", page("A"));
  const Folder folder;
  auto state = open_state(folder.path("state"));
  ASSERT_TRUE(state.ok());
  Outcome outcome = fetch({server.url("/a")}, quick(), state->get());
  ASSERT_EQ(outcome.errors.size(), 1U) << outcome;
  EXPECT_EQ(outcome.errors[0].code, ErrorCode::disallowed);
  EXPECT_EQ(server.visits("/robots.txt"), 2U);  // tried again
  server.serve("/robots.txt", "");
  EXPECT_EQ(fetch({server.url("/a")}, quick(), state->get()).pages.size(), 1U);
}

TEST(Robots, CrawlDelayIsKept) {
  Server server;
  server.serve("/robots.txt", "User-agent: detente\nCrawl-delay: 0.3\n");
  server.serve("/a", page("A"));
  server.serve("/b", page("B"));
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(fetch({server.url("/a"), server.url("/b")}).pages.size(), 2U);
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(300));
}

TEST(Politeness, OneHostIsAskedOneByOneWithPauses) {
  Server server;
  std::vector<std::string> urls;
  for (int i = 0; i < 4; ++i) {
    server.serve("/" + std::to_string(i), page("P"));
    urls.push_back(server.url("/" + std::to_string(i)));
  }
  Options options = quick();
  options.delay = std::chrono::milliseconds(100);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(fetch(urls, options).pages.size(), 4U);
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(300));
  EXPECT_EQ(server.most_at_once(), 1U);
}

TEST(Politeness, HostsAreAskedAtTheSameTime) {
  Server server;
  for (const char* path : {"/a", "/b"}) {
    server.on(path, [](const Visitor& visitor, const std::string&) {
      visitor.wait(std::chrono::milliseconds(300));
      visitor.answer("200 OK", page("P"));
    });
  }
  EXPECT_EQ(fetch({server.url("/a"), server.url("/b", "localhost")}).pages.size(), 2U);
  EXPECT_EQ(server.most_at_once(), 2U);
}

TEST(Memory, WhatIsFreshIsNotAskedForAgain) {
  Server server;
  server.serve("/f", "<rss><channel><item><link>/a</link></item><item><link>/b</link></item></channel></rss>",
               "Content-Type: text/xml\r\n");
  server.serve("/a", page("A"));
  server.serve("/b", page("B"));
  const Folder folder;
  for (int run = 0; run < 2; ++run) {
    auto state = open_state(folder.path("state"));
    ASSERT_TRUE(state.ok());
    const Outcome outcome = fetch({server.url("/f")}, quick(), state->get());
    EXPECT_EQ(outcome.pages.size(), run == 0 ? 2U : 0U) << outcome;
    EXPECT_EQ(outcome.counts.unchanged, run == 0 ? 0U : 2U);
  }
  EXPECT_EQ(server.visits("/f"), 2U);
  EXPECT_EQ(server.visits("/a"), 1U);
  EXPECT_EQ(server.visits("/robots.txt"), 1U);
}

TEST(Memory, WhatIsOldIsAskedForOnCondition) {
  Server server;
  server.on("/a", [](const Visitor& visitor, const std::string& head) {
    const bool known = head.find("If-None-Match: \"1\"") != std::string::npos &&
                       head.find("If-Modified-Since: Mon, 07 Feb 2022 16:30:00 GMT") != std::string::npos;
    visitor.answer(known ? "304 Not Modified" : "200 OK", known ? "" : page("A"),
                   "ETag: \"1\"\r\nLast-Modified: Mon, 07 Feb 2022 16:30:00 GMT\r\n");
  });
  server.serve("/b", page("B"));  // no validators: the content is compared
  const Folder folder;
  auto state = open_state(folder.path("state"));
  ASSERT_TRUE(state.ok());
  Options options = quick();
  options.fresh = std::chrono::seconds(0);
  EXPECT_EQ(fetch({server.url("/a"), server.url("/b")}, options, state->get()).pages.size(), 2U);
  const Outcome again = fetch({server.url("/a"), server.url("/b")}, options, state->get());
  EXPECT_TRUE(again.pages.empty()) << again;
  EXPECT_EQ(again.counts.unchanged, 2U);
  EXPECT_EQ(server.visits("/a"), 2U);
}

TEST(Memory, PagesOfAnUnchangedFeedThatWereNotReachedAreFetchedByTheNextRun) {
  Server server;
  server.on("/f", [](const Visitor& visitor, const std::string& head) {
    const bool known = head.find("If-None-Match") != std::string::npos;
    visitor.answer(known ? "304 Not Modified" : "200 OK",
                   known ? "" : "<rss><channel><item><title>T</title><link>/a</link></item></channel></rss>",
                   "ETag: \"1\"\r\nContent-Type: text/xml\r\n");
  });
  server.on("/a", [](const Visitor& visitor, const std::string&) { visitor.answer("503 Busy", ""); });
  const Folder folder;
  auto state = open_state(folder.path("state"));
  ASSERT_TRUE(state.ok());
  EXPECT_TRUE(fetch({server.url("/f")}, quick(), state->get()).pages.empty());
  server.serve("/a", page("A"));
  const Outcome again = fetch({server.url("/f")}, quick(), state->get());
  ASSERT_EQ(again.pages.size(), 1U) << again;
  EXPECT_EQ(again.pages[0].entry.title, "T");
}

TEST(Memory, APageThatWasNotUsedIsFetchedAgain) {
  Server server;
  server.serve("/a", page("A"));
  const Folder folder;
  auto state = open_state(folder.path("state"));
  ASSERT_TRUE(state.ok());
  std::atomic<bool> stop{false};
  for (int run = 0; run < 2; ++run) {
    Fetcher fetcher(quick(), state->get(), stop);
    fetcher.add(server.url("/a"));
    const auto found = fetcher.next();
    ASSERT_TRUE(found && found->ok());
  }
  EXPECT_EQ(server.visits("/a"), 2U);
}

TEST(Memory, AnotherFileIsRefusedAndLeftAlone) {
  const Folder folder;
  const std::string words = "This is a diary, and no database at all; it should stay as it is.";
  const std::string path = folder.write("diary", words);
  const auto state = open_state(path);
  ASSERT_FALSE(state.ok());
  EXPECT_EQ(state.error().code, ErrorCode::corrupt_data);
  EXPECT_EQ(content_of(path), words);
  EXPECT_FALSE(open_state("/nowhere/at/all").ok());
}

TEST(Stopping, EndsSoonAndCountsWhatIsLeft) {
  Server server;
  server.on("/a", [](const Visitor& visitor, const std::string&) { visitor.wait(); });
  std::atomic<bool> stop{false};
  Fetcher fetcher(quick(), nullptr, stop);
  fetcher.add(server.url("/a"));
  fetcher.add(server.url("/b"));
  std::thread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    stop = true;
  });
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(fetcher.next().has_value());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(900));
  EXPECT_EQ(fetcher.counts().left, 2U);
  stopper.join();
}

}  // namespace
}  // namespace detente::fetch
