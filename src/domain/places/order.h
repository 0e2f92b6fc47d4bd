// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/places/types.h"

#include <string>
#include <string_view>

namespace junkai::domain::places {

/// How the doors of one block are walked. Numbers of 住居表示 run around the block, so plain order is the
/// way; where they run along a street, one side comes first and the other on the way back.
enum class WalkOrder : std::uint8_t { Straight, OddThenEven };

/// 戸別訪問の順. A key (valid UTF-8, no NUL) whose byte order is town, block, side, number, room, each in
/// natural order: 二丁目 before 十丁目, 2号 before 10号, 102 before 1001.
std::string walk_key(const Address& address, WalkOrder order = WalkOrder::Straight);

/// 番地順 of the card index (5-3). The same order; the side of the street never counts there.
std::string address_key(const Address& address);

/// Takes an address line apart for sorting. `town` is known from the list of towns; the line is kept as it
/// is. 「6番4号」 is 住居表示, 「1234番地の5」 is 地番, 「6-4」 alone stays unknown (trap 26).
Address read_address(std::string_view written, std::string_view town);

}  // namespace junkai::domain::places

namespace junkai::domain {

template <>
struct Codes<places::WalkOrder> {
    static constexpr CodeRow<places::WalkOrder> rows[] = {
        {places::WalkOrder::Straight,    "STRAIGHT"     },
        {places::WalkOrder::OddThenEven, "ODD_THEN_EVEN"},
    };
};

}  // namespace junkai::domain
