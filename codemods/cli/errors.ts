/** The user asked for something that cannot be: exit code 2, one line, no stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export function messageOf(error: unknown): string {
  if (error instanceof RangeError && error.message.includes('call stack')) return 'is nested too deeply to be read';
  return error instanceof Error ? error.message : String(error);
}
