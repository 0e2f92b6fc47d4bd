// SPDX-License-Identifier: Apache-2.0
// PostgreSQL is stopped, killed and cut off while people work: our server lives on, answers honestly, and a repeat under
// the same key finds what became of an act.
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { met, newDoor, open, newDoorWithCard, visit } from '../kit/acts.ts';
import { Cluster, sql } from '../kit/cluster.ts';
import { CLOCK } from '../kit/common.ts';
import { done, key, type Person, type Refused } from '../kit/person.ts';
import { Station } from '../kit/station.ts';

const CLIENTS = 4;
const ROUNDS = 3;
const HONEST = ['server.unavailable', 'server.outcome_unknown'];
const pause = (ms: number) => new Promise((over) => setTimeout(over, ms));

let folder: string;
let cluster: Cluster;
let station: Station;
let officers: Person[];
let manager: Person;

beforeAll(async () => {
  folder = mkdtempSync('/tmp/jk-pg-');
  cluster = await Cluster.start(folder, { fsync: 'on' });
  station = await Station.start({ engine: 'postgres', clockAt: CLOCK, database: cluster.makeDatabase() });
  officers = [await station.person('BEAT', 0), await station.person('BEAT', 1)];
  manager = await station.person('GM');
});

afterAll(async () => {
  await station?.stop();
  await cluster?.stop('SIGQUIT');
  if (folder) rmSync(folder, { recursive: true, force: true });
});

type Try = { door: string; headers: ReturnType<typeof key>; id?: string; refusals: string[] };

/** Records visits under keys of their own until told to stop; each goes on under its key until it is done. */
async function work(officer: Person, door: string, stop: { now: boolean }): Promise<Try[]> {
  const tries: Try[] = [];
  while (!stop.now) {
    const one: Try = { door, headers: key(), refusals: [] };
    tries.push(one);
    while (one.id === undefined) {
      const { data, error, response } = await visit(officer, door, met, one.headers);
      if (response.ok) {
        one.id = data!.id;
      } else {
        one.refusals.push(response.status === 429 ? HONEST[0]! : (error as Refused).code);
        await pause(100);
      }
    }
  }
  return tries;
}

/** Every act is there exactly once, however often it was asked for. */
async function expectOnce(doors: string[], tries: Try[]): Promise<void> {
  for (const door of doors) {
    const mine = tries.filter((one) => one.door === door);
    const kept = sql(
      station.database,
      `SELECT count(*) FROM visit WHERE encode(unit_id, 'hex') = '${door.replaceAll('-', '')}'`,
    );
    expect(Number(kept)).toBe(mine.length);
    expect(new Set(mine.map((one) => one.id)).size).toBe(mine.length);
  }
  for (const one of tries) for (const code of one.refusals) expect(HONEST).toContain(code);
}

test.each([
  ['stopped in order', () => cluster.stop('SIGINT').then(() => cluster.resume())],
  ['killed as by a power failure', () => cluster.stop('SIGQUIT').then(() => cluster.resume())],
  [
    'all its sessions cut off',
    async () => {
      sql(
        station.database,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'junkai %'`,
      );
    },
  ],
])('%s while people work', async (_, trouble) => {
  const doors = await Promise.all(Array.from({ length: CLIENTS }, (_each, i) => newDoor(officers[i % 2]!)));
  const stop = { now: false };
  const clients = doors.map((door, i) => work(officers[i % 2]!, door, stop));
  for (let round = 0; round < ROUNDS; round += 1) {
    await pause(150 + randomInt(300));
    await trouble();
  }
  await pause(300);
  stop.now = true;
  const tries = (await Promise.all(clients)).flat();
  expect(tries.length).toBeGreaterThan(CLIENTS * ROUNDS);
  await expectOnce(doors, tries);
});

test('while the database is away everything is 503, and well again with it', async () => {
  const { card } = await newDoorWithCard(officers[0]!);
  await done(open(manager, card.id, 'INSPECTION'));
  await cluster.stop('SIGINT');
  for (let i = 0; i < 5; i += 1) {
    const { response } = await open(manager, card.id, 'INSPECTION');
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).not.toBeNull();
  }
  const ready = await fetch(`${station.address}/readyz`);
  expect(ready.status).toBe(503);
  expect((await fetch(`${station.address}/healthz`)).status).toBe(200);
  await cluster.resume();
  await done(open(manager, card.id, 'INSPECTION'));
});

test('afterwards the ledger verifies', async () => {
  await station.kill();
  const { status, output } = station.run(['ledger', 'verify', '--store', station.store]);
  expect(status, output).toBe(0);
  await station.serve();
});
