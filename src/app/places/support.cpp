// SPDX-License-Identifier: Apache-2.0
#include "app/places/support.h"

namespace junkai::app {

using domain::duty::Subject;

Result<DoorAndSubject>
permit_door(UnitOfWork& work, domain::duty::Operation operation, domain::UnitId unit, DuringVisit during)
{
    auto door = storage::Places(work.places_only(), work.caller().station).find_door(unit);
    std::optional<Subject> subject;
    if (door) {
        subject = work.frame().subject(work.caller().station, door->unit.beat);
        subject->unit = unit;
        subject->with_visit = during == DuringVisit::Yes;
    }
    JUNKAI_TRY(work.permit(operation, subject));
    return DoorAndSubject{std::move(*door), *subject};
}

}  // namespace junkai::app
