import { silent } from "../../pipelines/contract/effects.ts";
import { buildSite } from "../../pipelines/site/build.ts";

/** Builds a site in a process of its own: warehouse, output and scratch folder are the arguments. */
const [warehouse = "", out = "", scratch = ""] = process.argv.slice(2);
await buildSite({ warehouse, out, scratch, effects: { now: () => new Date(0), report: silent } });
