/**
 * Copies of views and cuts, so that they keep nothing of the body that they were taken from.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { replacement } from '../../edits/apply-edits.ts';
import { checkedAs, type CheckedAs } from '../../edits/checked-types.ts';
import { appendToFile } from '../../edits/statement-edits.ts';
import type { Edit, Remedy } from '../../findings/finding.ts';
import { isInsideWith } from '../../flow/dynamic-names.ts';
import { isDetacher } from '../../responses/detached-copies.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableNamed, variableOf } from '../../syntax/bindings.ts';
import { withoutWrappers } from '../../syntax/nodes.ts';
import { propertyName } from '../../syntax/references.ts';
import { nodesOf } from '../../syntax/traversal.ts';
import type { ProjectFacts } from '../project-queries.ts';
import { changesReceiver } from '../../vocabulary/collection-methods.ts';

/** How a string is copied: by a function that is added to the file, or where it is stored. */
export type DetachForm = 'helper' | 'inline';

const IN_WITH =
  'a `with` statement may give the name of what copies it another meaning: move the code out of it';

/** `Buffer.from(view)` */
export function detachView(source: SourceCode, view: Node): Remedy {
  const named = variableNamed(source, 'Buffer', view);
  if (named && named.defs.length > 0)
    return { refusal: '`Buffer` means something else here: copy the view by hand' };
  if (isInsideWith(view)) return { refusal: IN_WITH };
  const made = madeBy(source, view);
  if (
    made.type !== AST_NODE_TYPES.CallExpression ||
    made.callee.type !== AST_NODE_TYPES.MemberExpression ||
    made.callee.optional
  )
    return {
      refusal: `\`${source.getText(view)}\` may be no view, and \`Buffer.from\` would throw: copy it by hand where it is one`,
    };
  if (
    isWrittenThrough(source, view) ||
    isWrittenThrough(source, withoutWrappers(made.callee.object))
  )
    return {
      refusal:
        'the view is written through, and a copy would not write to the body: store a copy once nothing is written any more',
    };
  const memory = memoryRead(source);
  if (memory)
    return {
      refusal: `line ${memory.loc.start.line} reads the memory behind a Buffer, and a copy may be a piece of the memory that Node pools: copy it by hand, into memory of its own`,
    };
  return { edits: wrap(source, view, 'Buffer.from(', ')') };
}

/** Members of a Buffer that show which memory it is a piece of. */
const OF_MEMORY: ReadonlySet<string> = new Set(['buffer', 'byteOffset']);

/** Where the file reads the memory behind something: `new DataView(head.buffer)`. */
function memoryRead(source: SourceCode): Node | undefined {
  return nodesOf(source, AST_NODE_TYPES.MemberExpression).find((member) => {
    const name = propertyName(source, member) ?? '';
    const call = member.parent;
    // `Buffer.from(data.buffer, 0, 12)` is another view, and reads nothing.
    const isViewed =
      call.type === AST_NODE_TYPES.CallExpression &&
      call.callee.type === AST_NODE_TYPES.MemberExpression &&
      propertyName(source, call.callee) === 'from';
    // `new Uint8Array([1, 2]).buffer` has memory of its own.
    const isMadeThere = withoutWrappers(member.object).type === AST_NODE_TYPES.NewExpression;
    return OF_MEMORY.has(name) && !isViewed && !isMadeThere;
  });
}

/** Methods that write to the memory of a Buffer, beside those of each typed array. */
const WRITES = /^(?:write\w*|swap\d+)$/u;

/** Functions that write to the Buffer that they are given. */
const WRITES_TO_ARGUMENT =
  /^(?:copy|read(?:Sync|v|vSync)?|randomFill(?:Sync)?|getRandomValues|encodeInto)$/u;

/** Whether the file writes to the memory of a Buffer, by the variable or the property that an expression names. */
function isWrittenThrough(source: SourceCode, view: Node): boolean {
  return otherNames(source, view).some((name) => {
    const access = name.parent;
    if (access?.type === AST_NODE_TYPES.CallExpression && access.callee !== name) {
      const callee = withoutWrappers(access.callee);
      return WRITES_TO_ARGUMENT.test(
        (callee.type === AST_NODE_TYPES.MemberExpression
          ? propertyName(source, callee)
          : callee.type === AST_NODE_TYPES.Identifier
            ? callee.name
            : undefined) ?? '',
      );
    }
    if (access?.type !== AST_NODE_TYPES.MemberExpression || access.object !== name) return false;
    const isTarget =
      (access.parent.type === AST_NODE_TYPES.AssignmentExpression &&
        access.parent.left === access) ||
      access.parent.type === AST_NODE_TYPES.UpdateExpression;
    const method = propertyName(source, access) ?? '';
    return WRITES.test(method) || changesReceiver(method) || isTarget;
  });
}

/** Where a file names what an expression names: the references of a variable, the equal accesses of a property. */
function otherNames(source: SourceCode, named: Node): readonly Node[] {
  if (named.type === AST_NODE_TYPES.Identifier)
    return (variableOf(source, named)?.references ?? []).map(
      ({ identifier }) => identifier as Node,
    );
  if (named.type !== AST_NODE_TYPES.MemberExpression) return [];
  const text = source.getText(named);
  return nodesOf(source, AST_NODE_TYPES.MemberExpression).filter(
    (member) => source.getText(member) === text,
  );
}

/** `detached(cut)`, or `(' ' + cut).slice(1)`: V8 flattens the sum, and its slice holds the flat copy. */
export function detachCut(
  source: SourceCode,
  { file, compilerOptions }: Pick<ProjectFacts, 'file' | 'compilerOptions'>,
  cut: Node,
  form: DetachForm,
): Remedy {
  if (form === 'helper' && isInsideWith(cut)) return { refusal: IN_WITH };
  if (form === 'inline') {
    if (!isSurelyString(source, cut))
      return {
        refusal: `\`${source.getText(cut)}\` may be no string: \`detach: 'helper'\` copies it where it is one`,
      };
    // `' ' + i + 1 + cut` joins texts where `i + 1 + cut` adds numbers first.
    const [before, after] =
      withoutWrappers(cut).type === AST_NODE_TYPES.BinaryExpression ? ['(', ')'] : ['', ''];
    return { edits: wrap(source, cut, `(' ' + ${before}`, `${after}).slice(1)`) };
  }
  const helper = helperOf(
    source,
    () => checkedAs(source, { file, compilerOptions }),
    isSurelyString(source, cut),
  );
  return { edits: [...wrap(source, cut, `${helper.name}(`, ')'), ...helper.edits] };
}

/** A sum, or the result of a method of a string: no index that may lie beyond a list's end. */
function isSurelyString(source: SourceCode, cut: Node): boolean {
  const made = madeBy(source, cut);
  if (made.type === AST_NODE_TYPES.CallExpression)
    return made.callee.type === AST_NODE_TYPES.MemberExpression && !made.callee.optional;
  return (
    made.type === AST_NODE_TYPES.BinaryExpression || made.type === AST_NODE_TYPES.TemplateLiteral
  );
}

/** The expression itself, or the one that a constant was given. */
function madeBy(source: SourceCode, expression: Node): Node {
  const node = withoutWrappers(expression);
  const definition =
    node.type === AST_NODE_TYPES.Identifier
      ? (variableOf(source, node)?.defs[0]?.node as Node | undefined)
      : undefined;
  const isConstant =
    definition?.type === AST_NODE_TYPES.VariableDeclarator &&
    definition.parent.kind === 'const' &&
    definition.id.type === AST_NODE_TYPES.Identifier;
  return isConstant && definition.init ? withoutWrappers(definition.init) : node;
}

interface Helper {
  readonly name: string;
  readonly edits: readonly Edit[];
}

/** Each cut of a file asks for the same helper. */
const helpers = new WeakMap<SourceCode, { text?: Helper; any?: Helper }>();

/** @param isString whether a helper of the file's own that takes strings alone will do */
function helperOf(source: SourceCode, language: () => CheckedAs, isString: boolean): Helper {
  let known = helpers.get(source);
  if (!known) helpers.set(source, (known = {}));
  return (known[isString ? 'text' : 'any'] ??= findHelper(source, language, isString));
}

function findHelper(source: SourceCode, language: () => CheckedAs, isString: boolean): Helper {
  const present = nodesOf(source, AST_NODE_TYPES.FunctionDeclaration).find(
    (fn) =>
      fn.parent.type === AST_NODE_TYPES.Program &&
      isDetacher(source, fn) &&
      (isString || source.getText(fn).includes('typeof')),
  );
  if (present?.id) return { name: present.id.name, edits: [] };
  const taken = new Set(nodesOf(source, AST_NODE_TYPES.Identifier).map(({ name }) => name));
  const name =
    ['detached', 'detachedText', 'detachedFromBody'].find((candidate) => !taken.has(candidate)) ??
    `detached${taken.size}`;
  return { name, edits: [appendToFile(source, helperLines(name, language()))] };
}

/** A function declaration: hoisted, so that it may stand last. In TSX `<T,>` is no element. */
function helperLines(name: string, language: CheckedAs): string[] {
  const [signature, copy] =
    language === 'typescript'
      ? [`${name}<T,>(text: T): T`, "((' ' + text).slice(1) as T)"]
      : [`${name}(text)`, "(' ' + text).slice(1)"];
  if (language === 'checked') {
    return [
      '/**',
      ' * A copy that does not keep alive the long text it was cut from.',
      ' * @template T',
      ' * @param {T} text',
      ' * @returns {T}',
      ' */',
      `function ${signature} {`,
      `  return typeof text === 'string' ? /** @type {any} */ (${copy}) : text;`,
      '}',
    ];
  }
  return [
    '/** A copy that does not keep alive the long text it was cut from. */',
    `function ${signature} {`,
    `  return typeof text === 'string' ? ${copy} : text;`,
    '}',
  ];
}

function wrap(source: SourceCode, node: Node, before: string, after: string): Edit[] {
  const { parent } = node;
  if (parent?.type === AST_NODE_TYPES.Property && parent.shorthand)
    return [
      replacement(
        parent,
        `${(parent.key as TSESTree.Identifier).name}: ${before}${source.getText(node)}${after}`,
      ),
    ];
  return [
    { range: [node.range[0], node.range[0]], text: before },
    { range: [node.range[1], node.range[1]], text: after },
  ];
}
