import { velocityFigures } from "../figures/velocity.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = { draw: velocityFigures };
