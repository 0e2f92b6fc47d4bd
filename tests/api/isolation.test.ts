// SPDX-License-Identifier: Apache-2.0
// What lies outside of a person's right: the other station is not there at all, and its answer is the same as for nothing.
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  card,
  expectActs,
  met,
  newCard,
  newDoor,
  newDoorWithCard,
  open,
  startOfLedger,
  visit,
  visits,
} from './kit/acts.ts';
import { world, type World } from './kit/common.ts';
import { done, refused, type Person } from './kit/person.ts';
import { ENGINES } from './kit/station.ts';

const search = (person: Person, words: string) =>
  person.api.post('/v1/searches', { body: { purpose: 'SEARCH_FOR_VISIT', words } });

describe.each(ENGINES)('on %s', (engine) => {
  let people: World;
  let own: Awaited<ReturnType<typeof newDoorWithCard>>;
  beforeAll(async () => {
    people = world(engine);
    own = await newDoorWithCard(people.sato);
  });

  test('to the second station, a card of the first and a card of nobody are the same: nothing', async () => {
    const { northSato, northYamamoto } = people;
    for (const person of [northSato, northYamamoto]) {
      const absent = await refused(open(person, randomUUID()));
      expect(absent).toMatchObject({ status: 404, code: 'duty.not_found' });
      expect(await refused(open(person, own.card.id))).toEqual(absent);
    }
  });

  test('the same holds for its doors, visits, places and writes', async () => {
    const { northSato, northYamamoto } = people;
    const unit = own.unit;
    const none = randomUUID();
    const get = (id: string) => refused(northSato.api.get('/v1/units/{unit}', { path: { unit: id } }));
    const same: [Promise<unknown>, Promise<unknown>][] = [
      [get(unit), get(none)],
      [refused(visits(northSato, unit)), refused(visits(northSato, none))],
      [refused(visit(northSato, unit, met)), refused(visit(northSato, none, met))],
      [
        refused(card(northSato, unit, newCard(own.visit))),
        refused(card(northSato, none, newCard(own.visit))),
      ],
    ];
    for (const [there, nowhere] of same) {
      expect(await nowhere).toMatchObject({ status: 404, code: 'duty.not_found' });
      expect(await there).toEqual(await nowhere);
    }
    const query = { purpose: 'VISIT_PREPARATION' } as const;
    for (const path of ['/v1/beats/{beat}/doors', '/v1/beats/{beat}/index'] as const)
      for (const person of [northSato, northYamamoto]) {
        const listed = (beat: string) => refused(person.api.get(path, { path: { beat }, query }));
        expect(await listed(none)).toMatchObject({ status: 404, code: 'duty.not_found' });
        expect(await listed(people.sato.beat)).toEqual(await listed(none));
      }
    expect((await done(visits(people.sato, unit))).items).toHaveLength(1);
  });

  test('each station sees its own places only', async () => {
    const south = await done(people.sato.api.get('/v1/places'));
    const north = await done(people.northSato.api.get('/v1/places'));
    const ids = (places: typeof south) =>
      [...places.blocks, ...places.sites, ...places.beats].map((one) => one.id);
    expect(ids(south).filter((id) => ids(north).includes(id))).toEqual([]);
    expect(people.northSato.session!.station.name).toBe('見本北警察署');
  });

  test('a search finds what the searcher may see; for the others the answer is that for nothing', async () => {
    const marks = await startOfLedger(people.yamamoto);
    const number = own.card.card_no;
    const nothing = { items: [], more: false };
    expect((await done(search(people.yamamoto, number))).items.map((hit) => hit.card_id)).toContain(
      own.card.id,
    );
    expect((await done(search(people.sato, number))).items.map((hit) => hit.card_id)).toContain(own.card.id);
    for (const other of [people.suzuki, people.northYamamoto, people.northSato, people.watanabe])
      expect(await done(search(other, number)), other.session!.officer.name).toEqual(nothing);
    expect(await done(search(people.yamamoto, 'MH-999999999'))).toEqual(nothing);
    // The ledger shows one shape for found and not found.
    const lines = await marks(people.yamamoto);
    expectActs(lines, [
      {
        action: 'cards.searched',
        outcome: 'NEUTRAL',
        purpose: 'SEARCH_FOR_VISIT',
        role: 'GM',
        clause: '6-6',
      },
      { action: 'cards.searched', outcome: 'NEUTRAL', role: 'GM', clause: '6-6' },
    ]);
    expectActs(await marks(people.suzuki), [
      { action: 'cards.searched', outcome: 'NEUTRAL', role: 'BEAT', clause: '5-3(1)' },
    ]);
    expect(JSON.stringify(lines)).not.toContain(number);
  });

  test('within the station, a card of another beat is nothing as well, and the ledger shows who asked', async () => {
    const marks = await startOfLedger(people.tanaka);
    const problem = await refused(open(people.suzuki, own.card.id));
    expect(problem).toEqual(await refused(open(people.suzuki, randomUUID())));
    expect(problem).toMatchObject({ status: 404, code: 'duty.not_found' });
    const entry = { action: 'cards.opened', outcome: 'NEUTRAL', role: 'BEAT', clause: '6-6' } as const;
    expectActs(await marks(people.suzuki), [entry, entry]);
  });

  test('who may never open a card is told so, whether there is one or not', async () => {
    const marks = await startOfLedger(people.tanaka);
    const problem = await refused(open(people.watanabe, own.card.id));
    expect(problem).toMatchObject({ status: 403, code: 'duty.not_permitted', clause: '6-6' });
    expect(problem).toEqual(await refused(open(people.watanabe, randomUUID())));
    const entry = { action: 'cards.opened', outcome: 'REFUSED', refusal: 'duty.not_permitted' } as const;
    expectActs(await marks(people.watanabe), [entry, entry]);
  });

  test('the adviser at the koban sees places, and neither doors nor cards', async () => {
    const { watanabe, sato } = people;
    await done(watanabe.api.get('/v1/places'));
    const query = { purpose: 'VISIT_PREPARATION' } as const;
    const doors = watanabe.api.get('/v1/beats/{beat}/doors', { path: { beat: sato.beat }, query });
    expect((await refused(doors)).code).toBe('duty.not_permitted');
    expect((await refused(open(watanabe, own.card.id))).code).toBe('duty.not_permitted');
    const unit = await done(watanabe.api.get('/v1/units/{unit}', { path: { unit: own.unit } }));
    expect(unit).not.toHaveProperty('card_id');
    const bare = await done(watanabe.api.get('/v1/units/{unit}', { path: { unit: await newDoor(sato) } }));
    expect(Object.keys(unit).sort()).toEqual(Object.keys(bare).sort());
  });

  test('of the ledger, officers read their own acts, and the other station’s chief nothing of ours', async () => {
    const list = async (person: Person) =>
      (await done(person.api.get('/v1/ledger/entries', { query: { limit: 500 } }))).items;
    const mine = await list(people.sato);
    expect(mine.length).toBeGreaterThan(0);
    expect(mine.every((entry) => entry.actor.includes(people.sato.session!.officer.officer_no))).toBe(true);
    const north = await list(people.northYamamoto);
    expect(north.some((entry) => entry.actor.includes('(01'))).toBe(false);
  });
});
