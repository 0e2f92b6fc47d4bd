// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/codes.h"
#include "domain/ids.h"
#include "domain/interval.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace junkai::domain::roster {

/// 役割. Duties, not ranks: the thirteen columns of the authority matrix.
enum class Role : std::uint8_t {
    StationChief,
    GeneralManager,
    DeputyGeneralManager,
    BlockManager,
    SiteCustodian,
    DesignatedSupervisor,
    BeatOfficer,
    CommunityOfficer,
    SupportStaff,
    KobanAdviser,
    HqCommunityAffairs,
    Auditor,
    SystemAdministrator,
};

/// 職. What the conditions of 3-3 ask for; ranks are never asked.
enum class Post : std::uint8_t {
    StationChief,
    ChiikiKacho,
    ChiikiKachoDairi,
    ChiikiKakaricho,
    ChiikiSomuKakaricho,
    SokatsuKakaricho,
    BlockKakaricho,
    KobanChief,
    ChuzaishoOfficer,
    CommunityOfficer,
    OtherDepartment,
    KobanAdviser,
    HqChiikiSomuKacho,
    HqChiikiSomuStaff,
    Inspector,
    SystemStaff,
};

/// A person of the police. Their names are not residents' data and stand in the clear on prints and in the
/// ledger's readers.
struct Officer {
    OfficerId id;
    OfficerNo number;
    /// None for staff of the prefectural headquarters.
    std::optional<StationId> station = {};
    std::string name = {};
    std::string name_kana = {};
    /// 階級, for prints only.
    std::string rank = {};
    Post post = Post::CommunityOfficer;
    /// 地域警察官: what 4-4c asks of the second visitor.
    bool is_community_officer = true;
};

/// 役割の指定. Dated, by whom and under which clause; authority is judged at the time of the act.
struct Designation {
    DesignationId id;
    /// None for headquarters' roles (HQ-GS, AUD, SYS).
    std::optional<StationId> station = {};
    OfficerId officer;
    Role role = Role::CommunityOfficer;
    Post post = Post::CommunityOfficer;
    Interval in_force;
    /// ブロック管理責任者: one or more (3-3c).
    std::vector<BlockId> blocks = {};
    /// 管理責任者, 地域警察官, 交番相談員: the site.
    std::optional<SiteId> site = {};
    /// 協力員: listed beats and units, nothing else (3-1b).
    std::vector<BeatId> beats = {};
    std::vector<UnitId> units = {};
    /// 部, the shift group of a deputy (3-3b); empty where it does not matter.
    std::string shift_group = {};
    /// 代理: explicit and dated like any other.
    bool acting = false;
    OfficerId by;
    std::string clause = {};
    std::string reason = {};
};

enum class AssignmentKind : std::uint8_t { Main, Caretaker, Dedicated };

/// 巡連区の受持ち. Makes its holder a 受持警察官 of that beat while it lasts; Caretaker looks after a vacant
/// beat.
struct BeatAssignment {
    AssignmentId id;
    StationId station;
    BeatId beat;
    OfficerId officer;
    AssignmentKind kind = AssignmentKind::Main;
    Interval in_force;
    OfficerId by;
    std::string reason = {};
};

}  // namespace junkai::domain::roster

namespace junkai::domain {

template <>
struct Codes<roster::Role> {
    static constexpr CodeRow<roster::Role> rows[] = {
        {roster::Role::StationChief,         "CHIEF"},
        {roster::Role::GeneralManager,       "GM"   },
        {roster::Role::DeputyGeneralManager, "DGM"  },
        {roster::Role::BlockManager,         "BM"   },
        {roster::Role::SiteCustodian,        "CUST" },
        {roster::Role::DesignatedSupervisor, "SUP"  },
        {roster::Role::BeatOfficer,          "BEAT" },
        {roster::Role::CommunityOfficer,     "COMM" },
        {roster::Role::SupportStaff,         "SUPP" },
        {roster::Role::KobanAdviser,         "ADV"  },
        {roster::Role::HqCommunityAffairs,   "HQ-GS"},
        {roster::Role::Auditor,              "AUD"  },
        {roster::Role::SystemAdministrator,  "SYS"  },
    };
};

template <>
struct Codes<roster::Post> {
    static constexpr CodeRow<roster::Post> rows[] = {
        {roster::Post::StationChief,        "STATION_CHIEF"        },
        {roster::Post::ChiikiKacho,         "CHIIKI_KACHO"         },
        {roster::Post::ChiikiKachoDairi,    "CHIIKI_KACHO_DAIRI"   },
        {roster::Post::ChiikiKakaricho,     "CHIIKI_KAKARICHO"     },
        {roster::Post::ChiikiSomuKakaricho, "CHIIKI_SOMU_KAKARICHO"},
        {roster::Post::SokatsuKakaricho,    "SOKATSU_KAKARICHO"    },
        {roster::Post::BlockKakaricho,      "BLOCK_KAKARICHO"      },
        {roster::Post::KobanChief,          "KOBAN_CHIEF"          },
        {roster::Post::ChuzaishoOfficer,    "CHUZAISHO_OFFICER"    },
        {roster::Post::CommunityOfficer,    "COMMUNITY_OFFICER"    },
        {roster::Post::OtherDepartment,     "OTHER_DEPARTMENT"     },
        {roster::Post::KobanAdviser,        "KOBAN_ADVISER"        },
        {roster::Post::HqChiikiSomuKacho,   "HQ_CHIIKI_SOMU_KACHO" },
        {roster::Post::HqChiikiSomuStaff,   "HQ_CHIIKI_SOMU_STAFF" },
        {roster::Post::Inspector,           "INSPECTOR"            },
        {roster::Post::SystemStaff,         "SYSTEM_STAFF"         },
    };
};

template <>
struct Codes<roster::AssignmentKind> {
    static constexpr CodeRow<roster::AssignmentKind> rows[] = {
        {roster::AssignmentKind::Main,      "MAIN"     },
        {roster::AssignmentKind::Caretaker, "CARETAKER"},
        {roster::AssignmentKind::Dedicated, "DEDICATED"},
    };
};

}  // namespace junkai::domain
