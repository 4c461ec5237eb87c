/**
 * Whether a text names a module, as an import or a `require` does.
 */

const QUOTES = [`'`, '"', '`'];

export function namesModule(text: string, module: string): boolean {
  return text.includes(module) && QUOTES.some((quote) => text.includes(quote + module + quote));
}
