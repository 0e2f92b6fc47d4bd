// SPDX-License-Identifier: Apache-2.0
// Short news of what was done, with ten seconds to take it back where that is possible.
export const UNDO_SECONDS = 10;

export type Toast = { id: number; text: string; undo: (() => void) | undefined };

let last = 0;
let shown = $state.raw<Toast | undefined>();
let clock: ReturnType<typeof setTimeout> | undefined;

export const toasts = {
  get shown(): Toast | undefined {
    return shown;
  },
  /** One at a time: the newest counts. */
  show(text: string, undo?: () => void): void {
    clearTimeout(clock);
    shown = { id: ++last, text, undo };
    clock = setTimeout(() => toasts.close(), UNDO_SECONDS * 1000);
  },
  undo(): void {
    shown?.undo?.();
    toasts.close();
  },
  close(): void {
    clearTimeout(clock);
    shown = undefined;
  },
};
