// SPDX-License-Identifier: Apache-2.0
// The tree that a lint looks at: which files there are, and their text. Plain node, no packages.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const SKIPPED = new Set(['.git', 'build', 'node_modules', 'var', '.cache']);

export class Tree {
  #texts = new Map();

  constructor(root = ROOT) {
    this.root = root;
    this.files = (existsSync(join(root, '.git')) ? listGit(root) : walk(root)).sort();
    this.set = new Set(this.files);
  }

  has(path) {
    return this.set.has(path);
  }

  read(path) {
    if (!this.#texts.has(path)) this.#texts.set(path, readFileSync(join(this.root, path), 'utf8'));
    return this.#texts.get(path);
  }

  json(path) {
    return JSON.parse(this.read(path));
  }

  /** Files below a folder whose name ends in one of the endings. */
  below(folder, ...endings) {
    return this.files.filter((f) => f.startsWith(folder) && endings.some((ending) => f.endsWith(ending)));
  }
}

/** What git would commit: tracked files and new ones that are not ignored. */
function listGit(root) {
  const names = execFileSync('git', ['-C', root, 'ls-files', '-z', '-co', '--exclude-standard'], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return [...new Set(names.split('\0'))].filter((f) => f !== '' && existsSync(join(root, f)));
}

/** A folder without git (the self-tests of the lints). */
function walk(root, prefix = '') {
  return readdirSync(join(root, prefix)).flatMap((name) => {
    if (SKIPPED.has(name)) return [];
    const path = prefix === '' ? name : `${prefix}/${name}`;
    return statSync(join(root, path)).isDirectory() ? walk(root, path) : [path];
  });
}

/** One named check of a lint: it passes when it has no problems. */
export function rule(name, problems) {
  return { name, problems };
}

export function lineOf(text, index) {
  return text.slice(0, index).split('\n').length;
}

/** Whether the module was started from the command line. */
export function isMain(url) {
  return process.argv[1] !== undefined && url === pathToFileURL(process.argv[1]).href;
}

/** Prints what a lint found; true when all rules hold. */
export function report(lint, rules, out = console.log) {
  let good = true;
  for (const { name, problems } of rules) {
    out(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${lint}: ${name}`);
    for (const problem of problems) out(`       ${problem}`);
    good &&= problems.length === 0;
  }
  return good;
}

/** `node tools/<lint>.mjs`: runs that lint alone. */
export function runAlone(url, lint, check) {
  if (!isMain(url)) return;
  process.exitCode = report(lint, check(new Tree())) ? 0 : 1;
}
