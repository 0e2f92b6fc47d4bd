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

/** Starts the cluster and tells the workers of this run where it is; the way to end it is returned. */
export async function startCluster(): Promise<() => Promise<void>> {
  // Short: the path of a unix socket holds about 100 characters.
  const folder = mkdtempSync('/tmp/junkai-pg-');
  if (postgres) chownSync(folder, postgres.uid, postgres.gid);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  execFileSync(
    join(BIN, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'junkai', '-E', 'UTF8', '--locale=C', '-N'],
    {
      ...postgres,
      cwd: folder,
      stdio: 'ignore',
    },
  );
  const words = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(BIN, 'postgres'), ['-D', data, '-k', folder, ...words], {
    ...postgres,
    cwd: folder,
    stdio: 'ignore',
  });
  await untilReady(server, folder);
  process.env[VARIABLE] = folder;
  return async () => {
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGINT');
    await ended;
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

/** A new empty database; what a program needs to connect to it. */
export function makeDatabase(): string {
  const folder = process.env[VARIABLE];
  if (!folder) throw new Error('no PostgreSQL was started for this run (see globalSetup)');
  const name = `t_${randomBytes(6).toString('hex')}`;
  execFileSync(join(BIN, 'createdb'), ['-h', folder, '-U', 'junkai', name]);
  // The folder lets only its owner in; root passes, any other user is the owner.
  return `host=${folder} user=junkai dbname=${name}`;
}

/** For vitest and Playwright: the cluster before the first test, its end after the last. */
export default startCluster;
