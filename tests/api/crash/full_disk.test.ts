// SPDX-License-Identifier: Apache-2.0
// The disk of the database is full: acts are refused, cards are still read and each read is recorded from the reserve,
// and with new space everything goes on by itself.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { met, newDoor, newDoorWithCard, open, visit } from '../kit/acts.ts';
import { Cluster, sql } from '../kit/cluster.ts';
import { CLOCK } from '../kit/common.ts';
import { done, refused, type Person, type Refused } from '../kit/person.ts';
import { ENGINES, Station, type Engine } from '../kit/station.ts';
import { MAY_MOUNT, SmallDisk } from './disk.ts';

const RESERVE_MIB = 32;
const MOST_ACTS = 3000;
const WAIT_MS = 10_000;

/** Acts until one is refused: what was acknowledged until then, and the refusal. */
async function fillUp(officer: Person, door: string) {
  const kept: string[] = [];
  for (let tries = 0; tries < MOST_ACTS; tries += 1) {
    const { data, error, response } = await visit(officer, door);
    if (response.status === 429) {
      await new Promise((over) => setTimeout(over, 1000));
      continue;
    }
    if (!response.ok) return { kept, problem: error as Refused, status: response.status };
    kept.push(data!.id);
  }
  throw new Error(`${MOST_ACTS} acts did not fill the disk`);
}

/** The same call until it is well, as a person would. */
async function untilWell(call: () => Promise<{ response: Response }>): Promise<void> {
  const end = Date.now() + WAIT_MS;
  for (;;) {
    const { response } = await call();
    if (response.ok) return;
    if (Date.now() > end) throw new Error(`still ${response.status} after ${WAIT_MS} ms`);
    await new Promise((over) => setTimeout(over, 300));
  }
}

/** Every one of these visits is in the store itself. */
function expectVisits(station: Station, ids: string[]): void {
  const text = 'SELECT lower(hex(visit_id)) AS id FROM visit';
  let found: string[];
  if (station.database) {
    found = sql(station.database, "SELECT encode(visit_id, 'hex') FROM visit").split('\n');
  } else {
    const database = new DatabaseSync(join(station.store, 'store.db'), { readOnly: true });
    found = database
      .prepare(text)
      .all()
      .map((row) => String(row['id']));
    database.close();
  }
  expect(found).toEqual(expect.arrayContaining(ids.map((id) => id.replaceAll('-', ''))));
}

describe.skipIf(!MAY_MOUNT).each(ENGINES)('on %s', (engine: Engine) => {
  let disk: SmallDisk;
  let elsewhere: string;
  let cluster: Cluster | undefined;
  let station: Station;
  let officer: Person;
  let manager: Person;
  let door: string;
  let known: string;
  let reserve: string;

  beforeAll(async () => {
    disk = new SmallDisk(engine === 'sqlite' ? 96 : 192);
    elsewhere = mkdtempSync('/tmp/jk-wal-');
    if (engine === 'postgres') {
      const data = join(disk.folder, 'pg');
      mkdirSync(data);
      // The log on a disk of its own, as docs/operations says: without it PostgreSQL itself stops.
      cluster = await Cluster.start(data, {}, { folder: elsewhere, segmentMiB: 16 });
      station = await Station.start({ engine, clockAt: CLOCK, database: cluster.makeDatabase() });
      await station.kill();
      reserve = join(disk.folder, 'reserve');
      const settings = join(station.store, 'settings.toml');
      writeFileSync(settings, `reserve = '${reserve}'\n${readFileSync(settings, 'utf8')}`);
      await station.serve();
    } else {
      station = await Station.start({ engine, clockAt: CLOCK, under: disk.folder });
      reserve = join(station.store, 'reserve');
    }
    officer = await station.person('BEAT');
    manager = await station.person('GM');
    door = await newDoor(officer);
    known = (await newDoorWithCard(officer)).card.id;
  });

  afterAll(async () => {
    await station?.stop();
    await cluster?.stop();
    disk?.remove();
    if (elsewhere) rmSync(elsewhere, { recursive: true, force: true });
  });

  test('acts are refused, reads go on, and with new space all goes on', async () => {
    expect(statSync(reserve).size).toBe(RESERVE_MIB << 20);
    disk.fill();
    const { kept, problem, status } = await fillUp(officer, door);
    expect([status, problem.code]).toEqual([503, 'server.unavailable']);

    for (let i = 0; i < 50; i += 1) await done(open(manager, known, 'INSPECTION'));
    await done(manager.api.post('/v1/searches', { body: { purpose: 'INSPECTION', words: '架空' } }));
    // Who was away when it happened can log in and read.
    await done(open(await station.person('DGM'), known, 'INSPECTION'));
    for (let i = 0; i < 3; i += 1)
      expect((await refused(visit(officer, door))).code).toBe('server.unavailable');
    expectVisits(station, kept);

    disk.makeRoom();
    await untilWell(() => visit(officer, door, met));
    expect(statSync(reserve).size).toBe(RESERVE_MIB << 20);
    await done(open(manager, known, 'INSPECTION'));
    expectVisits(station, kept);
    await station.kill();
    const { status: verified, output } = station.run(['ledger', 'verify', '--store', station.store]);
    expect(verified, output).toBe(0);
    await station.serve();
  });
});

describe.skipIf(!MAY_MOUNT)('the disk of the PostgreSQL log', () => {
  test('full: nothing is acknowledged that is not there, and with space and a started server all goes on', async () => {
    const disk = new SmallDisk(40);
    const folder = mkdtempSync('/tmp/jk-pg-');
    const cluster = await Cluster.start(
      folder,
      { fsync: 'on', min_wal_size: '2MB', max_wal_size: '8MB', wal_recycle: 'off' },
      { folder: disk.folder, segmentMiB: 1 },
    );
    let station: Station | undefined;
    try {
      station = await Station.start({ engine: 'postgres', clockAt: CLOCK, database: cluster.makeDatabase() });
      const officer = await station.person('BEAT');
      const door = await newDoor(officer);
      disk.fill();
      const { kept, status } = await fillUp(officer, door);
      expect(status).toBe(503);
      disk.makeRoom();
      await cluster.stop('SIGQUIT');
      await cluster.resume();
      await untilWell(() => visit(officer, door, met));
      expectVisits(station, kept);
      await station.kill();
      const { status: verified, output } = station.run(['ledger', 'verify', '--store', station.store]);
      expect(verified, output).toBe(0);
    } finally {
      await station?.kill();
      await station?.stop();
      await cluster.stop('SIGQUIT');
      disk.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
