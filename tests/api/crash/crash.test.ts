// SPDX-License-Identifier: Apache-2.0
// The plug is pulled again and again while people work: what was acknowledged is there, and the ledger verifies.
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, card, fields, newCard, newDoor, open, visit } from '../kit/acts.ts';
import { CLOCK } from '../kit/common.ts';
import { done, key, Person, type Schema } from '../kit/person.ts';
import { ENGINES, Station } from '../kit/station.ts';

const ROUNDS = { sqlite: 20, postgres: 8 };
/** Reading every door takes longest, so the counters are not counted after each round. */
const COUNT_EVERY = 4;
const CLIENTS = 4;

type Kept = { visits: Map<string, Set<string>>; cards: Map<string, string> };

/** The server went away under the request: neither acknowledged nor refused. */
class Gone extends Error {}

async function acknowledged<T>(call: Parameters<typeof done<T>>[0]): Promise<T> {
  let answer;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof TypeError) throw new Gone();
    throw error;
  }
  return done(Promise.resolve(answer));
}

/** One client: a new door, a visit or two, a card, again and again until the server is gone. */
async function work(officer: Person, kept: Kept): Promise<void> {
  try {
    for (;;) {
      const beat = officer.beat;
      const dwelling = {
        town: '見本町二丁目',
        address: `${901 + randomInt(90)}番${1 + randomInt(99_999)}号`,
        address_kind: 'RESIDENCE_INDICATION',
        dwelling_kind: 'DETACHED',
      } as const;
      const body = { kind: 'HOUSEHOLD', dwelling } as const;
      const unit = await acknowledged(
        officer.api.post('/v1/beats/{beat}/dwellings', { path: { beat }, header: key(), body }),
      );
      kept.visits.set(unit.id, new Set());
      const met = {
        outcome: 'MET',
        met_with: 'SELF',
        started_at: at('09:00'),
        ended_at: at('09:20'),
      } as const;
      const meeting = await acknowledged(visit(officer, unit.id, met));
      kept.visits.get(unit.id)!.add(meeting.id);
      const made = await acknowledged(card(officer, unit.id, newCard(meeting.id)));
      kept.cards.set(unit.id, made.id);
    }
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
  }
}

/** Counters as they are kept, and as a plain count of the doors gives them. */
async function expectCountersEqual(manager: Person): Promise<void> {
  const { items } = await done(manager.api.get('/v1/progress'));
  for (const one of items) {
    const beat = one.beat.id;
    const doors: Schema['Door'][] = [];
    let cursor: string | undefined;
    do {
      const query = { purpose: 'INSPECTION', show: 'ALL', limit: 500, cursor } as const;
      const page: Schema['Doors'] = await done(
        manager.api.get('/v1/beats/{beat}/doors', { path: { beat }, query }),
      );
      doors.push(...page.items);
      cursor = page.next;
    } while (cursor);
    expect([one.units, one.cards], `units and cards of ${one.beat.name}`).toEqual([
      doors.length,
      doors.filter((door) => door.has_card).length,
    ]);
  }
}

describe.each(ENGINES)('on %s', (engine) => {
  const rounds = Number(process.env['JUNKAI_TEST_CRASHES'] ?? ROUNDS[engine]);
  let station: Station;
  let officers: Person[];
  let manager: Person;
  const everything: Kept = { visits: new Map(), cards: new Map() };

  /** The same session at the server's new address: it must have survived as well. */
  const moved = (person: Person) => {
    const again = new Person(station.address);
    again.cookie = person.cookie;
    again.session = person.session;
    return again;
  };

  beforeAll(async () => {
    station = await Station.start({ engine, clockAt: CLOCK });
    officers = [await station.person('BEAT', 0), await station.person('BEAT', 1)];
    manager = await station.person('GM');
  });
  afterAll(() => station?.stop());

  test(
    `${rounds} times the server is killed at work`,
    async () => {
      for (let round = 1; round <= rounds; ++round) {
        const kept: Kept = { visits: new Map(), cards: new Map() };
        const clients = Array.from({ length: CLIENTS }, (_, i) => work(officers[i % officers.length]!, kept));
        await new Promise((over) => setTimeout(over, 150 + randomInt(500)));
        await station.kill();
        await Promise.all(clients);

        const { status, output } = station.run(['ledger', 'verify', '--store', station.store]);
        expect(status, `round ${round}:\n${output}`).toBe(0);
        await station.serve();
        officers = officers.map(moved);
        manager = moved(manager);
        for (const [unit, ids] of kept.visits) {
          const path = { unit };
          const { items } = await done(
            manager.api.get('/v1/units/{unit}/visits', { path, query: { purpose: 'INSPECTION' } }),
          );
          expect(
            items.map((one) => one.id),
            `visits of round ${round}`,
          ).toEqual(expect.arrayContaining([...ids]));
          everything.visits.set(unit, ids);
        }
        for (const [unit, id] of kept.cards) {
          const there = await done(open(manager, id, 'INSPECTION'));
          expect([there.unit_id, there.fields.persons[0]!.name.family]).toEqual([
            unit,
            fields.persons[0]!.name.family,
          ]);
          everything.cards.set(unit, id);
        }
        if (round % COUNT_EVERY === 0) await expectCountersEqual(manager);
      }
      expect(everything.cards.size, 'work was done between the kills').toBeGreaterThan(rounds);
    },
    rounds * 20_000,
  );

  test('after the last of them everything is still there, and work goes on', async () => {
    const { items } = await done(
      manager.api.post('/v1/searches', {
        body: { purpose: 'INSPECTION', words: fields.persons[0]!.name.family! },
      }),
    );
    expect(items.length).toBeGreaterThan(0);
    const first = [...everything.cards.values()][0]!;
    expect((await done(open(manager, first, 'INSPECTION'))).id).toBe(first);
    await done(visit(officers[0]!, await newDoor(officers[0]!)));
  });
});
