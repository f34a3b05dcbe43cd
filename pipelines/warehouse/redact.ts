/** Error kinds of the engine whose text speaks of the query and the catalogue only, never of a row. */
const aboutTheQuery =
  /^((Failed to extract statements: )?(Parser|Binder|Catalog|Syntax|Permission|Not implemented|Interrupt|Out of Memory|IO)( Error)?:|Invalid Input Error: Cannot execute statement of type "\w+" on database "\w+" which is attached in read-only mode!$)/i;

/**
 * The engine's error as it may be shown and logged: messages that can quote row content (personal data) lose their text
 * and keep their kind.
 */
export function redact(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (aboutTheQuery.test(message)) return message.trim();
  const kind = /^[A-Z][A-Za-z ]{2,40}(?=:)/.exec(message)?.[0] ?? "Error";
  return `${kind}: the text is withheld because it may quote row content; try_cast(…) finds values that do not convert`;
}
