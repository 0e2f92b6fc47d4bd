// SPDX-License-Identifier: Apache-2.0
// File descriptors and memory run short: the server says so, goes on with what it can, and is whole again afterwards.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newDoor, newDoorWithCard, open, visit } from '../kit/acts.ts';
import { CLOCK } from '../kit/common.ts';
import { done, Person } from '../kit/person.ts';
import { ENGINES, Station } from '../kit/station.ts';

const FLOOD = 60;
const TERABYTE_KIB = 1 << 30;
/** A sanitizer maps terabytes, opens files of its own and ends the program itself when either is short. */
const sanitized = (process: number): boolean =>
  Number(/VmSize:\s+(\d+)/.exec(readFileSync(`/proc/${process}/status`, 'utf8'))![1]) > TERABYTE_KIB;
const pause = (ms: number) => new Promise((over) => setTimeout(over, ms));

describe.each(ENGINES)('on %s', (engine) => {
  let station: Station;
  let officer: Person;
  let known: string;

  beforeAll(async () => {
    station = await Station.start({ engine, clockAt: CLOCK });
    officer = await station.person('BEAT');
    known = (await newDoorWithCard(officer)).card.id;
  });
  afterAll(() => station?.stop());

  /** The soft limit of the running server, so that it can be lifted again. */
  const limit = (what: string, most: number | 'unlimited') =>
    execFileSync('prlimit', ['--pid', String(station.process), `--${what}=${most}:`]);

  test('no file descriptor is left: who is connected is served, and later everybody is', async (context) => {
    if (sanitized(station.process!)) context.skip();
    const used = readdirSync(`/proc/${station.process}/fd`).length;
    limit('nofile', used + 4);
    const { port } = new URL(station.address);
    const flood: Socket[] = [];
    for (let i = 0; i < FLOOD; i += 1) {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => socket.destroy());
      flood.push(socket);
    }
    await pause(500);
    // Over a connection that is alive it is answered now, over a new one when there is a descriptor for it.
    const answer = open(officer, known);
    await pause(500);
    for (const socket of flood) socket.destroy();
    const { response } = await answer;
    expect([200, 503]).toContain(response.status);
    await pause(500);
    limit('nofile', 1024);
    await done(visit(officer, await newDoor(officer)));
    await done(open(await station.person('GM'), known, 'INSPECTION'));
  });

  test('no memory is left for a log-in: that is 503, no wrong password, and others go on', async (context) => {
    if (sanitized(station.process!)) context.skip();
    const status = readFileSync(`/proc/${station.process}/status`, 'utf8');
    const size = Number(/VmSize:\s+(\d+)/.exec(status)![1]);
    limit('as', (size + 24 * 1024) * 1024);
    const who = station.logInOf('CHIEF');
    for (let tries = 0; tries < 10; tries += 1) {
      const { response } = await new Person(station.address).api.post('/v1/session', {
        body: { officer_no: who.officerNo, password: who.password },
      });
      expect(response.status).toBe(503);
    }
    const { response } = await open(officer, known);
    expect([200, 503]).toContain(response.status);
    limit('as', 'unlimited');
    await new Person(station.address).logIn(who);
    await done(visit(officer, await newDoor(officer)));
  });

  test('afterwards the ledger verifies', async () => {
    await station.kill();
    const { status, output } = station.run(['ledger', 'verify', '--store', station.store]);
    expect(status, output).toBe(0);
    await station.serve();
  });
});
