// SPDX-License-Identifier: Apache-2.0
// The measurements of a run, and their medians: the ratio of a round is taken within the round, before the median.

export function median(values) {
  const known = values.filter((value) => value !== undefined && !Number.isNaN(value)).sort((a, b) => a - b);
  if (known.length === 0) return undefined;
  const middle = known.length >> 1;
  return known.length % 2 === 1 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
}

export class Results {
  #about;
  #rows = [];

  constructor(about) {
    this.#about = about;
  }

  /** {round, scenario, connections (0: none), side: limit, sqlite, postgres, nginx or disk, value, unit, p99?, cpu?}. */
  add(row) {
    this.#rows.push(row);
    return row;
  }

  /** The limit of the same round for a row of ours. */
  limitOf({ round, scenario, connections }) {
    return this.#rows.find((row) => row.side === 'limit' && row.round === round && row.scenario === scenario && row.connections === connections);
  }

  report() {
    const keys = new Map(this.#rows.map((row) => [`${row.scenario} ${row.connections}`, row]));
    const medians = [...keys.values()].map(({ scenario, connections, unit }) => {
      const out = { scenario, connections, unit };
      const same = this.#rows.filter((row) => row.scenario === scenario && row.connections === connections);
      for (const side of new Set(same.map((row) => row.side))) out[side] = this.#middle(same.filter((row) => row.side === side));
      return out;
    });
    return { ...this.#about, medians, rounds: this.#rows };
  }

  #middle(rows) {
    const ratios = rows.map((row) => row.value / (row.side === 'limit' ? NaN : (this.limitOf(row)?.value ?? NaN)));
    const out = { value: median(rows.map((row) => row.value)) };
    for (const name of ['p50', 'p99', 'cpu', 'loadCpu']) out[name] = median(rows.map((row) => row[name]));
    out.ratio = median(ratios);
    out.least = Math.min(...rows.map((row) => row.value));
    out.most = Math.max(...rows.map((row) => row.value));
    return out;
  }
}
