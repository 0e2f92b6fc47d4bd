// SPDX-License-Identifier: Apache-2.0
#include "app/places/support.h"

namespace junkai::app {

Result<DoorAndSubject> find_door(UnitOfWork& work, domain::UnitId unit)
{
    auto door = storage::Places(work.places_only(), work.caller().station).find_door(unit);
    if (!door) return domain::duty::neutral_refusal();
    domain::duty::Subject subject = work.frame().subject(work.caller().station, door->unit.beat);
    subject.unit = unit;
    return DoorAndSubject{std::move(*door), subject};
}

}  // namespace junkai::app
