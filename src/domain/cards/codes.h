// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/codes.h"

#include <cstdint>

namespace junkai::domain::cards {

/// 作成の経路 (5-5a): R1 filled in on the spot, R2 left and delivered, R3 written by the officer, R4 in other
/// police work (4-3(3)ウ). There is no other source.
enum class Route : std::uint8_t { SelfFilled, LeftWith, OfficerWritten, OtherPoliceWork };

enum class WrittenBy : std::uint8_t { Resident, Officer };

/// 附: the version of the form; old slips count as cards until rewritten.
enum class FormVersion : std::uint8_t { New, OldSlip };

enum class CardState : std::uint8_t { Live, DisposalCandidate, Disposed };

/// 綴りの区分 (6-4(1)).
enum class BinderClass : std::uint8_t { OwnerOccupied, Apartment, Establishment };

enum class HousingKind : std::uint8_t { Owned, Rented, Apartment, CompanyHousing, Facility, Other };

/// 続柄, as the person says it.
enum class Relation : std::uint8_t {
    Head,
    Spouse,
    Partner,
    Child,
    ChildSpouse,
    Grandchild,
    Parent,
    Grandparent,
    Sibling,
    OtherRelative,
    Cohabitant,
    Other,
};

enum class Sex : std::uint8_t { Female, Male, Other };

enum class ContactRelation : std::uint8_t { Workplace, FamilyHome, Relative, Friend, Landlord, Other };

/// How a field was told.
enum class ToldHow : std::uint8_t { AtTheDoor, ByIntercom, ByPhone, AtTheCounter, OnPaper };

/// With whose cooperation a card was corrected (5-5(1)).
enum class Cooperation : std::uint8_t { Self, Family, Employee, Manager };

/// The fields of the household card that a resident gives; the numbers of the form stand in the comments.
enum class Field : std::uint8_t {
    Address,           // 1.1
    AddressDetail,     // 1.2
    HomePhone,         // 1.3
    Housing,           // 1.4
    LivingSince,       // 1.5
    Name,              // 2.n.1
    Kana,              // 2.n.2
    Relation,          // 2.n.3
    Birth,             // 2.n.4
    Sex,               // 2.n.5
    Workplace,         // 2.n.6
    WorkplacePhone,    // 2.n.6
    Mobile,            // 2.n.7
    Language,          // 2.n.8
    NeedsInterpreter,  // 2.n.8
    ContactName,       // 3.n
    ContactRelation,   // 3.n
    ContactAddress,    // 3.n
    ContactPhone,      // 3.n
    ContactAgreed,     // 3.9
    Requests,          // 4.1
    ConvenientTime,    // 4.2
    DisasterNeeds,     // 4.3
};

}  // namespace junkai::domain::cards

namespace junkai::domain {

template <>
struct Codes<cards::Route> {
    static constexpr CodeRow<cards::Route> rows[] = {
        {cards::Route::SelfFilled,      "R1"},
        {cards::Route::LeftWith,        "R2"},
        {cards::Route::OfficerWritten,  "R3"},
        {cards::Route::OtherPoliceWork, "R4"},
    };
};

template <>
struct Codes<cards::WrittenBy> {
    static constexpr CodeRow<cards::WrittenBy> rows[] = {
        {cards::WrittenBy::Resident, "RESIDENT"},
        {cards::WrittenBy::Officer,  "OFFICER" },
    };
};

template <>
struct Codes<cards::FormVersion> {
    static constexpr CodeRow<cards::FormVersion> rows[] = {
        {cards::FormVersion::New,     "NEW"},
        {cards::FormVersion::OldSlip, "OLD"},
    };
};

template <>
struct Codes<cards::CardState> {
    static constexpr CodeRow<cards::CardState> rows[] = {
        {cards::CardState::Live,              "LIVE"              },
        {cards::CardState::DisposalCandidate, "DISPOSAL_CANDIDATE"},
        {cards::CardState::Disposed,          "DISPOSED"          },
    };
};

template <>
struct Codes<cards::BinderClass> {
    static constexpr CodeRow<cards::BinderClass> rows[] = {
        {cards::BinderClass::OwnerOccupied, "OWNER_OCCUPIED"},
        {cards::BinderClass::Apartment,     "APARTMENT"     },
        {cards::BinderClass::Establishment, "ESTABLISHMENT" },
    };
};

template <>
struct Codes<cards::HousingKind> {
    static constexpr CodeRow<cards::HousingKind> rows[] = {
        {cards::HousingKind::Owned,          "OWNED"          },
        {cards::HousingKind::Rented,         "RENTED"         },
        {cards::HousingKind::Apartment,      "APARTMENT"      },
        {cards::HousingKind::CompanyHousing, "COMPANY_HOUSING"},
        {cards::HousingKind::Facility,       "FACILITY"       },
        {cards::HousingKind::Other,          "OTHER"          },
    };
};

template <>
struct Codes<cards::Relation> {
    static constexpr CodeRow<cards::Relation> rows[] = {
        {cards::Relation::Head,          "HEAD"          },
        {cards::Relation::Spouse,        "SPOUSE"        },
        {cards::Relation::Partner,       "PARTNER"       },
        {cards::Relation::Child,         "CHILD"         },
        {cards::Relation::ChildSpouse,   "CHILD_SPOUSE"  },
        {cards::Relation::Grandchild,    "GRANDCHILD"    },
        {cards::Relation::Parent,        "PARENT"        },
        {cards::Relation::Grandparent,   "GRANDPARENT"   },
        {cards::Relation::Sibling,       "SIBLING"       },
        {cards::Relation::OtherRelative, "OTHER_RELATIVE"},
        {cards::Relation::Cohabitant,    "COHABITANT"    },
        {cards::Relation::Other,         "OTHER"         },
    };
};

template <>
struct Codes<cards::Sex> {
    static constexpr CodeRow<cards::Sex> rows[] = {
        {cards::Sex::Female, "FEMALE"},
        {cards::Sex::Male,   "MALE"  },
        {cards::Sex::Other,  "OTHER" },
    };
};

template <>
struct Codes<cards::ContactRelation> {
    static constexpr CodeRow<cards::ContactRelation> rows[] = {
        {cards::ContactRelation::Workplace,  "WORKPLACE"  },
        {cards::ContactRelation::FamilyHome, "FAMILY_HOME"},
        {cards::ContactRelation::Relative,   "RELATIVE"   },
        {cards::ContactRelation::Friend,     "FRIEND"     },
        {cards::ContactRelation::Landlord,   "LANDLORD"   },
        {cards::ContactRelation::Other,      "OTHER"      },
    };
};

template <>
struct Codes<cards::ToldHow> {
    static constexpr CodeRow<cards::ToldHow> rows[] = {
        {cards::ToldHow::AtTheDoor,    "AT_THE_DOOR"   },
        {cards::ToldHow::ByIntercom,   "BY_INTERCOM"   },
        {cards::ToldHow::ByPhone,      "BY_PHONE"      },
        {cards::ToldHow::AtTheCounter, "AT_THE_COUNTER"},
        {cards::ToldHow::OnPaper,      "ON_PAPER"      },
    };
};

template <>
struct Codes<cards::Cooperation> {
    static constexpr CodeRow<cards::Cooperation> rows[] = {
        {cards::Cooperation::Self,     "SELF"    },
        {cards::Cooperation::Family,   "FAMILY"  },
        {cards::Cooperation::Employee, "EMPLOYEE"},
        {cards::Cooperation::Manager,  "MANAGER" },
    };
};

template <>
struct Codes<cards::Field> {
    static constexpr CodeRow<cards::Field> rows[] = {
        {cards::Field::Address,          "address"          },
        {cards::Field::AddressDetail,    "address_detail"   },
        {cards::Field::HomePhone,        "home_phone"       },
        {cards::Field::Housing,          "housing"          },
        {cards::Field::LivingSince,      "living_since"     },
        {cards::Field::Name,             "name"             },
        {cards::Field::Kana,             "kana"             },
        {cards::Field::Relation,         "relation"         },
        {cards::Field::Birth,            "birth"            },
        {cards::Field::Sex,              "sex"              },
        {cards::Field::Workplace,        "workplace"        },
        {cards::Field::WorkplacePhone,   "workplace_phone"  },
        {cards::Field::Mobile,           "mobile"           },
        {cards::Field::Language,         "language"         },
        {cards::Field::NeedsInterpreter, "needs_interpreter"},
        {cards::Field::ContactName,      "contact_name"     },
        {cards::Field::ContactRelation,  "contact_relation" },
        {cards::Field::ContactAddress,   "contact_address"  },
        {cards::Field::ContactPhone,     "contact_phone"    },
        {cards::Field::ContactAgreed,    "contact_agreed"   },
        {cards::Field::Requests,         "requests"         },
        {cards::Field::ConvenientTime,   "convenient_time"  },
        {cards::Field::DisasterNeeds,    "disaster_needs"   },
    };
};

}  // namespace junkai::domain
