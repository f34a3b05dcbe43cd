import { readFileSync } from "node:fs";
import { join } from "node:path";
import { programRoot } from "./home.ts";

/** The program's version, from package.json. */
export const version = (
  JSON.parse(readFileSync(join(programRoot, "package.json"), "utf8")) as { version: string }
).version;
