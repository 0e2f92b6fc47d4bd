// SPDX-License-Identifier: Apache-2.0
// What was promised before anything was measured. Each line picks a median and says whether it holds.

const atLeast = (bound) => ({ holds: (value) => value >= bound, words: `≥ ${bound}` });
const atMost = (bound, unit) => ({ holds: (value) => value <= bound, words: `≤ ${bound} ${unit}` });

/** {what, scenario, connections, side, field, must}: one number each. */
export const BUDGETS = [
  ...ofRatio('open a card, read recorded', 'open', [16, 64], { sqlite: 1.0, postgres: 0.6 }),
  ...both((side) => ({ what: 'CPU of an opened card', scenario: 'open', connections: 64, side, field: 'cpu', unit: 'ms', must: atMost(0.06, 'ms') })),
  ...both((side) => ({ what: 'the slowest of 100 opened cards', scenario: 'open', connections: 64, side, field: 'p99', unit: 'ms', must: atMost(15, 'ms') })),
  ...ofRatio('search', 'search', [16], { sqlite: 5, postgres: 5 }),
  ...both((side) => ({ what: 'the slowest of 100 searches', scenario: 'search', connections: 16, side, field: 'p99', unit: 'ms', must: atMost(10, 'ms') })),
  ...both((side) => ({ what: 'first search after a start', scenario: 'first search', connections: 0, side, field: 'value', unit: 'ms', must: atMost(500, 'ms') })),
  ...ofRatio('record a visit', 'visit', [16, 64], { sqlite: 1.0, postgres: 0.6 }),
  ...ofRatio('80 open, 15 search, 5 visit', 'mix', [16, 64], { sqlite: 1.5, postgres: 1.5 }),
  ...both((side) => ({ what: 'progress of all beats', scenario: 'progress', connections: 1, side, field: 'value', unit: 'ms', must: atMost(2, 'ms') })),
  ...ofRatio('import', 'import', [0], { sqlite: 0.5, postgres: 0.5 }),
  ...both((side) => ({ what: 'start to first answer', scenario: 'start', connections: 0, side, field: 'value', unit: 'ms', must: atMost(500, 'ms') })),
  ...both((side) => ({ what: 'memory of the server', scenario: 'memory', connections: 0, side, field: 'value', unit: 'MB', must: atMost(150, 'MB') })),
  ...both((side) => ({ what: 'card PDF, warm, one after another', scenario: 'print', connections: 1, side, field: 'p50', unit: 'ms', must: atMost(10, 'ms') })),
];

function both(line) {
  return [line('sqlite'), line('postgres')];
}

function ofRatio(what, scenario, connections, bounds) {
  return connections.flatMap((count) =>
    Object.entries(bounds).map(([side, bound]) => ({ what, scenario, connections: count, side, field: 'ratio', unit: '', must: atLeast(bound) })),
  );
}

/** The budgets that a report says something about: {…, value, reached}. */
export function judge({ medians }) {
  return BUDGETS.flatMap((line) => {
    const found = medians.find((m) => m.scenario === line.scenario && m.connections === line.connections);
    const value = found?.[line.side]?.[line.field];
    return value === undefined ? [] : [{ ...line, value, reached: line.must.holds(value) }];
  });
}
