// SPDX-License-Identifier: Apache-2.0
// Who is logged in, and what that person may do. The cookie itself is out of our reach, as it should be.
import { api, take, whenSessionRefused, type Schema } from '../api/client';
import { asProblem, type Problem } from '../api/problem';
import { useTerms } from '../i18n/text.svelte';

export type Session = Schema['Session'];

let current = $state.raw<Session>();
let known = $state(false);
let locked = $state(false);
let firstPassword = $state(false);
let demonstration = $state(false);
let problem = $state.raw<Problem>();
let clock: ReturnType<typeof setTimeout> | undefined;

export const session = {
  get current(): Session | undefined {
    return current;
  },
  /** False until the server has told whether there is a session. */
  get known(): boolean {
    return known;
  },
  /** 架空データ: every screen says so, the log-in screen too. */
  get fictional(): boolean {
    return current?.fictional ?? demonstration;
  },
  /** The session ran out while a screen was open: it is covered, and kept, until the same person is back. */
  get locked(): boolean {
    return locked;
  },
  /** The password was made by somebody else: nothing opens until it is changed. */
  get firstPassword(): boolean {
    return firstPassword;
  },
  /** The server could not say whether there is one. */
  get problem(): Problem | undefined {
    return problem;
  },
  may(operation: string): boolean {
    return current?.operations.includes(operation) ?? false;
  },
};

/** Asks the server who we are; nobody is an ordinary answer. */
export async function loadSession(): Promise<void> {
  try {
    begin(await take(api.get('/v1/session')));
    known = true;
  } catch (error) {
    const found = asProblem(error);
    if (found.code === 'session.none' || found.code === 'session.must_change_password') {
      demonstration = found.facts['fictional'] === 'yes';
      known = true;
    } else problem = found;
  }
}

export async function logIn(officer_no: string, password: string): Promise<void> {
  const before = current?.officer.id;
  const now = await take(api.post('/v1/session', { body: { officer_no, password } }));
  // Somebody else must not find what the one before had open.
  if (before !== undefined && before !== now.officer.id) location.replace('/');
  else if (now.must_change_password) {
    demonstration = now.fictional;
    firstPassword = true;
  } else begin(now);
}

export async function logOut(): Promise<void> {
  await take(api.delete('/v1/session'));
  // A fresh page: nothing of the session stays in memory.
  location.replace('/');
}

function begin(now: Session): void {
  current = now;
  known = true;
  problem = undefined;
  locked = false;
  firstPassword = false;
  useTerms(now.terms);
  clearTimeout(clock);
  // At the end the server is asked: if it saw no act since, it says 401 and the screen is covered.
  const left = new Date(now.expires_at).getTime() - Date.now() + 1000;
  // Not more often than each minute, however wrong the clock of this machine is.
  clock = setTimeout(() => void loadSession(), Math.min(Math.max(left, 60_000), 2 ** 31 - 1));
}

whenSessionRefused((code) => {
  firstPassword = code === 'session.must_change_password';
  if (current) locked = true;
});
