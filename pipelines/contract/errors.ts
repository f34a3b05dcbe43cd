/** Exit codes of the command line; part of the public contract. */
export const exit = {
  ok: 0,
  dataCheck: 2,
  site: 3,
  usage: 64,
  internal: 70,
  io: 74,
  busy: 75,
  config: 78,
} as const;

export type ExitKind = keyof typeof exit;

/**
 * An error a person can act on: `message` says where, what was expected, what was found and the remedy,
 * and never contains row content. `code` is stable and greppable (`mapping_key`, `header_missing_column`, …).
 */
export class FunnelError extends Error {
  constructor(
    readonly kind: ExitKind,
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "FunnelError";
  }
}
