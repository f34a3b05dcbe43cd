import { silent } from "../../pipelines/contract/effects.ts";
import { operations, recipes } from "./made.ts";
import { buildSite } from "../../pipelines/site/build.ts";

/** Builds a site in a process of its own: warehouse, output and cache folder are the arguments. */
const [warehouse = "", out = "", cache = ""] = process.argv.slice(2);
await buildSite({
  warehouse,
  operations,
  recipes,
  out,
  cache,
  effects: { now: () => new Date(0), report: silent },
});
