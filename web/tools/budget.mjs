// SPDX-License-Identifier: Apache-2.0
// Measures dist/ (gzip): the shell, which everybody loads, and each screen, which is loaded when it is opened.
// What a screen shares with others counts for each of them, so that nothing hides in a common piece.
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1024;
const SHELL = 35 * KB;
const SCREEN = 8 * KB;

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const size = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;

/** Files that come along with a chunk: itself, what it imports at once, their styles. */
function filesOf(key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const css of chunk.css ?? []) seen.add(css);
  for (const child of chunk.imports ?? []) filesOf(child, seen);
  return seen;
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const shell = filesOf(entry);
const sum = (files) => [...files].reduce((all, file) => all + size(file), 0);
const rows = [{ name: 'shell', bytes: sum(shell), limit: SHELL }];
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry || !key.includes('/features/')) continue;
  const own = [...filesOf(key)].filter((file) => !shell.has(file));
  rows.push({ name: key.replace('src/features/', ''), bytes: sum(own), limit: SCREEN });
}

if (!existsSync(new URL('index.html', dist))) throw new Error('dist/ has no index.html');
const over = rows.filter(({ bytes, limit }) => bytes > limit);
const kb = (bytes) => (bytes / KB).toFixed(1).padStart(5);
if (over.length > 0 || process.argv.includes('--all')) {
  for (const { name, bytes, limit } of rows) console.log(`${bytes > limit ? 'OVER' : 'ok  '} ${kb(bytes)} of ${kb(limit)} kB  ${name}`);
} else {
  const widest = rows.slice(1).reduce((a, b) => (b.bytes > a.bytes ? b : a), { name: 'none', bytes: 0 });
  console.log(`web: shell ${kb(rows[0].bytes).trim()} kB, largest screen ${widest.name} ${kb(widest.bytes).trim()} kB (gzip)`);
}
if (over.length > 0) process.exitCode = 1;
