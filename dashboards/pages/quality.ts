import { quality } from "../views/tables.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = { draw: quality };
