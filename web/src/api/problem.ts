// SPDX-License-Identifier: Apache-2.0
// What went wrong, as the server says it (RFC 9457) or as we find it ourselves.
import { refusalText, t } from '../i18n/text.svelte';
import type { components } from './schema';

type Body = components['schemas']['Problem'];
export type FieldError = { pointer: string; code: string; text: string };

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly clause: string | undefined;
  readonly incident: string | undefined;
  readonly facts: Record<string, string>;
  readonly fields: FieldError[];
  /** With 412: the version in force. */
  readonly current: unknown;
  readonly #title: string;

  constructor(body: Partial<Body> & { status: number; code: string }) {
    super(body.code);
    this.status = body.status;
    this.code = body.code;
    this.clause = body.clause;
    this.incident = body.incident ?? body.facts?.['incident'];
    this.facts = body.facts ?? {};
    this.fields = body.errors ?? [];
    this.current = body.current;
    this.#title = body.title ?? '';
  }

  static unreachable(): Problem {
    return new Problem({ status: 0, code: 'web.unreachable' });
  }

  /** The sentence for people, in their language. */
  get text(): string {
    if (this.status === 0) return t('problem.unreachable');
    return refusalText(this.code, this.facts) ?? (this.#title || t('problem.unknown'));
  }

  textOf(field: FieldError): string {
    return refusalText(field.code, this.facts) ?? field.text;
  }

  /** Worth sending again as it is: the act may or may not have reached the server. */
  get uncertain(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

/** An error body that is no problem document still becomes a Problem. */
export function fromBody(status: number, body: unknown): Problem {
  if (body !== null && typeof body === 'object' && 'code' in body && typeof body.code === 'string') {
    return new Problem({ ...(body as Body), status, code: body.code });
  }
  return new Problem({ status, code: 'web.unreadable_answer' });
}

/** Anything caught, as a Problem; our own bugs are not hidden behind it. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}
