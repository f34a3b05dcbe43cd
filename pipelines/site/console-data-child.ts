import { writePublished } from "./console-data.ts";

// Run as a process of its own, with an allocator that hands out zeroes: see console-data.ts.
const [warehouse, path, largest] = process.argv.slice(2);
if (warehouse === undefined || path === undefined || largest === undefined)
  throw new Error("expected the paths of a warehouse and of the file to write, and its most bytes");
process.stdout.write(JSON.stringify(await writePublished(warehouse, path, Number(largest))));
