// SPDX-License-Identifier: Apache-2.0
// Programs that the bench starts, and what they cost: all ended by their id when the bench ends, however it ends.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

const TICK_MS = 10; // 1 / sysconf(_SC_CLK_TCK), 100 on every Linux we know
const running = new Set();

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** A program that runs beside the bench; `errors` keeps the end of what it said, for when it dies. */
export function start(program, words, options = {}) {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  child.errors = '';
  child.stderr?.on('data', (data) => (child.errors = (child.errors + data).slice(-4000)));
  running.add(child);
  child.ended = new Promise((done) =>
    child.once('exit', (code, signal) => {
      running.delete(child);
      done(signal ?? code);
    }),
  );
  return child;
}

export async function stop(child, signal = 'SIGTERM', patience = 30_000) {
  if (child.exitCode !== null || child.signalCode !== null) return child.ended;
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  child.kill(signal);
  const how = await child.ended;
  clearTimeout(timer);
  return how;
}

/** What is still running when the bench is interrupted. */
export function killAll() {
  for (const child of running) child.kill('SIGKILL');
}

/** Runs a program to its end and gives what it printed; throws with its words when it ends badly. */
export async function run(program, words, { input, good = [0], ...options } = {}) {
  const child = start(program, words, { ...options, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
  if (input !== undefined) child.stdin.end(input);
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  await new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', done);
  });
  const how = await child.ended;
  if (!good.includes(how)) throw new Error(`${program} ${words[0] ?? ''} ended with ${how}:\n${child.errors || output}`);
  return output;
}

/** CPU of one process so far, in ms: its own, or that of its dead children. */
function ticksOf(pid, fields) {
  // The name in brackets may hold blanks: fields are counted behind it.
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.reduce((sum, field) => sum + Number(rest[field - 3]), 0) * TICK_MS;
}

const OWN = [14, 15];
const DEAD_CHILDREN = [16, 17];

/** CPU of this bench's ended children: what wrk and pgbench cost themselves. */
export const cpuOfEnded = () => ticksOf('self', DEAD_CHILDREN);
export const cpuOf = (pid) => ticksOf(pid, OWN);

/** CPU of a process and of all its children, those that ended included. */
export function cpuOfTree(pid) {
  let sum = ticksOf(pid, OWN) + ticksOf(pid, DEAD_CHILDREN);
  for (const child of childrenOf(pid)) {
    try {
      sum += ticksOf(child, OWN);
    } catch {
      // It ended between the two looks; the parent counts it from now on.
    }
  }
  return sum;
}

export function childrenOf(pid) {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
}

/** Resident memory in MB: {now, most}. */
export function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mb = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)[1]) / 1024;
  return { now: mb('VmRSS'), most: mb('VmHWM') };
}

/** PostgreSQL refuses to run as root: then everything of it runs as the user that Debian made for it. */
export function idsOf(user) {
  const id = (option) => Number(execFileSync('id', [option, user], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
