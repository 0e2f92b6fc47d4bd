// SPDX-License-Identifier: Apache-2.0
// Which rows of a long table are in the page.
const OVERSCAN = 8;

/** Rows from `first` up to, not including, `end`: those that can be seen and a few on either side. */
export function windowOf(
  scrolled: number,
  height: number,
  rowHeight: number,
  count: number,
): { first: number; end: number } {
  const first = Math.min(count, Math.max(0, Math.floor(scrolled / rowHeight) - OVERSCAN));
  const end = Math.min(count, Math.ceil((scrolled + height) / rowHeight) + OVERSCAN);
  return { first, end: Math.max(first, end) };
}
