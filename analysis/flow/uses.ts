/**
 * Where a name, `this` or the exports are used, by what is read of them there.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import type { Content } from './contents.ts';
import { contentOf, same, type Edge } from './edges.ts';
import { exportsObjects } from './exports.ts';
import { namesAt } from './names.ts';
import { usesOfThis } from './this-flow.ts';

/** The uses of a name, by what is read of it. */
export interface Uses {
  readonly all: readonly Edge[];
  readonly reading: ReadonlyMap<Content, readonly Edge[]>;
  /** Those that do something else with it. */
  readonly whole: readonly Edge[];
}

const NO_USES: Uses = { all: [], reading: new Map(), whole: [] };

const known = new WeakMap<SourceCode, Map<Node, Uses>>();

/** The edges from what stands for a variable, `this` or the exports to its uses. */
export function usesOf(source: SourceCode, hub: Node): Uses {
  let byHub = known.get(source);
  if (!byHub) known.set(source, (byHub = new Map<Node, Uses>()));
  let uses = byHub.get(hub);
  if (!uses) byHub.set(hub, (uses = findUses(source, hub)));
  return uses;
}

function findUses(source: SourceCode, hub: Node): Uses {
  const uses = [
    ...(hub.type === AST_NODE_TYPES.Identifier ? readsOf(source, hub) : []),
    ...usesOfThis(source, hub),
    ...(hub.type === AST_NODE_TYPES.Program ? exportsObjects(source) : []),
  ];
  return uses.length === 0 ? NO_USES : indexed(source, hub, uses);
}

function readsOf(source: SourceCode, hub: Node): readonly Node[] {
  return namesAt(source, hub).flatMap((name) => (name.hub === hub ? name.reads : []));
}

function indexed(source: SourceCode, hub: Node, uses: readonly Node[]): Uses {
  const all: Edge[] = [];
  const reading = new Map<Content, Edge[]>();
  const whole: Edge[] = [];
  const steps = [same(hub.type === AST_NODE_TYPES.Identifier ? 'name' : 'this')];
  for (const to of uses) {
    const edge: Edge = { from: hub, to, steps };
    all.push(edge);
    const { parent } = to;
    if (parent?.type !== AST_NODE_TYPES.MemberExpression || parent.object !== to) {
      whole.push(edge);
      continue;
    }
    const content = contentOf(source, parent);
    const bucket = reading.get(content);
    if (bucket) bucket.push(edge);
    else reading.set(content, [edge]);
  }
  return { all, reading, whole };
}
