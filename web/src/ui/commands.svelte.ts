// SPDX-License-Identifier: Apache-2.0
// The table of keyboard commands. The help sheet is made from it, so it lists no key that does nothing.
// One-key shortcuts can be switched off on each machine (WCAG 2.1.4); each is also a control that one can see.
import { untrack } from 'svelte';

export type Command = {
  /** One key ("/"), or two one after the other ("g t"). */
  keys: string;
  label: string;
  run: () => void;
};

const STORED = 'junkai.shortcuts';
const SECOND_KEY_MS = 1500;

let tables = $state.raw<(readonly Command[])[]>([]);
let on = $state(true);
let first = '';
let pressedAt = 0;

export const commands = {
  /** Those of the shell first, then those of the screen. */
  get all(): readonly Command[] {
    return tables.flat();
  },
  get on(): boolean {
    return on;
  },
  set on(wanted: boolean) {
    on = wanted;
    localStorage.setItem(STORED, wanted ? 'on' : 'off');
  },
  /** Adds a table; what is returned takes it away again. Use it as the body of an `$effect`. */
  add(table: readonly Command[]): () => void {
    // An effect that adds a table must not run again because the tables changed.
    untrack(() => (tables = [...tables, table]));
    return () => untrack(() => (tables = tables.filter((other) => other !== table)));
  },
};

export function startCommands(): void {
  on = localStorage.getItem(STORED) !== 'off';
  addEventListener('keydown', press);
}

/** Typed into a field, or part of a kana conversion: not for us. */
function belongsToField(event: KeyboardEvent): boolean {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target instanceof HTMLElement ? event.target : undefined;
  if (target?.closest('dialog')) return true;
  return (
    target?.matches('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]') ?? false
  );
}

function press(event: KeyboardEvent): void {
  if (!on || event.defaultPrevented || belongsToField(event)) return;
  const now = event.timeStamp;
  const keys = first !== '' && now - pressedAt < SECOND_KEY_MS ? `${first} ${event.key}` : event.key;
  // The screen's own commands are asked before those of the shell.
  const hit = commands.all.findLast((command) => command.keys === keys);
  first = '';
  if (hit) {
    event.preventDefault();
    hit.run();
  } else if (commands.all.some((command) => command.keys.startsWith(`${event.key} `))) {
    first = event.key;
    pressedAt = now;
  }
}
