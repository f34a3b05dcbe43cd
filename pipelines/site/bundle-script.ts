import { build, type Plugin } from "esbuild";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import { programRoot } from "../contract/home.ts";
import { leftOut } from "./left-out.ts";

export interface BundleOptions {
  format: "esm" | "iife";
  minify: boolean;
  globalName?: string;
  plugins?: Plugin[];
}

/** Scripts of dashboards/ by name, each with all it needs as one text. Throws a site error that says what does not compile. */
export async function bundleScripts(
  entries: Record<string, string>,
  { plugins = [], ...options }: BundleOptions,
): Promise<Map<string, { code: string; imports: string[] }>> {
  try {
    const { outputFiles, metafile } = await build({
      ...options,
      entryPoints: Object.entries(entries).map(([out, path]) => ({ in: path, out })),
      absWorkingDir: join(programRoot, "dashboards"),
      outdir: ".",
      plugins: [...plugins, leftOut],
      bundle: true,
      write: false,
      metafile: true,
      target: "es2022",
      legalComments: "none",
      charset: "utf8",
      logLevel: "silent",
    });
    const codes = new Map(outputFiles.map(({ path, text }) => [path, text]));
    return new Map(
      Object.keys(entries).map((name) => [
        name,
        {
          code: codes.get(join(programRoot, "dashboards", `${name}.js`)) ?? "",
          imports: [...new Set(metafile.outputs[`${name}.js`]?.imports.map(({ path }) => path))],
        },
      ]),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const names = Object.values(entries).join(", ");
    throw new FunnelError("site", "site_bundle", `dashboards/${names}: ${reason}`, { cause: error });
  }
}

/** One script of dashboards/ and all it needs as one text. */
export async function bundleScript(entry: string, options: BundleOptions): Promise<string> {
  return (await bundleScripts({ script: entry }, options)).get("script")?.code ?? "";
}

/** The script that draws pages at build time. */
export const pageScript = (): Promise<string> =>
  bundleScript("write-page.ts", { format: "iife", minify: false, globalName: "funnelhouse" });

/** Leaves the words of the other languages out: files of dashboards/words name theirs in `export const … = { en, hu };`. */
export const onlyWordsOf = (language: string): Plugin => ({
  name: "words",
  setup(build) {
    build.onLoad({ filter: /\/dashboards\/words\/[a-z-]+\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(
        / = \{ (\w+(?:, \w+)+) \};$/gm,
        (_, languages: string) =>
          ` = { ${languages
            .split(", ")
            .map((each) => (each === language ? each : `${each}: ${language} as never`))
            .join(", ")} };`,
      ),
      loader: "ts",
    }));
  },
});
