import type { Effects } from "../contract/effects.ts";
import type { Home } from "../contract/home.ts";
import { failureOf } from "../operations/failure.ts";
import type { Operations } from "../operations/operations.ts";
import { prune } from "../operations/prune.ts";
import { refuseWithoutRoom, roomFor } from "../release/check-home.ts";

/** Makes room for a run where the disk has too little. Throws an io error where it still has. */
export async function makeRoom(home: Home, operations: Operations, effects: Effects): Promise<void> {
  const room = roomFor(home);
  if (room.free >= room.needed) return;
  await tidyUp(home, operations, effects);
  refuseWithoutRoom(home, roomFor(home));
}

/** Removes what the home needs no more. What cannot be removed is no failure of a run that has published. */
export async function tidyUp(home: Home, { keep }: Operations, effects: Effects): Promise<void> {
  try {
    await prune(home, keep, effects.now());
  } catch (error) {
    effects.report.warn(
      `what is no longer needed could not be removed: ${failureOf(error).message}; npm run prune tries again`,
    );
  }
}
