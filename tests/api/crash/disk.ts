// SPDX-License-Identifier: Apache-2.0
// A small disk of a test's own, which only root can make: filled to the last byte and emptied again.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export const MAY_MOUNT = process.getuid?.() === 0;

export class SmallDisk {
  readonly folder: string;

  constructor(mebibytes: number) {
    this.folder = mkdtempSync('/tmp/jk-disk-');
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', this.folder]);
  }

  fill(): void {
    const file = openSync(join(this.folder, 'filler'), 'w');
    for (const size of [1 << 20, 1 << 16, 4096, 1]) {
      const piece = Buffer.alloc(size, 'x');
      try {
        while (writeSync(file, piece) === size);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
    closeSync(file);
  }

  makeRoom(): void {
    unlinkSync(join(this.folder, 'filler'));
  }

  remove(): void {
    execFileSync('umount', ['-l', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
