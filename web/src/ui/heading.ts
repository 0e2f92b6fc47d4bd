// SPDX-License-Identifier: Apache-2.0
// Where reading begins when what is shown has changed: the screen's heading takes the focus.
export const focusHeading = (): void => document.querySelector<HTMLElement>('main h1')?.focus();
