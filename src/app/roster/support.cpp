// SPDX-License-Identifier: Apache-2.0
#include "app/roster/support.h"

#include <algorithm>

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

namespace junkai::app::roster {

namespace {

bool contains(const auto& list, const auto& value)
{
    return std::ranges::find(list, value) != list.end();
}

}  // namespace

void add_name(std::string& names, const std::string& name)
{
    if (!names.empty()) names += "・";
    names += name;
}

std::string scope_of(const Frame& frame, const domain::roster::Designation& designation)
{
    std::string names;
    for (const auto& block : frame.blocks)
        if (contains(designation.blocks, block.id)) add_name(names, block.name);
    if (designation.site)
        if (const auto* site = frame.find_site(*designation.site)) add_name(names, site->name);
    for (const auto& beat : frame.beats)
        if (contains(designation.beats, beat.id)) add_name(names, beat.name);
    return names;
}

}  // namespace junkai::app::roster
