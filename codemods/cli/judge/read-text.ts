/**
 * Bytes of files as text.
 */
import { readFileSync } from 'node:fs';

/** @throws {Error} if the file cannot be read, or is not text in UTF-8 */
export function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new Error(`cannot be read (${(error as NodeJS.ErrnoException).code})`, { cause: error });
  }
  return decodeText(bytes);
}

/** @throws {Error} if the bytes are no text in UTF-8 */
export function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new Error(bytes.includes(0) ? 'is a binary file' : 'is not UTF-8', { cause: error });
  }
}
