import { watch } from "node:fs";
import { join } from "node:path";

/** Editors write a file in several steps. */
const settleMilliseconds = 60;

/** Calls `onChange` with the sources of the site below the program's folder that changed, one call after the other. */
export function watchSources(
  root: string,
  onChange: (sources: string[]) => Promise<void>,
): { close(): void } {
  const changed = new Set<string>();
  let work = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const note = (source: string) => {
    if (!/\.(ts|md|css|sql)$/.test(source)) return;
    changed.add(source);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const sources = [...changed];
      changed.clear();
      work = work.then(() => onChange(sources));
    }, settleMilliseconds);
  };
  const config = "observablehq.config.ts";
  const watchers = [
    watch(join(root, "dashboards"), { recursive: true }, (_, name) => note(`dashboards/${name ?? ""}`)),
    watch(join(root, config), () => note(config)),
  ];
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
