// SPDX-License-Identifier: Apache-2.0
// 第4の1, 3, 5 and 7: the doors, the meeting, the topics, the notice, and the visit that ends at request.
import { beforeAll, describe, expect, test } from 'vitest';
import {
  absent,
  at,
  expectActs,
  met,
  newDoor,
  newDoorWithCard,
  startOfLedger,
  visit,
  visits,
} from '../api/kit/acts.ts';
import { world, type World } from '../api/kit/common.ts';
import { done, refused, type Person, type Schema } from '../api/kit/person.ts';
import { ENGINES } from '../api/kit/station.ts';

type Show = 'DUE' | 'REVISIT' | 'ALL';

async function door(person: Person, beat: string, unit: string, show: Show = 'ALL') {
  let cursor: string | undefined;
  do {
    const page: Schema['Doors'] = await done(
      person.api.get('/v1/beats/{beat}/doors', {
        path: { beat },
        query: { purpose: 'VISIT_PREPARATION', show, limit: 500, cursor },
      }),
    );
    const found = page.items.find((one) => one.unit_id === unit);
    if (found) return found;
    cursor = page.next;
  } while (cursor);
  return undefined;
}

describe.each(ENGINES)('on %s', (engine) => {
  let people: World;
  beforeAll(() => {
    people = world(engine);
  });

  test('[clause 4-1a] a household and a business that nobody met are both due, card or no card', async () => {
    const { sato, yamamoto } = people;
    const marks = await startOfLedger(yamamoto);
    for (const kind of ['HOUSEHOLD', 'ESTABLISHMENT'] as const) {
      const unit = await newDoor(sato, { kind });
      expect(await door(sato, sato.beat, unit, 'DUE')).toMatchObject({
        kind,
        has_card: false,
        reason: { code: 'NEVER_MET', absences: 0 },
      });
    }
    const { unit } = await newDoorWithCard(sato);
    expect(await door(sato, sato.beat, unit)).toMatchObject({ has_card: true, tried_today: true });
    expectActs(await marks(sato), [
      { action: 'places.unit_recorded', outcome: 'DONE', clause: '4-1a' },
      { action: 'visits.doors_listed', outcome: 'DONE', purpose: 'VISIT_PREPARATION' },
    ]);
  });

  test('[clause 4-1a] a door that was met is not due again until its period is over', async () => {
    const unit = await newDoor(people.sato);
    const recorded = await done(visit(people.sato, unit));
    expect(await door(people.sato, people.sato.beat, unit, 'DUE')).toBeUndefined();
    expect(recorded.next_due_on! > '2026-10-14').toBe(true);
    expect(await door(people.sato, people.sato.beat, unit)).toMatchObject({
      reason: { code: 'NOT_DUE', last_met_on: '2026-10-14' },
    });
  });

  test('[clause 4-3(1)] a meeting says who was met; without a meeting nobody was', async () => {
    const { sato, suzuki, yamamoto } = people;
    const marks = await startOfLedger(yamamoto);
    const unit = await newDoor(sato);
    const { met_with: _, ...nobody } = met;
    expect(await refused(visit(sato, unit, nobody))).toMatchObject({
      code: 'visits.met_whom_missing',
      clause: '4-3(1)',
    });
    expect(await refused(visit(sato, unit, { ...absent, met_with: 'SELF' }))).toMatchObject({
      code: 'visits.nobody_was_met',
    });
    expect(await done(visit(sato, unit))).toMatchObject({ outcome: 'MET', night: 'DAY' });
    const { items } = await done(visits(sato, unit));
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      met: true,
      met_with: 'SELF',
      officers: ['佐藤 健'],
      visit_class: 'GENERAL',
    });
    // Suzuki's beat is another one.
    expect((await refused(visit(suzuki, unit))).code).toBe('duty.not_found');
    expectActs(await marks(sato), [
      // Why a rule refused may depend on residents' data: the truth is sealed.
      { action: 'visits.recorded', outcome: 'NEUTRAL' },
      { action: 'visits.recorded', outcome: 'DONE', clause: '4-3(1)' },
      { action: 'visits.read', outcome: 'DONE' },
    ]);
    expectActs(await marks(suzuki), [
      { action: 'visits.recorded', outcome: 'NEUTRAL', role: 'BEAT', clause: '4-3(1)' },
    ]);
  });

  const topics = [
    ['[clause 4-5(1)]', 1],
    ['[clause 4-5(2)]', 2],
    ['[clause 4-5(3)]', 3],
    ['[clause 4-5(4)]', 4],
    ['[clause 4-5(5)]', 5],
    ['[clause 4-5(6)]', 6],
  ] as const;

  test.each(topics)('%s topic %i is kept with the visit at which it was spoken of', async (_, topic) => {
    const unit = await newDoor(people.sato);
    const memo = topic === 6 ? '自転車の防犯登録について' : undefined;
    await done(visit(people.sato, unit, { ...met, topics: [topic], memo }));
    const [line] = (await done(visits(people.sato, unit))).items;
    expect([line!.topics, line!.memo]).toEqual([[topic], memo]);
  });

  test('[clause 4-5] guidance is given to somebody: none with an absence, each topic once', async () => {
    const unit = await newDoor(people.sato);
    const spoke = await refused(visit(people.sato, unit, { ...absent, topics: [1] }));
    expect(spoke.code).toBe('visits.nobody_was_met');
    expect(await refused(visit(people.sato, unit, { ...met, topics: [2, 2] }))).toMatchObject({
      code: 'visits.topic_twice',
      clause: '4-5',
    });
    await done(visit(people.sato, unit, { ...met, topics: [2, 5] }));
    expect((await done(visits(people.sato, unit))).items[0]!.topics).toEqual([2, 5]);
  });

  test('[clause 4-7(4)] where nobody is at home a notice is left, and the officer is reminded of it', async () => {
    const unit = await newDoor(people.sato);
    const bare = await done(visit(people.sato, unit, absent));
    expect(bare.warnings).toContain('visits.no_notice_left');
    const notice = { kind: 'CONTACT_CARD', placement: 'MAILBOX', follow_up_on: '2026-10-20' } as const;
    const left = await done(
      visit(people.sato, unit, { outcome: 'ABSENT', started_at: at('09:30'), ended_at: at('09:32'), notice }),
    );
    expect(left.warnings).not.toContain('visits.no_notice_left');
    expect((await done(visits(people.sato, unit))).items[0]).toMatchObject({ met: false, notice });
    expect(await door(people.sato, people.sato.beat, unit)).toMatchObject({ not_before: '2026-10-20' });
    expect(await refused(visit(people.sato, unit, { ...met, notice }))).toMatchObject({
      code: 'visits.notice_without_absence',
      clause: '4-7(4)',
    });
  });

  test('[clause 4-7(5)] firmly declined, the visit ends: no reason, no words and no mark go with it', async () => {
    const { sato } = people;
    const unit = await newDoor(sato);
    const ended: Schema['NewVisit'] = {
      outcome: 'ENDED_AT_REQUEST',
      started_at: at('09:00'),
      ended_at: at('09:03'),
    };
    const more: Partial<Schema['NewVisit']>[] = [
      { met_with: 'SELF' },
      { topics: [1] },
      { memo: '拒否' },
      { notice: { kind: 'PATROL_CARD' } },
    ];
    for (const words of more)
      expect(await refused(visit(sato, unit, { ...ended, ...words }))).toMatchObject({
        code: 'visits.ended_carries_nothing',
        clause: '4-7(5)',
      });
    const recorded = await done(visit(sato, unit, ended));
    expect(recorded).toMatchObject({ outcome: 'ENDED_AT_REQUEST', warnings: [] });
  });

  test('[clause 4-7(5)] what others see of it is an attempt like any other', async () => {
    const { sato, yamamoto, tanaka, yamada, takahashi, saito } = people;
    const declined = await newDoor(sato);
    const away = await newDoor(sato);
    const times = { started_at: at('09:00'), ended_at: at('09:03') };
    await done(visit(sato, declined, { outcome: 'ENDED_AT_REQUEST', ...times }));
    await done(visit(sato, away, { outcome: 'ABSENT', ...times }));
    const seen = async (person: Person, unit: string) =>
      (await done(visits(person, unit))).items.map(({ id: _, recorded_at: __, ...rest }) => rest);
    for (const knows of [sato, yamamoto])
      expect((await seen(knows, declined))[0]).toMatchObject({ met: false, outcome: 'ENDED_AT_REQUEST' });
    for (const other of [tanaka, yamada, takahashi]) {
      const [a, b] = [await seen(other, declined), await seen(other, away)];
      expect(a).toEqual(b);
      expect(a[0]).not.toHaveProperty('outcome');
    }
    // The ledger is read by the auditor too, and does not tell.
    const { items } = await done(saito.api.get('/v1/ledger/entries', { query: { limit: 500 } }));
    expect(JSON.stringify(items)).not.toContain('ENDED');
  });
});
