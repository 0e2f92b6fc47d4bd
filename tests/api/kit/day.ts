// SPDX-License-Identifier: Apache-2.0
// The day of the tests, for vitest and Playwright alike.
export const TODAY = '2026-10-14';

/** A time of that day, in Japan. */
export const at = (time: string, day = TODAY): string => `${day}T${time}:00+09:00`;
