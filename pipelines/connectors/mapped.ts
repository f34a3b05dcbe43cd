import { streamNames } from "../contract/streams.ts";
import type { Connector } from "../layout/layout.ts";

/** Any CSV that a mapping.json beside it describes; it is never recognised by its header. */
const mapped: Connector = {
  name: "mapped",
  vendor: "Any other table",
  reads: "A file that a mapping.json beside it describes.",
  version: 7,
  streams: streamNames,
  recognise: () => undefined,
};

export default mapped;
