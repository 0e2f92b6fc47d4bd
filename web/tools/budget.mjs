// SPDX-License-Identifier: Apache-2.0
// Measures dist/ (gzip): the shell, which everybody loads first; the kit, the widgets that screens share; and each
// screen or later part with all it needs beyond these two.
//   node tools/budget.mjs          one line, or what is too large
//   node tools/budget.mjs --all    every piece
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1024;
const LIMITS = { shell: 35 * KB, kit: 12 * KB, screen: 8 * KB };

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const size = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
const sum = (files) => [...files].reduce((all, file) => all + size(file), 0);

/** Files that come along with a chunk: itself, what it imports at once, their styles. */
function filesOf(key, seen = new Set(), stop = () => false) {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file) || stop(chunk)) return seen;
  seen.add(chunk.file);
  for (const css of chunk.css ?? []) seen.add(css);
  for (const child of chunk.imports ?? []) filesOf(child, seen, stop);
  return seen;
}

const isKit = (chunk) => chunk.name === 'kit';
const without = (files, ...others) => [...files].filter((file) => !others.some((other) => other.has(file)));

const shell = filesOf(Object.keys(manifest).find((key) => manifest[key].isEntry));
const kit = new Set(without(filesOf(Object.keys(manifest).find((key) => isKit(manifest[key]))), shell));
const rows = [
  { name: 'shell', bytes: sum(shell), limit: LIMITS.shell },
  { name: 'kit', bytes: sum(kit), limit: LIMITS.kit },
  ...Object.entries(manifest)
    .filter(([key, chunk]) => chunk.isDynamicEntry && key.includes('/features/'))
    .map(([key]) => ({
      name: key.replace('src/features/', ''),
      bytes: sum(without(filesOf(key), shell, kit)),
      limit: LIMITS.screen,
    })),
];

const over = rows.filter(({ bytes, limit }) => bytes > limit);
const kb = (bytes) => (bytes / KB).toFixed(1);
if (over.length > 0 || process.argv.includes('--all')) {
  for (const { name, bytes, limit } of rows) {
    console.log(`${bytes > limit ? 'OVER' : 'ok  '} ${kb(bytes).padStart(5)} of ${kb(limit)} kB  ${name}`);
  }
} else {
  const widest = rows.slice(2).reduce((a, b) => (b.bytes > a.bytes ? b : a));
  const said = [
    `shell ${kb(rows[0].bytes)} kB`,
    `kit ${kb(rows[1].bytes)} kB`,
    `largest screen ${kb(widest.bytes)} kB`,
  ];
  console.log(`web: ${said.join(', ')} (${widest.name}), gzip`);
}
if (over.length > 0) process.exitCode = 1;
