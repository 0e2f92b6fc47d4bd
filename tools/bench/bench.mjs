// SPDX-License-Identifier: Apache-2.0
// One run: fills the stores of both engines and the limit's tables, then measures them in turn, round after round.
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ROOT } from '../tree.mjs';
import { Cluster } from './cluster.mjs';
import { inventSearches, listDoors, seeded, shuffled } from './doors.mjs';
import { Limit, measureDisk, startNginx, writeImport } from './limit.mjs';
import { load, writeParts } from './load.mjs';
import { cpuOfEnded } from './processes.mjs';
import { Station, clockOf, storeVersion } from './station.mjs';
import { say, sayRow } from './terminal.mjs';

const LOADS = ['open', 'search', 'visit', 'mix'];
/** What has no contention to settle into is measured for a second. */
const SHORT = new Set(['progress', 'print']);
/** Searches of each kind that are asked in turn. */
const WORDS = 300;
const PRINTERS = [1, 4];
const READERS = 16;

export class Bench {
  #options;
  #folder;
  #results;
  #cluster;
  #limit;
  #nginx;
  /** {station, doors, units (shuffled), next unit to visit, parts: file of each load} of each engine. */
  #sides = [];
  #importers = [];
  #beats = 0;
  #searches = [];

  /** `folder` is for this run alone. */
  constructor(options, folder, results) {
    this.#options = options;
    this.#folder = folder;
    this.#results = results;
  }

  /** Stores of both engines and the limit's tables, made or found. */
  async fill() {
    const { units, engines, stores } = this.#options;
    const base = stores ? resolve(stores, storeVersion()) : join(this.#folder, 'stores');
    mkdirSync(base, { recursive: true });
    this.#cluster = await Cluster.start(join(base, 'postgres'));
    await this.#cluster.flush(false);
    const made = engines.map((engine) => this.#station(engine, join(base, `${engine}-${units}`)));
    // At once: filling SQLite takes one core and filling PostgreSQL mostly waits for itself.
    await Promise.all(made.filter((station) => !station.isThere()).map((station) => this.#make(station, units)));
    for (const [i, engine] of engines.entries()) {
      const station = stores ? this.#station(engine, join(this.#folder, `${engine}-run`)) : made[i];
      if (stores) {
        say(`${engine}: a copy of the kept store`);
        await station.copyFrom(made[i]);
      }
      await this.#readDoors(station);
    }
    const limit = new Limit(this.#cluster, `limit_${units}`);
    if (!(await limit.isThere())) {
      say('limit: plain tables of as many rows');
      await limit.fill(units, this.#sides[0].doors, this.#beats, this.#searches);
    }
    this.#limit = stores ? new Limit(this.#cluster, 'limit_run') : limit;
    if (stores) await this.#limit.copyFrom(limit);
    await this.#limit.use(units, this.#beats);
    if (this.#measures('import')) await this.#makeImporters();
    await this.#cluster.flush(true);
    this.#nginx = await startNginx(join(this.#folder, 'nginx'));
  }

  #station(engine, folder) {
    return new Station(engine, resolve(ROOT, this.#options.build, 'junkai'), folder, this.#cluster);
  }

  async #make(station, units) {
    say(`${station.engine}: a store of ${units} units`);
    let told = performance.now();
    await station.make(units, (line) => {
      if (performance.now() - told < 10_000) return;
      told = performance.now();
      say(`  ${station.engine}: ${line}`);
    });
  }

  /** The ids and words of the requests, from the API itself. */
  async #readDoors(station) {
    await station.serve(0);
    await station.logInAsManager();
    const { doors, beats } = await listDoors(station);
    await station.settle();
    await station.end();
    const random = seeded(7);
    if (this.#sides.length === 0) this.#searches = inventSearches(doors, WORDS, random);
    this.#beats = beats;
    this.#sides.push({ station, doors, units: shuffled(doors.map((door) => door.unit), random), visited: 0 });
  }

  /** Small stores that take the imported lists, so that these do not change what is measured beside them. */
  async #makeImporters() {
    for (const engine of this.#options.engines) {
      const station = this.#station(engine, join(this.#folder, `${engine}-import`));
      await station.make(100, () => {});
      this.#importers.push(station);
    }
  }

  #measures(scenario) {
    return this.#options.only.has(scenario);
  }

  #secondsOf(scenario) {
    return SHORT.has(scenario) ? 1 : this.#options.seconds;
  }

  async round(round) {
    for (const side of this.#sides) await this.#startOf(round, side);
    for (const connections of this.#options.connections) {
      await this.#plain(round, connections);
      // Who goes first changes, so that what one leaves behind does not always fall to the same one.
      for (const scenario of LOADS.filter((name) => this.#measures(name))) {
        await this.#limitOf(round, scenario, connections);
        for (const side of round % 2 === 0 ? [...this.#sides].reverse() : this.#sides)
          await this.#ours(round, scenario, connections, side);
      }
    }
    if (this.#measures('progress')) {
      await this.#limitOf(round, 'progress', 1);
      for (const side of this.#sides) await this.#ours(round, 'progress', 1, side);
      for (const side of this.#sides) await this.#ours(round, 'progress', READERS, side);
    }
    if (this.#measures('print'))
      for (const connections of PRINTERS) for (const side of this.#sides) await this.#ours(round, 'print', connections, side);
    for (const side of this.#sides) {
      if (this.#measures('memory')) this.#memory(round, side);
      await side.station.end();
    }
    if (this.#measures('import')) await this.#imports(round);
  }

  /** Starts the server on a day of its own: each unit may be visited once a day without its second visit costing more. */
  async #startOf(round, side) {
    const { station } = side;
    const milliseconds = await station.serve(round);
    await station.logInAsManager();
    const began = performance.now();
    await station.post('/v1/searches', { purpose: 'SEARCH_FOR_VISIT', words: this.#searches[0].text });
    const first = performance.now() - began;
    side.visited = 0;
    this.#writeLoads(round, side);
    if (!this.#measures('memory')) return;
    this.#add({ round, scenario: 'start', connections: 0, side: station.engine, value: milliseconds, unit: 'ms' });
    this.#add({ round, scenario: 'first search', connections: 0, side: station.engine, value: first, unit: 'ms' });
  }

  #writeLoads(round, side) {
    const { station, doors } = side;
    const cards = shuffled(doors.filter((door) => door.card), seeded(round)).map((door) => door.card);
    const file = (name) => join(this.#folder, `${station.engine}-${name}.txt`);
    const open = (weight) => cards.slice(0, 50_000).map((card) => ({ weight, get: `/v1/cards/${card}?purpose=VISIT_PREPARATION` }));
    const search = (weight) =>
      this.#searches.map(({ text }) => ({ weight, post: '/v1/searches', body: { purpose: 'SEARCH_FOR_VISIT', words: text } }));
    const print = cards.slice(0, 500).map((card) => ({ post: `/v1/cards/${card}/prints`, body: { purpose: 'PRINT' } }));
    side.day = clockOf(round);
    side.parts = { open: file('open'), search: file('search'), visit: file('visit'), mix: file('mix'), progress: file('progress'), print: file('print') };
    writeParts(side.parts.open, station.head, open(1));
    writeParts(side.parts.search, station.head, search(1));
    writeParts(side.parts.progress, station.head, [{ get: '/v1/progress' }]);
    writeParts(side.parts.print, station.head, print);
    side.mixed = [...open(80), ...search(15)];
  }

  /** The next units that were not visited today; begins anew when all were. */
  #writeVisits(scenario, side) {
    const rest = [...side.units.slice(side.visited), ...side.units.slice(0, side.visited)];
    const body = {
      outcome: 'MET',
      started_at: `${side.day}T09:00:00+09:00`,
      ended_at: `${side.day}T09:20:00+09:00`,
      met_with: 'SELF',
      topics: [1],
    };
    const visits = rest.map((unit) => ({ weight: 5, post: `/v1/units/${unit}/visits`, body }));
    writeParts(side.parts[scenario], side.station.head, scenario === 'mix' ? [...side.mixed, ...visits] : visits);
  }

  async #limitOf(round, scenario, connections) {
    const before = { database: this.#limit.cpu(), load: cpuOfEnded() };
    const ran = await this.#limit.run(scenario, connections, this.#secondsOf(scenario));
    const cpu = (this.#limit.cpu() - before.database) / ran.requests;
    const loadCpu = (cpuOfEnded() - before.load) / ran.requests;
    const value = scenario === 'progress' ? ran.mean : ran.perSecond;
    this.#add({ round, scenario, connections, side: 'limit', value, unit: scenario === 'progress' ? 'ms' : '/s', cpu, loadCpu });
  }

  async #ours(round, scenario, connections, side) {
    const { station } = side;
    const writes = scenario === 'visit' || scenario === 'mix';
    if (writes) this.#writeVisits(scenario, side);
    const before = { ...station.cpu(), load: cpuOfEnded() };
    const ran = await load(station.address, side.parts[scenario], connections, this.#secondsOf(scenario));
    const loadCpu = (cpuOfEnded() - before.load) / ran.requests;
    await station.settle();
    const after = station.cpu();
    const server = (after.server - before.server) / ran.requests;
    const database = (after.database - before.database) / ran.requests;
    if (writes) side.visited = (side.visited + Math.ceil(ran.requests * (scenario === 'mix' ? 0.05 : 1)) + connections) % side.units.length;
    const inMs = scenario === 'progress' && connections === 1;
    this.#add({
      round,
      scenario,
      connections,
      side: station.engine,
      value: inMs ? ran.p50 : ran.perSecond,
      unit: inMs ? 'ms' : '/s',
      perSecond: ran.perSecond,
      p50: ran.p50,
      p99: ran.p99,
      cpu: server + database,
      serverCpu: server,
      databaseCpu: database,
      loadCpu,
    });
  }

  /** What costs nothing and what the disk can do, beside the same load. */
  async #plain(round, connections) {
    const parts = join(this.#folder, 'nginx.txt');
    writeParts(parts, 'Host: 127.0.0.1\r\n', [{ get: '/card.json' }]);
    const ran = await load(this.#nginx.address, parts, connections, 1);
    this.#add({ round, scenario: 'nginx', connections, side: 'limit', value: ran.perSecond, unit: '/s', p99: ran.p99 });
    if (connections === this.#options.connections[0])
      this.#add({ round, scenario: 'fdatasync', connections: 0, side: 'limit', value: measureDisk(this.#folder, 1), unit: '/s' });
  }

  #memory(round, { station }) {
    const { now, most } = station.memory();
    this.#add({ round, scenario: 'memory', connections: 0, side: station.engine, value: now, unit: 'MB', most });
  }

  async #imports(round) {
    const rows = this.#options.imported;
    const value = await this.#limit.copy(rows, round);
    this.#add({ round, scenario: 'import', connections: 0, side: 'limit', value, unit: 'rows/s' });
    const file = join(this.#folder, 'import.csv');
    writeImport(file, rows, round);
    for (const station of this.#importers) {
      const seconds = await station.import(file);
      this.#add({ round, scenario: 'import', connections: 0, side: station.engine, value: rows / seconds, unit: 'rows/s' });
    }
  }

  #add(row) {
    this.#results.add(row);
    sayRow(row.round, row, row.side === 'limit' ? undefined : this.#results.limitOf(row));
  }

  async end() {
    for (const { station } of this.#sides) await station.end();
    await this.#nginx?.stop();
    await this.#cluster?.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Short, for sockets; open to the user who runs PostgreSQL. */
export function temporaryFolder() {
  const folder = mkdtempSync('/tmp/junkai-bench-');
  chmodSync(folder, 0o755);
  return folder;
}
