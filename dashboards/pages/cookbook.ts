import { cookbook } from "../views/cookbook.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = { draw: cookbook };
