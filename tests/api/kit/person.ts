// SPDX-License-Identifier: Apache-2.0
// One person at one browser, over plain HTTP: typed calls, the session cookie, and every answer checked.
import { randomUUID } from 'node:crypto';
import { apiOver, type Answer } from '../../../web/src/api/fetch.ts';
import type { components } from '../../../web/src/api/schema.d.ts';
import { checkAnswer } from './contract.ts';
import type { LogIn } from './station.ts';

export type Schema = components['schemas'];
export type Refused = Schema['Problem'];

/** As for fetch(); a body that is not there may be said so. */
export type Sent = Omit<RequestInit, 'body'> & { body?: BodyInit | null | undefined };

export class Person {
  readonly address: string;
  cookie: string | undefined;
  session: Schema['Session'] | undefined;
  readonly api = apiOver((address, init, template) => this.fetch(address, init, template));

  constructor(address: string) {
    this.address = address;
  }

  /** Any request as this person; with a template of the contract the answer is held against it. */
  async fetch(address: string, init: Sent = {}, template?: string): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Origin', this.address);
    if (this.cookie) headers.set('Cookie', this.cookie);
    const response = await fetch(this.address + address, { ...init, body: init.body ?? null, headers });
    const set = response.headers.getSetCookie()[0]?.split(';')[0];
    if (set) this.cookie = set.endsWith('=') ? undefined : set;
    if (template) await checkAnswer(template, init.method ?? 'GET', response);
    return response;
  }

  async logIn({ officerNo, password }: Pick<LogIn, 'officerNo' | 'password'>): Promise<void> {
    this.session = await done(
      this.api.post('/v1/session', {
        body: { officer_no: officerNo, password },
      }),
    );
  }

  /** The first beat whose doors this person may see. */
  get beat(): string {
    const beat = this.session?.beats[0];
    if (!beat) throw new Error(`${this.session?.officer.name ?? 'nobody'} has no beat`);
    return beat.id;
  }
}

/** A fresh Idempotency-Key. */
export const key = (): { 'Idempotency-Key': string } => ({
  'Idempotency-Key': randomUUID(),
});

/** The data of an answer that must be a good one. */
export async function done<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${JSON.stringify(error)}`);
  return data as T;
}

/** The problem of an answer that must be a refusal. */
export async function refused(call: Promise<Answer<unknown>>): Promise<Refused> {
  const { error, response } = await call;
  if (response.ok)
    throw new Error(`${response.url} answered ${response.status} where a refusal was expected`);
  return error as Refused;
}
