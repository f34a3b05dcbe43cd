import { FunnelError } from "../contract/errors.ts";

/** What is made of a file, or the fault of the file for which nothing is. Throws what is no fault of the file. */
export async function attempt<Made>(make: () => Made | Promise<Made>): Promise<Made | FunnelError> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof FunnelError && error.kind === "config") return error;
    throw error;
  }
}
