// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { everydayAge, formatDate, readDate, shortDate } from './wareki';

const today = '2026-09-10';

describe('a day is read from', () => {
  test.each([
    ['the short form', 'R8.9.1', '2026-09-01'],
    ['full width', 'Ｒ８．９．１', '2026-09-01'],
    ['the long form', '令和8年9月1日', '2026-09-01'],
    ['the first day of an era', '令和元年5月1日', '2019-05-01'],
    ['the last day of an era', '平成31年4月30日', '2019-04-30'],
    ['the last day of 昭和, one kanji', '昭64-1-7', '1989-01-07'],
    ['packed digits with a letter', 'S640107', '1989-01-07'],
    ['packed western digits', '20260910', '2026-09-10'],
    ['ISO', '2026-09-10', '2026-09-10'],
    ['a word', 'きのう', '2026-09-09'],
    ['a word in kanji', '本日', '2026-09-10'],
    ['a leap day', 'R6.2.29', '2024-02-29'],
    ['the day that two eras share', '大正元年7月30日', '1912-07-30'],
    ['the same day in the older era', '明治45年7月30日', '1912-07-30'],
  ])('%s', (_, text, value) => {
    expect(readDate(text, today)).toEqual({ value, overrun: false });
  });
});

describe('a year after the end of its era is read with a warning', () => {
  test.each([
    ['平成35年', true, '2023'],
    ['平成32年4月1日', false, '2020-04-01'],
    ['昭和70年3月', true, '1995-03'],
  ])('%s', (text, partial, value) => {
    expect(readDate(text, today, partial)).toEqual({ value, overrun: true });
  });
});

describe('what never was is refused', () => {
  test.each([
    ['the day after 平成 ended', '平成31年5月1日', 'not_in_era'],
    ['the day after 昭和 ended', '昭和64年1月8日', 'not_in_era'],
    ['the day before 令和 began', '令和元年4月30日', 'not_in_era'],
    ['30 February', 'R8.2.30', 'no_such_day'],
    ['29 February of a common year', '2025-02-29', 'no_such_day'],
    ['the thirteenth month', '令和8年13月1日', 'no_such_day'],
    ['year nought', '令和0年1月1日', 'unreadable'],
    ['a bare number, which may be 昭和60 or 1960', '60', 'unreadable'],
    ['words', 'あした', 'unreadable'],
    ['a month where a day is asked', 'R8.9', 'day_missing'],
  ])('%s', (_, text, error) => {
    expect(readDate(text, today)).toEqual({ error });
  });
});

describe('partial dates keep what the paper says and no more', () => {
  test.each([
    ['昭和25年頃', '1950', '昭和25年', 'S25'],
    ['S25.3', '1950-03', '昭和25年3月', 'S25.3'],
    ['1989', '1989', '平成元年', 'H1'],
    ['平成31年', '2019', '令和元年', 'R1'],
  ])('%s', (text, value, long, short) => {
    expect(readDate(text, today, true)).toEqual({ value, overrun: false });
    expect(formatDate(value)).toBe(long);
    expect(shortDate(value)).toBe(short);
  });
  test('a month after the era ended is refused', () => {
    expect(readDate('平成31年5月', today, true)).toEqual({ error: 'not_in_era' });
  });
});

describe('the everyday age changes on the birthday', () => {
  test.each([
    ['the day before', '1960-04-01', '2025-03-31', 64],
    ['the day itself', '1960-04-01', '2025-04-01', 65],
    ['a leap day in a common year', '1960-02-29', '2025-02-28', 64],
    ['only the year is known', '1960', '2025-04-01', undefined],
  ])('%s', (_, birth, on, age) => {
    expect(everydayAge(birth, on)).toBe(age);
  });
});
