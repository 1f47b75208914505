// Servers that misbehave: each gets its error, nothing hangs, and the page of a server that behaves still comes.
#include <gtest/gtest.h>

#include <cstring>

#include "fetching.h"
#include "ingest/gzip.h"

namespace detente::fetch {
namespace {

using std::chrono::milliseconds;

struct Misbehaviour {
  std::string name;
  ErrorCode code;
  std::string reason;  // a part of what is said
  Server::Manner manner;
};

std::ostream& operator<<(std::ostream& out, const Misbehaviour& one) {
  return out << one.name;
}

Server::Manner says(const std::string& bytes) {
  return [=](const Visitor& visitor, const std::string&) { visitor.send(bytes); };
}

Server::Manner leads_to(const std::string& address) {
  return [=](const Visitor& visitor, const std::string&) {
    visitor.answer("302 Found", "", "Location: " + address + "\r\n");
  };
}

std::vector<Misbehaviour> misbehaviours() {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
  const auto endless = [](const std::string& start, const std::string& more) {
    return [=](const Visitor& visitor, const std::string&) {
      bool goes_on = visitor.send(start);
      while (goes_on && visitor.goes_on()) {
        goes_on = visitor.send(more);
      }
    };
  };
  return {
      {"never_answers", ErrorCode::unreachable, "timed out",
       [](const Visitor& visitor, const std::string&) { visitor.wait(); }},
      {"drips", ErrorCode::unreachable, "timed out",
       [=](const Visitor& visitor, const std::string&) {
         bool goes_on = visitor.send(head + "\r\n");
         while (goes_on && visitor.goes_on()) {
           goes_on = visitor.send("x");
           std::this_thread::sleep_for(milliseconds(30));
         }
       }},
      {"promises_more_than_it_sends", ErrorCode::unreachable, "transfer closed",
       says(head + "Content-Length: 5000\r\n\r\n<p>short")},
      {"never_ends", ErrorCode::too_large, "more than", endless(head + "\r\n", std::string(8192, 'x'))},
      {"never_ends_in_chunks", ErrorCode::too_large, "more than",
       endless(head + "Transfer-Encoding: chunked\r\n\r\n", "2000\r\n" + std::string(8192, 'x') + "\r\n")},
      {"leads_in_a_circle", ErrorCode::unreachable, "redirects", leads_to("/bad")},
      {"leads_to_a_file", ErrorCode::disallowed, "no address of http", leads_to("file:///etc/passwd")},
      {"leads_to_ftp", ErrorCode::disallowed, "no address of http", leads_to("ftp://paper.example/a")},
      {"gzip_bomb", ErrorCode::too_large, "more than",
       [bomb = gzipped(std::string(8'000'000, 'x'))](const Visitor& visitor, const std::string&) {
         visitor.answer("200 OK", bomb, "Content-Encoding: gzip\r\n");
       }},
      {"gzip_rubbish", ErrorCode::unreachable, "",
       [](const Visitor& visitor, const std::string&) {
         visitor.answer("200 OK", "this is not packed at all", "Content-Encoding: gzip\r\n");
       }},
      {"rubbish_for_a_header", ErrorCode::unreachable, "", says("\x01\x02\x03 what is this\r\n\r\n")},
      {"header_without_end", ErrorCode::too_large, "header", endless("HTTP/1.1 200 OK\r\n", "X-More: and more\r\n")},
      {"huge_header_line", ErrorCode::unreachable, "",
       endless("HTTP/1.1 200 OK\r\nX-Long: ", std::string(8192, 'x'))},
      {"closes_at_once", ErrorCode::unreachable, "Empty reply", [](const Visitor&, const std::string&) {}},
      {"closes_in_the_header", ErrorCode::empty, "nothing", says("HTTP/1.1 200 OK\r\nContent-Ty")},
      {"chunks_of_no_size", ErrorCode::unreachable, "",
       says(head + "Transfer-Encoding: chunked\r\n\r\nzebra\r\nwords\r\n0\r\n\r\n")},
      {"chunks_cut_off", ErrorCode::unreachable, "", says(head + "Transfer-Encoding: chunked\r\n\r\n100\r\nwords")},
      {"too_many_requests_for_long", ErrorCode::unreachable, "asked again in 86400 seconds",
       [](const Visitor& visitor, const std::string&) {
         visitor.answer("429 Too Many Requests", "", "Retry-After: 86400\r\n");
       }},
      {"always_busy", ErrorCode::unreachable, "503; tried 2 times",
       [](const Visitor& visitor, const std::string&) { visitor.answer("503 Busy", "later"); }},
      {"gone", ErrorCode::unreachable, "410",
       [](const Visitor& visitor, const std::string&) { visitor.answer("410 Gone", "gone"); }},
      {"unasked_304", ErrorCode::unreachable, "304",
       [](const Visitor& visitor, const std::string&) { visitor.answer("304 Not Modified", ""); }},
      {"error_page_without_end", ErrorCode::unreachable, "404",
       endless("HTTP/1.1 404 Not Found\r\n\r\n", std::string(8192, 'x'))},
      {"redirect_without_address", ErrorCode::unreachable, "302",
       [](const Visitor& visitor, const std::string&) { visitor.answer("302 Found", ""); }},
      {"old_protocol", ErrorCode::unreachable, "", says("<html>no header at all</html>")},
  };
}

class Misbehaving : public testing::TestWithParam<Misbehaviour> {};

TEST_P(Misbehaving, IsToldAndCostsNothingElse) {
  Server server;
  server.on("/bad", GetParam().manner);
  server.serve("/good", page("Good"));
  const auto start = std::chrono::steady_clock::now();
  const Outcome outcome = fetch({server.url("/bad"), server.url("/good")});
  EXPECT_LT(std::chrono::steady_clock::now() - start, milliseconds(4000));
  ASSERT_EQ(outcome.errors.size(), 1U) << outcome;
  EXPECT_EQ(outcome.errors[0].code, GetParam().code) << outcome;
  EXPECT_EQ(outcome.errors[0].subject, server.url("/bad"));
  EXPECT_NE(outcome.errors[0].message.find(GetParam().reason), std::string::npos) << outcome;
  EXPECT_EQ(outcome.pages.size(), 1U) << outcome;
}

INSTANTIATE_TEST_SUITE_P(Servers, Misbehaving, testing::ValuesIn(misbehaviours()),
                         [](const auto& one) { return one.param.name; });

TEST(Patience, BusyAndThenNot) {
  Server server;
  server.on("/a", [&](const Visitor& visitor, const std::string&) {
    visitor.answer(server.visits("/a") == 1 ? "503 Busy" : "200 OK", page("A"));
  });
  EXPECT_EQ(fetch({server.url("/a")}).pages.size(), 1U);
  EXPECT_EQ(server.visits("/a"), 2U);
}

TEST(Patience, RetryAfterIsKeptForTheWholeHost) {
  Server server;
  server.on("/a", [&](const Visitor& visitor, const std::string&) {
    visitor.answer(server.visits("/a") == 1 ? "429 Too Many Requests" : "200 OK", page("A"), "Retry-After: 1\r\n");
  });
  server.serve("/b", page("B"));
  const auto start = std::chrono::steady_clock::now();
  const Outcome outcome = fetch({server.url("/a"), server.url("/b")});
  EXPECT_EQ(outcome.pages.size(), 2U) << outcome;
  EXPECT_GE(std::chrono::steady_clock::now() - start, milliseconds(1000));
}

TEST(Patience, AConnectionThatBreaksIsTriedAgain) {
  Server server;
  server.on("/a", [&](const Visitor& visitor, const std::string&) {
    if (server.visits("/a") > 1) {
      visitor.answer("200 OK", page("A"));
    }
  });
  EXPECT_EQ(fetch({server.url("/a")}).pages.size(), 1U);
}

TEST(Patience, NobodyListens) {
  std::string url;
  {
    const Server server;
    url = server.url("/a");
  }
  const Outcome outcome = fetch({url});
  ASSERT_EQ(outcome.errors.size(), 1U) << outcome;
  EXPECT_EQ(outcome.errors[0].code, ErrorCode::unreachable);
}

TEST(Encoding, WrongCharsetsAndPackedPages) {
  Server server;
  server.serve("/a", gzipped(page("A")), "Content-Encoding: gzip\r\nContent-Type: text/html; charset=klingon\r\n");
  const Outcome outcome = fetch({server.url("/a")});
  ASSERT_EQ(outcome.pages.size(), 1U) << outcome;
  EXPECT_EQ(outcome.pages[0].bytes, page("A"));
  EXPECT_EQ(outcome.pages[0].charset, "klingon");
}

// The network that is closed in these tests is 127.0.0.2 and up; the server is on 127.0.0.1.
bool is_the_server(const sockaddr& address) {
  sockaddr_in in{};
  std::memcpy(&in, &address, sizeof in);
  return address.sa_family == AF_INET && in.sin_addr.s_addr == htonl(INADDR_LOOPBACK);
}

TEST(ClosedNetworks, AreNotConnectedTo) {
  Server server;
  server.serve("/a", page("A"));
  Options options = quick();
  options.may_connect = is_public;
  for (const char* host : {"127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0"}) {
    const Outcome outcome = fetch({server.url("/a", host)}, options);
    ASSERT_EQ(outcome.errors.size(), 1U) << host;
    EXPECT_EQ(outcome.errors[0].code, ErrorCode::disallowed) << host << ": " << outcome;
  }
  EXPECT_EQ(server.connections(), 0U);
}

TEST(ClosedNetworks, AreNotReachedThroughRedirects) {
  Server server;
  server.on("/a", leads_to("http://127.0.0.2:1/secret"));
  Options options = quick();
  options.may_connect = is_the_server;
  const Outcome outcome = fetch({server.url("/a")}, options);
  ASSERT_EQ(outcome.errors.size(), 1U) << outcome;
  EXPECT_EQ(outcome.errors[0].code, ErrorCode::disallowed);
  EXPECT_EQ(outcome.errors[0].subject, server.url("/a"));
  EXPECT_NE(outcome.errors[0].message.find("127.0.0.2"), std::string::npos);
}

TEST(ClosedNetworks, AreNotReachedThroughFeedsOrRobots) {
  Server server;
  server.on("/robots.txt", leads_to("http://127.0.0.2:1/robots.txt"));
  server.serve("/f", "http://127.0.0.2:1/a\n", "Content-Type: text/plain\r\n");
  Options options = quick();
  options.may_connect = is_the_server;
  const Outcome outcome = fetch({server.url("/f")}, options);
  ASSERT_EQ(outcome.errors.size(), 1U) << outcome;
  EXPECT_EQ(outcome.errors[0].code, ErrorCode::disallowed);
  server.serve("/robots.txt", "");
  EXPECT_EQ(fetch({server.url("/f")}, options).errors.size(), 1U);
}

}  // namespace
}  // namespace detente::fetch
