import { leadSourceFigures } from "../figures/lead-sources.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = { draw: leadSourceFigures };
