// SPDX-License-Identifier: Apache-2.0
// Where and on what a run was made: figures without it mean nothing.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { ROOT } from '../tree.mjs';

export function describeMachine() {
  const git = (...words) => execFileSync('git', ['-C', ROOT, ...words], { encoding: 'utf8' }).trim();
  const os = /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'unknown';
  const changed = git('status', '--porcelain', '--', 'src', 'sql', 'cmake', 'CMakeLists.txt') !== '';
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: git('rev-parse', '--short=12', 'HEAD') + (changed ? ' with changes' : ''),
    machine: {
      cores: cpus().length,
      cpu: cpus()[0].model,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      kernel: release(),
      os,
    },
  };
}
