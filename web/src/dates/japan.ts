// SPDX-License-Identifier: Apache-2.0
// All clocks are Japan's (+09:00, no daylight saving), wherever the machine thinks it is.
import { formatDate } from './wareki';

const OFFSET_MS = 9 * 3600 * 1000;

const shifted = (instant: string | number | Date): string =>
  new Date(new Date(instant).getTime() + OFFSET_MS).toISOString();

/** The civil date in Japan. */
export const japanDate = (instant: string | number | Date): string => shifted(instant).slice(0, 10);

/** The time of day in Japan, 18:05. */
export const japanTime = (instant: string | number | Date): string => shifted(instant).slice(11, 16);

/** 令和8年9月1日 18:05 */
export const japanDateTime = (instant: string): string =>
  `${formatDate(japanDate(instant))} ${japanTime(instant)}`;

/** The instant of a civil date and time of day, as it is sent. */
export const instantOf = (date: string, time: string): string => `${date}T${time}:00+09:00`;

/** Reads 18:05, 1805, 18時5分, 9:30 in any width; undefined when it is no time of day. */
export function readTime(text: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/\s+/g, '')
    .replace(/時(?=\d)/, ':')
    .replace(/時$/, ':00')
    .replace(/分$/, '');
  const found = /^(\d{1,2}):(\d{1,2})$/.exec(plain) ?? /^(\d{1,2})(\d\d)$/.exec(plain);
  if (!found) return undefined;
  const [hour, minute] = [Number(found[1]), Number(found[2])];
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
