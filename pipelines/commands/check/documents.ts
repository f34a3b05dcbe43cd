import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Effects } from "../../contract/effects.ts";
import { FunnelError } from "../../contract/errors.ts";
import { programRoot } from "../../contract/home.ts";
import { readConnectors } from "../../connectors/all.ts";
import { readModels } from "../../transform/model.ts";
import { openWarehouse } from "../../warehouse/open.ts";
import { readCookbook } from "../../site/cookbook.ts";
import { checkCookbook, cookbookIndex } from "./cookbook.ts";
import { withBlock, type GeneratedBlock } from "./generated-block.ts";
import { licenceList, lockedPackages } from "./licences.ts";
import { modelMap } from "./model-map.ts";
import { streamList } from "./stream-list.ts";
import { vendorList } from "./vendor-list.ts";

/** The parts of the documents that are made of the code. */
async function generatedBlocks(): Promise<GeneratedBlock[]> {
  const warehouse = await openWarehouse(":memory:", { threads: 1 });
  try {
    return [
      { file: "ARCHITECTURE.md", name: "model map", content: await modelMap(warehouse, readModels()) },
      { file: "docs/vendors.md", name: "vendors", content: vendorList(await readConnectors()) },
      { file: "docs/mapping.md", name: "streams", content: streamList() },
      { file: "docs/cookbook.md", name: "cookbook", content: cookbookIndex(readCookbook()) },
      { file: "docs/licences.md", name: "licences", content: licenceList(lockedPackages()) },
    ];
  } finally {
    warehouse.close();
  }
}

/** Checks the generated parts of the documents; with `fix` writes them. Throws a config error that names the stale ones. */
export async function checkDocuments(options: { fix: boolean }, effects: Effects): Promise<void> {
  checkCookbook(options);
  const blocks = await generatedBlocks();
  const stale = blocks.filter((block) => {
    const path = join(programRoot, block.file);
    const found = readFileSync(path, "utf8");
    const wanted = withBlock(found, block);
    if (wanted === undefined)
      throw new FunnelError(
        "config",
        "document_markers",
        `${block.file}: expected the markers of the part "${block.name}"; restore the two comment lines`,
      );
    if (wanted === found) return false;
    if (options.fix) writeFileSync(path, wanted);
    return !options.fix;
  });
  if (stale.length > 0)
    throw new FunnelError(
      "config",
      "document_stale",
      stale
        .map(
          ({ file, name }) =>
            `${file}: the part "${name}" is not what the code says; run npm run format and commit it`,
        )
        .join("\n"),
    );
  effects.report.info(`${blocks.length} generated parts of the documents are as the code says`);
}
