// SPDX-License-Identifier: Apache-2.0
// 和暦 in and out. A value is ISO text: a day (2026-09-01) or, where the paper says no more, a month or a year.
import { ERAS, type Era } from './eras';

export type DateError = 'unreadable' | 'no_such_day' | 'not_in_era' | 'day_missing';
export type Read =
  | { value: string; /** The era was over by then: old papers say 平成35年. */ overrun: boolean }
  | { error: DateError };

const DIGITS = /^\d+$/;
const ERA_WORDS = ERAS.flatMap(({ name, short, letter }) => [name, short, letter]).join('|');
const WESTERN = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;
const JAPANESE = new RegExp(`^(${ERA_WORDS})(\\d{1,2})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?$`);
const PACKED = new RegExp(`^(${ERA_WORDS})(\\d\\d)(\\d\\d)(\\d\\d)$`);

/** Reads R8.9.1, 令和8年9月1日, 2026-09-01, 20260901, S640107, きょう, きのう; with `partial` also years and months. */
export function readDate(text: string, today: string, partial = false): Read {
  const word = text.trim();
  if (/^(きょう|今日|本日)$/.test(word)) return { value: today, overrun: false };
  if (/^(きのう|昨日)$/.test(word)) return { value: addDays(today, -1), overrun: false };
  const plain = tidy(text);
  const packedWestern = /^(\d{4})(\d\d)(\d\d)$/.exec(plain);
  const western = packedWestern ?? WESTERN.exec(plain);
  if (western) return finish(Number(western[1]), western[2], western[3], undefined, partial);
  const japanese = PACKED.exec(plain) ?? JAPANESE.exec(plain);
  if (!japanese) return { error: 'unreadable' };
  const [, said, year, month, day] = japanese;
  const era = ERAS.find((e) => e.name === said || e.short === said || e.letter === said)!;
  if (Number(year) === 0) return { error: 'unreadable' };
  return finish(Number(era.from.slice(0, 4)) + Number(year) - 1, month, day, era, partial);
}

/** Full width, 元年, 年月日, dots and slashes become one shape. */
function tidy(text: string): string {
  const plain = text.normalize('NFKC').trim().toUpperCase().replace(/\s+/g, '').replace(/元年/, '1年');
  return plain
    .replace(/[年月/.\-ー−‐–]/g, '-')
    .replace(/[日頃]$/, '')
    .replace(/-+$/, '');
}

function finish(
  year: number,
  month: string | undefined,
  day: string | undefined,
  era: Era | undefined,
  partial: boolean,
): Read {
  if (!partial && (month === undefined || day === undefined)) return { error: 'day_missing' };
  const value = [String(year).padStart(4, '0'), month?.padStart(2, '0'), day?.padStart(2, '0')]
    .filter((part) => part !== undefined)
    .join('-');
  if (!exists(value)) return { error: 'no_such_day' };
  if (!era) return { value, overrun: false };
  // First and last day of what was said; a month in which the era changed belongs to both.
  if (lastDay(value) < era.from) return { error: 'not_in_era' };
  if (firstDay(value) <= era.to) return { value, overrun: false };
  // 平成31年5月1日 never was. A whole year later nobody knew the next era's name yet: read it and say so.
  if (year <= Number(era.to.slice(0, 4))) return { error: 'not_in_era' };
  return { value, overrun: true };
}

const firstDay = (value: string): string => (value + '-01-01').slice(0, 10);

function lastDay(value: string): string {
  if (value.length === 10) return value;
  const [year, month = 12] = value.split('-').map(Number);
  return new Date(Date.UTC(year!, month, 0)).toISOString().slice(0, 10);
}

/** Whether the calendar has this day, month or year. */
export function exists(value: string): boolean {
  const parts = value.split('-');
  if (!parts.every((part) => DIGITS.test(part))) return false;
  const full = firstDay(value);
  const date = new Date(`${full}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === full;
}

/** 令和8年9月1日, 昭和25年3月, 昭和25年; the first year of an era is 元年. */
export function formatDate(value: string): string {
  const [year, month, day] = value.split('-').map(Number);
  const reference = lastDay(value);
  const era = ERAS.findLast((e) => reference >= e.from);
  const count = era ? year! - Number(era.from.slice(0, 4)) + 1 : year!;
  const head = `${era?.name ?? ''}${era && count === 1 ? '元' : count}年`;
  return head + (month === undefined ? '' : `${month}月`) + (day === undefined ? '' : `${day}日`);
}

/** The short form of lists: R8.9.1. */
export function shortDate(value: string): string {
  const [year, month, day] = value.split('-').map(Number);
  const era = ERAS.findLast((e) => lastDay(value) >= e.from);
  const count = era ? year! - Number(era.from.slice(0, 4)) + 1 : year!;
  return [`${era?.letter ?? ''}${count}`, month, day].filter((part) => part !== undefined).join('.');
}

export function addDays(value: string, days: number): string {
  const date = new Date(`${value}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The everyday age on a day: it changes on the birthday. Undefined when the day of birth is not known. */
export function everydayAge(birth: string, on: string): number | undefined {
  if (birth.length !== 10) return undefined;
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return on.slice(5) >= birth.slice(5) ? years : years - 1;
}
