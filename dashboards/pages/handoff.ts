import { handoffFigures } from "../figures/handoff.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = { draw: handoffFigures };
