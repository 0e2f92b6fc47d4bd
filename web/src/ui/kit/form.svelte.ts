// SPDX-License-Identifier: Apache-2.0
// The errors of one form. An id of a field is made from its JSON pointer, so what the server says finds its field.
import type { Problem } from '../../api/problem';

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
