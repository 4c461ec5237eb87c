/**
 * Objects that a client makes, and that send requests as it does: `new Pool(origin)`, `ky.create({ … })`; also where one comes
 * by a parameter, by its type.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf, type Value } from '../flow/values.ts';
import type { SourceCode } from '../source/source-code.ts';
import { isCall } from '../syntax/nodes.ts';
import type { InstancesModel } from './models/client-model.ts';

interface Makes {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly instances?: InstancesModel;
}

/** The package that makes an object, if it is nothing else: `got.extend({}).extend({})`. */
export function moduleOfInstance(
  source: SourceCode,
  value: Value,
  model: Makes,
): string | undefined {
  const { exports, instances } = model;
  if (!instances) return undefined;
  if (value.kind === 'parameter') return moduleOfType(source, value.node, model);
  if (value.kind !== 'node' || !isCall(value.node)) return undefined;
  const modules = valuesOf(source, value.node.callee).map((maker) => {
    if (maker.kind === 'member' && instances.remakers.includes(maker.property))
      return moduleOfInstance(source, maker.object, model);
    return maker.kind === 'module' &&
      Object.hasOwn(exports, maker.module) &&
      instances.makers.includes(maker.path.join('.'))
      ? maker.module
      : undefined;
  });
  return modules.every((module) => module === modules[0]) ? modules[0] : undefined;
}

/** The package of the type that a parameter has: `(pool: Pool) => …`. */
function moduleOfType(
  source: SourceCode,
  { typeAnnotation }: TSESTree.Identifier,
  { exports, instances }: Makes,
): string | undefined {
  const type = typeAnnotation?.typeAnnotation;
  if (
    type?.type !== AST_NODE_TYPES.TSTypeReference ||
    type.typeName.type !== AST_NODE_TYPES.Identifier
  )
    return undefined;
  const [imported] = valuesOf(source, type.typeName);
  return imported?.kind === 'module' &&
    Object.hasOwn(exports, imported.module) &&
    instances!.types.includes(imported.path.join('.'))
    ? imported.module
    : undefined;
}
