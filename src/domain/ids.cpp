// SPDX-License-Identifier: Apache-2.0
#include "domain/ids.h"

#include "base/invariant.h"

#include <algorithm>

namespace junkai::domain {

namespace {

constexpr std::size_t kSerialDigits = 7;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

std::string padded(std::uint32_t serial)
{
    const std::string digits = std::to_string(serial);
    return std::string(kSerialDigits - digits.size(), '0') + digits;
}

/// Damm's quasigroup of order 10: finds every single wrong digit and every swapped pair of neighbours.
constexpr int kDamm[10][10] = {
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
    {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
    {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
    {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
    {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
    {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
    {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
};

char check_digit(std::string_view digits)
{
    int interim = 0;
    for (const char c : digits)
        interim = kDamm[interim][c - '0'];
    return static_cast<char>('0' + interim);
}

bool is_hyphenated(std::string_view text)
{
    return text.front() != '-' && text.back() != '-' && text.find("--") == std::string_view::npos;
}

}  // namespace

CardNo CardNo::of_serial(std::uint32_t serial)
{
    invariant(serial >= 1 && serial <= kMaxSerial, "a card serial is out of its range");
    return CardNo(serial);
}

std::optional<CardNo> CardNo::parse(std::string_view text)
{
    if (text.size() != kSerialDigits + 2 || text[kSerialDigits] != '-') return std::nullopt;
    const std::string_view digits = text.substr(0, kSerialDigits);
    if (!std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
    if (text.back() != check_digit(digits)) return std::nullopt;
    std::uint32_t serial = 0;
    for (const char c : digits)
        serial = serial * 10 + static_cast<std::uint32_t>(c - '0');
    if (serial == 0) return std::nullopt;
    return CardNo(serial);
}

std::string CardNo::str() const
{
    const std::string digits = padded(serial_);
    return digits + '-' + check_digit(digits);
}

std::optional<OfficerNo> OfficerNo::parse(std::string_view text)
{
    if (text.size() < 4 || text.size() > 10) return std::nullopt;
    if (!std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
    return OfficerNo(std::string(text));
}

std::optional<StationCode> StationCode::parse(std::string_view text)
{
    if (text.size() < 2 || text.size() > 16 || !is_hyphenated(text)) return std::nullopt;
    const auto fits = [](char c) { return is_digit(c) || is_lower(c) || c == '-'; };
    if (!std::all_of(text.begin(), text.end(), fits)) return std::nullopt;
    return StationCode(std::string(text));
}

std::optional<PlaceCode> PlaceCode::parse(std::string_view text)
{
    if (text.empty() || text.size() > 16 || !is_hyphenated(text)) return std::nullopt;
    const auto fits = [](char c) { return is_digit(c) || is_lower(c) || is_upper(c) || c == '-'; };
    if (!std::all_of(text.begin(), text.end(), fits)) return std::nullopt;
    return PlaceCode(std::string(text));
}

}  // namespace junkai::domain
