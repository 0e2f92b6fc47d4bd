// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/codes.h"
#include "domain/ids.h"

#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>

namespace junkai::domain::places {

/// 警察署.
struct Station {
    StationId id;
    StationCode code;
    std::string name = {};
    /// 地域課長の有無 (3-3d): a station without one has no deputy general manager.
    bool has_chiiki_kacho = true;
    /// Where its sunset is computed (4-4b), degrees north and east.
    double latitude = 0;
    double longitude = 0;
    /// 代表電話, printed on the leave-behind notice.
    std::string phone = {};
};

/// ブロック: neighbouring koban and chuzaisho run as one.
struct Block {
    BlockId id;
    StationId station;
    PlaceCode code;
    std::string name = {};
    /// 設定日; none when nobody knows.
    std::optional<Date> since = {};
};

enum class SiteKind : std::uint8_t { Koban, Chuzaisho, StationArea };

/// 交番・駐在所・署所在地.
struct Site {
    SiteId id;
    StationId station;
    std::optional<BlockId> block = {};
    PlaceCode code;
    std::string name = {};
    SiteKind kind = SiteKind::Koban;
    std::optional<Date> since = {};
};

/// 巡連区.
struct Beat {
    BeatId id;
    StationId station;
    SiteId site;
    PlaceCode code;
    std::string name = {};
    std::optional<Date> since = {};
};

/// 住居表示 (○番○号), 地番 (○番地○) or not known: 「1-2-3」 alone does not tell, and one is never "corrected"
/// to the other.
enum class AddressKind : std::uint8_t { ResidenceIndication, LotNumber, Unknown };

/// 所在. `written` is the line as it was given and is never overwritten; the parts serve only to put doors in
/// order.
struct Address {
    std::string written = {};
    AddressKind kind = AddressKind::Unknown;
    /// 町字, 丁目 included ("常盤六丁目").
    std::string town = {};
    /// 街区符号 (○番) or 地番 (○番地).
    std::string block = {};
    /// 住居番号 (○号) or 枝番.
    std::string number = {};
    /// 部屋番号.
    std::string room = {};

    bool operator==(const Address&) const = default;
};

/// アパート・マンション等.
struct Building {
    BuildingId id;
    StationId station;
    BeatId beat;
    std::string name = {};
    std::string name_kana = {};
    Address address = {};
};

enum class DwellingKind : std::uint8_t { Detached, Collective, CompanyHousing, Facility, Shop, Other };

/// 住戸. A door: exists before any card and survives its destruction. Several dwellings may share one
/// address, so the id and not the address is the key.
struct Dwelling {
    DwellingId id;
    StationId station;
    BeatId beat;
    std::optional<BuildingId> building = {};
    DwellingKind kind = DwellingKind::Detached;
    Address address = {};
    std::optional<double> latitude = {};
    std::optional<double> longitude = {};
};

enum class UnitKind : std::uint8_t { Household, Establishment };

/// 拠点の種別: a unit with one is visited as 拠点巡回連絡.
enum class HubKind : std::uint8_t {
    NeighbourhoodAssociation,
    WelfareCommissioner,
    CrimePreventionVolunteer,
    School,
    HospitalWelfare,
    Finance,
    LateNightShop,
    BuildingManager,
    LargeEstablishment,
    Other,
};

enum class UnitState : std::uint8_t { Occupied, Vacant, Closed };

/// 世帯 (家庭・事業所等): 0 to n in a dwelling. Carries no name: who lives there stands only on a card.
struct Unit {
    UnitId id;
    StationId station;
    BeatId beat;
    DwellingId dwelling;
    UnitKind kind = UnitKind::Household;
    UnitState state = UnitState::Occupied;
    std::optional<HubKind> hub = {};
};

/// 署長が特に指示した世帯 (4-1b): left out of the due list until lifted.
struct Exemption {
    ExemptionId id;
    StationId station;
    UnitId unit;
    OfficerId by;
    std::string reason = {};
    Date from;
    Date review_on;
    /// First day on which it no longer holds.
    std::optional<Date> lifted_on = {};

    bool holds_on(Date day) const { return from <= day && (!lifted_on || day < *lifted_on); }
};

}  // namespace junkai::domain::places

namespace junkai::domain {

template <>
struct Codes<places::SiteKind> {
    static constexpr CodeRow<places::SiteKind> rows[] = {
        {places::SiteKind::Koban,       "KOBAN"       },
        {places::SiteKind::Chuzaisho,   "CHUZAISHO"   },
        {places::SiteKind::StationArea, "STATION_AREA"},
    };
};

template <>
struct Codes<places::AddressKind> {
    static constexpr CodeRow<places::AddressKind> rows[] = {
        {places::AddressKind::ResidenceIndication, "RESIDENCE_INDICATION"},
        {places::AddressKind::LotNumber,           "LOT_NUMBER"          },
        {places::AddressKind::Unknown,             "UNKNOWN"             },
    };
};

template <>
struct Codes<places::DwellingKind> {
    static constexpr CodeRow<places::DwellingKind> rows[] = {
        {places::DwellingKind::Detached,       "DETACHED"       },
        {places::DwellingKind::Collective,     "COLLECTIVE"     },
        {places::DwellingKind::CompanyHousing, "COMPANY_HOUSING"},
        {places::DwellingKind::Facility,       "FACILITY"       },
        {places::DwellingKind::Shop,           "SHOP"           },
        {places::DwellingKind::Other,          "OTHER"          },
    };
};

template <>
struct Codes<places::UnitKind> {
    static constexpr CodeRow<places::UnitKind> rows[] = {
        {places::UnitKind::Household,     "HOUSEHOLD"    },
        {places::UnitKind::Establishment, "ESTABLISHMENT"},
    };
};

template <>
struct Codes<places::HubKind> {
    static constexpr CodeRow<places::HubKind> rows[] = {
        {places::HubKind::NeighbourhoodAssociation, "NEIGHBOURHOOD_ASSOCIATION" },
        {places::HubKind::WelfareCommissioner,      "WELFARE_COMMISSIONER"      },
        {places::HubKind::CrimePreventionVolunteer, "CRIME_PREVENTION_VOLUNTEER"},
        {places::HubKind::School,                   "SCHOOL"                    },
        {places::HubKind::HospitalWelfare,          "HOSPITAL_WELFARE"          },
        {places::HubKind::Finance,                  "FINANCE"                   },
        {places::HubKind::LateNightShop,            "LATE_NIGHT_SHOP"           },
        {places::HubKind::BuildingManager,          "BUILDING_MANAGER"          },
        {places::HubKind::LargeEstablishment,       "LARGE_ESTABLISHMENT"       },
        {places::HubKind::Other,                    "OTHER"                     },
    };
};

template <>
struct Codes<places::UnitState> {
    static constexpr CodeRow<places::UnitState> rows[] = {
        {places::UnitState::Occupied, "OCCUPIED"},
        {places::UnitState::Vacant,   "VACANT"  },
        {places::UnitState::Closed,   "CLOSED"  },
    };
};

}  // namespace junkai::domain
