// The tests' processes inherit what it sets.
import "./pipelines/warehouse/allocator.ts";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take minutes and are small to look at, so that no worker begins one when the others are done. */
const long = ["models/cases", "models/worlds", "site/site", "torture/torture", "fuzz/fuzz", "setup/setup"];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
      return at < 0 ? long.length : at;
    };
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/no-network.ts", "test/after-each-file.ts"],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // Many tests start processes and databases of their own.
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    // No file changes what another reads, so the program is loaded once per worker and not once per file.
    isolate: false,
  },
});
