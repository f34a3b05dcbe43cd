import { afterAll } from "vitest";
import { removeScratch } from "./scratch.ts";

// Said before the hooks of the file itself, so it runs after them.
afterAll(removeScratch);
