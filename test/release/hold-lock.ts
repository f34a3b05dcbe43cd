import { exit, FunnelError } from "../../pipelines/contract/errors.ts";
import { homeAt } from "../../pipelines/contract/home.ts";
import { withLock } from "../../pipelines/release/lock.ts";

// Takes the lock of the home given, says so, and keeps it until it is killed.
try {
  await withLock(homeAt(process.argv[2] ?? ""), async () => {
    process.stdout.write("held\n");
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  });
} catch (error) {
  process.exitCode = error instanceof FunnelError ? exit[error.kind] : exit.internal;
}
