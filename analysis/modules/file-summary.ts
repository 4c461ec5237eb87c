/**
 * What a file tells other files, as plain data: what it exports at the end of a path, and what it names of other modules. It
 * follows from the file's own text alone, whichever project asks. Each part is found when somebody first asks for it, and the
 * file is parsed for that; who asks again gets it without a tree.
 */
import { accessPaths, type AccessPath } from '../flow/access-paths.ts';
import { localExports, wholesale, type LocalExports } from '../flow/exported-values.ts';
import { valuesOf, type Value } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { nodeKeyOf, type NodeKey } from '../syntax/node-keys.ts';
import { isCall, constructorOf, isClass, withoutWrappers } from '../syntax/nodes.ts';
import { defaultParts, mayGive, type DefaultParts } from './default-exports.ts';
import { loadedModules } from './import-reach.ts';
import { importedNamesIn, type ImportedNames } from './imported-names.ts';

/** A value that a file exports (flow/values.ts), without its node. */
export type ExportedThing =
  | {
      readonly kind: 'node';
      /** Of the node; of a class with those of its constructor: whoever calls a class calls that. */
      readonly keys: readonly NodeKey[];
      /** Whether it is a call of what another file exports, or of a property of something: that decides what it is. */
      readonly isForeignCall: boolean;
    }
  /** What a third file exports. */
  | ({ readonly kind: 'module' } & AccessPath)
  /** A property that this file does not give: those that third files do. */
  | { readonly kind: 'member'; readonly paths: readonly AccessPath[] }
  | { readonly kind: 'parameter' | 'instance' | 'unknown' };

/** Plain data: `JSON` keeps it as it is. */
export interface FileSummary {
  /** By path, as JSON. */
  readonly exports: Record<string, LocalExports<ExportedThing>>;
  /** The modules of which all is exported again. */
  wholesale?: readonly string[];
  /** The modules that it loads. */
  modules?: readonly string[];
  /** What whoever has its default has by it. */
  byDefault?: DefaultParts;
  /** What it names of each, by module as JSON. */
  readonly imports: Record<string, readonly ImportedNames[]>;
}

/** Answers from a summary, and adds to it what it lacks. */
export class SummarizedFile {
  readonly summary: FileSummary;
  readonly #source: () => SourceCode | undefined;

  /** @param source parses the file; undefined if it does not parse, and nothing is told of it then */
  constructor(
    source: () => SourceCode | undefined,
    summary: FileSummary = { exports: {}, imports: {} },
  ) {
    this.#source = source;
    this.summary = summary;
  }

  /** @param path names of properties, `RESULT` and `INSTANCE` (access-paths.ts) */
  exportsAt(path: readonly string[]): LocalExports<ExportedThing> | undefined {
    const key = JSON.stringify(path);
    const known = this.summary.exports[key];
    const source = known ? undefined : this.#source();
    return source ? (this.summary.exports[key] = thingsAt(source, path)) : known;
  }

  wholesale(): readonly string[] {
    const known = this.summary.wholesale;
    const source = known ? undefined : this.#source();
    return source ? (this.summary.wholesale = wholesale(source)) : (known ?? []);
  }

  /** The modules that the file loads; undefined if it does not parse. */
  modules(): readonly string[] | undefined {
    const known = this.summary.modules;
    const source = known ? undefined : this.#source();
    return source ? (this.summary.modules = loadedModules(source)) : known;
  }

  /** Whether whoever has the default of the file may have by it a thing of the file. */
  isByDefault(key: NodeKey): boolean {
    const known = this.summary.byDefault;
    const source = known ? undefined : this.#source();
    const parts = source ? (this.summary.byDefault = defaultParts(source)) : (known ?? 'all');
    return mayGive(parts, key);
  }

  /** What the file names of a module. */
  importsOf(module: string): readonly ImportedNames[] {
    const key = JSON.stringify(module);
    const known = this.summary.imports[key];
    const source = known ? undefined : this.#source();
    return source ? (this.summary.imports[key] = importedNamesIn(source, module)) : (known ?? []);
  }
}

function thingsAt(source: SourceCode, path: readonly string[]): LocalExports<ExportedThing> {
  const { values, mayBeReexported } = localExports(source, path);
  return { values: values.map((value) => thingOf(source, value)), mayBeReexported };
}

function thingOf(source: SourceCode, value: Value): ExportedThing {
  switch (value.kind) {
    case 'node':
      return {
        kind: 'node',
        keys: nodesMeantBy(value.node).map((node) => nodeKeyOf(source, node)),
        isForeignCall: isForeignCall(source, value.node),
      };
    case 'module':
      return { kind: 'module', module: value.module, path: value.path };
    case 'member':
      return { kind: 'member', paths: accessPaths(source, value) };
    default:
      return { kind: value.kind };
  }
}

/** Whoever calls a class calls its constructor. */
function nodesMeantBy(node: Node): Node[] {
  const constructor = isClass(node) ? constructorOf(node) : undefined;
  return constructor ? [node, constructor] : [node];
}

function isForeignCall(source: SourceCode, node: Node): boolean {
  if (!isCall(node)) return false;
  const isOfProperty = valuesOf(source, withoutWrappers(node.callee)).some(
    ({ kind }) => kind === 'module' || kind === 'member',
  );
  return isOfProperty || accessPaths(source, { kind: 'node', node }).length > 0;
}
