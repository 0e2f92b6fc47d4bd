// SPDX-License-Identifier: Apache-2.0
// wrk against one server: a file of request parts, a number of connections, so many seconds.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { run } from './processes.mjs';

const SCRIPT = join(import.meta.dirname, 'load.lua');
let runs = (Date.now() / 1000) >>> 0;

/** Lines of `{weight, get}` or `{weight, post, body}`. wrk sends them in turn, kinds mixed by their weights. */
export function writeParts(file, head, lines) {
  const escaped = head.replaceAll('\r\n', '\\r\\n');
  const text = lines.map(({ weight = 1, get, post, body }) =>
    get ? `${weight}\tGET\t${get}` : `${weight}\t${kindOf(post)}\t${post}\t${JSON.stringify(body)}`,
  );
  writeFileSync(file, `${escaped}\n${text.join('\n')}\n`);
}

const kindOf = (target) => (target === '/v1/searches' ? 'SEARCH' : 'POST');

/** {perSecond, p50, p99, max in ms, requests, seconds}; throws when an answer was a refusal or a connection broke. */
export async function load(address, parts, connections, seconds) {
  runs += 1;
  const began = performance.now();
  const words = ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '--timeout', '10s', '-s', SCRIPT];
  const output = await run('wrk', [...words, address, '--', parts, runs.toString(16).padStart(8, '0')]);
  const line = /^JUNKAI (.*)$/m.exec(output);
  if (!line) throw new Error(`wrk said no result:\n${output}`);
  const { requests, us, p50, p99, max, refused, broken } = JSON.parse(line[1]);
  if (refused + broken > 0 || requests === 0)
    throw new Error(`${refused} of ${requests} requests were refused and ${broken} broke (${parts})`);
  const spent = us / 1e6;
  return {
    requests,
    seconds: spent,
    perSecond: requests / spent,
    p50: p50 / 1000,
    p99: p99 / 1000,
    max: max / 1000,
    wall: (performance.now() - began) / 1000,
  };
}
