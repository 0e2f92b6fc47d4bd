// SPDX-License-Identifier: Apache-2.0
// A station of its own for a test: made with `junkai demo`, served by the real program, gone afterwards.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { makeDatabase } from './cluster.ts';
import { Person } from './person.ts';

const ROOT = join(import.meta.dirname, '../../..');
const START_MS = 60_000;
const STOP_MS = 30_000;

export type Engine = 'sqlite' | 'postgres';
export const ENGINES: readonly Engine[] = ['sqlite', 'postgres'];
export type LogIn = {
  station: string;
  officerNo: string;
  role: string;
  name: string;
  password: string;
};
export type Plan = {
  engine?: Engine;
  /** How many doors; few by default, for a test knows what it looks for. */
  units?: number;
  seed?: number;
  /** The server's clock starts here and runs. */
  clockAt?: string;
  /** The screens are served as well. */
  web?: boolean;
  /** Where the store's folder is made; the machine's temporary folder if not named. */
  under?: string;
  /** A database on a cluster of the test's own instead of the run's. */
  database?: string;
};

/** The program under test: of the build folder that the run names, else the developer's. */
export function program(): string {
  const found = join(process.env['JUNKAI_BUILD'] ?? join(ROOT, 'build/dev'), 'junkai');
  if (!existsSync(found))
    throw new Error(`${found} is not there; build it, or name its folder in JUNKAI_BUILD`);
  return found;
}

export class Station {
  readonly #folder: string;
  readonly #plan: Plan;
  #server: ChildProcess | undefined;
  #errors = '';
  address = '';
  /** The connection string; empty on SQLite. */
  database = '';
  logIns: LogIn[] = [];

  private constructor(plan: Plan, folder: string) {
    this.#plan = plan;
    this.#folder = folder;
  }

  /** Makes a store and serves it. */
  static async start(plan: Plan = {}): Promise<Station> {
    const station = new Station(plan, mkdtempSync(join(plan.under ?? tmpdir(), 'junkai-station-')));
    try {
      station.#make();
      await station.serve();
    } catch (error) {
      await station.stop();
      throw error;
    }
    return station;
  }

  /** A new installation: an empty store with its first administrator, and nothing served yet. */
  static install(engine: Engine): Station {
    const station = new Station({ engine }, mkdtempSync(join(tmpdir(), 'junkai-station-')));
    const words = ['user', 'add', '--store', station.store, '--officer', '900001', '--name', '見本 管理'];
    words.push('--profile', 'sample', '--prefecture', '見本県', '--headquarters', '見本県警察本部');
    if (engine === 'postgres') words.push('--postgres', (station.database = makeDatabase()));
    const { status, output } = station.run(words);
    const password = /最初のパスワード\t(\S+)/.exec(output)?.[1];
    if (status !== 0 || !password) throw new Error(`junkai user add ended with ${status}:\n${output}`);
    station.logIns = [
      { station: '見本県警察本部', officerNo: '900001', role: 'SYS', name: '見本 管理', password },
    ];
    return station;
  }

  get store(): string {
    return join(this.#folder, 'store');
  }

  #make(): void {
    const { engine = 'sqlite', units = 200, seed = 1, clockAt, database } = this.#plan;
    const words = ['demo', '--store', this.store, '--units', String(units), '--seed', String(seed), '--yes'];
    // Made at the first hour of that day: ids of the demo must not be newer than those of the tests.
    if (clockAt) words.push('--clock-at', `${clockAt.slice(0, 10)}T00:00:00+09:00`);
    if (engine === 'postgres') words.push('--postgres', (this.database = database ?? makeDatabase()));
    const { status, output } = this.run(words);
    if (status !== 0) throw new Error(`junkai demo ended with ${status}:\n${output}`);
    this.logIns = output
      .split('\n')
      .map((line) => line.split('\t'))
      .filter((cells) => cells.length === 5 && cells[1] !== '職員番号')
      .map(
        ([station, officerNo, role, name, password]) =>
          ({ station, officerNo, role, name, password }) as LogIn,
      );
    if (this.logIns.length === 0) throw new Error(`junkai demo named no log-in:\n${output}`);
  }

  /** Runs one command of the program to its end; `typed` is what it reads, such as a password. */
  run(words: string[], typed = ''): { status: number | null; output: string } {
    const { status, stdout, stderr, error } = spawnSync(program(), words, {
      cwd: ROOT,
      encoding: 'utf8',
      input: typed,
    });
    if (error) throw error;
    return { status, output: stdout + stderr };
  }

  /** Starts the server on the store as it is, on a port that the machine chooses; at another hour if named. */
  async serve(clockAt = this.#plan.clockAt): Promise<void> {
    const words = ['serve', '--store', this.store, '--listen', '127.0.0.1:0'];
    if (clockAt) words.push('--clock-at', clockAt);
    if (this.#plan.web) words.push('--web', join(ROOT, 'web/dist'));
    const server = spawn(program(), words, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#server = server;
    this.#errors = '';
    server.stderr.on('data', (data: Buffer) => (this.#errors += data.toString('utf8')));
    const lines = createInterface(server.stdout);
    this.address = await new Promise<string>((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`the server did not start:\n${this.#errors}`)), START_MS);
      server.once('exit', (code) => fail(new Error(`the server ended with ${code}:\n${this.#errors}`)));
      lines.once('line', (line) => {
        clearTimeout(timer);
        done(line.trim().replace(/\/$/, ''));
      });
    });
  }

  /** Stops as an operator does and asks that the program ended well. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server && server.exitCode === null) {
      const ended = new Promise<number | string | null>((done) =>
        server.once('exit', (code, signal) => done(signal ?? code)),
      );
      const timer = setTimeout(() => server.kill('SIGKILL'), STOP_MS);
      server.kill('SIGTERM');
      const how = await ended;
      clearTimeout(timer);
      if (how !== 0) throw new Error(`the server ended with ${how}:\n${this.#errors}`);
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get process(): number | undefined {
    return this.#server?.pid;
  }

  /** Pulls the plug. */
  async kill(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server || server.exitCode !== null) return;
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGKILL');
    await ended;
  }

  /** What the server wrote to its error output so far. */
  get log(): string {
    return this.#errors;
  }

  /** Somebody of the demo who is not logged in yet: the n-th of a role, of the first station. */
  logInOf(role: string, n = 0, station = this.logIns[0]?.station): LogIn {
    const found =
      this.logIns.filter((one) => one.role === role && (role.length === 0 || one.station === station))[n] ??
      this.logIns.filter((one) => one.role === role)[n];
    if (!found)
      throw new Error(`the demo has no ${role} ${n}: it has ${this.logIns.map((one) => one.role).join(' ')}`);
    return found;
  }

  /** Somebody of the demo, logged in. */
  async person(role: string, n = 0): Promise<Person> {
    const person = new Person(this.address);
    await person.logIn(this.logInOf(role, n));
    return person;
  }

  /** Nobody in particular: a client without a session. */
  stranger(): Person {
    return new Person(this.address);
  }
}
