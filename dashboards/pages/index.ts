import { overview } from "../views/overview.ts";
import { narrowing } from "./narrowing.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = { ...narrowing, draw: overview };
