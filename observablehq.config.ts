// Hermetic: nothing here may make Observable Framework ask a registry, a CDN or a font service.
// The pages themselves are written by pipelines/site from dashboards/pages.ts, one source for both languages.
export default {
  root: "src",
  output: "dist",
  title: "Funnelhouse",
  pages: [],
  sidebar: false,
  toc: false,
  pager: false,
  search: false,
  preserveExtension: true,
  preserveIndex: true,
  style: "style.css",
  globalStylesheets: [],
  duckdb: { extensions: {} },
  head: '<link rel="icon" href="data:,">',
  header: "",
  footer: "",
};
