// Addresses in pages and feeds.
#include <curl/curl.h>

#include <memory>

#include "ingest/ingest.h"
#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

using Link = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::string part(const Link& link, CURLUPart which) {
  char* text = nullptr;
  if (curl_url_get(link.get(), which, &text, 0) != CURLUE_OK) {
    return {};
  }
  const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
  return text;
}

bool set(const Link& link, std::string_view address) {
  return curl_url_set(link.get(), CURLUPART_URL, std::string(address).c_str(), CURLU_URLENCODE) == CURLUE_OK;
}

}  // namespace

std::string absolute_link(std::string_view reference, std::string_view base) {
  constexpr std::size_t longest = 8000;
  reference = trimmed(reference);
  if (reference.empty() || reference.size() > longest || reference.find('\0') != std::string_view::npos) {
    return {};
  }
  const Link link(curl_url(), &curl_url_cleanup);
  if (!link || (!base.empty() && !set(link, base)) || !set(link, reference)) {
    return {};
  }
  for (const CURLUPart unwanted : {CURLUPART_FRAGMENT, CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS}) {
    curl_url_set(link.get(), unwanted, nullptr, 0);
  }
  const std::string scheme = part(link, CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") {
    return {};
  }
  std::string address = part(link, CURLUPART_URL);
  return address.size() > longest ? std::string() : address;
}

}  // namespace detente::ingest
