import { metrics } from "../views/metrics.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = { draw: metrics };
