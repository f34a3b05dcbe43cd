import { compareFigures } from "../figures/compare.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = { draw: compareFigures };
