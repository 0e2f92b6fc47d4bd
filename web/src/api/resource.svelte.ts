// SPDX-License-Identifier: Apache-2.0
// Server state without a library: one resource for what is shown, one mutation for what is done.
import { asProblem, type Problem } from './problem';

export class Resource<T> {
  data = $state.raw<T>();
  problem = $state.raw<Problem>();
  loading = $state(false);
  readonly #load: (signal: AbortSignal) => Promise<T> | undefined;
  #running: AbortController | undefined;

  constructor(load: (signal: AbortSignal) => Promise<T> | undefined) {
    this.#load = load;
  }

  /** Loads again; what is shown stays until the new answer is there. */
  reload = async (): Promise<void> => {
    this.#running?.abort();
    const mine = (this.#running = new AbortController());
    const answer = this.#load(mine.signal);
    if (answer === undefined) return;
    this.loading = true;
    try {
      const data = await answer;
      if (mine.signal.aborted) return;
      this.data = data;
      this.problem = undefined;
    } catch (error) {
      if (mine.signal.aborted) return;
      this.problem = asProblem(error);
    } finally {
      if (!mine.signal.aborted) this.loading = false;
    }
  };

  stop = (): void => this.#running?.abort();
}

/**
 * What a screen shows. `load` runs again when something reactive that it reads before its first `await` changes;
 * undefined means that there is nothing to ask yet. Call it while a component is set up.
 */
export function resource<T>(load: (signal: AbortSignal) => Promise<T> | undefined): Resource<T> {
  const made = new Resource(load);
  $effect(() => {
    void made.reload();
    return made.stop;
  });
  return made;
}

export class Mutation<Input, Output> {
  busy = $state(false);
  problem = $state.raw<Problem>();
  readonly #send: (input: Input, key: string) => Promise<Output>;
  #pending: { body: string; key: string } | undefined;

  constructor(send: (input: Input, key: string) => Promise<Output>) {
    this.#send = send;
  }

  /** Undefined when it failed (see `problem`) or while an earlier run is still on its way. */
  run = async (input: Input): Promise<Output | undefined> => {
    if (this.busy) return undefined;
    this.busy = true;
    this.problem = undefined;
    try {
      const output = await this.#send(input, this.#keyFor(input));
      this.#pending = undefined;
      return output;
    } catch (error) {
      this.problem = asProblem(error);
      // Only an act whose fate is unknown keeps its key: sent again unchanged, it must not happen twice.
      if (!this.problem.uncertain) this.#pending = undefined;
      return undefined;
    } finally {
      this.busy = false;
    }
  };

  #keyFor(input: Input): string {
    const body = JSON.stringify(input) ?? '';
    if (this.#pending?.body !== body) this.#pending = { body, key: crypto.randomUUID() };
    return this.#pending.key;
  }
}

/** An act. `send` gets the Idempotency-Key that it passes on. */
export function mutation<Input, Output>(
  send: (input: Input, key: string) => Promise<Output>,
): Mutation<Input, Output> {
  return new Mutation(send);
}
