// SPDX-License-Identifier: Apache-2.0
// One form: its act and its errors. An id of a field is made from its JSON pointer, so what the server says finds its field.
import type { Problem } from '../../api/problem';
import { mutation, type Mutation } from '../../api/resource.svelte';

export type FieldMessage = { id: string; text: string };

/** /fields/persons/0/birth → f-fields-persons-0-birth */
export const fieldId = (pointer: string): string => `f${pointer.replace(/[^A-Za-z0-9]+/g, '-')}`;

export class FormErrors {
  /** Set anew on each submit; the summary takes the focus then. */
  items = $state.raw<FieldMessage[]>([]);

  of(pointer: string): string | undefined {
    const id = fieldId(pointer);
    return this.items.find((item) => item.id === id)?.text;
  }

  get any(): boolean {
    return this.items.length > 0;
  }

  clear(): void {
    this.items = [];
  }

  /** Checks of the form itself, as [pointer, text or undefined]; true when there is nothing wrong. */
  check(rows: (readonly [pointer: string, text: string | false | undefined])[]): boolean {
    this.items = rows.flatMap(([pointer, text]) => (text ? [{ id: fieldId(pointer), text }] : []));
    return this.items.length === 0;
  }

  /** Takes the fields that the server names; what has no field here stays with the problem itself. */
  take(problem: Problem | undefined): void {
    if (problem && problem.fields.length > 0) {
      this.items = problem.fields.map((f) => ({ id: fieldId(f.pointer), text: problem.textOf(f) }));
    }
  }
}

export class Form<Input, Output> {
  readonly errors = new FormErrors();
  readonly #act: Mutation<Input, Output>;

  constructor(send: (input: Input, key: string) => Promise<Output>) {
    this.#act = mutation(send);
  }

  /** What the server said that belongs to no field. */
  get problem(): Problem | undefined {
    return this.#act.problem;
  }

  get busy(): boolean {
    return this.#act.busy;
  }

  /** The title of the screen says so first. */
  get wrong(): boolean {
    return this.errors.any || this.problem !== undefined;
  }

  /** See FormErrors.check. */
  check: FormErrors['check'] = (rows) => this.errors.check(rows);

  errorOf = (pointer: string): string | undefined => this.errors.of(pointer);

  /** What came of it; undefined when it was refused or is on its way already. */
  async send(input: Input): Promise<Output | undefined> {
    const done = await this.#act.run(input);
    this.errors.take(this.problem);
    return done;
  }

  forget(): void {
    this.errors.clear();
    this.#act.problem = undefined;
  }
}

/** A form whose act is `send`, which passes the Idempotency-Key on. */
export function form<Input, Output>(
  send: (input: Input, key: string) => Promise<Output>,
): Form<Input, Output> {
  return new Form(send);
}
