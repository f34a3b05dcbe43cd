import { afterEach } from "vitest";
import { servers } from "./home.ts";

/** Closes the servers that each test of the file that calls it leaves. */
export function cleanedUp(): void {
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });
}
