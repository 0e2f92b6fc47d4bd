// SPDX-License-Identifier: Apache-2.0
// A private PostgreSQL for one run: a unix socket on a short path, no port, trust inside a folder that only we enter.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const BIN = process.env['JUNKAI_POSTGRES_BIN'] ?? '/usr/lib/postgresql/15/bin';
const VARIABLE = 'JUNKAI_TEST_POSTGRES';
const SETTINGS = {
  listen_addresses: '',
  fsync: 'off',
  max_connections: '60',
  shared_buffers: '64MB',
};

/** PostgreSQL refuses to run as root: then everything runs as the user that Debian made for it. */
const postgres = process.getuid?.() === 0 ? idsOf('postgres') : undefined;

function idsOf(user: string): { uid: number; gid: number } {
  const id = (option: string) => Number(execFileSync('id', [option, user], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** One private cluster, in a folder that is there already: short, for the path of a unix socket holds about 100 characters. */
export class Cluster {
  readonly #folder: string;
  readonly #settings: Record<string, string>;
  #server: ChildProcess | undefined;

  private constructor(folder: string, settings: Record<string, string>) {
    this.#folder = folder;
    this.#settings = { ...SETTINGS, ...settings };
  }

  /** `wal`: a folder on another disk for the log. */
  static async start(
    folder: string,
    settings: Record<string, string> = {},
    wal?: { folder: string; segmentMiB: number },
  ): Promise<Cluster> {
    for (const own of [folder, ...(wal ? [wal.folder] : [])]) {
      if (postgres) chownSync(own, postgres.uid, postgres.gid);
      chmodSync(own, 0o700);
    }
    const words = [
      '-D',
      join(folder, 'data'),
      '-A',
      'trust',
      '-U',
      'junkai',
      '-E',
      'UTF8',
      '--locale=C',
      '-N',
    ];
    if (wal) words.push('-X', join(wal.folder, 'wal'), `--wal-segsize=${wal.segmentMiB}`);
    execFileSync(join(BIN, 'initdb'), words, { ...postgres, cwd: folder, stdio: 'ignore' });
    const cluster = new Cluster(folder, settings);
    await cluster.resume();
    return cluster;
  }

  async resume(): Promise<void> {
    const words = Object.entries(this.#settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    this.#server = spawn(
      join(BIN, 'postgres'),
      ['-D', join(this.#folder, 'data'), '-k', this.#folder, ...words],
      { ...postgres, cwd: this.#folder, stdio: 'ignore' },
    );
    await untilReady(this.#server, this.#folder);
  }

  /** SIGINT ends the sessions and stops in order; SIGQUIT stops as a power failure would. */
  async stop(signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server || server.exitCode !== null) return;
    const ended = new Promise((done) => server.once('exit', done));
    server.kill(signal);
    await ended;
  }

  makeDatabase(): string {
    return makeDatabaseIn(this.#folder);
  }
}

/** Starts the cluster and tells the workers of this run where it is; the way to end it is returned. */
export async function startCluster(): Promise<() => Promise<void>> {
  const folder = mkdtempSync('/tmp/junkai-pg-');
  const cluster = await Cluster.start(folder);
  process.env[VARIABLE] = folder;
  return async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function untilReady(server: ChildProcess, folder: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`);
    try {
      execFileSync(join(BIN, 'pg_isready'), ['-h', folder, '-U', 'junkai', '-d', 'postgres'], {
        stdio: 'ignore',
      });
      return;
    } catch {
      // Not yet: the only thing that pg_isready says by failing.
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  throw new Error('PostgreSQL did not start within 30 s');
}

function makeDatabaseIn(folder: string): string {
  const name = `t_${randomBytes(6).toString('hex')}`;
  execFileSync(join(BIN, 'createdb'), ['-h', folder, '-U', 'junkai', name]);
  // The folder lets only its owner in; root passes, any other user is the owner.
  return `host=${folder} user=junkai dbname=${name}`;
}

/** A new empty database; what a program needs to connect to it. */
export function makeDatabase(): string {
  const folder = process.env[VARIABLE];
  if (!folder) throw new Error('no PostgreSQL was started for this run (see globalSetup)');
  return makeDatabaseIn(folder);
}

/** Runs SQL of the test's own text as a person at psql would; what it prints. */
export function sql(conninfo: string, text: string): string {
  const words = ['-d', conninfo, '-AtXq', '-c', text];
  return execFileSync(join(BIN, 'psql'), words, { encoding: 'utf8' }).trim();
}

/** For vitest and Playwright: the cluster before the first test, its end after the last. */
export default startCluster;
