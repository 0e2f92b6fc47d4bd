// SPDX-License-Identifier: Apache-2.0
// New doors, for vitest and Playwright alike.
import { randomInt } from 'node:crypto';
import { done, key, type Person, type Schema } from './person.ts';

/** A household that nobody knows yet, in the officer's own beat (4-1a). */
export async function newDoor(
  officer: Person,
  { kind = 'HOUSEHOLD', beat = officer.beat }: { kind?: Schema['UnitKind']; beat?: string } = {},
): Promise<string> {
  const dwelling = {
    town: '見本町一丁目',
    address: `${901 + randomInt(90)}番${1 + randomInt(99_999)}号`,
    address_kind: 'RESIDENCE_INDICATION',
    dwelling_kind: 'DETACHED',
  } as const;
  const unit = await done(
    officer.api.post('/v1/beats/{beat}/dwellings', {
      path: { beat },
      header: key(),
      body: { kind, dwelling },
    }),
  );
  return unit.id;
}
