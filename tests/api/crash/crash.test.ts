// SPDX-License-Identifier: Apache-2.0
// The plug is pulled again and again while people work and read: what was acknowledged is in the store and in the ledger,
// an act that was under way is found once under its key, and the ledger verifies. script/soak runs thousands of rounds.
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, card, fields, newCard, newDoor, open, visit } from '../kit/acts.ts';
import { CLOCK } from '../kit/common.ts';
import { done, key, Person, type Schema } from '../kit/person.ts';
import { ENGINES, Station } from '../kit/station.ts';

const ROUNDS = { sqlite: 20, postgres: 8 };
/** Reading every door takes longest, so the counters are not counted after each round. */
const COUNT_EVERY = 4;
/** A long ledger takes long to verify: each time at first, later now and then. */
const VERIFY_ALWAYS = 40;
const VERIFY_EVERY = 25;
const CLIENTS = 4;
const READERS = 2;

/** An act on its way when the plug was pulled: nobody knows what became of it. */
type UnderWay = { officer: number; unit: string; header: ReturnType<typeof key> };
type Kept = {
  visits: Map<string, Set<string>>;
  cards: Map<string, string>;
  underWay: UnderWay[];
  /** Cards that a reader was shown. */
  shown: number;
};
const nothing = (): Kept => ({ visits: new Map(), cards: new Map(), underWay: [], shown: 0 });

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

const met = { outcome: 'MET', met_with: 'SELF', started_at: at('09:00'), ended_at: at('09:20') } as const;

/** One client: a new door, a visit or two, a card, again and again until the server is gone. */
async function work(officers: Person[], nth: number, kept: Kept): Promise<void> {
  const officer = officers[nth]!;
  try {
    for (;;) {
      const unit = await acknowledged(addDoor(officer));
      kept.visits.set(unit.id, new Set());
      const act = { officer: nth, unit: unit.id, header: key() };
      kept.underWay.push(act);
      const meeting = await acknowledged(visit(officer, unit.id, met, act.header));
      kept.underWay.splice(kept.underWay.indexOf(act), 1);
      kept.visits.get(unit.id)!.add(meeting.id);
      const made = await acknowledged(card(officer, unit.id, newCard(meeting.id)));
      kept.cards.set(unit.id, made.id);
    }
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
  }
}

function addDoor(officer: Person) {
  const beat = officer.beat;
  const dwelling = {
    town: '見本町二丁目',
    address: `${901 + randomInt(90)}番${1 + randomInt(99_999)}号`,
    address_kind: 'RESIDENCE_INDICATION',
    dwelling_kind: 'DETACHED',
  } as const;
  return officer.api.post('/v1/beats/{beat}/dwellings', {
    path: { beat },
    header: key(),
    body: { kind: 'HOUSEHOLD', dwelling },
  });
}

/** One reader: any card that is known, again and again until the server is gone. */
async function look(reader: Person, known: string[], kept: Kept): Promise<void> {
  try {
    while (known.length > 0) {
      await acknowledged(open(reader, known[randomInt(known.length)]!, 'INSPECTION'));
      kept.shown += 1;
    }
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
  }
}

/** The entries of the ledger since one that is known, and the newest of them. */
async function entriesSince(manager: Person, mark: string | undefined) {
  const entries: Schema['Entry'][] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 500, cursor } as const;
    const page = await done(manager.api.get('/v1/ledger/entries', { query }));
    const end = page.items.findIndex((entry) => entry.entry_id === mark);
    entries.push(...page.items.slice(0, end < 0 ? undefined : end));
    cursor = end < 0 ? page.next : undefined;
  } while (cursor);
  return { entries, newest: entries[0]?.entry_id ?? mark };
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
  let mark: string | undefined;
  let begun = 0;
  const everything = nothing();

  /** The same session at the server's new address: it must have survived as well. */
  const moved = (person: Person) => {
    const again = new Person(station.address);
    again.cookie = person.cookie;
    again.session = person.session;
    return again;
  };

  /** Sessions last twelve hours, and a long run longer. */
  const logIn = async () => {
    officers = [await station.person('BEAT', 0), await station.person('BEAT', 1)];
    manager = await station.person('GM');
  };

  beforeAll(async () => {
    begun = Date.now();
    station = await Station.start({ engine, clockAt: CLOCK });
    await logIn();
    mark = (await entriesSince(manager, undefined)).newest;
  });
  afterAll(() => station?.stop());

  const verify = (round: number) => {
    if (round > VERIFY_ALWAYS && round % VERIFY_EVERY !== 0 && round !== rounds) return;
    const { status, output } = station.run(['ledger', 'verify', '--store', station.store]);
    expect(status, `round ${round}:\n${output}`).toBe(0);
  };

  /** What the ledger must hold of a round: each act that was acknowledged, each card that was shown, nothing twice. */
  const expectRecorded = async (kept: Kept) => {
    const { entries } = await entriesSince(manager, mark);
    const count = (action: string) =>
      entries.filter((entry) => entry.action === action && entry.outcome === 'DONE').length;
    const visits = [...kept.visits.values()].reduce((sum, ids) => sum + ids.size, 0);
    expect(count('visits.recorded')).toBe(visits);
    for (const [action, least] of [
      ['cards.created', kept.cards.size],
      ['cards.opened', kept.shown],
    ] as const) {
      expect(count(action), action).toBeGreaterThanOrEqual(least);
      expect(count(action), action).toBeLessThanOrEqual(least + CLIENTS + READERS);
    }
  };

  const expectStored = async (kept: Kept, round: number) => {
    for (const [unit, ids] of kept.visits) {
      const path = { unit };
      const { items } = await done(
        manager.api.get('/v1/units/{unit}/visits', { path, query: { purpose: 'INSPECTION' } }),
      );
      expect(items.map((one) => one.id).sort(), `visits of round ${round}`).toEqual([...ids].sort());
    }
    for (const [unit, id] of kept.cards) {
      const there = await done(open(manager, id, 'INSPECTION'));
      expect([there.unit_id, there.fields.persons[0]!.name.family]).toEqual([
        unit,
        fields.persons[0]!.name.family,
      ]);
      everything.cards.set(unit, id);
    }
  };

  test(
    `${rounds} times the server is killed at work`,
    async () => {
      for (let round = 1; round <= rounds; ++round) {
        const kept = nothing();
        const known = [...everything.cards.values()];
        const clients = [
          ...Array.from({ length: CLIENTS }, (_, i) => work(officers, i % officers.length, kept)),
          ...Array.from({ length: READERS }, () => look(manager, known, kept)),
        ];
        await new Promise((over) => setTimeout(over, 150 + randomInt(500)));
        await station.kill();
        await Promise.all(clients);

        verify(round);
        // The clock goes on where it was: the newest entries are those of this round.
        await station.serve(new Date(Date.parse(CLOCK) + Date.now() - begun).toISOString());
        officers = officers.map(moved);
        manager = moved(manager);
        // Whatever was under way is asked for again under its key: then it is there, and once.
        for (const act of kept.underWay) {
          const { id } = await done(visit(officers[act.officer]!, act.unit, met, act.header));
          kept.visits.get(act.unit)!.add(id);
        }
        await expectRecorded(kept);
        await expectStored(kept, round);
        if (round % COUNT_EVERY === 0) await expectCountersEqual(manager);
        if (round % 1000 === 0) await logIn();
        mark = (await entriesSince(manager, mark)).newest;
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
