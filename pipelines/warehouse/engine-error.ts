/** Whether the disk or the memory failed, and not what was asked: a system error, or the engine's word for one. */
export function isOfTheMachine(error: unknown): boolean {
  const { code, message = "" } = error as NodeJS.ErrnoException;
  return (
    /^E[A-Z]+$/.test(code ?? "") ||
    /^(IO|Out of Memory|FATAL) Error:|No space left|Input\/output error|Could not (write|read|sync|truncate)|previous fatal error/.test(
      message,
    )
  );
}

/** Whether the engine had no memory left for what was asked. */
export const isOutOfMemory = (error: unknown): boolean => /^Out of Memory Error:/.test(firstLine(error));

/** An engine message without the offending row, which may be personal data. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split("\n", 1)[0] ?? "").slice(0, 300);
}
