// SPDX-License-Identifier: Apache-2.0
#include "app/roster/support.h"

#include <string>
#include <string_view>

namespace junkai::app {

PersonalText make_password(RandomSource& random)
{
    constexpr std::string_view kSigns = "abcdefghjkmnpqrstuvwxyz23456789";
    constexpr std::size_t kLength = 19;
    std::string out;
    while (out.size() < kLength) {
        if (out.size() % 5 == 4) {
            out += '-';
            continue;
        }
        std::byte byte{};
        random.fill(std::span(&byte, 1));
        const auto value = std::to_integer<std::size_t>(byte);
        // Values above the last whole round are thrown away, so that each sign is as likely.
        if (value < kSigns.size() * (256 / kSigns.size())) out += kSigns[value % kSigns.size()];
    }
    PersonalText password(out);
    wipe(out);
    return password;
}

}  // namespace junkai::app
