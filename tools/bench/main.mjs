// SPDX-License-Identifier: Apache-2.0
// Measures junkai beside the limit of the same machine; docs/benchmarks.md has the method and the last figures.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ROOT } from '../tree.mjs';
import { Bench, temporaryFolder } from './bench.mjs';
import { writeTables } from './document.mjs';
import { describeMachine } from './machine.mjs';
import { HELP, readOptions } from './options.mjs';
import { killAll } from './processes.mjs';
import { Results } from './results.mjs';
import { say, show } from './terminal.mjs';

async function main(words) {
  const options = readOptions(words);
  if (options.help) return console.log(HELP);
  const { units, rounds, seconds, connections, engines, imported } = options;
  const results = new Results({ ...describeMachine(), command: commandOf(words), options: { units, rounds, seconds, connections, engines, imported } });
  const bench = new Bench(options, temporaryFolder(), results);
  try {
    await bench.fill();
    for (let round = 1; round <= rounds; round += 1) await bench.round(round);
  } finally {
    await bench.end();
  }
  const report = results.report();
  const file = join(resolve(ROOT, options.build), 'reports', 'bench.json');
  mkdirSync(resolve(file, '..'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 1)}\n`);
  show(report);
  say(`report: ${relative(process.cwd(), file)}`);
  if (options.write) {
    writeTables(report);
    say('written: docs/benchmarks.md');
  }
}

/** As a person typed it: the build folder is the script's own word. */
function commandOf(words) {
  const own = words.indexOf('--build');
  return ['script/bench', ...words.filter((_, i) => own < 0 || (i !== own && i !== own + 1))].join(' ');
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.once(signal, () => {
    killAll();
    process.exit(130);
  });
try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`bench: ${error.message}${error.cause ? ` (${error.cause.message})` : ''}`);
  killAll();
  process.exitCode = 1;
}
