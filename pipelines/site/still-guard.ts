import { filterNames, storageKey } from "../../dashboards/lib/filters.ts";

/**
 * Runs before the page is painted: where the address or the session asks for a filter, the default view drawn at build time
 * would show other numbers than asked for, so it stays hidden until the filtered one is drawn.
 */
export const stillGuard = `try{const q=new URLSearchParams(location.search);if(${JSON.stringify(filterNames)}.some(n=>q.get(n))||sessionStorage.getItem(${JSON.stringify(storageKey)}))document.documentElement.classList.add("filtered")}catch{}`;
