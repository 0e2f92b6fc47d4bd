// SPDX-License-Identifier: Apache-2.0
// What can be asked of script/bench.
import { parseArgs } from 'node:util';

export const HELP = `script/bench: how fast junkai is, as a ratio to the limit of the same machine in the same round.
  --units N           units of the store (100000)
  --scale             4,000,000 units: the growth of cost; makes its store for the better part of an hour
  --quick             a minute: does the bench itself work? A tiny store, one round; its figures mean nothing
  --engines LIST      sqlite,postgres
  --rounds N          interleaved rounds, of which the medians are told (4)
  --seconds N         of each measurement (2)
  --connections LIST  1,16,64
  --only LIST         open,search,visit,mix,progress,print,import,memory (all)
  --stores FOLDER     keep the filled stores there and work on copies: the next run need not fill them again
  --build FOLDER      where the program is (build/release)
  --write             write the tables of docs/benchmarks.md anew`;

const SCENARIOS = ['open', 'search', 'visit', 'mix', 'progress', 'print', 'import', 'memory'];
const ENGINES = ['sqlite', 'postgres'];

export function readOptions(words) {
  const { values } = parseArgs({
    args: words,
    options: {
      units: { type: 'string' },
      scale: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      engines: { type: 'string', default: ENGINES.join(',') },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      connections: { type: 'string' },
      only: { type: 'string', default: SCENARIOS.join(',') },
      stores: { type: 'string' },
      build: { type: 'string', default: 'build/release' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { quick, scale } = values;
  if (values.write && (quick || scale)) throw new Error('--write is for a full run: figures of --quick and --scale have no place in the tables');
  return {
    ...values,
    units: count(values.units, quick ? 600 : scale ? 4_000_000 : 100_000, 100),
    rounds: count(values.rounds, quick ? 1 : 4, 1),
    seconds: count(values.seconds, quick ? 1 : 2, 1),
    connections: list(values.connections ?? (quick ? '1,16' : '1,16,64')).map((word) => count(word, 0, 1)),
    engines: known(list(values.engines), ENGINES, 'engine'),
    only: new Set(known(list(values.only), SCENARIOS, 'scenario')),
    imported: quick ? 500 : 20_000,
  };
}

const list = (text) => text.split(',').filter(Boolean);

function count(text, fallback, least) {
  const number = text === undefined ? fallback : Number(text);
  if (!Number.isInteger(number) || number < least) throw new Error(`${text} is not a number from ${least} up`);
  return number;
}

function known(words, all, what) {
  const unknown = words.filter((word) => !all.includes(word));
  if (unknown.length > 0 || words.length === 0) throw new Error(`no such ${what}: ${unknown.join(' ')} (there are ${all.join(' ')})`);
  return words;
}
