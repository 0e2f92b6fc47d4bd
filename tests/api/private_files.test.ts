// SPDX-License-Identifier: Apache-2.0
// What a store is made of is its own user's alone: the database with what stands beside it, vault, mirror, keys, settings.
import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newDoor, visit } from './kit/acts.ts';
import { CLOCK } from './kit/common.ts';
import { done } from './kit/person.ts';
import { ENGINES, Station } from './kit/station.ts';

const modeOf = (path: string) => lstatSync(path).mode & 0o7777;
const below = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
const doctor = (station: Station) => station.run(['doctor', '--store', station.store]);

describe.each(ENGINES)('on %s', (engine) => {
  let station: Station;
  let before: number;
  beforeAll(async () => {
    // As wide as a careless shell has it.
    before = process.umask(0);
    station = await Station.start({ engine, clockAt: CLOCK });
    const sato = await station.person('BEAT');
    await done(visit(sato, await newDoor(sato)));
  });
  afterAll(async () => {
    process.umask(before);
    await station?.stop();
  });

  test('each file is 0600 in folders of 0700, also while the server runs', () => {
    const all = [station.store, ...below(station.store)];
    const wide = all.filter((path) => (modeOf(path) & 0o077) !== 0);
    expect(wide.map((path) => `${path} ${modeOf(path).toString(8)}`)).toEqual([]);
    const named = all.map((path) => path.slice(station.store.length + 1));
    if (engine === 'sqlite')
      expect(named).toEqual(expect.arrayContaining(['store.db', 'store.db-wal', 'store.db-shm']));
    expect(named).toEqual(expect.arrayContaining(['settings.toml', 'demo-log-ins.tsv']));
    expect(named.filter((name) => name.startsWith('vault')).length).toBeGreaterThan(3);
  });

  test('the doctor names what was opened to others, and nothing else', async () => {
    await station.kill();
    expect(doctor(station).output).not.toContain('他の利用者が読める');
    const opened = [join(station.store, 'settings.toml'), join(station.store, 'vault')];
    for (const path of opened) chmodSync(path, modeOf(path) | 0o044);
    const warnings = doctor(station)
      .output.split('\n')
      .filter((line) => line.includes('他の利用者が読める'));
    expect(warnings).toHaveLength(opened.length);
    for (const [at, path] of opened.entries())
      expect(warnings.some((line) => line.includes(path) && line.includes(['0644', '0744'][at]!))).toBe(true);
    for (const path of opened) chmodSync(path, modeOf(path) & ~0o077);
    expect(doctor(station).output).not.toContain('他の利用者が読める');
  });
});
