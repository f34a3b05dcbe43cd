/** Codes of what Node says when a file of the program, or of a package, cannot be loaded. */
const ofLoading =
  /^(MODULE_NOT_FOUND|ERR_(MODULE_NOT_FOUND|UNKNOWN_FILE_EXTENSION|UNSUPPORTED_\w+|PACKAGE_\w+|INVALID_PACKAGE_\w+|IMPORT_\w+|REQUIRE_\w+|DLOPEN_FAILED))$/;

/** What the engine of JavaScript says of code: it names what stands in the code, never a value. */
const ofCode = [
  /^The requested module '.*' does not provide an export named '[\w$]+'$/,
  /^[\w$]+ is not defined$/,
  /^Cannot access '[\w$]+' before initialization$/,
  /^Assignment to constant variable\.$/,
  /^(Class constructor )?[\w$.]+ (is not a (function|constructor)|cannot be invoked without 'new')$/,
  /^Cannot (read|set) properties of (undefined|null)\b/,
];

/**
 * What is wrong with the program itself: it cannot be loaded or bundled, or its code cannot be run. Undefined for any other error, whose
 * text may quote a row. The key of a property that is read of nothing may be a value, and is left out.
 */
export function programErrorOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { message, name } = error;
  const { code } = error as NodeJS.ErrnoException;
  const isOfBundling = /^(Build|Transform) failed with \d+ errors?:/.test(message);
  const isOfCode =
    ["SyntaxError", "ReferenceError", "TypeError"].includes(name) &&
    ofCode.some((pattern) => pattern.test(message));
  if (!isOfBundling && !isOfCode && !(code !== undefined && ofLoading.test(code))) return undefined;
  return `the program itself is at fault, please report it: ${name}: ${message.replace(/ \((reading|setting) '.*'\)/s, "").trim()}`;
}
