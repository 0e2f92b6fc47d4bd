// SPDX-License-Identifier: Apache-2.0
// The one way to the server: typed by the contract, same origin, problems turned into Problem.
import { api, type Answer } from './fetch';
import { Problem, fromBody } from './problem';
import type { components } from './schema';

export type Schema = components['schemas'];
export type Purpose = Schema['Purpose'];

export { api };

/** What the server says of the session itself: it is over, or its password is still the first one. */
const OF_THE_SESSION = ['session.none', 'session.must_change_password'] as const;
export type SessionProblem = (typeof OF_THE_SESSION)[number];

let onSession: (code: SessionProblem) => void = () => {};

/** The session asks to be told when the server refuses it whatever it asks for. */
export function whenSessionRefused(act: (code: SessionProblem) => void): void {
  onSession = act;
}

/** The data of an answer, or a Problem thrown. */
export async function take<T>(call: Promise<Answer<T>>): Promise<T> {
  return (await takeWhole(call)).data as T;
}

/** The data together with the headers (ETag, print serial). */
export async function takeWhole<T>(call: Promise<Answer<T>>): Promise<{ data: T; response: Response }> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (error) {
    // An answer that nobody waits for any more is no problem of the network.
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw Problem.unreachable();
  }
  if (answer.response.ok) return { data: answer.data as T, response: answer.response };
  const problem = fromBody(answer.response.status, answer.error);
  const code = OF_THE_SESSION.find((one) => one === problem.code);
  if (code) onSession(code);
  throw problem;
}
