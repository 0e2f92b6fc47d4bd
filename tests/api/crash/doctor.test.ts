// SPDX-License-Identifier: Apache-2.0
// Something in a store is broken: whoever starts it or asks `junkai doctor` is told which thing, and what is whole goes on.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  openSync,
  closeSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newDoorWithCard, open } from '../kit/acts.ts';
import { sql } from '../kit/cluster.ts';
import { CLOCK } from '../kit/common.ts';
import { done } from '../kit/person.ts';
import { ENGINES, Station } from '../kit/station.ts';

/** With the rights of each folder, which doctor looks at. */
const copy = (from: string, to: string) => execFileSync('cp', ['-a', from, to]);
/** The station of the people whom the demo names first. */
const CODE = 'mihon-01';
const ROOT = join(import.meta.dirname, '../../..');

describe.each(ENGINES)('on %s', (engine) => {
  let station: Station;
  let whole: string;

  beforeAll(async () => {
    station = await Station.start({ engine, clockAt: CLOCK });
    for (let i = 0; i < 3; i += 1) await newDoorWithCard(await station.person('BEAT'));
    await station.kill();
    // One server run more integrates and signs what the kill left.
    await station.serve();
    await new Promise((over) => setTimeout(over, 1000));
    await station.kill();
    whole = `${station.store}.whole`;
    copy(station.store, whole);
  });
  beforeEach(() => {
    // PostgreSQL's rows are put back by the test that changed them; where work went on, keep() moved the whole store on,
    // since a vault older than its database is refused.
    rmSync(station.store, { recursive: true });
    copy(whole, station.store);
  });
  afterAll(() => station?.stop());

  const keep = () => {
    rmSync(whole, { recursive: true });
    copy(station.store, whole);
  };
  const doctor = () => station.run(['doctor', '--store', station.store]);
  const inStore = (...path: string[]) => join(station.store, ...path);

  /** Runs text on the store's own database, on either engine. */
  const run = (text: string) => {
    if (engine === 'postgres') {
      sql(station.database, text);
      return;
    }
    const database = new DatabaseSync(inStore('store.db'));
    database.exec(text);
    database.close();
  };

  test('a whole store', () => {
    const { status, output } = doctor();
    expect(status, output).toBe(0);
    expect(output).toContain('異常はありません');
  });

  const tear = (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2));

  test.each([
    ['ring', /ring .*torn/],
    ['mark', /mark .*torn/],
    ['checkpoint', /checkpoint .*torn/],
  ])('a torn %s of the vault: refused by name, and the other stations are still looked at', (file, said) => {
    tear(inStore('vault', CODE, file));
    const { status, output } = doctor();
    expect(status).toBe(1);
    expect(output).toMatch(said);
    expect(output).toMatch(/鍵庫が開くまで検証できません/);
    expect(output.match(/異常なし \(記録/g)?.length).toBeGreaterThanOrEqual(1);
    const serve = station.run(['serve', '--store', station.store, '--listen', '127.0.0.1:0']);
    expect(serve.status).toBe(1);
    expect(serve.output).toMatch(said);
  });

  test('a torn shelf: named, read from the mirror, and work goes on', async () => {
    tear(inStore('vault', CODE, 'shelf-00000001-0001'));
    const { status, output } = doctor();
    expect(status).toBe(1);
    expect(output).toContain('shelf-00000001-0001');
    await station.serve();
    await newDoorWithCard(await station.person('BEAT'));
    await station.kill();
    const shelf = join('vault', CODE, 'shelf-00000001-0001');
    cpSync(join(whole, shelf), inStore(shelf));
    keep();
  });

  test('a mirror that is gone: cards are read, none is made, doctor says how it comes back', async () => {
    await station.serve();
    const { card } = await newDoorWithCard(await station.person('BEAT'));
    await station.kill();
    const mirror = inStore('vault-mirror', CODE);
    renameSync(mirror, `${mirror}.away`);
    const { status, output } = doctor();
    expect(status).toBe(1);
    expect(output).toContain(mirror);
    expect(output).toContain('junkai vault rebuild');
    await station.serve();
    const officer = await station.person('BEAT');
    await done(open(officer, card.id));
    await expect(newDoorWithCard(officer)).rejects.toThrow(/503/);
    // The old mirror is lost: a new one is made by hand.
    await station.kill();
    const rebuilt = station.run(['vault', 'rebuild', '--store', station.store]);
    expect(rebuilt.status, rebuilt.output).toBe(0);
    expect(rebuilt.output).toContain(mirror);
    await station.serve();
    await newDoorWithCard(await station.person('BEAT'));
    await station.kill();
    expect(doctor().output).toContain('異常はありません');
    rmSync(`${mirror}.away`, { recursive: true });
    keep();
  });

  test.each([
    [
      'entry',
      `UPDATE ledger_entry SET actor_id = station_id WHERE entry_id =
         (SELECT entry_id FROM ledger_leaf WHERE position = 1 ORDER BY station_id LIMIT 1)`,
      /位置 1/,
    ],
    ['checkpoint', `UPDATE ledger_checkpoint SET note = 'x'`, /署名/],
  ])('a changed %s of the ledger is named', (_what, change, said) => {
    if (engine === 'postgres') {
      run('CREATE TABLE kept_entry AS SELECT * FROM ledger_entry');
      run('CREATE TABLE kept_checkpoint AS SELECT * FROM ledger_checkpoint');
    }
    try {
      run(change);
      const { status, output } = doctor();
      expect(status).toBe(1);
      expect(output).toMatch(said);
    } finally {
      if (engine === 'postgres') {
        run(`DELETE FROM ledger_checkpoint; INSERT INTO ledger_checkpoint SELECT * FROM kept_checkpoint;
             DROP TABLE kept_checkpoint;
             UPDATE ledger_entry AS e SET actor_id = k.actor_id FROM kept_entry AS k
              WHERE k.station_id = e.station_id AND k.entry_id = e.entry_id;
             DROP TABLE kept_entry`);
      }
    }
  });

  test('a broken profile: the file is named, and the rest is looked at', () => {
    cpSync(join(ROOT, 'profiles'), inStore('profiles'), { recursive: true });
    const settings = inStore('settings.toml');
    writeFileSync(
      settings,
      readFileSync(settings, 'utf8').replace(/^profiles = .*$/m, "profiles = 'profiles'"),
    );
    const file = inStore('profiles', 'sample', '2021-04-01', 'profile.json');
    writeFileSync(file, '{ "half": ');
    const { status, output } = doctor();
    expect(status).toBe(1);
    expect(output).toMatch(/規則 sample: 問題: .*profile\.json/);
    expect(output).toMatch(/異常なし \(記録/);
    const serve = station.run(['serve', '--store', station.store, '--listen', '127.0.0.1:0']);
    expect([serve.status, serve.output]).toEqual([1, expect.stringContaining('profile.json')]);
  });

  test.runIf(engine === 'sqlite')('a torn page: the database is named, the vaults are looked at', () => {
    run('PRAGMA wal_checkpoint(TRUNCATE)');
    const file = openSync(inStore('store.db'), 'r+');
    const pages = Math.floor(statSync(inStore('store.db')).size / 4096);
    for (let page = Math.floor(pages / 2); page < Math.floor(pages / 2) + 20; page += 1)
      writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
    closeSync(file);
    const { status, output } = doctor();
    expect(status).toBe(1);
    expect(output).toMatch(/データベース: 問題: /);
    expect(output).not.toMatch(/Sanitizer|terminate/);
  });

  test('no database at all: its absence is named, and the vaults are looked at', () => {
    const settings = inStore('settings.toml');
    if (engine === 'postgres') {
      writeFileSync(
        settings,
        readFileSync(settings, 'utf8').replace(/^postgres = .*$/m, "postgres = 'host=/nonexistent dbname=x'"),
      );
    } else {
      writeFileSync(inStore('store.db'), 'not a database '.repeat(1000));
      rmSync(inStore('store.db-wal'), { force: true });
      rmSync(inStore('store.db-shm'), { force: true });
    }
    tear(inStore('vault', CODE, 'mark'));
    const { status, output } = doctor();
    expect(status).toBe(1);
    expect(output).toMatch(/データベース: 問題: /);
    expect(output).toMatch(/mark .*torn/);
  });
});
