// SPDX-License-Identifier: Apache-2.0
#include "http/lanes.h"

#include "http/cookies.h"

#include <functional>
#include <mutex>
#include <utility>

namespace junkai::http {
namespace {

// Only a number of it is kept, never the cookie.
std::uint64_t number_of(std::string_view text)
{
    return std::hash<std::string_view>()(text);
}

}  // namespace

Lane Lanes::find(const Request& head) const
{
    if (const auto cookie = find_cookie(head, kSessionCookie)) {
        const std::uint64_t key = number_of(*cookie);
        const std::shared_lock lock(mutex_);
        for (const Known* known : {&recent_, &older_})
            if (const auto found = known->find(key); found != known->end()) return found->second;
    }
    return {0, number_of(head.peer)};
}

void Lanes::learn(const Request& request, const Principal& who)
{
    const auto cookie = find_cookie(request, kSessionCookie);
    if (!cookie) return;
    // Never 0: that is everybody who is not known.
    const Lane lane{number_of(who.share_key()) | 1, number_of(who.rate_key())};
    const std::lock_guard lock(mutex_);
    if (recent_.size() >= remembered_) older_ = std::exchange(recent_, {});
    recent_.insert_or_assign(number_of(*cookie), lane);
}

}  // namespace junkai::http
