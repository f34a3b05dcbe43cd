import { openWarehouse } from "../../pipelines/warehouse/open.ts";

// Holds the warehouse given as a program that writes would, says so, and keeps it until it is killed.
await openWarehouse(process.argv[2] ?? "");
process.stdout.write("held\n");
setTimeout(() => {}, 600_000);
