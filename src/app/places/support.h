// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/unit.h"
#include "storage/places/places.h"

namespace junkai::app {

/// Whether an act is part of a visit to the unit (5-5(1)).
enum class DuringVisit : std::uint8_t { No, Yes };

/// The door of a unit and the subject of acts there.
struct DoorAndSubject {
    storage::Door door;
    domain::duty::Subject subject;
};

/// Finds a door and asks for the permit in one breath: a door that is not there is refused like one out of
/// the caller's right.
Result<DoorAndSubject> permit_door(UnitOfWork& work,
                                   domain::duty::Operation operation,
                                   domain::UnitId unit,
                                   DuringVisit during = DuringVisit::No);

}  // namespace junkai::app
