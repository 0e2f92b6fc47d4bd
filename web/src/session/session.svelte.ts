// SPDX-License-Identifier: Apache-2.0
// Who is logged in, and what that person may do. The cookie itself is out of our reach, as it should be.
import { api, take, whenUnauthorized, type Schema } from '../api/client';
import { Problem } from '../api/problem';
import { useTerms } from '../i18n/text.svelte';

export type Session = Schema['Session'];

const state = $state<{ current: Session | undefined; known: boolean; locked: boolean }>({
  current: undefined,
  known: false,
  locked: false,
});
let clock: ReturnType<typeof setTimeout> | undefined;

export const session = {
  get current(): Session | undefined {
    return state.current;
  },
  /** False until the server has told whether there is a session. */
  get known(): boolean {
    return state.known;
  },
  /** The session ran out while a screen was open: it is covered, and kept, until the same person is back. */
  get locked(): boolean {
    return state.locked;
  },
  may(operation: string): boolean {
    return state.current?.operations.includes(operation) ?? false;
  },
};

/** Asks the server who we are; nobody is an ordinary answer. */
export async function loadSession(): Promise<void> {
  try {
    begin(await take(api.GET('/v1/session')));
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error;
  } finally {
    state.known = true;
  }
}

export async function logIn(officer_no: string, password: string): Promise<void> {
  const before = state.current?.officer.id;
  const now = await take(api.POST('/v1/session', { body: { officer_no, password } }));
  // Somebody else must not find what the one before had open.
  if (before !== undefined && before !== now.officer.id) location.replace('/');
  begin(now);
}

export async function logOut(): Promise<void> {
  await take(api.DELETE('/v1/session'));
  // A fresh page: nothing of the session stays in memory.
  location.replace('/');
}

function begin(now: Session): void {
  state.current = now;
  state.locked = false;
  useTerms(now.terms);
  clearTimeout(clock);
  // At the end the server is asked: if it saw no act since, it says 401 and the screen is covered.
  const left = new Date(now.expires_at).getTime() - Date.now();
  clock = setTimeout(() => void loadSession(), Math.min(Math.max(left, 0) + 1000, 2 ** 31 - 1));
}

whenUnauthorized(() => {
  if (state.current) state.locked = true;
});
