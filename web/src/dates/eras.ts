// SPDX-License-Identifier: Apache-2.0
// 元号, first and last day. A new era is one more line at the end; the two older days of change carry both names.
export type Era = { name: string; letter: string; short: string; from: string; to: string };

export const ERAS: readonly Era[] = [
  { name: '明治', letter: 'M', short: '明', from: '1868-01-25', to: '1912-07-30' },
  { name: '大正', letter: 'T', short: '大', from: '1912-07-30', to: '1926-12-25' },
  { name: '昭和', letter: 'S', short: '昭', from: '1926-12-25', to: '1989-01-07' },
  { name: '平成', letter: 'H', short: '平', from: '1989-01-08', to: '2019-04-30' },
  { name: '令和', letter: 'R', short: '令', from: '2019-05-01', to: '9999-12-31' },
];
