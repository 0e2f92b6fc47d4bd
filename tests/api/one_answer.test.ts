// SPDX-License-Identifier: Apache-2.0
// That a card exists is personal already: what is not there, lies in another beat or in another station is one answer to
// who has no right to it, byte for byte, and one line in the ledger. Each operation of the contract that names a place or
// a record has its row here.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, fields, met, newCard, newDoor, newDoorWithCard, startOfLedger } from './kit/acts.ts';
import { CLOCK } from './kit/common.ts';
import { operations } from './kit/contract.ts';
import { done, key, Person } from './kit/person.ts';
import { ENGINES, Station } from './kit/station.ts';

const PEOPLE = {
  tanaka: ['CHIEF', 0, '見本警察署'],
  yamamoto: ['GM', 0, '見本警察署'],
  sato: ['BEAT', 0, '見本警察署'],
  suzuki: ['BEAT', 1, '見本警察署'],
  watanabe: ['ADV', 0, '見本警察署'],
  saito: ['AUD', 0, '見本県警察本部'],
  northYamamoto: ['GM', 0, '見本北警察署'],
  northSato: ['BEAT', 0, '見本北警察署'],
} as const;
type Name = keyof typeof PEOPLE;

/** Path parameters behind which residents' things stand. */
const PERSONAL = ['card', 'unit', 'beat', 'building', 'approval'] as const;
type Named = (typeof PERSONAL)[number];

type Row = {
  body?: unknown;
  query?: string;
  /** Who has the operation, though not here: told that there is nothing. */
  out: readonly Name[];
  /** Whose roles never have it, wherever: told so, whatever is asked for. */
  never: readonly Name[];
};

const evening = {
  planned_start: at('19:00'),
  planned_end: at('19:30'),
  wish_told_at: at('09:30'),
  wish_route: 'BY_PHONE',
} as const;

const purpose = '?purpose=VISIT_PREPARATION';
const others = ['suzuki', 'northSato'] as const;
const rows = (visit: string): Record<string, Row> => ({
  get_card: { query: purpose, out: others, never: ['watanabe', 'saito'] },
  list_card_versions: { query: purpose, out: others, never: ['watanabe', 'saito'] },
  correct_card: {
    body: { corrected_on: '2026-10-14', corrected_with: 'SELF', how: 'BY_PHONE', fields },
    out: others,
    never: ['tanaka', 'watanabe'],
  },
  print_card: { body: { purpose: 'VISIT_PREPARATION' }, out: others, never: ['watanabe', 'saito'] },
  create_card: { body: newCard(visit), out: others, never: ['tanaka', 'watanabe'] },
  list_visits: { query: purpose, out: others, never: ['watanabe', 'saito'] },
  record_visit: { body: met, out: others, never: ['tanaka', 'watanabe'] },
  record_building_visit: {
    body: { outcome: 'BUILDING_CLOSED', started_at: at('09:00'), ended_at: at('09:02') },
    out: others,
    never: ['tanaka', 'watanabe'],
  },
  request_night_approval: {
    body: evening,
    out: others,
    never: ['tanaka', 'watanabe'],
  },
  decide_night_approval: {
    body: { decision: 'APPROVE', two_officers: true },
    out: ['northYamamoto'],
    never: ['suzuki', 'tanaka', 'northSato'],
  },
  withdraw_night_approval: { body: {}, out: others, never: ['watanabe', 'saito'] },
  list_doors: { query: purpose, out: others, never: ['watanabe', 'saito'] },
  list_card_index: { query: purpose, out: others, never: ['watanabe', 'saito'] },
  // Places are no persons: everybody of the station sees its doors, and no card behind them.
  get_unit: { out: ['northSato'], never: ['saito'] },
  list_dwellings: { out: ['northSato'], never: ['saito'] },
  add_unit: {
    body: {
      kind: 'HOUSEHOLD',
      dwelling: {
        town: '見本町一丁目',
        address: '901番1号',
        address_kind: 'RESIDENCE_INDICATION',
        dwelling_kind: 'DETACHED',
      },
    },
    out: others,
    never: ['tanaka', 'watanabe'],
  },
});

const concerned = operations().filter(({ path }) => PERSONAL.some((name) => path.includes(`{${name}}`)));

test('every operation that names a place or a record has its row', () => {
  expect(Object.keys(rows('')).sort()).toEqual(concerned.map(({ id }) => id).sort());
});

/** All of an answer that a person could read anything from. */
async function answer(person: Person, method: string, address: string, row: Row) {
  const headers = { ...key(), 'Content-Type': 'application/json', 'If-Match': '"v1"' };
  const body = row.body === undefined ? undefined : JSON.stringify(row.body);
  const response = await person.fetch(address + (row.query ?? ''), { method, headers, body });
  const own = ['date', 'request-id'];
  return {
    status: response.status,
    headers: [...response.headers].filter(([name]) => !own.includes(name)),
    body: await response.text(),
  };
}

// Its own station: what the ledger shows of a person here is what he did here.
describe.each(ENGINES)('on %s', (engine) => {
  let station: Station;
  let people: Record<Name, Person>;
  let there: Record<Named, string>;
  let table: Record<string, Row>;
  beforeAll(async () => {
    station = await Station.start({ engine, clockAt: CLOCK });
    const came: [string, Person][] = [];
    for (const [name, [role, n, of]] of Object.entries(PEOPLE)) {
      const person = new Person(station.address);
      await person.logIn(station.logInOf(role, n, of));
      came.push([name, person]);
    }
    people = Object.fromEntries(came) as Record<Name, Person>;
    const { sato } = people;
    const { card, unit, visit } = await newDoorWithCard(sato);
    const asked = await done(
      sato.api.post('/v1/units/{unit}/night-approvals', {
        path: { unit: await newDoor(sato) },
        header: key(),
        body: evening,
      }),
    );
    const dwellings = await done(
      sato.api.get('/v1/beats/{beat}/dwellings', { path: { beat: sato.beat }, query: { limit: 500 } }),
    );
    const building = dwellings.items.find((one) => one.building_id)?.building_id;
    expect(building, 'the demo has a building in this beat').toBeDefined();
    there = { card: card.id, unit, beat: sato.beat, building: building!, approval: asked.id };
    table = rows(visit);
  });
  afterAll(() => station?.stop());

  test.each(concerned)('$id', async ({ id, method, path }) => {
    const row = table[id]!;
    const put = (ids: (name: Named) => string) => path.replace(/\{(\w+)\}/g, (_, name: Named) => ids(name));
    const ask = async (name: Name) => {
      const marks = await startOfLedger(people[name.startsWith('north') ? 'northYamamoto' : 'yamamoto']);
      const answers = [];
      for (const address of [put((one) => there[one]), put(() => randomUUID())])
        answers.push(await answer(people[name], method, address, row));
      const lines = (await marks(people[name]))
        // Who reads the ledger here may be who asks.
        .filter((line) => line.action !== 'ledger.read')
        // What differs between any two entries.
        .map(({ entry_id: _, at: __, position: ___, leaf_hash: ____, ...line }) => line);
      return { answers, lines };
    };
    for (const name of row.out) {
      const { answers, lines } = await ask(name);
      expect(answers[0], name).toEqual(answers[1]);
      expect([answers[0]!.status, JSON.parse(answers[0]!.body)], name).toEqual([
        404,
        expect.objectContaining({ code: 'duty.not_found' }),
      ]);
      expect(lines, name).toHaveLength(2);
      expect(lines[0], name).toEqual(lines[1]);
      expect(lines[0], name).toMatchObject({ outcome: 'NEUTRAL', tags: [] });
      expect(lines[0]!.role, name).not.toBe('');
      expect(lines[0]!.clause, name).not.toBe('');
    }
    for (const name of row.never) {
      const { answers, lines } = await ask(name);
      expect(answers[0], name).toEqual(answers[1]);
      expect([answers[0]!.status, JSON.parse(answers[0]!.body)], name).toEqual([
        403,
        expect.objectContaining({ code: 'duty.not_permitted' }),
      ]);
      expect(lines[0], name).toEqual(lines[1]);
    }
  });
});
