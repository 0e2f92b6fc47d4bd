// SPDX-License-Identifier: Apache-2.0
// fetch() with the types of the contract: path, method, parameters, body and answer belong together.
import type { paths } from './schema';

type Method = 'get' | 'post' | 'put' | 'delete';
type PathsWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
type Prop<T, K extends string> = T extends Record<K, infer V> ? V : undefined;
type Parameters<O> = Prop<O, 'parameters'>;
type PartOf<O, K extends 'path' | 'query' | 'header'> =
  Parameters<O> extends { [key in K]: infer V }
    ? { [key in K]: V }
    : Parameters<O> extends { [key in K]?: infer V }
      ? [Exclude<V, undefined>] extends [never]
        ? unknown
        : { [key in K]?: V }
      : unknown;
type BodyOf<O> =
  Prop<O, 'requestBody'> extends { content: { 'application/json': infer B } } ? { body: B } : unknown;
type Content<R> = R extends { content: infer C } ? C[keyof C] : undefined;
type Success<O> =
  Prop<O, 'responses'> extends infer R
    ? { [S in keyof R]: S extends 200 | 201 | 204 ? Content<R[S]> : never }[keyof R]
    : never;

type Options<O> = PartOf<O, 'path'> &
  PartOf<O, 'query'> &
  PartOf<O, 'header'> &
  BodyOf<O> & { signal?: AbortSignal };
type Args<O> = object extends Options<O> ? [options?: Options<O>] : [options: Options<O>];
export type Answer<T> = { data?: T; error?: unknown; response: Response };

type Loose = {
  path?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  header?: Record<string, string>;
  body?: unknown;
  signal?: AbortSignal;
};

/** Sends a request and gives the response; `template` is the path as the contract has it. */
export type Fetcher = (address: string, init: RequestInit, template: string) => Promise<Response>;

async function send(
  fetcher: Fetcher,
  method: Method,
  path: string,
  options: Loose = {},
): Promise<Answer<unknown>> {
  let address = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(options.path?.[name] ?? ''),
  );
  const words = Object.entries(options.query ?? {}).filter(([, value]) => value !== undefined);
  if (words.length > 0)
    address += `?${new URLSearchParams(words.map(([key, value]) => [key, String(value)]))}`;
  const init: RequestInit = {
    method: method.toUpperCase(),
    credentials: 'same-origin',
    cache: 'no-store',
    headers: {
      accept: 'application/json, application/problem+json, application/pdf',
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.header,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    ...(options.signal ? { signal: options.signal } : {}),
  };
  const response = await fetcher(address, init, path);
  const read = await contentOf(response);
  return response.ok ? { data: read, response } : { error: read, response };
}

function contentOf(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (/json/.test(type)) return response.json().catch(() => undefined);
  return /pdf/.test(type) ? response.blob() : response.text();
}

const caller =
  <M extends Method>(fetcher: Fetcher, method: M) =>
  <P extends PathsWith<M>>(path: P, ...[options]: Args<Operation<P, M>>) =>
    send(fetcher, method, path, options as Loose | undefined) as Promise<Answer<Success<Operation<P, M>>>>;

/** The typed calls over any fetch: the page's own, or that of a test. */
export const apiOver = (fetcher: Fetcher) => ({
  get: caller(fetcher, 'get'),
  post: caller(fetcher, 'post'),
  put: caller(fetcher, 'put'),
  delete: caller(fetcher, 'delete'),
});

export const api = apiOver((address, init) => fetch(address, init));
