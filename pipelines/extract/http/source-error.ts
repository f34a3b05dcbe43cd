import { FunnelError, type ExitKind } from "../../contract/errors.ts";

/** Where something of a source could not be read: its key in sources.json, and what was asked for. */
export interface SourcePart {
  source: string;
  what: string;
}

/** Why something of a source could not be read; `reason` says it without the part that it is about. */
export class SourceError extends FunnelError {
  constructor(
    kind: ExitKind,
    code: string,
    readonly part: SourcePart,
    readonly reason: string,
  ) {
    super(kind, code, `${part.source}: ${part.what}: ${reason}`);
  }
}
