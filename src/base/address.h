// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace junkai {

/// 住居表示 「3番5号」 and 地番 「123番地4」 are two systems and never corrected into one another; 「1-2-3」
/// alone could be either and stays unstated.
enum class NumberSystem { Unstated, ResidenceIndication, LotNumber };

/// The number part of an address, read for sorting and comparing. What was written is kept as it was.
struct HouseNumber {
    std::string written;
    NumberSystem system = NumberSystem::Unstated;
    std::vector<std::string> parts;  // "3", "5", "103"; ASCII digits, or the letter or kana of 「123番地イ」
    bool numberless = false;         // 無番地, 番外地
    bool vicinity = false;           // 番地先: beside the lot, not on it
    std::string rest;                // what follows, as written: a building, a room

    /// 番地順. Bytes in the order of blocks and numbers; those without a number come last.
    std::string sort_key() const;
};

/// Reads from the first character on; a text that does not begin with a number has no parts and is all rest.
HouseNumber parse_house_number(std::string_view text);

/// Where the number part of a line begins, in bytes: 「本町三丁目５番６号」 is split before ５ (丁目 belongs
/// to the name of the town). The size of the line when there is none.
std::size_t find_house_number(std::string_view line);

/// A whole address line as a sort key: 二丁目 before 十丁目, 9番 before 10番. Kanji numerals count as numbers
/// only before 丁目, 番, 号, 条, 線, 区 and 地割, so that 三郷 and 八潮 stay names.
std::string address_sort_key(std::string_view line);

}  // namespace junkai
