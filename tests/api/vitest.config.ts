// SPDX-License-Identifier: Apache-2.0
// Tests against the real program over HTTP. Each file starts a station of its own, so files may run side by side.
import { join } from "node:path";

export default {
  test: {
    root: join(import.meta.dirname, ".."),
    include: ["api/**/*.test.ts", "conformance/**/*.test.ts"],
    environment: "node",
    globalSetup: [join(import.meta.dirname, "kit/cluster.ts")],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // Two cores: two servers with their databases are enough at once.
    maxWorkers: 2,
  },
};
