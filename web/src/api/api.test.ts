// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, test, vi } from 'vitest';
import { api, take, whenSessionRefused } from './client';
import { Problem } from './problem';
import { Mutation, Resource } from './resource.svelte';

const fetched = vi.fn<typeof fetch>();
vi.stubGlobal('fetch', fetched);
afterEach(() => fetched.mockReset());

const json = (status: number, body: unknown, type = 'application/json') =>
  new Response(body === undefined ? null : JSON.stringify(body), {
    status,
    headers: { 'content-type': type },
  });
const problem = (status: number, code: string, more = {}) =>
  json(status, { type: 'about:blank', title: '文', status, code, ...more }, 'application/problem+json');
const unit = '01890000-0000-7000-8000-000000000001';

describe('a call', () => {
  test('puts path, query and body where the contract has them', async () => {
    fetched.mockResolvedValue(json(201, { id: unit }));
    await take(
      api.post('/v1/units/{unit}/visits', {
        path: { unit: 'a/b' },
        header: { 'Idempotency-Key': unit },
        body: { outcome: 'ABSENT', started_at: 'x', ended_at: 'y' },
      }),
    );
    const [address, init] = fetched.mock.calls[0]!;
    expect(address).toBe('/v1/units/a%2Fb/visits');
    expect(init).toMatchObject({ method: 'POST', credentials: 'same-origin', cache: 'no-store' });
    expect(init?.headers).toMatchObject({ 'Idempotency-Key': unit, 'content-type': 'application/json' });
    expect(JSON.parse(String(init?.body))).toEqual({ outcome: 'ABSENT', started_at: 'x', ended_at: 'y' });
  });

  test('leaves out words that are not given', async () => {
    fetched.mockResolvedValue(json(200, { items: [] }));
    await take(api.get('/v1/night-approvals', { query: { state: 'ALL' } }));
    expect(fetched.mock.calls[0]![0]).toBe('/v1/night-approvals?state=ALL');
  });

  test('an answer without a body is an answer', async () => {
    fetched.mockResolvedValue(new Response(null, { status: 204 }));
    await expect(take(api.delete('/v1/session'))).resolves.toBe('');
  });
});

describe('what goes wrong becomes a Problem', () => {
  const failing = () => take(api.get('/v1/glossary')).catch((error: unknown) => error as Problem);

  test('a refusal keeps its code, clause and fields', async () => {
    fetched.mockResolvedValue(
      problem(409, 'visits.night_not_approved', { clause: '4-4b', facts: { a: 'b' } }),
    );
    expect(await failing()).toMatchObject({
      status: 409,
      code: 'visits.night_not_approved',
      clause: '4-4b',
      facts: { a: 'b' },
      text: '文',
      uncertain: false,
    });
  });

  test('no network', async () => {
    fetched.mockRejectedValue(new TypeError('Failed to fetch'));
    expect(await failing()).toMatchObject({ status: 0, code: 'web.unreachable', uncertain: true });
  });

  test('an answer that is no problem document', async () => {
    fetched.mockResolvedValue(
      new Response('<h1>502</h1>', { status: 502, headers: { 'content-type': 'text/html' } }),
    );
    expect(await failing()).toMatchObject({ status: 502, code: 'web.unreadable_answer', uncertain: true });
  });

  test('only what concerns the session itself is told to the session', async () => {
    const told = vi.fn();
    whenSessionRefused(told);
    fetched.mockResolvedValue(problem(401, 'session.wrong_password'));
    await failing();
    expect(told).not.toHaveBeenCalled();
    fetched.mockResolvedValue(problem(401, 'session.none'));
    await failing();
    expect(told).toHaveBeenCalledExactlyOnceWith('session.none');
    fetched.mockResolvedValue(problem(403, 'session.must_change_password'));
    await failing();
    expect(told).toHaveBeenLastCalledWith('session.must_change_password');
  });
});

describe('an act keeps its key while its fate is unknown', () => {
  async function keysOf(outcomes: ('lost' | 'refused' | 'done')[], inputs: unknown[]) {
    const keys: string[] = [];
    const act = new Mutation((_: unknown, key: string) => {
      keys.push(key);
      const outcome = outcomes[keys.length - 1];
      if (outcome === 'done') return Promise.resolve('done');
      throw outcome === 'lost' ? Problem.unreachable() : new Problem({ status: 422, code: 'request.fields' });
    });
    for (const input of inputs) await act.run(input);
    return keys;
  }

  test.each([
    ['lost and sent again unchanged: the same act', ['lost', 'done'], [1, 1], true],
    ['lost and sent with another body: another act', ['lost', 'done'], [1, 2], false],
    ['refused and sent again: another act', ['refused', 'done'], [1, 1], false],
    ['done and done again: another act', ['done', 'done'], [1, 1], false],
  ] as const)('%s', async (_, outcomes, inputs, same) => {
    const [first, second] = await keysOf([...outcomes], [...inputs]);
    expect(first === second).toBe(same);
  });

  test('a second tap while the first is on its way does nothing', async () => {
    let finish = (): void => {};
    const send = vi.fn(() => new Promise<string>((done) => (finish = () => done('x'))));
    const act = new Mutation(send);
    const running = act.run(1);
    expect(await act.run(1)).toBeUndefined();
    finish();
    expect(await running).toBe('x');
    expect(send).toHaveBeenCalledOnce();
  });

  test('our own bugs are not shown as problems of the server', async () => {
    const act = new Mutation(() => Promise.reject(new RangeError('ours')));
    await expect(act.run(1)).rejects.toThrow('ours');
    expect(act.busy).toBe(false);
  });
});

test('a late answer never replaces a newer one', async () => {
  const answers: ((text: string) => void)[] = [];
  const shown = new Resource(() => new Promise<string>((done) => answers.push(done)));
  const first = shown.reload();
  const second = shown.reload();
  answers[1]!('new');
  await second;
  answers[0]!('old');
  await first;
  expect([shown.data, shown.loading]).toEqual(['new', false]);
});
