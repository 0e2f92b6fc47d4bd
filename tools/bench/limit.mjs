// SPDX-License-Identifier: Apache-2.0
// The limit of this machine: the same reads and the same audit inserts as prepared SQL that pgbench sends over a unix
// socket; COPY for imports; nginx for an answer that costs nothing; fdatasync for what the disk can do.
import { mkdirSync, openSync, closeSync, fdatasyncSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { start, stop } from './processes.mjs';

const SQL = join(import.meta.dirname, 'limit');
const SEARCHES = ['kana', 'name', 'place'];
const script = (name, weight) => ['-f', join(SQL, `${name}.sql@${weight}`)];
/** What stands for each scenario: scripts of limit/ with their weights. */
const SCRIPTS = {
  open: script('card', 1),
  search: SEARCHES.flatMap((kind) => script(`search_${kind}`, 1)),
  visit: script('visit', 1),
  mix: [...script('card', 240), ...SEARCHES.flatMap((kind) => script(`search_${kind}`, 15)), ...script('visit', 15)],
  progress: script('progress', 1),
};

export class Limit {
  #cluster;
  #database;
  #variables;

  constructor(cluster, database) {
    this.#cluster = cluster;
    this.#database = database;
  }

  isThere() {
    return this.#cluster.has(this.#database);
  }

  async fill(units, doors, beats, searches) {
    await this.#cluster.drop(this.#database);
    await this.#cluster.create(this.#database);
    await this.#cluster.script(this.#database, join(SQL, 'schema.sql'));
    const cell = (text) => String(text).replaceAll(/[\t\n\\]/g, ' ');
    const told = doors.map((d) => [d.beat, d.town, d.address, d.room, d.name, d.kana].map(cell).join('\t')).join('\n');
    await this.#cluster.query(this.#database, 'COPY told (beat, town, address, room, name, kana) FROM STDIN', `${told}\n`);
    const byKind = SEARCHES.flatMap((kind) => searches.filter((s) => s.kind === kind));
    const words = byKind.map(({ kind, text }, i) => `${i + 1}\t${kind}\t${cell(text)}\t`).join('\n');
    await this.#cluster.query(this.#database, 'COPY word (n, kind, text, gram) FROM STDIN', `${words}\n`);
    await this.#cluster.script(this.#database, join(SQL, 'fill.sql'), { units });
    await this.use(units, beats);
  }

  /** Reads back what the scripts need to know of tables that are filled. */
  async use(units, beats) {
    const rows = await this.#cluster.query(this.#database, 'SELECT kind, min(n), max(n) FROM word GROUP BY kind');
    const ranges = rows.trim().split('\n').map((row) => row.split('|'));
    this.#variables = { units, beats };
    for (const [kind, first, last] of ranges) Object.assign(this.#variables, { [`first_${kind}`]: first, [`last_${kind}`]: last });
  }

  async copyFrom(kept, units, beats) {
    await this.#cluster.drop(this.#database);
    await this.#cluster.create(this.#database, kept.#database);
    await this.use(units, beats);
  }

  cpu() {
    return this.#cluster.cpu();
  }

  /** {perSecond, p50 (the mean: pgbench keeps no more), seconds, requests}. */
  async run(scenario, connections, seconds) {
    const set = Object.entries(this.#variables).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
    const words = ['-c', String(connections), '-j', connections > 1 ? '2' : '1', '-T', String(seconds), ...set, ...SCRIPTS[scenario]];
    const output = await this.#cluster.pgbench(this.#database, words);
    const number = (pattern) => Number(pattern.exec(output)?.[1]);
    const requests = number(/number of transactions actually processed: (\d+)/);
    const perSecond = number(/^tps = ([\d.]+)/m);
    const failed = number(/number of failed transactions: (\d+)/);
    if (!(requests > 0) || failed !== 0) throw new Error(`pgbench:\n${output}`);
    return { requests, perSecond, mean: number(/latency average = ([\d.]+) ms/), seconds: requests / perSecond };
  }

  /** Rows a second of COPY: dwellings and their units, plain, into tables with the same indexes as ours. */
  async copy(rows, round) {
    const at = (i) => 1_000_000_000 + round * rows + i;
    const dwellings = [];
    const units = [];
    for (let i = 0; i < rows; i += 1) {
      const { beat, town, address, key } = importRow(i, round);
      dwellings.push(`${at(i)}\t${beat}\t${town}\t${address}\t\t${key}\t1791000000000000`);
      units.push(`${at(i)}\t${at(i)}\t${beat}\tHOUSEHOLD\tGENERAL\tOCCUPIED\t${key.padStart(24, '0')}\t\\N\t\\N\t0\t\\N\t\\N\t1791000000000000`);
    }
    const began = performance.now();
    await this.#cluster.query(this.#database, 'COPY dwelling FROM STDIN', `${dwellings.join('\n')}\n`);
    await this.#cluster.query(this.#database, 'COPY unit FROM STDIN', `${units.join('\n')}\n`);
    return rows / ((performance.now() - began) / 1000);
  }
}

/** One row of a list of dwellings, the same for COPY and for our import. */
export function importRow(i, round) {
  return { beat: (i % 4) + 1, town: '見本町九丁目', address: `${1 + Math.floor(i / 100)}番${1 + (i % 100)}号`, key: `r${round}-${i}` };
}

/** A file for `junkai import places`. */
export function writeImport(file, rows, round) {
  const lines = Array.from({ length: rows }, (_, i) => {
    const { beat, town, address, key } = importRow(i, round);
    return `${key},${String(beat).padStart(3, '0')},${town},${address},住居表示,戸建て,家庭`;
  });
  writeFileSync(file, `鍵,巡連区,町字,番地,住居表示,住戸種別,世帯種別\n${lines.join('\n')}\n`);
}

/** nginx with one answer of 2 KB; its address, and how to end it. */
export async function startNginx(folder) {
  const port = await freePort();
  mkdirSync(join(folder, 'html'), { recursive: true });
  const card = { id: '019a8f2c-5b7d-7e4f-8a1b-2c3d4e5f6071', text: '架空'.repeat(310) };
  writeFileSync(join(folder, 'html', 'card.json'), JSON.stringify(card).slice(0, 2048));
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; worker_processes 1; ${process.getuid() === 0 ? 'user root;' : ''} pid nginx.pid; error_log stderr crit;
events { worker_connections 512; }
http {
  access_log off; keepalive_requests 1000000000; open_file_cache max=16; types { application/json json; }
  client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
  server { listen 127.0.0.1:${port}; root html; }
}
`,
  );
  const server = start('nginx', ['-p', folder, '-c', 'nginx.conf'], { cwd: folder });
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    try {
      await fetch(`${address}/card.json`);
      return { address, stop: () => stop(server, 'SIGQUIT') };
    } catch (error) {
      if (tries > 100 || server.exitCode !== null) throw new Error(`nginx does not answer: ${server.errors}`, { cause: error });
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

/** nginx cannot choose a port and tell: we look for one and leave it at once. */
function freePort() {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** How often a second 4 KB can be appended and made durable, one after another. */
export function measureDisk(folder, seconds) {
  const file = join(folder, 'fdatasync');
  const out = openSync(file, 'w');
  const block = Buffer.alloc(4096, 1);
  let count = 0;
  const began = performance.now();
  while (performance.now() - began < seconds * 1000) {
    writeSync(out, block);
    fdatasyncSync(out);
    count += 1;
  }
  const spent = (performance.now() - began) / 1000;
  closeSync(out);
  rmSync(file);
  return count / spent;
}
