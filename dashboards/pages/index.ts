import { overview } from "../views/overview.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = { draw: overview };
