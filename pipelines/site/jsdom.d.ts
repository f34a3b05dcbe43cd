/** The little of jsdom that is used here. */
declare module "jsdom" {
  export class JSDOM {
    constructor(html: string, options: { runScripts: "outside-only" });
    readonly window: { eval(script: string): unknown; close(): void };
  }
}
