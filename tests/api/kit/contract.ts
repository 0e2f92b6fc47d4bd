// SPDX-License-Identifier: Apache-2.0
// The contract as a judge: every answer that a test gets is held against api/.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

const FOLDER = join(import.meta.dirname, '../../../api');
const BASE = 'contract:/';

type Node = { [key: string]: Node } & { $ref?: string };

const files = new Map<string, Node>(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => [file, parse(readFileSync(join(FOLDER, file), 'utf8')) as Node]),
);

// OpenAPI's own words stand between the schemas, so unknown keywords are no mistake.
const ajv = new Ajv2020({ strict: false, allErrors: true });
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
ajv.addFormat('uuid', UUID);
ajv.addFormat(
  'date',
  (text: string) => !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && /^\d{4}-\d\d-\d\d$/.test(text),
);
ajv.addFormat('date-time', (text: string) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text),
);
ajv.addFormat('binary', true);
for (const [file, content] of files) ajv.addSchema({ ...content, $id: BASE + file });

/** A place in a file of the contract, references followed: OpenAPI's are resolved here, the schemas' by ajv. */
type Place = { file: string; pointer: string[]; node: Node };

function follow(place: Place): Place {
  const reference = place.node.$ref;
  if (typeof reference !== 'string') return place;
  const [path, pointer = ''] = reference.split('#');
  const file = path === '' ? place.file : new URL(path!, `file:///${place.file}`).pathname.slice(1);
  return follow(at({ file, pointer: [], node: files.get(file)! }, ...pointer.split('/').slice(1)));
}

function at(place: Place, ...keys: string[]): Place {
  return keys.reduce((here, key) => {
    const from = follow(here);
    const node = from.node[key];
    if (node === undefined)
      throw new Error(`the contract has no ${key} in ${from.file}#/${from.pointer.join('/')}`);
    return { file: from.file, pointer: [...from.pointer, key], node };
  }, place);
}

const root: Place = {
  file: 'openapi.yaml',
  pointer: [],
  node: files.get('openapi.yaml')!,
};
const compiled = new Map<string, ValidateFunction>();

function validatorOf(place: Place): ValidateFunction {
  const pointer = place.pointer.map((key) =>
    encodeURIComponent(key.replace(/~/g, '~0').replace(/\//g, '~1')),
  );
  const reference = `${BASE}${place.file}#/${pointer.join('/')}`;
  let validate = compiled.get(reference);
  if (!validate) compiled.set(reference, (validate = ajv.compile({ $ref: reference })));
  return validate;
}

/** Throws when an answer is not one that the contract promises. */
export async function checkAnswer(template: string, method: string, response: Response): Promise<void> {
  const operation = follow(at(root, 'paths', template, method.toLowerCase()));
  const said = `${method} ${template} answered ${response.status}`;
  const responses = follow(at(operation, 'responses'));
  const key = String(response.status) in responses.node ? String(response.status) : 'default';
  if (!(key in responses.node)) throw new Error(`${said}, which the contract does not name`);
  const { node, ...place } = follow(at(responses, key));
  const type = (response.headers.get('content-type') ?? '').split(';')[0]!.trim();
  const content = node['content'];
  if (!content) {
    if ((await response.clone().arrayBuffer()).byteLength > 0) throw new Error(`${said} with a body`);
    return;
  }
  if (!(type in content)) throw new Error(`${said} with ${type || 'no content type'}`);
  if (!/json/.test(type)) return;
  const body: unknown = await response.clone().json();
  const validate = validatorOf(at({ node, ...place }, 'content', type, 'schema'));
  if (!validate(body))
    throw new Error(`${said}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(body, null, 1)}`);
}

/** Every operation that the contract promises. */
export function operations(): { id: string; method: string; path: string }[] {
  return Object.keys(at(root, 'paths').node).flatMap((path) => {
    const item = follow(at(root, 'paths', path)).node;
    return ['get', 'post', 'put', 'patch', 'delete']
      .filter((method) => method in item)
      .map((method) => ({ id: String(item[method]!['operationId']), method: method.toUpperCase(), path }));
  });
}
