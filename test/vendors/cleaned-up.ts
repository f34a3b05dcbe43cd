import { rmSync } from "node:fs";
import { afterEach } from "vitest";
import { leftovers } from "./home.ts";

/** Closes and removes what each test of the file that calls it leaves. */
export function cleanedUp(): void {
  afterEach(async () => {
    for (const server of leftovers.servers.splice(0)) await server.close();
    for (const folder of leftovers.folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
}
