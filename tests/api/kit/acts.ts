// SPDX-License-Identifier: Apache-2.0
// What people of the tests do all day: walk to a new door, record a visit, make a card, read the ledger.
import { expect } from 'vitest';
import { at, TODAY } from './day.ts';
import { newDoor } from './doors.ts';
import { done, key, type Person, type Schema } from './person.ts';

export { at, newDoor, TODAY };

export const met: Schema['NewVisit'] = {
  outcome: 'MET',
  started_at: at('09:00'),
  ended_at: at('09:20'),
  met_with: 'SELF',
  topics: [1],
};
export const absent: Schema['NewVisit'] = {
  outcome: 'ABSENT',
  started_at: at('09:00'),
  ended_at: at('09:02'),
};

export const visit = (officer: Person, unit: string, body: Schema['NewVisit'] = met, headers = key()) =>
  officer.api.post('/v1/units/{unit}/visits', { path: { unit }, header: headers, body });

export const visits = (person: Person, unit: string) =>
  person.api.get('/v1/units/{unit}/visits', { path: { unit }, query: { purpose: 'VISIT_PREPARATION' } });

/** The household of 架空 花子, as she filled it in. */
export const fields: Schema['CardFields'] = {
  address: '見本町一丁目901番1号',
  persons: [
    {
      name: { family: '架空', given: '花子', family_kana: 'かくう', given_kana: 'はなこ' },
      relation: 'HEAD',
      mobile: '000-0000-1234',
    },
  ],
};

export type CardWords = Partial<Schema['NewCard']>;
export const newCard = (visit_id: string, more: CardWords = {}): Schema['NewCard'] => ({
  route: 'R1',
  visit_id,
  purpose_shown_at: at('09:01'),
  fields,
  ...more,
});

export const card = (officer: Person, unit: string, body: Schema['NewCard'], headers = key()) =>
  officer.api.post('/v1/units/{unit}/cards', { path: { unit }, header: headers, body });

/** A new door, a meeting, and the card that came of it. */
export async function newDoorWithCard(
  officer: Person,
  more: CardWords = {},
): Promise<{ unit: string; visit: string; card: Schema['Card'] }> {
  const unit = await newDoor(officer);
  const { id } = await done(visit(officer, unit));
  return { unit, visit: id, card: await done(card(officer, unit, newCard(id, more))) };
}

export const open = (person: Person, id: string, purpose: Schema['Purpose'] = 'VISIT_PREPARATION') =>
  person.api.get('/v1/cards/{card}', { path: { card: id }, query: { purpose } });

type Line = Partial<Schema['Entry']>;

/** The ledger's entries from here on, the oldest first, as the general manager or the chief reads them. */
export async function startOfLedger(reader: Person): Promise<(who: Person) => Promise<Line[]>> {
  const page = () => done(reader.api.get('/v1/ledger/entries', { query: { limit: 500 } }));
  const last = (await page()).items[0]!.entry_id;
  return async (who) => {
    const { items } = await page();
    const end = items.findIndex((entry) => entry.entry_id === last);
    expect(end, 'the mark is still on the first page').toBeGreaterThanOrEqual(0);
    const number = who.session!.officer.officer_no;
    return items
      .slice(0, end)
      .filter((entry) => entry.actor.includes(number))
      .reverse();
  };
}

/** That the ledger shows these acts of one person in this order (other files may act beside us). */
export function expectActs(lines: Line[], acts: Line[]): void {
  let from = 0;
  for (const act of acts) {
    const found = lines.findIndex(
      (line, i) =>
        i >= from && Object.entries(act).every(([name, value]) => line[name as keyof Line] === value),
    );
    expect(found, `${JSON.stringify(act)} in ${JSON.stringify(lines, null, 1)}`).toBeGreaterThanOrEqual(0);
    from = found + 1;
  }
}

/** Somebody new of the station, registered by headquarters; the first password is the answer. */
export async function newOfficer(administrator: Person, officer_no: string): Promise<string> {
  const made = await done(
    administrator.api.post('/v1/officers', {
      header: key(),
      body: { officer_no, name: '見本 新人', post: 'COMMUNITY_OFFICER', community_officer: true },
    }),
  );
  return made.first_password!;
}
