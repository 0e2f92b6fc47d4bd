// SPDX-License-Identifier: Apache-2.0
// The choices of the contract, in the order in which people are asked. The compiler checks them against it.
import type { Schema } from '../../api/client';
import { t, tOf } from '../../i18n/text.svelte';

type NewVisit = Schema['NewVisit'];

export const OUTCOMES = [
  'MET',
  'MET_NO_CARD',
  'ABSENT',
  'ENDED_AT_REQUEST',
] as const satisfies readonly NewVisit['outcome'][];
export const MET_WITH = [
  'SELF',
  'FAMILY',
  'EMPLOYEE',
  'MANAGER',
  'OTHER',
] as const satisfies readonly Schema['MetWith'][];
export const NOTICES = ['CONTACT_CARD', 'PATROL_CARD'] as const satisfies readonly Schema['Notice']['kind'][];
export const WISH_ROUTES = [
  'IN_PERSON',
  'BY_PHONE',
  'IN_WRITING',
  'ON_CARD',
] as const satisfies readonly Schema['NewNightApproval']['wish_route'][];
export const TOPICS = [1, 2, 3, 4, 5, 6] as const;

/** Codes as choices with their labels. */
export function choices<V extends string | number>(
  prefix: string,
  codes: readonly V[],
): { value: V; label: string }[] {
  return codes.map((value) => ({ value, label: tOf(prefix, String(value)) }));
}

/** How a visit is told where its outcome may be forgotten, or may not be known (4-7(5)). */
export function outcomeText({ met, outcome }: { met: boolean; outcome?: Schema['Outcome'] }): string {
  if (outcome) return `${OUTCOME_SIGNS[outcome]} ${tOf('outcome', outcome)}`;
  return met ? `● ${t('outcome.MET')}` : `○ ${t('outcome.not_met')}`;
}

/** A symbol beside the word, so that nothing is told by colour alone. */
export const OUTCOME_SIGNS: Record<Schema['Outcome'], string> = {
  MET: '●',
  MET_NO_CARD: '◐',
  ABSENT: '○',
  ENDED_AT_REQUEST: '―',
  BUILDING_CLOSED: '□',
};
