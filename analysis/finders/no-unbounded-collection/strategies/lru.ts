/**
 * A Map or a Set becomes an `LRUCache` of `lru-cache`, where every use of it means the same there.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Collection } from '../../../collections/collections.ts';
import type { Use } from '../../../collections/uses.ts';
import { replacement } from '../../../edits/apply-edits.ts';
import { importStyle } from '../../../edits/import-style.ts';
import { importPosition, insertImport, insertImportEquals } from '../../../edits/imports.ts';
import type { Edit } from '../../../findings/finding.ts';
import type { SourceCode } from '../../../source/source-code.ts';
import { withoutWrappers } from '../../../syntax/nodes.ts';
import { nodesOf } from '../../../syntax/traversal.ts';
import { collectionType } from '../../../syntax/type-annotations.ts';
import type { ProjectFacts } from '../../project-queries.ts';
import { importedLru, LRU_CLASS, LRU_PACKAGE } from './lru-package.ts';
import { reasonAgainstLru } from './lru-refusals.ts';
import { REMOVE_BY_HAND, strategyOf, type Limits, type Subject } from './strategy.ts';
import { isTypeScript } from '../../../modules/source-files.ts';

export const lru = strategyOf<Limits>({
  name: 'lru',
  how: 'an LRU cache from the package `lru-cache`',
  advice: 'Use an LRU cache with `max`, or delete each entry when it is no longer needed.',
  byHand: REMOVE_BY_HAND,
  applies(subject, limits) {
    const refusal = reasonAgainstLru(subject, limits);
    return refusal === undefined ? { plan: limits } : { refusal };
  },
  edits(subject, limits) {
    const { source, project, collection, uses } = subject;
    const { local, edit } = lruImport(source, project, collection);
    return [
      ...(edit ? [edit] : []),
      ...collection.makers.map((maker) =>
        makerEdit(subject, maker as TSESTree.NewExpression, local, limits),
      ),
      ...annotationEdits(source, collection, local),
      ...(collection.kind === 'set' ? uses.all.flatMap((use) => setUseEdits(source, use)) : []),
    ];
  },
});

function makerEdit(
  { source, project, collection: { kind, declaration } }: Subject,
  maker: TSESTree.NewExpression,
  local: string,
  { max, ttl }: Limits,
): Edit {
  const written = maker.typeArguments?.params.map((type) => source.getText(type));
  const isAnnotated = collectionType(declaration) !== undefined;
  const types = written
    ? typeArguments(written, kind)
    : !isAnnotated && isTypeScript(project.file)
      ? typeArguments(kind === 'set' ? ['any'] : ['any', 'any'], kind)
      : '';
  const options = [`max: ${max}`, ...(ttl > 0 ? [`ttl: ${ttl}`] : [])];
  return replacement(maker, `new ${local}${types}({ ${options.join(', ')} })`);
}

function typeArguments(written: readonly string[], kind: Collection['kind']): string {
  return `<${[...written, ...(kind === 'set' ? ['true'] : [])].join(', ')}>`;
}

/** `const seen: Set<string> = …` */
function annotationEdits(
  source: SourceCode,
  { kind, declaration, makers }: Collection,
  local: string,
): Edit[] {
  const type = collectionType(declaration);
  if (type?.type !== AST_NODE_TYPES.TSTypeReference || makers.includes(declaration)) return [];
  const written =
    type.typeArguments?.params.map((argument) => source.getText(argument)) ??
    (kind === 'set' ? ['any'] : ['any', 'any']);
  return [replacement(type, `${local}${typeArguments(written, kind)}`)];
}

/** `seen.add(x)` becomes `seen.set(x, true)`. */
function setUseEdits(source: SourceCode, { level, access }: Use): Edit[] {
  if (level > 0 || access.kind !== 'call' || access.method !== 'add') return [];
  const { call } = access;
  const member = withoutWrappers(call.callee) as TSESTree.MemberExpression;
  const close = source.getLastToken(call)!;
  const before = source.getTokenBefore(close)!;
  const added = before.value === ',' ? ' true' : ', true';
  return [
    replacement(member.property, member.computed ? `'set'` : 'set'),
    { range: [before.range[1], before.range[1]], text: added },
  ];
}

/** What the package is called where it is taken in as a whole. */
const LRU_MODULE = 'lruCache';

/** The name that `LRUCache` has in the file, and the import that it takes. */
function lruImport(
  source: SourceCode,
  project: ProjectFacts,
  collection: Collection,
): { local: string; edit?: Edit } {
  const imported = importedLru(source);
  if (imported) return { local: imported.name };
  const isFree = (name: string) =>
    !nodesOf(source, AST_NODE_TYPES.Identifier).some((identifier) => identifier.name === name);
  const freeName = (name: string) => {
    let free = name;
    for (let count = 2; !isFree(free); count++) free = `${name}${count}`;
    return free;
  };
  const { syntax, isImportEquals } = importStyle(source, project);
  const position = importPosition(source, collection.makers, { syntax, specifier: LRU_PACKAGE });
  if (isImportEquals === true) {
    const name = freeName(LRU_MODULE);
    return {
      local: `${name}.${LRU_CLASS}`,
      edit: insertImportEquals(source, position, name, LRU_PACKAGE),
    };
  }
  const local = freeName(LRU_CLASS);
  return {
    local,
    edit: insertImport(
      source,
      position,
      { syntax, names: [{ exported: LRU_CLASS, local }], specifier: LRU_PACKAGE },
      project.styleSigns,
    ),
  };
}
