import { dictionary } from "../views/dictionary.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = { draw: dictionary };
