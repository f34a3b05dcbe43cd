import type { MartFiles } from "../../dashboards/lib/data.ts";
import { pageScript } from "../../pipelines/site/bundle-script.ts";
import { withoutOperations } from "./made.ts";
import { drawPages } from "../../pipelines/site/draw-pages.ts";

/** HTML of each page's default view, by the page's path in the site. */
export type Stills = Map<string, string>;

/** The default views alone, without what stands around them. */
export const drawStills = async (files: MartFiles): Promise<Stills> =>
  drawPages({ frame: "{{app}}", script: await pageScript(), scripts: {} }, withoutOperations(files), {});
