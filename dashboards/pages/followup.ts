import { followUpFigures } from "../figures/follow-up.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = { draw: followUpFigures };
