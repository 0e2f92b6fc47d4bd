// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { toasts, UNDO_SECONDS } from './toasts.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  toasts.close();
  vi.useRealTimers();
});

test('an act can be taken back for ten seconds and not a moment longer', () => {
  const undo = vi.fn();
  toasts.show('取り除きました', undo);
  vi.advanceTimersByTime(UNDO_SECONDS * 1000 - 1);
  expect(toasts.shown?.text).toBe('取り除きました');
  vi.advanceTimersByTime(1);
  expect(toasts.shown).toBeUndefined();
  toasts.undo();
  expect(undo).not.toHaveBeenCalled();
});

test('undo acts once and closes', () => {
  const undo = vi.fn();
  toasts.show('取り除きました', undo);
  toasts.undo();
  toasts.undo();
  expect(undo).toHaveBeenCalledTimes(1);
});

test('the newest counts, with its own ten seconds', () => {
  toasts.show('一');
  vi.advanceTimersByTime(9000);
  toasts.show('二');
  vi.advanceTimersByTime(9000);
  expect(toasts.shown?.text).toBe('二');
});
