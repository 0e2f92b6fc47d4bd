// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/codes.h"

#include <cstdint>

namespace junkai::domain {

/// 利用目的. Why personal data is opened (6-6): mandatory on every read, written to the ledger. The list is
/// closed: it holds only work within 警察法2条, so nothing like "other" is in it.
enum class Purpose : std::uint8_t {
    VisitPreparation,
    Visit,
    Correction,
    SearchForVisit,
    Inspection,
    Approval,
    Print,
    HandOver,
    Guidance,
    Emergency,
    PoliceInquiry,
    OtherBodyInquiry,
    Directions,
    ElderlyCare,
    Custody,
    Disposal,
    SubjectRights,
    Incident,
};

template <>
struct Codes<Purpose> {
    static constexpr CodeRow<Purpose> rows[] = {
        {Purpose::VisitPreparation, "VISIT_PREPARATION" },
        {Purpose::Visit,            "VISIT"             },
        {Purpose::Correction,       "CORRECTION"        },
        {Purpose::SearchForVisit,   "SEARCH_FOR_VISIT"  },
        {Purpose::Inspection,       "INSPECTION"        },
        {Purpose::Approval,         "APPROVAL"          },
        {Purpose::Print,            "PRINT"             },
        {Purpose::HandOver,         "HAND_OVER"         },
        {Purpose::Guidance,         "GUIDANCE"          },
        {Purpose::Emergency,        "EMERGENCY"         },
        {Purpose::PoliceInquiry,    "POLICE_INQUIRY"    },
        {Purpose::OtherBodyInquiry, "OTHER_BODY_INQUIRY"},
        {Purpose::Directions,       "DIRECTIONS"        },
        {Purpose::ElderlyCare,      "ELDERLY_CARE"      },
        {Purpose::Custody,          "CUSTODY"           },
        {Purpose::Disposal,         "DISPOSAL"          },
        {Purpose::SubjectRights,    "SUBJECT_RIGHTS"    },
        {Purpose::Incident,         "INCIDENT"          },
    };
};

/// The clause under which data is opened for this purpose.
constexpr std::string_view clause_of(Purpose purpose)
{
    switch (purpose) {
    case Purpose::VisitPreparation:
    case Purpose::Visit:
        return "4-1a";
    case Purpose::Correction:
        return "5-5(1)";
    case Purpose::SearchForVisit:
        return "6-6";
    case Purpose::Inspection:
        return "5-2b";
    case Purpose::Approval:
        return "4-4b";
    case Purpose::Print:
        return "4-3(2)a";
    case Purpose::HandOver:
        return "4-6a";
    case Purpose::Guidance:
        return "3-2a";
    case Purpose::Emergency:
        return "6-6";
    case Purpose::PoliceInquiry:
        return "6-6(1)a";
    case Purpose::OtherBodyInquiry:
        return "6-6(2)b";
    case Purpose::Directions:
        return "6-6(3)b";
    case Purpose::ElderlyCare:
        return "5-8";
    case Purpose::Custody:
        return "6-1";
    case Purpose::Disposal:
        return "6-5(1)c";
    case Purpose::SubjectRights:
        return "6-5(2)";
    case Purpose::Incident:
        return "6-1";
    }
    throw InvariantError("a purpose has no clause");
}

}  // namespace junkai::domain
