// SPDX-License-Identifier: Apache-2.0
// What the list of today's doors says, apart from how it looks.
import type { Schema } from '../../api/client';
import { shortDate } from '../../dates/wareki';
import { t } from '../../i18n/text.svelte';

export type Door = Schema['Door'];
export type Group = {
  heading: string;
  buildings: { id: string | undefined; name: string | undefined; doors: Door[] }[];
};

/** Doors by 街区 and building, in the walking order in which they come. */
export function groupDoors(doors: readonly Door[]): Group[] {
  const groups: Group[] = [];
  for (const door of doors) {
    const heading = door.town + (door.block_label ?? '');
    let group = groups.at(-1);
    if (group?.heading !== heading) groups.push((group = { heading, buildings: [] }));
    let building = group.buildings.at(-1);
    if (!building || building.id !== door.building_id) {
      group.buildings.push((building = { id: door.building_id, name: door.building_name, doors: [] }));
    }
    building.doors.push(door);
  }
  return groups;
}

/** One line: why this door is on the list today. */
export function whyToday({ code, due_on, last_met_on, absences }: Door['reason']): string {
  const parts = [
    code === 'NOT_DUE' && due_on ? t('why.next', { date: shortDate(due_on) }) : t(`why.${code}`),
  ];
  if (last_met_on) parts.push(t('why.last_met', { date: shortDate(last_met_on) }));
  if (absences) parts.push(t('why.absences', { count: absences }));
  return parts.join(t('why.and'));
}
