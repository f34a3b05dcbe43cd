import { build } from "esbuild";
import { join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import { programRoot } from "../contract/home.ts";

/** A script of dashboards/ and all it needs as one text. Throws a site error that says what does not compile. */
export async function bundleScript(
  entry: string,
  options: { format: "esm" | "iife"; minify: boolean; globalName?: string },
): Promise<string> {
  try {
    const result = await build({
      ...options,
      entryPoints: [join(programRoot, "dashboards", entry)],
      bundle: true,
      write: false,
      target: "es2022",
      legalComments: "none",
      logLevel: "silent",
    });
    return result.outputFiles[0]?.text ?? "";
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FunnelError("site", "site_bundle", `dashboards/${entry}: ${reason}`, { cause: error });
  }
}

/** The script that draws pages at build time. */
export const pageScript = (): Promise<string> =>
  bundleScript("write-page.ts", { format: "iife", minify: false, globalName: "funnelhouse" });

/** The script of the pages. One module with the chart library shaken into it: a page is ten requests instead of fifty. */
export const appScript = (): Promise<string> => bundleScript("app.ts", { format: "esm", minify: true });
