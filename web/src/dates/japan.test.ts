// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { instantOf, japanDate, japanDateTime, japanTime, readTime } from './japan';

test.each([
  ['a minute before midnight in Japan', '2026-08-31T14:59:00Z', '2026-08-31', '23:59'],
  ['midnight in Japan', '2026-08-31T15:00:00Z', '2026-09-01', '00:00'],
  ['new year', '2025-12-31T15:00:00Z', '2026-01-01', '00:00'],
])('%s', (_, instant, date, time) => {
  expect([japanDate(instant), japanTime(instant)]).toEqual([date, time]);
  expect(new Date(instantOf(date, time)).getTime()).toBe(new Date(instant).getTime());
});

test('an instant is told in 和暦', () => {
  expect(japanDateTime('2026-09-01T09:05:00Z')).toBe('令和8年9月1日 18:05');
});

test.each([
  ['18:05', '18:05'],
  ['１８：０５', '18:05'],
  ['1805', '18:05'],
  ['905', '09:05'],
  ['18時5分', '18:05'],
  ['18時', '18:00'],
  ['0:00', '00:00'],
  ['24:00', undefined],
  ['18:60', undefined],
  ['夕方', undefined],
  ['', undefined],
])('the time of day "%s" is %s', (text, time) => {
  expect(readTime(text)).toBe(time);
});
