/**
 * What stands against a strategy in the ways in which a collection is used.
 */
import type { Access } from '../../../collections/accesses.ts';
import type { Use } from '../../../collections/uses.ts';
import type { Node } from '../../../source/source-code.ts';

type AccessOf<K extends Access['kind']> = Extract<Access, { readonly kind: K }>;

/** A use, with what is asked about it. */
export interface Asked<Context> {
  readonly use: Use;
  readonly node: Node;
  /** `line 12` */
  readonly at: string;
  readonly context: Context;
}

/** Why each kind of access stands against a strategy; one that is not listed does not. */
export type AccessReasons<Context> = {
  readonly [K in Access['kind']]?: (
    access: AccessOf<K>,
    asked: Asked<Context>,
  ) => string | undefined;
};

export function reasonInAccess<Context>(
  reasons: AccessReasons<Context>,
  use: Use,
  context: Context,
): string | undefined {
  // Each function stands under the one kind that it takes, so that it fits every access of this kind.
  const reason = reasons[use.access.kind] as
    | ((access: Access, asked: Asked<Context>) => string | undefined)
    | undefined;
  const { node } = use;
  return reason?.(use.access, { use, node, at: `line ${node.loc.start.line}`, context });
}

/** What a write of a property, of whatever name, says. */
export const writesProperty = (_: unknown, { at }: { readonly at: string }): string =>
  `a property of it is written (${at})`;

/** A property that is read without a call: `cache.size` and the like are other accesses. */
export function readsProperty(
  _: unknown,
  { at, node }: { readonly at: string; readonly node: Node },
): string | undefined {
  return node.parent?.type.endsWith('MemberExpression')
    ? `a property of it is read without a call (${at}), which may be used in any way`
    : undefined;
}
