import { sqlConsole } from "../views/console.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = { draw: sqlConsole };
