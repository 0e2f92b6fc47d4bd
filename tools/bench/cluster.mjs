// SPDX-License-Identifier: Apache-2.0
// A private PostgreSQL, reached over a unix socket on a short path: the limit's tables and our store's live in it side by
// side, under the same settings. It flushes as a station's does; only while stores are filled it may not.
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cpuOfTree, idsOf, run, sleep, start, stop } from './processes.mjs';

const BIN = process.env['JUNKAI_POSTGRES_BIN'] ?? '/usr/lib/postgresql/15/bin';
const AS = process.getuid() === 0 ? idsOf('postgres') : {};
/** Said in docs/benchmarks.md. All else is Debian's default; fsync and synchronous_commit are on. */
export const SETTINGS = { shared_buffers: '512MB', max_connections: '120', max_wal_size: '4GB' };

export class Cluster {
  #socket;
  #server;

  constructor(socket, server) {
    this.#socket = socket;
    this.#server = server;
  }

  /** On the data folder as it is, or on a new one. */
  static async start(data) {
    const socket = mkdtempSync('/tmp/junkai-pg-');
    own(socket);
    if (!existsSync(join(data, 'PG_VERSION'))) {
      mkdirSync(data, { recursive: true });
      own(data);
      await run(join(BIN, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'junkai', '-E', 'UTF8', '--locale=C', '-N'], { ...AS, cwd: socket });
    }
    const settings = { listen_addresses: '', ...SETTINGS };
    const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = start(join(BIN, 'postgres'), ['-D', data, '-k', socket, ...words], { ...AS, cwd: socket, stdio: ['ignore', 'ignore', 'pipe'] });
    const cluster = new Cluster(socket, server);
    await cluster.#untilReady();
    return cluster;
  }

  async #untilReady() {
    for (let tries = 0; tries < 600; tries += 1) {
      if (this.#server.exitCode !== null) throw new Error(`PostgreSQL ended:\n${this.#server.errors}`);
      try {
        await run(join(BIN, 'pg_isready'), ['-h', this.#socket, '-U', 'junkai', '-d', 'postgres']);
        return;
      } catch {
        // Not yet: the only thing that pg_isready says by failing.
        await sleep(100);
      }
    }
    throw new Error('PostgreSQL did not start within 60 s');
  }

  /** While stores are filled nothing need survive a power cut; every measurement is made with fsync on. */
  async flush(on) {
    await this.query('postgres', `ALTER SYSTEM SET fsync = ${on ? 'on' : 'off'}`);
    await this.query('postgres', 'SELECT pg_reload_conf()');
    if (on) await this.query('postgres', 'CHECKPOINT');
  }

  conninfo(database) {
    return `host=${this.#socket} user=junkai dbname=${database}`;
  }

  /** CPU of the server and its backends so far, in ms. */
  cpu() {
    return cpuOfTree(this.#server.pid);
  }

  async has(database) {
    const found = await this.query('postgres', `SELECT count(*) FROM pg_database WHERE datname = '${database}'`);
    return found.trim() === '1';
  }

  create(database, template) {
    return run(join(BIN, 'createdb'), [...this.#at(), ...(template ? ['-T', template] : []), database]);
  }

  drop(database) {
    return run(join(BIN, 'dropdb'), [...this.#at(), '--if-exists', '--force', database]);
  }

  /** Rows as psql prints them without frills. `input` is what a COPY FROM STDIN reads. */
  query(database, sql, input) {
    return run(join(BIN, 'psql'), [...this.#at(), '-d', database, '-XAtq', '-v', 'ON_ERROR_STOP=1', '-c', sql], input === undefined ? {} : { input });
  }

  script(database, file, variables = {}) {
    const set = Object.entries(variables).flatMap(([name, value]) => ['-v', `${name}=${value}`]);
    return run(join(BIN, 'psql'), [...this.#at(), '-d', database, '-Xq', '-v', 'ON_ERROR_STOP=1', ...set, '-f', file]);
  }

  pgbench(database, words) {
    return run(join(BIN, 'pgbench'), [...this.#at(), '-n', '-M', 'prepared', ...words, database]);
  }

  #at() {
    return ['-h', this.#socket, '-U', 'junkai'];
  }

  async stop() {
    await stop(this.#server, 'SIGINT', 60_000);
    rmSync(this.#socket, { recursive: true, force: true });
  }
}

function own(folder) {
  if (AS.uid !== undefined) chownSync(folder, AS.uid, AS.gid);
  chmodSync(folder, 0o700);
}
