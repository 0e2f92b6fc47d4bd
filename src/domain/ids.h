// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/id.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace junkai::domain {

// Places, from the station (警察署) down to the unit (世帯).
using StationId = Id<struct StationTag>;
using BlockId = Id<struct BlockTag>;
using SiteId = Id<struct SiteTag>;
using BeatId = Id<struct BeatTag>;
using BuildingId = Id<struct BuildingTag>;
using DwellingId = Id<struct DwellingTag>;
using UnitId = Id<struct UnitTag>;
using ExemptionId = Id<struct ExemptionTag>;

// People of the police and their appointments.
using OfficerId = Id<struct OfficerTag>;
using AccountId = Id<struct AccountTag>;
using SessionId = Id<struct SessionTag>;
using DesignationId = Id<struct DesignationTag>;
using AssignmentId = Id<struct AssignmentTag>;

// Work.
using VisitId = Id<struct VisitTag>;
using ApprovalId = Id<struct ApprovalTag>;
using NoticeId = Id<struct NoticeTag>;
using FrequencyId = Id<struct FrequencyTag>;
using SpecialOrderId = Id<struct SpecialOrderTag>;
using CardRequestId = Id<struct CardRequestTag>;
using CardId = Id<struct CardTag>;
using PersonEntryId = Id<struct PersonEntryTag>;
using CorrectionId = Id<struct CorrectionTag>;
using PrintId = Id<struct PrintTag>;
using ImportId = Id<struct ImportTag>;

/// Idempotency-Key of a write: made by the client, kept with the outcome.
using RequestKey = Id<struct RequestKeyTag>;

/// カード番号. Seven digits counted within the station, a hyphen and a check digit (ISO 7064 MOD 11,10), so
/// that a number typed from paper with one wrong or two swapped digits is refused instead of opening a
/// neighbour's card.
class CardNo {
public:
    static constexpr std::uint32_t kMaxSerial = 9'999'999;

    /// Serial 1 to kMaxSerial; anything else is our bug.
    static CardNo of_serial(std::uint32_t serial);
    /// Exactly "0012345-3", full-width digits folded by the caller.
    static std::optional<CardNo> parse(std::string_view text);

    std::string str() const;

    std::uint32_t serial() const { return serial_; }

    auto operator<=>(const CardNo&) const = default;

private:
    explicit CardNo(std::uint32_t serial) : serial_(serial) {}

    std::uint32_t serial_;
};

/// 職員番号. Four to ten ASCII digits, kept as written (leading zeros count).
class OfficerNo {
public:
    static std::optional<OfficerNo> parse(std::string_view text);

    const std::string& str() const { return text_; }

    auto operator<=>(const OfficerNo&) const = default;

private:
    explicit OfficerNo(std::string text) : text_(std::move(text)) {}

    std::string text_;
};

/// 警察署コード. Two to sixteen of a–z, 0–9 and inner hyphens; stands in settings, backup names and note
/// origins.
class StationCode {
public:
    static std::optional<StationCode> parse(std::string_view text);

    const std::string& str() const { return text_; }

    auto operator<=>(const StationCode&) const = default;

private:
    explicit StationCode(std::string text) : text_(std::move(text)) {}

    std::string text_;
};

/// Code of a block, site or beat: one to sixteen ASCII letters, digits and inner hyphens, unique within its
/// station.
class PlaceCode {
public:
    static std::optional<PlaceCode> parse(std::string_view text);

    const std::string& str() const { return text_; }

    auto operator<=>(const PlaceCode&) const = default;

private:
    explicit PlaceCode(std::string text) : text_(std::move(text)) {}

    std::string text_;
};

}  // namespace junkai::domain
