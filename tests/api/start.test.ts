// SPDX-License-Identifier: Apache-2.0
// What keeps a server from starting is said at once, clearly, and nothing is harmed by it.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newDoor } from './kit/acts.ts';
import { CLOCK } from './kit/common.ts';
import { ENGINES, Station } from './kit/station.ts';

describe.each(ENGINES)('on %s', (engine) => {
  let station: Station;
  beforeAll(async () => {
    station = await Station.start({ engine, clockAt: CLOCK });
  });
  afterAll(() => station?.stop());

  const start = (store = station.store) =>
    station.run(['serve', '--store', store, '--listen', '127.0.0.1:0']);

  /** The words of a start that failed, without a stack or a sanitizer's page. */
  const saidBy = ({ status, output }: { status: number | null; output: string }) => {
    expect(status, output).not.toBe(0);
    expect(status, output).not.toBeNull();
    expect(output).not.toMatch(/Sanitizer|terminate called|http:\/\//);
    return output;
  };

  test('a second server on the same store is turned away; the first goes on', async () => {
    expect(saidBy(start())).toMatch(/another process|in use|lock|lease/i);
    await newDoor(await station.person('BEAT'));
  });

  describe('once it is stopped', () => {
    beforeAll(() => station.kill());

    test('no store', () => {
      expect(saidBy(start(join(station.store, 'nowhere')))).toContain('nowhere');
    });

    test('a demo is never made over a store', () => {
      expect(saidBy(station.run(['demo', '--store', station.store, '--units', '100', '--yes']))).toContain(
        '既に',
      );
    });

    test('a wrong passphrase', () => {
      const file = join(station.store, 'vault-passphrase');
      const before = readFileSync(file, 'utf8');
      writeFileSync(file, 'not the right one\n');
      try {
        expect(saidBy(start())).toMatch(/passphrase|key|鍵|合言葉|パスフレーズ/i);
      } finally {
        writeFileSync(file, before);
      }
    });

    test('a settings file with a word that nobody knows', () => {
      const file = join(station.store, 'settings.toml');
      const before = readFileSync(file, 'utf8');
      writeFileSync(file, `mood = 'good'\n${before}`);
      try {
        expect(saidBy(start())).toContain('mood');
      } finally {
        writeFileSync(file, before);
      }
    });

    test('a missing vault', () => {
      const vault = join(station.store, 'vault');
      renameSync(vault, `${vault}.away`);
      try {
        expect(saidBy(start())).toMatch(/vault|鍵庫/i);
      } finally {
        renameSync(`${vault}.away`, vault);
      }
    });

    test('and after all that it serves as before', async () => {
      await station.serve();
      await newDoor(await station.person('BEAT'));
    });
  });
});
