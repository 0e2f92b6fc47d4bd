// SPDX-License-Identifier: Apache-2.0
// The two stations that most files share, one on each engine: made once a run, their people logged in once.
import { Person, type Schema } from './person.ts';
import { ENGINES, Station, type Engine } from './station.ts';

const VARIABLE = 'JUNKAI_TEST_COMMON';

/** A Wednesday in autumn: the sun sets a little after five. The clock runs on from here. */
export const CLOCK = '2026-10-14T10:00:00+09:00';

const PEOPLE = {
  tanaka: ['CHIEF', 0],
  yamamoto: ['GM', 0],
  kobayashi: ['DGM', 0],
  yamada: ['SUP', 0],
  sato: ['BEAT', 0],
  suzuki: ['BEAT', 1],
  takahashi: ['COMM', 0],
  watanabe: ['ADV', 0],
  saito: ['AUD', 0],
} as const;
const NORTH = { northYamamoto: ['GM', 0], northSato: ['BEAT', 0] } as const;

export type Name = keyof typeof PEOPLE | keyof typeof NORTH;
type Kept = { address: string; store: string; people: Record<string, [string, Schema['Session']]> };

/** Chief 田中, general manager 山本, deputy 小林, beat officers 佐藤 and 鈴木 … and two of the other station. */
export type World = Record<Name, Person> & { address: string; store: string; engine: Engine };

async function logIn(station: Station, words: readonly [string, number], name: string): Promise<Person> {
  const person = new Person(station.address);
  await person.logIn(station.logInOf(words[0], words[1], name));
  return person;
}

async function start(engine: Engine): Promise<[Station, Kept]> {
  const station = await Station.start({ engine, clockAt: CLOCK });
  const people: Kept['people'] = {};
  const keep = (name: string, { cookie, session }: Person) => (people[name] = [cookie!, session!]);
  for (const [name, words] of Object.entries(PEOPLE)) keep(name, await logIn(station, words, '見本警察署'));
  for (const [name, words] of Object.entries(NORTH)) keep(name, await logIn(station, words, '見本北警察署'));
  return [station, { address: station.address, store: station.store, people }];
}

/** For vitest: before the first file, and the way to end it. */
export default async function startCommon(): Promise<() => Promise<void>> {
  const stations: Station[] = [];
  const kept: Partial<Record<Engine, Kept>> = {};
  const stop = async () => {
    for (const station of stations) await station.stop();
  };
  try {
    for (const engine of ENGINES) {
      const [station, one] = await start(engine);
      stations.push(station);
      kept[engine] = one;
    }
  } catch (error) {
    await stop();
    throw error;
  }
  process.env[VARIABLE] = JSON.stringify(kept);
  return stop;
}

/** The shared station on an engine, its people logged in. */
export function world(engine: Engine): World {
  const { address, store, people } = (JSON.parse(process.env[VARIABLE] ?? '{}') as Record<Engine, Kept>)[
    engine
  ];
  const made = Object.entries(people).map(([name, [cookie, session]]) => {
    const person = new Person(address);
    person.cookie = cookie;
    person.session = session;
    return [name, person] as const;
  });
  return { ...(Object.fromEntries(made) as Record<Name, Person>), address, store, engine };
}
