import { filterNames, storageKey } from "../../dashboards/lib/filters.ts";

/**
 * Runs before the page is painted. Where the address or the session asks for a filter or for one figure alone, the default view drawn at build time would show
 * other numbers than asked for, so it stays hidden until the filtered one is drawn. When a part cannot be loaded (of a module the
 * preload says so), a script fails, or nothing has come of them after 20 seconds, the page shows its default view and says so. A button
 * that is pressed meanwhile is marked, and pressed again by dashboards/lib/before-scripts.ts.
 */
export const stillGuard = `try{const q=new URLSearchParams(location.search);if(${JSON.stringify(filterNames)}.some(n=>q.get(n))||q.get("embed")||sessionStorage.getItem(${JSON.stringify(storageKey)}))document.documentElement.classList.add("filtered")}catch{}{const broken=()=>{if(document.readyState==="loading")addEventListener("DOMContentLoaded",broken);else if(document.querySelector("#app[data-still]"))document.documentElement.classList.add("broken"),document.getElementById("broken").hidden=false};addEventListener("error",broken,true);setTimeout(broken,20000)}addEventListener("click",e=>e.target.closest("#app[data-still] button:not([type=reset])")?.setAttribute("aria-busy","true"))`;
