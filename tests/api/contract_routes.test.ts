// SPDX-License-Identifier: Apache-2.0
// Both ways: each operation of the contract is served by one route, and no route is served that it does not name.
import { expect, test } from 'vitest';
import { operations } from './kit/contract.ts';
import { world } from './kit/common.ts';

const { address } = world('sqlite');

test('the operations of the contract and the routes of the server are the same', async () => {
  // The server keeps one figure for each route from its start, so they are all named here.
  const metrics = await (await fetch(`${address}/metrics`)).text();
  const routes = [...metrics.matchAll(/junkai_http_request_seconds_count\{operation="([a-z_]+)"\}/g)].map(
    (m) => m[1]!,
  );
  const promised = operations().map((one) => one.id);
  expect(new Set(promised).size).toBe(promised.length);
  expect(routes.filter((id) => id !== 'other').sort()).toEqual(promised.sort());
});

test.each(operations().filter((one) => one.path.startsWith('/v1/')))(
  '$method $path ($id) is there, and closed to strangers',
  async ({ method, path, id }) => {
    const at = path
      .replace(/\{form\}/, 'household-card')
      .replace(/\{\w+\}/g, '01890a5d-ac96-774b-bcce-b302099a8057');
    const response = await fetch(address + at, { method, headers: { Origin: address } });
    expect(response.status).toBe(id === 'log_in' ? 400 : 401);
  },
);

test('a path or a method that the contract does not name', async () => {
  const answer = async (method: string, path: string) => {
    const response = await fetch(address + path, { method, headers: { Origin: address } });
    return [
      response.status,
      ((await response.json()) as { code: string }).code,
      response.headers.get('allow'),
    ];
  };
  expect(await answer('GET', '/v1/nowhere')).toEqual([404, 'request.not_found', null]);
  expect(await answer('GET', '/v1')).toEqual([404, 'request.not_found', null]);
  expect((await answer('DELETE', '/v1/places')).slice(0, 2)).toEqual([405, 'request.method_not_allowed']);
});
