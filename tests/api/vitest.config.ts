// SPDX-License-Identifier: Apache-2.0
// Tests against the real program over HTTP. Files share two stations (kit/common.ts) or
// start one of their own; each walks to new doors, so they may run side by side.
import { join } from 'node:path';

export default {
  test: {
    root: join(import.meta.dirname, '..'),
    include: ['api/**/*.test.ts', 'conformance/**/*.test.ts'],
    environment: 'node',
    globalSetup: ['kit/cluster.ts', 'kit/common.ts'].map((file) => join(import.meta.dirname, file)),
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // Two cores: two servers with their databases are enough at once.
    maxWorkers: 2,
  },
};
