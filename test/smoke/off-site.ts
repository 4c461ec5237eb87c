/**
 * Whether a fix changed nothing but its sites, judged on the AST and comments of another parser:
 *  - every edit stands in the statement of a fixed site, in an expression on a name that such a statement binds, takes away
 *    a declaration with such an expression, or is a new statement between those of the module or of a block that has one;
 *  - what no edit touches is there after, as the codemod itself asks of its own parser.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import { changesBesideEdits } from '../../analysis/edits/untouched-code.ts';
import type { Edit } from '../../analysis/findings/finding.ts';
import { brief } from './fault.ts';

type Range = readonly [start: number, end: number];
type Node = TSESTree.Node;

export interface Change {
  readonly before: TSESTree.Program;
  readonly after: TSESTree.Program;
  /** Without BOM. */
  readonly text: string;
  /** The text after, without BOM. */
  readonly output: string;
  readonly edits: readonly Edit[];
  /** The nodes of the sites that are fixed. */
  readonly sites: readonly Range[];
}

/** @returns what is wrong, in words */
export function offSiteChanges(change: Change): string[] {
  const { before, after, text, output, edits } = change;
  return [
    ...strayEdits(change),
    ...changesBesideEdits(
      { ast: before, text, visitorKeys },
      { ast: after, text: output, visitorKeys },
      edits,
    ),
  ].slice(0, 3);
}

interface Placed {
  readonly node: Node;
  readonly parent: Placed | undefined;
}

/** Every node, the outer before the inner. */
function nodesOf(program: TSESTree.Program): Placed[] {
  const found: Placed[] = [{ node: program, parent: undefined }];
  for (const parent of found) {
    for (const key of visitorKeys[parent.node.type] ?? []) {
      for (const child of [(parent.node as unknown as Record<string, unknown>)[key]].flat())
        if (child) found.push({ node: child as Node, parent });
    }
  }
  return found;
}

const contains = ([start, end]: Range, [from, to]: Range) => start <= from && to <= end;

function strayEdits({ before, edits, sites, text }: Change): string[] {
  const nodes = nodesOf(before);
  const places = sites.map((site) => statementOf(nodes, site));
  const mentioned = new Set(namesIn(nodes, sites));
  // What a site names may have to be fixed where it is declared: `new https.Agent(options)`, `() => use(response.data)`.
  const declared = nodes
    .filter(
      ({ node }) =>
        node.type === 'VariableDeclarator' &&
        edits.some(({ range }) => contains(node.range, range)) &&
        namesIn(nodes, [node.id.range]).some((name) => mentioned.has(name)),
    )
    .map(({ node }) => node.range);
  const own = [...places, ...declared];
  const names = new Set(own.flatMap((range) => namesBoundIn(nodes, range)));
  const uses = nodes
    .filter(
      ({ node }) =>
        (node.type === 'Identifier' || node.type === 'PrivateIdentifier') && names.has(node.name),
    )
    .map(useOf);
  const isBetweenStatements = ([start, end]: Range) => {
    const holder =
      nodes.findLast(({ node: { range } }) => range[0] < start && start < range[1])?.node ?? before;
    return (
      start === end &&
      (holder.type === 'Program' ||
        (holder.type === 'BlockStatement' && uses.some((use) => contains(holder.range, use))))
    );
  };
  const isDeclarationOfUse = (range: Range) => {
    const statement = trimmed(text, range);
    return nodes.some(
      ({ node }) =>
        node.type === 'VariableDeclaration' &&
        contains(node.range, statement) &&
        uses.some((use) => contains(node.range, use)),
    );
  };
  const isOwn = (range: Range) =>
    [...own, ...uses].some((place) => contains(place, range)) ||
    isBetweenStatements(range) ||
    isDeclarationOfUse(range);
  return edits
    .filter(({ range }) => !isOwn(range))
    .map(
      ({ range, text: added }) =>
        `line ${text.slice(0, range[0]).split('\n').length}: an edit of no site: ${JSON.stringify(brief(text.slice(...range), 80))} becomes ${JSON.stringify(brief(added, 80))}`,
    );
}

/** Without the blanks at its ends. */
function trimmed(text: string, [start, end]: Range): Range {
  const inside = text.slice(start, end);
  return [
    start + inside.length - inside.trimStart().length,
    end - inside.length + inside.trimEnd().length,
  ];
}

const STATEMENT = /Statement$|Declaration$|^PropertyDefinition$|^AccessorProperty$/u;

/** The statement or class member that a site stands in. */
function statementOf(nodes: readonly Placed[], site: Range): Range {
  const holders = nodes.filter(
    ({ node: { type, range } }) =>
      type !== 'BlockStatement' && STATEMENT.test(type) && contains(range, site),
  );
  return holders.at(-1)?.node.range ?? site;
}

function namesIn(nodes: readonly Placed[], ranges: readonly Range[]): string[] {
  return nodes.flatMap(({ node }) =>
    (node.type === 'Identifier' || node.type === 'PrivateIdentifier') &&
    ranges.some((range) => contains(range, node.range))
      ? [node.name]
      : [],
  );
}

/** What is declared in a range, and what is assigned to. */
function namesBoundIn(nodes: readonly Placed[], range: Range): string[] {
  const targets = nodes
    .filter(({ node }) => contains(range, node.range))
    .flatMap(({ node }) => {
      const target =
        node.type === 'VariableDeclarator'
          ? node.id
          : node.type === 'AssignmentExpression'
            ? node.left
            : node.type === 'PropertyDefinition'
              ? node.key
              : undefined;
      return target
        ? [target.type === 'MemberExpression' ? target.property.range : target.range]
        : [];
    });
  return namesIn(nodes, targets);
}

const ASKING =
  /^(?:MemberExpression|CallExpression|ChainExpression|TSNonNullExpression|TSAsExpression|Property|AwaitExpression)$/u;

/** A name with what is asked of it, or what it is given: `response.data.items`, `seen.has(key)`, `{ response }`, `this.seen = new Map()`. */
function useOf({ node, parent }: Placed): Range {
  let used: Node = node;
  for (let outer = parent; outer; outer = outer.parent) {
    const isGiven = outer.node.type === 'AssignmentExpression' && outer.node.left === used;
    if (!isGiven && !ASKING.test(outer.node.type)) break;
    used = outer.node;
  }
  return used.range;
}
