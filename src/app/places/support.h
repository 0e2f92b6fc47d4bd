// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/unit.h"
#include "storage/places/places.h"

namespace junkai::app {

/// The door of a unit and the subject of acts there. The neutral refusal when it is not in the caller's
/// station.
struct DoorAndSubject {
    storage::Door door;
    domain::duty::Subject subject;
};

Result<DoorAndSubject> find_door(UnitOfWork& work, domain::UnitId unit);

}  // namespace junkai::app
