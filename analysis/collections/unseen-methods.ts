/**
 * Calls of methods that data does not have.
 */
import { isCall } from '../syntax/nodes.ts';
import type { Use } from './uses.ts';

/** Whether an entry is asked for something that only an object with code of its own has: what the code keeps is not seen. */
export function asksUnseen({ node, access, path }: Use): boolean {
  const { parent } = node;
  if (path === '' && isCall(parent) && parent.callee === node) return true;
  return access.kind === 'call' && !BUILT_IN.some((prototype) => access.method in prototype);
}

/** What data is made of. */
const BUILT_IN: readonly object[] = [
  Array.prototype,
  Date.prototype,
  Map.prototype,
  Number.prototype,
  Promise.prototype,
  RegExp.prototype,
  Set.prototype,
  String.prototype,
  URL.prototype,
  URLSearchParams.prototype,
  Uint8Array.prototype,
];
