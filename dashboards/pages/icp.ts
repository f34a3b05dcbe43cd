import { icpFigures } from "../figures/icp.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = { draw: icpFigures };
