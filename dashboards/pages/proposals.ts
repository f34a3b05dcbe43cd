import { proposalFigures } from "../figures/proposals.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = { draw: proposalFigures };
