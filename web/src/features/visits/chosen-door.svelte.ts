// SPDX-License-Identifier: Apache-2.0
// The door that was tapped in the list, for the heading of the next screen: in memory only, never in the address.
import type { Schema } from '../../api/client';

let door = $state.raw<Schema['Door']>();

export const chosenDoor = {
  choose(next: Schema['Door']): void {
    door = next;
  },
  /** The door if it is this unit's. */
  of(unit: string): Schema['Door'] | undefined {
    return door?.unit_id === unit ? door : undefined;
  },
  ofBuilding(building: string): Schema['Door'] | undefined {
    return door?.building_id === building ? door : undefined;
  },
};
