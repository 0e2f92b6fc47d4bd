// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { windowOf } from './window';

test.each([
  ['at the top', 0, 600, 20_000, { first: 0, end: 22 }],
  ['far down', 44_000, 600, 20_000, { first: 992, end: 1022 }],
  ['at the end', 880_000, 600, 20_000, { first: 19_992, end: 20_000 }],
  ['scrolled past rows that are gone', 880_000, 600, 10, { first: 10, end: 10 }],
  ['nothing', 0, 600, 0, { first: 0, end: 0 }],
  ['a table shorter than its frame', 0, 600, 3, { first: 0, end: 3 }],
])('the rows in the page: %s', (_, scrolled, height, count, expected) => {
  expect(windowOf(scrolled, height, 44, count)).toEqual(expected);
});
