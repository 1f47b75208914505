// robots.txt: groups, rules, wildcards, statuses (RFC 9309).
#include "fetch/robots.h"

#include <gtest/gtest.h>

#include <vector>

namespace detente::fetch {
namespace {

struct Case {
  const char* rules;
  const char* path;
  bool allowed;
};

TEST(Rules, Match) {
  const std::vector<Case> cases{
      {"", "/", true},
      {"Disallow:", "/a", true},
      {"Disallow: /", "/a", false},
      {"Disallow: /", "/robots.txt", true},
      {"Disallow: /fish", "/fish", false},
      {"Disallow: /fish", "/fish.html", false},
      {"Disallow: /fish", "/fish/salmon?x=1", false},
      {"Disallow: /fish", "/Fish", true},
      {"Disallow: /fish", "/catfish", true},
      {"Disallow: /fish/", "/fish", true},
      {"Disallow: /fish/", "/fish/salmon", false},
      {"Disallow: fish", "/fish", true},
      {"Disallow: /fish*", "/fishheads", false},
      {"Disallow: /*.php", "/a/index.php", false},
      {"Disallow: /*.php", "/a/index.php?b", false},
      {"Disallow: /*.php", "/a/index.PHP", true},
      {"Disallow: /*.php$", "/a/index.php", false},
      {"Disallow: /*.php$", "/a/index.php?b", true},
      {"Disallow: /*.php$", "/a.php/b.php", false},
      {"Disallow: /fish*.php", "/fishheads/a.php?b", false},
      {"Disallow: /fish*.php", "/Fish.php", true},
      {"Disallow: /a*b*c$", "/a1b2c", false},
      {"Disallow: /a*b*c$", "/acb", true},
      {"Disallow: *", "/a", false},
      {"Disallow: /$", "/", false},
      {"Disallow: /$", "/a", true},
      {"Disallow: /a$b", "/a$b/c", false},
      {"Disallow: /**b", "/ab", false},
      {"Disallow: /*?", "/a?b=c", false},
      {"Disallow: /*?", "/a", true},
      {"Allow: /p\nDisallow: /", "/page", true},
      {"Disallow: /\nAllow: /p", "/page", true},
      {"Allow: /folder\nDisallow: /folder", "/folder/page", true},
      {"Allow: /page\nDisallow: /*.htm", "/page.htm", false},
      {"Allow: /$\nDisallow: /", "/", true},
      {"Allow: /$\nDisallow: /", "/page.htm", false},
      {"Disallow: /a/b\nAllow: /a/b/c", "/a/b/c/d", true},
      {"Allow:\nDisallow: /a", "/a", false},
      {"Disallow: /caf\xC3\xA9", "/caf%C3%A9", false},
      {"Disallow: /caf%c3%a9", "/caf%C3%A9/x", false},
      {"Disallow: /%7ejane", "/~jane", false},
      {"Disallow: /~jane", "/%7Ejane", false},
      {"Disallow: /a%2Fb", "/a%2fb", false},
      {"Disallow: /a%2Fb", "/a/b", true},
      {"Disallow: /a%", "/a%zz", false},
      {"DISALLOW:/a", "/a", false},
      {"  disallow  :  /a  # why not", "/a", false},
      {"Disallow /a", "/a", true},
      {"Disallow: /a # b", "/a%20#", false},
      {"Sitemap: https://a.example/s.xml\nDisallow: /a", "/a", false},
      {"Noindex: /a", "/a", true},
  };
  for (const Case& one : cases) {
    const auto robots = Robots::parse("User-agent: *\n" + std::string(one.rules) + "\n", "detente");
    EXPECT_EQ(robots.allows(one.path), one.allowed) << one.rules << " | " << one.path;
  }
}

TEST(Groups, TheMostSpecificCounts) {
  const std::vector<Case> cases{
      {"User-agent: *\nDisallow: /a\n\nUser-agent: detente\nDisallow: /b", "/a", true},
      {"User-agent: *\nDisallow: /a\n\nUser-agent: detente\nDisallow: /b", "/b", false},
      {"User-agent: DETENTE\nDisallow: /b", "/b", false},
      {"User-agent: Detente/2.0 (x)\nDisallow: /b", "/b", false},
      {"User-agent: det\nDisallow: /b", "/b", true},
      {"User-agent: detentebot\nDisallow: /b", "/b", true},
      {"User-agent: other\nDisallow: /", "/b", true},
      {"User-agent: other\nUser-agent: detente\nDisallow: /b", "/b", false},
      {"User-agent: detente\nDisallow: /a\nUser-agent: other\nDisallow: /b", "/b", true},
      {"User-agent: detente\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: detente\nDisallow: /b", "/b",
       false},
      {"User-agent: detente\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: detente\nDisallow: /b", "/a",
       false},
      {"User-agent: detente\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", true},
      {"User-agent: detente\n\nUser-agent: *\nDisallow: /a", "/a", false},
      {"Disallow: /a\nUser-agent: *\nDisallow: /b", "/a", true},
      {"User-agent: *\r\nDisallow: /a\r\n", "/a", false},
      {"User-agent: *\rDisallow: /a\r", "/a", false},
      {"\xEF\xBB\xBFUser-agent: *\nDisallow: /a", "/a", false},
      {"User-agent: x\nCrawl-delay: 5\nUser-agent: *\nDisallow: /a", "/a", false},
      {"<html><body>Not found</body></html>", "/a", true},
      {"User-agent: x\nSitemap: /s\nUser-agent: *\nDisallow: /a", "/a", false},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(Robots::parse(one.rules, "detente").allows(one.path), one.allowed) << one.rules << " | " << one.path;
  }
}

TEST(Statuses, SayWhatAMissingFileMeans) {
  const std::string_view forbids = "User-agent: *\nDisallow: /";
  EXPECT_FALSE(Robots::of_status(200, forbids, "detente").allows("/a"));
  for (const long status : {301L, 400L, 401L, 403L, 404L, 410L, 499L}) {
    EXPECT_TRUE(Robots::of_status(status, forbids, "detente").allows("/a")) << status;
  }
  for (const long status : {0L, 429L, 500L, 503L, 599L}) {
    EXPECT_FALSE(Robots::of_status(status, "", "detente").allows("/a")) << status;
  }
}

TEST(CrawlDelay, IsRead) {
  const auto delay = [](const std::string& value) {
    return Robots::parse("User-agent: *\nCrawl-delay: " + value, "detente").crawl_delay();
  };
  EXPECT_EQ(delay("10"), std::chrono::seconds(10));
  EXPECT_EQ(delay("0.5"), std::chrono::milliseconds(500));
  EXPECT_EQ(delay("1e99"), std::chrono::seconds(1'000'000));
  EXPECT_EQ(delay("-1"), std::nullopt);
  EXPECT_EQ(delay("soon"), std::nullopt);
  EXPECT_EQ(delay("nan"), std::nullopt);
}

TEST(Size, WhatLiesBehindTheLimitIsNotRead) {
  std::string text = "User-agent: *\nDisallow: /a\n#" + std::string(max_robots_bytes, 'x') + "\nDisallow: /b\n";
  EXPECT_FALSE(Robots::parse(text, "detente").allows("/a"));
  EXPECT_TRUE(Robots::parse(text, "detente").allows("/b"));
}

TEST(Size, HostilePatternsCostLittle) {
  std::string text = "User-agent: *\n";
  const std::string stars = [] {
    std::string pattern = "/";
    for (int i = 0; i < 250; ++i) {
      pattern += "*a";
    }
    return pattern;
  }();
  while (text.size() + 2 * stars.size() < max_robots_bytes) {
    text += "Disallow: " + stars + "b\n";
  }
  const auto robots = Robots::parse(text, "detente");
  const auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(robots.allows("/" + std::string(8000, 'a')));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

}  // namespace
}  // namespace detente::fetch
