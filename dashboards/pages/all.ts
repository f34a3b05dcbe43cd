import type { PageKey } from "../pages.ts";
import { view as attribution } from "./attribution.ts";
import { view as compare } from "./compare.ts";
import { view as sqlConsole } from "./console.ts";
import { view as contact } from "./contact.ts";
import { view as conversion } from "./conversion.ts";
import { view as cookbook } from "./cookbook.ts";
import { view as crm } from "./crm.ts";
import { view as customer } from "./customer.ts";
import { view as cycle } from "./cycle.ts";
import { view as deals } from "./deals.ts";
import { view as dictionary } from "./dictionary.ts";
import { view as explore } from "./explore.ts";
import { view as followup } from "./followup.ts";
import { view as handoff } from "./handoff.ts";
import { view as icp } from "./icp.ts";
import { view as overview } from "./index.ts";
import { view as leaks } from "./leaks.ts";
import { view as metrics } from "./metrics.ts";
import { view as plan } from "./plan.ts";
import { view as proposals } from "./proposals.ts";
import { view as quality } from "./quality.ts";
import { view as sources } from "./sources.ts";
import { view as todo } from "./todo.ts";
import { view as velocity } from "./velocity.ts";
import type { PageView } from "./page-view.ts";

/** Every page of the site, to draw them all; a browser loads the one that it shows. */
export const views: Record<PageKey, PageView> = {
  index: overview,
  conversion,
  customer,
  cycle,
  leaks,
  explore,
  crm,
  todo,
  icp,
  handoff,
  contact,
  proposals,
  followup,
  sources,
  attribution,
  compare,
  plan,
  velocity,
  quality,
  metrics,
  dictionary,
  cookbook,
  console: sqlConsole,
  deals,
};
