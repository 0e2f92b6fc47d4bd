// SPDX-License-Identifier: Apache-2.0
// The judge is judged: what it must let pass, and what it must not.
import { expect, test } from 'vitest';
import { checkAnswer } from './kit/contract.ts';

const json = (status: number, body: unknown, type = 'application/json') =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': type },
  });
const PROBLEM = 'application/problem+json';
const term = {
  key: 'beat',
  term: '巡連区',
  meaning: '受持警察官が巡回連絡を行う区域',
};

test.each([
  ['a good answer', 'GET', '/v1/glossary', json(200, { items: [term] })],
  [
    'a problem',
    'GET',
    '/v1/glossary',
    json(401, { type: 'x', title: 'y', status: 401, code: 'session.none' }, PROBLEM),
  ],
  ['no body where none is promised', 'DELETE', '/v1/session', new Response(null, { status: 204 })],
  [
    'a print',
    'POST',
    '/v1/forms/{form}/blanks',
    new Response('%PDF', {
      status: 201,
      headers: { 'content-type': 'application/pdf' },
    }),
  ],
])('lets pass: %s', async (_, method, template, response) => {
  await expect(checkAnswer(template, method, response)).resolves.toBeUndefined();
});

test.each([
  ['a field is missing', 'GET', '/v1/glossary', json(200, { items: [{ key: 'a', term: 'b' }] }), /meaning/],
  ['a field that nobody promised', 'GET', '/v1/glossary', json(200, { items: [], more: 1 }), /additional/],
  [
    'a word outside of its list',
    'GET',
    '/v1/ledger/entries',
    json(200, { items: [{ outcome: 'MAYBE' }] }),
    /allowed values/,
  ],
  ['an id of another form', 'GET', '/v1/units/{unit}', json(200, { id: 'x' }), /pattern|format/],
  ['a problem that is none', 'GET', '/v1/glossary', json(401, { title: 'y' }, PROBLEM), /type/],
  ['a status that is not named', 'GET', '/healthz', json(418, {}), /does not name/],
  ['another content type', 'GET', '/v1/glossary', json(200, { items: [] }, 'text/html'), /text\/html/],
  ['a path that is not in the contract', 'GET', '/v1/nowhere', json(200, {}), /no \/v1\/nowhere/],
])('stops: %s', async (_, method, template, response, why) => {
  await expect(checkAnswer(template, method, response)).rejects.toThrow(why);
});
