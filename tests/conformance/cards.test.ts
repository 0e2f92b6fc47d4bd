// SPDX-License-Identifier: Apache-2.0
// 第4の3(2), 第4の7(3), 第5の3 and 第5の5: how a card is made, what may stand on it, its index, its correction.
import { beforeAll, describe, expect, test } from 'vitest';
import {
  absent,
  at,
  card,
  expectActs,
  fields,
  met,
  newCard,
  newDoor,
  newDoorWithCard,
  open,
  startOfLedger,
  visit,
} from '../api/kit/acts.ts';
import { world, type World } from '../api/kit/common.ts';
import { done, key, refused, type Person, type Schema } from '../api/kit/person.ts';
import { ENGINES } from '../api/kit/station.ts';

const told = (field: string, more: Partial<Schema['Provenance']> = {}): Schema['Provenance'] => ({
  field,
  told_at: at('09:05'),
  how: 'AT_THE_DOOR',
  agreed: true,
  ...more,
});
const ALL = ['/address', '/persons/0/name', '/persons/0/kana', '/persons/0/relation', '/persons/0/mobile'];

const index = async (person: Person, beat: string) => {
  const query = { purpose: 'VISIT_PREPARATION', limit: 500 } as const;
  return (await done(person.api.get('/v1/beats/{beat}/index', { path: { beat }, query }))).items;
};

async function correct(
  person: Person,
  made: Schema['Card'],
  words: Partial<Schema['Correction']>,
  version = made.version,
) {
  return person.api.put('/v1/cards/{card}', {
    path: { card: made.id },
    header: { ...key(), 'If-Match': `"v${version}"` },
    body: {
      corrected_on: '2026-10-14',
      corrected_with: 'SELF',
      how: 'AT_THE_DOOR',
      fields: made.fields,
      ...words,
    },
  });
}

describe.each(ENGINES)('on %s', (engine) => {
  let people: World;
  beforeAll(() => {
    people = world(engine);
  });

  test('[clause 4-3(2)b] Hanako fills her card in at the door; it is hers, and opened only for a purpose', async () => {
    const { sato, suzuki, yamamoto } = people;
    const marks = await startOfLedger(yamamoto);
    const { card: made } = await newDoorWithCard(sato);
    expect(made).toMatchObject({
      version: 1,
      state: 'LIVE',
      route: 'R1',
      written_by: 'RESIDENT',
      created_on: '2026-10-14',
      officer: '佐藤 健',
    });
    expect(made.fields.persons[0]).toMatchObject(fields.persons[0]!);
    expect((await done(open(sato, made.id))).fields).toEqual(made.fields);
    // Suzuki's beat is another one.
    expect(await refused(open(suzuki, made.id))).toMatchObject({ status: 404, code: 'duty.not_found' });
    expectActs(await marks(sato), [
      { action: 'visits.recorded', outcome: 'DONE' },
      { action: 'cards.created', outcome: 'DONE', clause: '5-5a' },
      { action: 'cards.opened', outcome: 'DONE', purpose: 'VISIT_PREPARATION' },
    ]);
    expectActs(await marks(suzuki), [
      { action: 'cards.opened', outcome: 'NEUTRAL', role: 'BEAT', clause: '6-6' },
    ]);
  });

  test('[clause 4-3(2)b] no card without a meeting, nor one whose purpose was shown afterwards', async () => {
    const { sato } = people;
    const unit = await newDoor(sato);
    for (const body of [absent, { ...met, outcome: 'MET_NO_CARD' } as const]) {
      const { id } = await done(visit(sato, unit, body));
      expect(await refused(card(sato, unit, newCard(id)))).toMatchObject({
        code: 'cards.needs_meeting',
        clause: '4-3(2)b',
      });
    }
    const { id } = await done(visit(sato, unit));
    const late = await refused(card(sato, unit, newCard(id, { purpose_shown_at: at('09:21') })));
    expect(late).toMatchObject({ code: 'cards.notice_too_late', clause: '4-3(2)b' });
    const { purpose_shown_at: _, ...unshown } = newCard(id);
    const none = await refused(card(sato, unit, unshown as Schema['NewCard']));
    expect(none.errors).toMatchObject([{ pointer: '/purpose_shown_at', code: 'field.required' }]);
  });

  test('[clause 4-3(2)c] Sato writes the card himself, and says of each field when and how it was told', async () => {
    const { sato } = people;
    const { card: made } = await newDoorWithCard(sato, {
      route: 'R3',
      provenance: ALL.map((field) => told(field)),
    });
    expect(made).toMatchObject({ route: 'R3', written_by: 'OFFICER' });
    const again = await done(open(sato, made.id));
    expect(again.provenance!.map((one) => one.field).sort()).toEqual([...ALL].sort());
    expect(again.provenance!.every((one) => one.agreed && one.how === 'AT_THE_DOOR')).toBe(true);
  });

  test.each([
    ['one field without its telling', ALL.slice(1).map((field) => told(field)), 'cards.provenance_missing'],
    [
      'one that was told but not agreed to',
      ALL.map((field) => told(field, { agreed: field !== '/address' })),
      'cards.not_agreed',
    ],
    [
      'one that was told before the purpose was shown',
      ALL.map((field) => told(field, { told_at: at('08:59') })),
      'cards.told_before_notice',
    ],
    [
      'one that will be told',
      ALL.map((field) => told(field, { told_at: at('23:00') })),
      'cards.told_in_future',
    ],
    ['nothing told at all', [], 'cards.provenance_missing'],
  ])('[clause 4-7(3)] nothing goes onto the card but what was agreed to: %s', async (_, provenance, code) => {
    const { sato } = people;
    const unit = await newDoor(sato);
    const { id } = await done(visit(sato, unit));
    const problem = await refused(card(sato, unit, newCard(id, { route: 'R3', provenance })));
    expect(problem).toMatchObject({ status: 422, code: 'cards.provenance_unfit', clause: '4-7(3)' });
    expect(problem.errors!.map((one) => one.code)).toContain(code);
  });

  test('[clause 4-7(3)] an empty field stays empty: no word may stand for silence', async () => {
    const { sato } = people;
    const unit = await newDoor(sato);
    const { id } = await done(visit(sato, unit));
    for (const word of ['拒否', '不明', '無回答', '－'])
      expect(
        (await refused(card(sato, unit, newCard(id, { fields: { ...fields, disaster_needs: word } }))))
          .errors,
      ).toMatchObject([{ pointer: '/fields/disaster_needs', code: 'cards.empty_means_empty' }]);
  });

  test('[clause 4-7(3)] a date of an old paper is kept as it was written, beside what it was read as', async () => {
    const { sato } = people;
    const person = { ...fields.persons[0]!, birth: '2023', birth_written: '平成35年' };
    const written = { ...fields, living_since_written: '60年', persons: [person] };
    const { card: made } = await newDoorWithCard(sato, { fields: written });
    const kept = (await done(open(sato, made.id))).fields;
    expect(kept.persons[0]).toMatchObject({ birth: '2023', birth_written: '平成35年' });
    expect(kept.living_since_written).toBe('60年');
    expect(kept).not.toHaveProperty('living_since');
    // By route R3 the words are told and agreed like any field; without that they are refused.
    const unit = await newDoor(sato);
    const { id } = await done(visit(sato, unit));
    const own = { address: fields.address, living_since_written: '60年', persons: fields.persons };
    const r3 = newCard(id, { route: 'R3', fields: own, provenance: ALL.map((field) => told(field)) });
    expect((await refused(card(sato, unit, r3))).errors).toMatchObject([
      { code: 'cards.provenance_missing' },
    ]);
    const agreed = { ...r3, provenance: [...r3.provenance!, told('/living_since')] };
    expect((await done(card(sato, unit, agreed))).fields.living_since_written).toBe('60年');
  });

  test('[clause 5-3(1)] a card stands in the index from the moment it is made', async () => {
    const { sato, yamamoto } = people;
    const marks = await startOfLedger(yamamoto);
    const { card: made, unit } = await newDoorWithCard(sato);
    const row = (await index(sato, sato.beat)).find((one) => one.card_id === made.id);
    expect(row).toMatchObject({
      unit_id: unit,
      card_no: made.card_no,
      entered_on: '2026-10-14',
      name: { text: '架空 花子' },
    });
    expectActs(await marks(sato), [
      { action: 'cards.created', outcome: 'DONE' },
      { action: 'cards.index_listed', outcome: 'DONE', clause: '5-3(1)' },
    ]);
    const refusedDoor = await newDoor(sato);
    const { id } = await done(visit(sato, refusedDoor));
    await refused(card(sato, refusedDoor, newCard(id, { route: 'R4' })));
    expect((await index(sato, sato.beat)).some((one) => one.unit_id === refusedDoor)).toBe(false);
  });

  test('[clause 5-3(2)] what a visit shows to have changed is corrected in the index with the card', async () => {
    const { sato } = people;
    const { card: made, visit: meeting } = await newDoorWithCard(sato);
    const first = made.fields.persons[0]!;
    const persons = [{ ...first, name: { ...first.name, family: '架橋', family_kana: 'かきょう' } }];
    await done(correct(sato, made, { visit_id: meeting, fields: { ...made.fields, persons } }));
    expect((await index(sato, sato.beat)).find((one) => one.card_id === made.id)).toMatchObject({
      name: { text: '架橋 花子' },
      entered_on: '2026-10-14',
      corrected_on: '2026-10-14',
    });
  });

  test('[clause 5-5a] a card comes from a visit to that door: from no other door, no other way', async () => {
    const { sato } = people;
    const here = await newDoor(sato);
    const there = await newDoor(sato);
    const shop = await newDoor(sato, { kind: 'ESTABLISHMENT' });
    const { id } = await done(visit(sato, here));
    expect(await refused(card(sato, there, newCard(id)))).toMatchObject({
      code: 'cards.visit_of_another_unit',
      clause: '5-5a',
    });
    const atShop = await done(visit(sato, shop));
    expect(await refused(card(sato, shop, newCard(atShop.id)))).toMatchObject({
      code: 'cards.not_a_household',
    });
    expect((await refused(card(sato, here, newCard(id, { route: 'R4' })))).clause).toBe('4-3(3)ウ');
    expect((await refused(card(sato, here, newCard(id, { route: 'R2' })))).clause).toBe('4-3(2)b');
    await done(card(sato, here, newCard(id)));
  });

  test('[clause 5-5(1)] a correction makes a new version; the old value stays readable', async () => {
    const { sato, suzuki, yamamoto } = people;
    const marks = await startOfLedger(yamamoto);
    const { card: made, visit: meeting } = await newDoorWithCard(sato);
    const changed = { ...made.fields, home_phone: '000-222-3333' };
    const after = await done(correct(sato, made, { visit_id: meeting, fields: changed }));
    expect(after).toMatchObject({ version: 2, fields: { home_phone: '000-222-3333' } });
    const moved = { ...changed, home_phone: '000-444-5555' };
    await done(correct(sato, after, { how: 'BY_PHONE', corrected_with: 'FAMILY', fields: moved }));
    const { items } = await done(
      sato.api.get('/v1/cards/{card}/versions', {
        path: { card: made.id },
        query: { purpose: 'CORRECTION' },
      }),
    );
    const last = items.find((one) => one.version === 3)!;
    expect(last).toMatchObject({ officer: '佐藤 健', corrected_on: '2026-10-14', corrected_with: 'FAMILY' });
    expect(last.changes).toEqual([{ field: '/home_phone', before: '000-222-3333', after: '000-444-5555' }]);
    expect((await refused(correct(suzuki, made, { visit_id: meeting, fields: changed }, 3))).status).toBe(
      404,
    );
    expectActs(await marks(sato), [
      { action: 'cards.corrected', outcome: 'DONE', clause: '5-5(1)', purpose: 'CORRECTION' },
      { action: 'cards.corrected', outcome: 'DONE' },
    ]);
    expectActs(await marks(suzuki), [{ action: 'cards.corrected', outcome: 'NEUTRAL' }]);
  });

  test('[clause 5-5(1)] with the help of somebody: not by an absence, not of nothing, not for tomorrow', async () => {
    const { sato } = people;
    const { card: made, unit } = await newDoorWithCard(sato);
    const changed = { ...made.fields, home_phone: '000-222-3333' };
    const { id } = await done(
      visit(sato, unit, { ...absent, started_at: at('09:30'), ended_at: at('09:31') }),
    );
    const said = async (words: Partial<Schema['Correction']>) =>
      (await refused(correct(sato, made, { fields: changed, ...words }))).code;
    expect(await said({ visit_id: id })).toBe('cards.nobody_cooperated');
    expect(await said({})).toBe('cards.visit_missing');
    expect(await said({ how: 'BY_PHONE', corrected_on: '2026-10-15' })).toBe('cards.correction_date');
    expect(await said({ how: 'BY_PHONE', fields: made.fields })).toBe('cards.nothing_changed');
    expect((await done(open(sato, made.id))).version).toBe(1);
  });
});
