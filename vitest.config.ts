// The tests' processes inherit what it sets.
import "./pipelines/warehouse/allocator.ts";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/no-network.ts"],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // Many tests start processes and databases of their own.
    maxWorkers: 2,
    // No file changes what another reads, so the program is loaded once per worker and not once per file.
    isolate: false,
  },
});
