// SPDX-License-Identifier: Apache-2.0
// A store has one server: the second is told which process has it and since when, a dead one is followed, and one that
// lost the store writes no more.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newDoor } from '../kit/acts.ts';
import { sql } from '../kit/cluster.ts';
import { CLOCK } from '../kit/common.ts';
import { key } from '../kit/person.ts';
import { ENGINES, Station } from '../kit/station.ts';

const seconds = (n: number) => new Promise((over) => setTimeout(over, n * 1000));

describe.each(ENGINES)('on %s', (engine) => {
  let station: Station;
  beforeAll(async () => {
    station = await Station.start({ engine, clockAt: CLOCK });
  });
  afterAll(() => station?.stop());

  test.each([
    ['serve', ['--listen', '127.0.0.1:0']],
    ['migrate', []],
    ['doctor', []],
    ['ledger', ['verify']],
  ])('beside a running server, %s is refused and names it', async (command, words) => {
    const { status, output } = station.run([command, ...words, '--store', station.store]);
    expect(status, output).toBe(1);
    expect(output).toContain(`プロセス ${station.process}`);
    expect(output).toMatch(/20\d\d-\d\d-\d\dT[\d:.]+Z から/);
    await newDoor(await station.person('BEAT'));
  });

  test('a server that was killed is followed at once', async () => {
    await station.kill();
    await station.serve();
    await newDoor(await station.person('BEAT'));
  });

  test.skipIf(engine === 'sqlite')(
    'one that vanished on another machine keeps the store until its lease ends',
    async () => {
      await station.kill();
      sql(
        station.database,
        `UPDATE lease SET holder = 'web9/boot/ns/17/1/abc', fencing = fencing + 1,
           expires_at = (extract(epoch FROM clock_timestamp()) + 3) * 1000000`,
      );
      const { status, output } = station.run(['serve', '--store', station.store, '--listen', '127.0.0.1:0']);
      expect(status).toBe(1);
      expect(output).toContain('web9 のプロセス 17');
      await seconds(3);
      await station.serve();
      await newDoor(await station.person('BEAT'));
    },
  );

  test.skipIf(engine === 'sqlite')('one that lost the store writes no more and says so', async () => {
    const officer = await station.person('BEAT');
    const door = await newDoor(officer);
    // What another server does when it takes the store: the row, then an end to the sessions of the former holder.
    sql(
      station.database,
      `UPDATE lease SET holder = 'web9/boot/ns/17/1/abc', fencing = fencing + 1,
         expires_at = (extract(epoch FROM clock_timestamp()) + 5) * 1000000`,
    );
    sql(
      station.database,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name LIKE 'junkai %' AND datname = current_database()`,
    );
    const visits = Number(sql(station.database, 'SELECT count(*) FROM visit'));
    const body = { outcome: 'ABSENT', started_at: CLOCK, ended_at: CLOCK } as const;
    for (let tries = 0; tries < 3; tries += 1) {
      const { response } = await officer.api.post('/v1/units/{unit}/visits', {
        path: { unit: door },
        header: key(),
        body,
      });
      expect(response.status).toBe(503);
    }
    const ready = await fetch(`${station.address}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('store')]);
    expect(Number(sql(station.database, 'SELECT count(*) FROM visit'))).toBe(visits);
    await station.kill();
    await seconds(5);
    await station.serve();
    await newDoor(await station.person('BEAT'));
  });
});
