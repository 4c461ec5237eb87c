/**
 * What other files do with the functions and the classes of a file: when they run them, with what, and how long they
 * keep what they make.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isExportedExpression } from './exports.ts';
import type { InstancesElsewhere, KeysElsewhere, Place, ProjectFacts, RunsElsewhere, SourceCode } from './finding.ts';
import { originOfArgument } from './key-origin.ts';
import { keeperOf } from './long-lived.ts';
import { placeIn, type Modules } from './modules.ts';
import { placeOf } from './places.ts';
import { runContext, runContextOfValue } from './run-context.ts';
import type { NamesIn, SharedNames } from './shared-names.ts';
import type { Node } from './syntax.ts';

export class SharedFunctions {
  readonly #modules: Modules;
  readonly #names: SharedNames;
  readonly #factsOf: (file: string) => ProjectFacts;
  /** Whether whoever is not seen may use what a file exports: the users of a package that is published. */
  readonly #isPublished: (file: string) => boolean;

  constructor(modules: Modules, names: SharedNames, factsOf: (file: string) => ProjectFacts, isPublished: (file: string) => boolean) {
    this.#modules = modules;
    this.#names = names;
    this.#factsOf = factsOf;
    this.#isPublished = isPublished;
  }

  runsElsewhere(file: string, fn: Place): RunsElsewhere {
    const found = this.#modules.kept(`runs ${placeIn(file, fn)}`, (): RunsElsewhere => {
      const { names, isComplete } = this.#names.of(file, [fn], this.#modules.wordsFor(file, fn));
      const runs = names.flatMap((found) => found.nodes.flatMap((node) => this.#runOf(found, node) ?? []));
      return { runs, isComplete: isComplete && !this.#isPublished(file) };
    });
    // Who calls it by way of itself makes it run no oftener.
    return found ?? { runs: [{ kind: 'once', by: 'itself' }], isComplete: true };
  }

  #runOf({ file, source, isTest }: NamesIn, node: Node): RunsElsewhere['runs'][number] | undefined {
    const use = useOf(source, node);
    if (use === undefined) return undefined;
    if (isTest) return { kind: 'test', by: 'tests' };
    const project = this.#factsOf(file);
    const { kind, by } = use === 'call' ? runContext(source, node.parent!, project) : runContextOfValue(source, node, project);
    return { kind, by: `${by} (${this.#modules.nameOf(file)})` };
  }

  keysElsewhere(file: string, fn: Place, position: number, name: string): KeysElsewhere {
    const found = this.#modules.kept(`keys ${placeIn(file, fn)} ${position} ${name}`, (): KeysElsewhere => {
      const { names, isComplete } = this.#names.of(file, [fn], this.#modules.wordsFor(file, fn));
      let isSeen = isComplete && !this.#isPublished(file);
      const origins = names.flatMap(({ file: caller, source, isTest, nodes }) =>
        nodes.flatMap((node) => {
          const use = isTest ? undefined : useOf(source, node);
          if (use === 'value') isSeen = false;
          const call = node.parent!;
          if (use !== 'call' || (call.type !== AST_NODE_TYPES.CallExpression && call.type !== AST_NODE_TYPES.NewExpression)) return [];
          return [originOfArgument(source, call, position, name, this.#factsOf(caller))];
        }),
      );
      return { origins, isComplete: isSeen && origins.length > 0 };
    });
    return found ?? { origins: [{ kind: 'finite', text: 'itself' }], isComplete: true };
  }

  instancesElsewhere(file: string, owner: Place): InstancesElsewhere {
    const found = this.#modules.kept(`instances ${placeIn(file, owner)}`, (): InstancesElsewhere => {
      const { names, isComplete } = this.#names.of(file, [owner], this.#modules.wordsFor(file, owner));
      const lives = names.filter(({ isTest }) => !isTest).flatMap((found) => found.nodes.flatMap((node) => this.#lifeOf(found, node) ?? []));
      const isSeen = isComplete && !this.#isPublished(file) && lives.length > 0 && !lives.includes('unknown');
      return { isLasting: lives.includes('lasting'), isPassing: isSeen && lives.every((life) => life === 'passing') };
    });
    return found ?? { isLasting: false, isPassing: false };
  }

  /** How long what is made of a class at a name lives. */
  #lifeOf({ file, source }: NamesIn, node: Node): 'lasting' | 'passing' | 'unknown' | undefined {
    const { parent } = node;
    if (parent?.type !== AST_NODE_TYPES.NewExpression || parent.callee !== node) {
      const isSeen = useOf(source, node) === undefined || (parent?.type === AST_NODE_TYPES.BinaryExpression && parent.operator === 'instanceof');
      return isSeen ? undefined : 'unknown';
    }
    const keeper = keeperOf(source, parent);
    if (keeper === 'module') return 'lasting';
    if (keeper === 'unknown') return 'unknown';
    // What a start-up function has lives on in the handlers that it sets up.
    if (keeper === 'nobody') return runContext(source, parent, this.#factsOf(file)).kind === 'often' ? 'passing' : 'unknown';
    const { isLasting, isPassing } = this.#factsOf(file).instancesElsewhere(placeOf(source, keeper));
    return isLasting ? 'lasting' : isPassing ? 'passing' : 'unknown';
  }
}

/** Whether a name of a function is called, or handed on; undefined where it is only given another name, or exported again. */
function useOf(source: SourceCode, node: Node): 'call' | 'value' | undefined {
  const { parent } = node;
  switch (parent?.type) {
    case AST_NODE_TYPES.CallExpression:
    case AST_NODE_TYPES.NewExpression:
      return parent.callee === node ? 'call' : 'value';
    case AST_NODE_TYPES.MemberExpression:
      return parent.object === node ? undefined : 'value';
    case AST_NODE_TYPES.VariableDeclarator:
      return undefined;
    default:
      return isExportedExpression(source, node) ? undefined : 'value';
  }
}
