// SPDX-License-Identifier: Apache-2.0
// A store of invented units on one engine, the program that serves it, and one person who is logged in: the general
// manager, who may open, search, visit and print in every beat.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { performance } from 'node:perf_hooks';
import { ROOT, Tree } from '../tree.mjs';
import { cpuOf, memoryOf, run, sleep, start, stop } from './processes.mjs';

/** The day on which the store was made; the server's clock begins on one of the days after it. */
const MADE_AT = '2026-10-13T00:00:00+09:00';
export const clockOf = (round) => `2026-10-${14 + round}`;

/** What a kept store depends on: made anew when one of these changes. */
export function storeVersion() {
  const tree = new Tree();
  const hash = createHash('sha256');
  for (const file of [...tree.below('sql/migrations/'), ...tree.below('src/app/demo/')]) hash.update(file).update(tree.read(file));
  return hash.digest('hex').slice(0, 12);
}

export class Station {
  engine;
  store;
  address = '';
  #program;
  #cluster;
  #database;
  #server;
  #cookie = '';

  constructor(engine, program, folder, cluster) {
    this.engine = engine;
    this.store = folder;
    this.#program = program;
    this.#cluster = engine === 'postgres' ? cluster : undefined;
    this.#database = `junkai_${basename(folder).replaceAll(/\W/g, '_')}`;
  }

  isThere() {
    return existsSync(join(this.store, 'demo-log-ins.tsv'));
  }

  /** Makes the store with `junkai demo`; `progress` is told each line that the program says. */
  async make(units, progress) {
    const words = ['demo', '--store', this.store, '--units', String(units), '--clock-at', MADE_AT, '--yes'];
    if (this.#cluster) {
      await this.#cluster.drop(this.#database);
      await this.#cluster.create(this.#database);
      words.push('--postgres', this.#cluster.conninfo(this.#database));
    }
    rmSync(this.store, { recursive: true, force: true });
    mkdirSync(join(this.store, '..'), { recursive: true });
    const child = start(this.#program, words, { cwd: ROOT });
    child.stdout.resume();
    createInterface(child.stderr).on('line', progress);
    const how = await child.ended;
    if (how !== 0) throw new Error(`junkai demo ended with ${how}:\n${child.errors}`);
    // Autovacuum would come to it within a minute of a real load; the limit's tables are analysed as well.
    await this.#cluster?.query(this.#database, 'VACUUM ANALYZE');
    this.#prepare();
  }

  /** A copy of a store that was kept, with a database of its own. */
  async copyFrom(kept) {
    rmSync(this.store, { recursive: true, force: true });
    cpSync(kept.store, this.store, { recursive: true });
    if (this.#cluster) {
      await this.#cluster.drop(this.#database);
      await this.#cluster.create(this.#database, kept.#database);
    }
    this.#prepare();
  }

  /** The settings that a measurement needs: where the database is now. */
  #prepare() {
    const file = join(this.store, 'settings.toml');
    let text = readFileSync(file, 'utf8');
    if (this.#cluster) text = text.replace(/^postgres = .*$/m, `postgres = '${this.#cluster.conninfo(this.#database)}'`);
    writeFileSync(file, text);
  }

  get logIn() {
    const lines = readFileSync(join(this.store, 'demo-log-ins.tsv'), 'utf8').split('\n');
    const [, officerNo, , , password] = lines.map((line) => line.split('\t')).find((cells) => cells[2] === 'GM');
    return { officerNo, password };
  }

  /** Serves it on a free port; the milliseconds from the start of the program to its first answer. */
  async serve(round) {
    const began = performance.now();
    const words = ['serve', '--store', this.store, '--listen', '127.0.0.1:0', '--clock-at', `${clockOf(round)}T10:00:00+09:00`];
    // The access log goes to a file, as on a station.
    this.#server = start('/bin/sh', ['-c', 'exec "$0" "$@" 2>"$LOG"', this.#program, ...words], {
      cwd: ROOT,
      env: { ...process.env, LOG: join(this.store, 'server.log') },
    });
    const lines = createInterface(this.#server.stdout);
    this.address = await new Promise((done, fail) => {
      lines.once('line', (line) => done(line.trim().replace(/\/$/, '')));
      void this.#server.ended.then((how) => fail(new Error(`the server ended with ${how}:\n${this.log}`)));
    });
    const answer = await fetch(`${this.address}/readyz`);
    if (!answer.ok) throw new Error(`the server is not ready: ${await answer.text()}`);
    return performance.now() - began;
  }

  get log() {
    const file = join(this.store, 'server.log');
    return existsSync(file) ? readFileSync(file, 'utf8').slice(-4000) : '';
  }

  async logInAsManager() {
    const { officerNo, password } = this.logIn;
    const answer = await this.#send('/v1/session', { officer_no: officerNo, password });
    this.#cookie = answer.headers.getSetCookie()[0].split(';')[0];
  }

  /** The lines that all requests of this session share. */
  get head() {
    return `Host: ${this.address.slice('http://'.length)}\r\nOrigin: ${this.address}\r\nCookie: ${this.#cookie}\r\n`;
  }

  async get(target) {
    return (await this.#send(target)).json();
  }

  post(target, body) {
    return this.#send(target, body);
  }

  async #send(target, body) {
    const headers = { Origin: this.address, Cookie: this.#cookie, 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() };
    const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(this.address + target, init);
    if (!answer.ok) throw new Error(`${target.split('?')[0]} answered ${answer.status}: ${await answer.text()}`);
    return answer;
  }

  /** CPU so far, in ms: of the server, and of the database's own processes. */
  cpu() {
    return { server: cpuOf(this.#server.pid), database: this.#cluster?.cpu() ?? 0 };
  }

  memory() {
    return memoryOf(this.#server.pid);
  }

  /** Waits until the ledger has taken in what was recorded, so that it costs the one who caused it and not the next. */
  async settle(limit = 4000) {
    const end = performance.now() + limit;
    let before = this.cpu();
    while (performance.now() < end) {
      await sleep(150);
      const now = this.cpu();
      const busy = now.server - before.server + (now.database - before.database);
      before = now;
      if (busy <= 10) return;
    }
  }

  async end() {
    if (!this.#server) return;
    const how = await stop(this.#server);
    this.#server = undefined;
    if (how !== 0) throw new Error(`the server ended with ${how}:\n${this.log}`);
  }

  /** Loads a list of dwellings with the command line, as the general manager; the seconds it took. */
  async import(file) {
    const { officerNo, password } = this.logIn;
    const began = performance.now();
    const words = ['import', 'places', '--store', this.store, '--officer', officerNo, file];
    await run(this.#program, words, { cwd: ROOT, input: `${password}\n` });
    return (performance.now() - began) / 1000;
  }
}
