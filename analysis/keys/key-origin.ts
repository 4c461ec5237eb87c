/**
 * Where the key of an entry comes from: out of a finite set, or out of one that grows as long as the process runs.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../flow/call-graph.ts';
import { isConstant } from '../flow/constants.ts';
import {
  itemsOf,
  keysOf,
  partsAt,
  partsBelow,
  pathInPattern,
  type Part,
} from '../flow/literal-parts.ts';
import { valuesOf } from '../flow/values.ts';
import { callbackRole, isRequestLike } from '../lifetime/callback-roles.ts';
import type { Call, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { memberAssignments } from '../syntax/assignments.ts';
import { isGlobal, isModuleLevel, variableOf, type Variable } from '../syntax/bindings.ts';
import { functionFor, type ByNodeType } from '../syntax/by-node-type.ts';
import { nodeKeyOf } from '../syntax/node-keys.ts';
import { isFunction, LOOPS, withoutWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName, sameReference } from '../syntax/references.ts';
import { oneLine } from '../syntax/text.ts';
import { ancestorsOf, contains, returnedBy } from '../syntax/traversal.ts';
import { elementParameter, givesCollection, givesItem } from '../vocabulary/collection-methods.ts';
import {
  givesDigest,
  givesFewValues,
  givesNewValue,
  givesSameValue,
} from '../vocabulary/key-functions.ts';
import { givesPrimitive, givesTruth } from '../vocabulary/runtime-functions.ts';
import { givesNoText, stringMethodGives } from '../vocabulary/string-methods.ts';
import { isFiniteType } from './finite-types.ts';
import { keySetOf } from './key-names.ts';
import type { KeyOrigin, KeyQueries } from './key-queries.ts';

const FINITE: KeyOrigin = { kind: 'finite', text: 'a constant' };
const LISTED: KeyOrigin = { kind: 'finite', text: 'only what a constant of the module lists' };
/** What an answer is while it is being worked out, and adds nothing to it. */
const OPEN: KeyOrigin = { kind: 'finite', text: 'itself' };

/** What stands between a name that a pattern assigns to and the assignment. */
const PATTERNS = new Set([
  AST_NODE_TYPES.ObjectPattern,
  AST_NODE_TYPES.ArrayPattern,
  AST_NODE_TYPES.Property,
  AST_NODE_TYPES.AssignmentPattern,
  AST_NODE_TYPES.RestElement,
]);

/** What makes a value that others are put into. */
const HOLDERS = new Set([
  AST_NODE_TYPES.ObjectExpression,
  AST_NODE_TYPES.ArrayExpression,
  AST_NODE_TYPES.NewExpression,
]);

/** How many expressions one question may lead through. */
const MAX_STEPS = 400;

/** Whether a function gives what it is given, or what it is called on, in another form or in part. */
function keepsArgument(name: string): boolean {
  return (
    givesSameValue(name) ||
    givesPrimitive(name) ||
    (stringMethodGives(name) !== undefined && !givesNoText(name)) ||
    givesCollection(name) ||
    givesItem(name) ||
    name === 'join'
  );
}

/** What is known where a key is used. */
export interface KeyUse {
  /** Whether a call hands on what the key is for: of a helper's calls, `put(cache, id)` but not `put(other, 'a')`. */
  readonly isConcerned: (call: Call) => boolean;
  /** Whether an expression is known to be one of a constant's there. */
  readonly isListed: (expression: Node) => boolean;
}

const NOTHING_KNOWN: KeyUse = { isConcerned: () => false, isListed: () => false };

/** Where the key of an entry comes from. */
export function keyOrigin(
  source: SourceCode,
  key: Node,
  project: KeyQueries,
  use: KeyUse = NOTHING_KNOWN,
): KeyOrigin {
  return new KeyOrigins(source, project, use).of(key);
}

/** An argument of a call, at a position; of an object there, the property of the name. */
export interface KeyArgument {
  readonly call: Call;
  readonly position: number;
  readonly name: string;
}

/** The same of an argument that a function of another file takes as a key; of a property of it, by the name. */
export function originOfArgument(
  source: SourceCode,
  { call, position, name }: KeyArgument,
  project: KeyQueries,
): KeyOrigin {
  return new KeyOrigins(source, project, NOTHING_KNOWN).argument(call, position, name);
}

class KeyOrigins {
  readonly #source: SourceCode;
  readonly #project: KeyQueries;
  readonly #use: KeyUse;
  readonly #known = new Map<Node, KeyOrigin>();
  readonly #parameters = new Map<Variable, KeyOrigin>();
  /** What is gone through for the question under way. */
  readonly #iterated = new Set<Node>();
  #steps = 0;

  constructor(source: SourceCode, project: KeyQueries, use: KeyUse) {
    this.#source = source;
    this.#project = project;
    this.#use = use;
  }

  of(expression: Node): KeyOrigin {
    const node = withoutWrappers(expression);
    const known = this.#known.get(node);
    if (known) return known;
    if (this.#steps++ > MAX_STEPS) return { kind: 'unknown', text: this.#quote(node) };
    this.#known.set(node, OPEN);
    const origin = this.#judge(node);
    this.#known.set(node, origin);
    return origin;
  }

  #quote(node: Node): string {
    return `\`${oneLine(this.#source, node, 48)}\``;
  }

  #unknown(node: Node): KeyOrigin {
    return { kind: 'unknown', text: this.#quote(node) };
  }

  #judge(node: Node): KeyOrigin {
    if (this.#use.isListed(node)) return LISTED;
    const judge = functionFor(KeyOrigins.#JUDGES, node);
    if (judge) return judge(node, this);
    return isFunction(node)
      ? { kind: 'grows', text: 'a function made anew each time' }
      : this.#unknown(node);
  }

  static readonly #JUDGES: ByNodeType<[KeyOrigins], KeyOrigin> = {
    [AST_NODE_TYPES.Literal]: () => FINITE,
    [AST_NODE_TYPES.MetaProperty]: () => FINITE,
    [AST_NODE_TYPES.ClassExpression]: () => FINITE,
    [AST_NODE_TYPES.UnaryExpression]: ({ operator, argument }, self) =>
      /^[-+~]$/u.test(operator) ? self.of(argument) : FINITE,
    [AST_NODE_TYPES.TemplateLiteral]: (node, self) => self.#anyOf(node.expressions, node),
    [AST_NODE_TYPES.BinaryExpression]: (node, self) =>
      /^(?:[-+*/|^]|\*\*|<<|>>>?)$/u.test(node.operator)
        ? self.#anyOf([node.left, node.right], node)
        : FINITE,
    [AST_NODE_TYPES.LogicalExpression]: (node, self) =>
      self.#anyOf(node.operator === '&&' ? [node.right] : [node.left, node.right], node),
    [AST_NODE_TYPES.ConditionalExpression]: (node, self) =>
      self.#anyOf([node.consequent, node.alternate], node),
    [AST_NODE_TYPES.SequenceExpression]: ({ expressions }, self) => self.of(expressions.at(-1)!),
    [AST_NODE_TYPES.AssignmentExpression]: ({ right }, self) => self.of(right),
    [AST_NODE_TYPES.ArrayExpression]: (node, self) => self.#anyOf(elementsOf(node), node),
    [AST_NODE_TYPES.ObjectExpression]: () => ({
      kind: 'grows',
      text: 'an object made anew each time',
    }),
    [AST_NODE_TYPES.UpdateExpression]: ({ argument }, self) =>
      self.#isLasting(argument)
        ? { kind: 'grows', text: `the counter ${self.#quote(argument)}` }
        : self.of(argument),
    [AST_NODE_TYPES.AwaitExpression]: (node, self) => self.#awaited(node),
    [AST_NODE_TYPES.Identifier]: (node, self) => self.#identifier(node),
    [AST_NODE_TYPES.MemberExpression]: (node, self) => self.#member(node),
    [AST_NODE_TYPES.CallExpression]: (node, self) => self.#call(node),
    [AST_NODE_TYPES.NewExpression]: (node, self) => self.#made(node),
  };

  /** A key of several parts, or one of several keys: it grows if one of them does. */
  #anyOf(parts: readonly Node[], whole: Node): KeyOrigin {
    return this.#anyOrigin(
      parts.map((part) => this.of(part)),
      whole,
    );
  }

  #anyOrigin(origins: readonly KeyOrigin[], whole: Node): KeyOrigin {
    const grows = origins.find(({ kind }) => kind === 'grows');
    if (grows) return grows;
    return origins.every(({ kind }) => kind === 'finite')
      ? FINITE
      : (origins.find(({ kind }) => kind === 'unknown') ?? this.#unknown(whole));
  }

  #awaited({ argument }: TSESTree.AwaitExpression): KeyOrigin {
    const origin = this.of(argument);
    return origin.kind === 'finite' &&
      withoutWrappers(argument).type === AST_NODE_TYPES.CallExpression
      ? this.#unknown(argument)
      : origin;
  }

  /** What only the name tells; a finite-sounding name speaks against a source that grows, too. */
  #byName(name: string, node: Node, grows: () => KeyOrigin): KeyOrigin {
    const set = keySetOf(name);
    if (set === 'few') return this.#unknown(node);
    return set === 'many' ? grows() : this.#unknown(node);
  }

  #identifier(node: TSESTree.Identifier): KeyOrigin {
    if (isGlobal(this.#source, node, 'undefined')) return FINITE;
    const variable = variableOf(this.#source, node);
    if (!variable) return this.#unknown(node);
    const [definition] = variable.defs;
    const named = definition!.name as TSESTree.Identifier;
    if (isFiniteType(this.#source, named))
      return { kind: 'finite', text: `${this.#quote(node)}, whose type is finite` };
    switch (definition!.type) {
      case 'ImportBinding':
      case 'FunctionName':
      case 'ClassName':
      case 'TSEnumName':
        return FINITE;
      case 'Parameter':
        return this.#parameter(variable, named);
      case 'Variable':
        return this.#variable(variable, definition!.node, node);
      default:
        return this.#unknown(node);
    }
  }

  #variable(
    variable: Variable,
    declarator: TSESTree.VariableDeclarator,
    node: TSESTree.Identifier,
  ): KeyOrigin {
    const loop = declarator.parent.parent;
    if (
      (loop.type === AST_NODE_TYPES.ForOfStatement ||
        loop.type === AST_NODE_TYPES.ForInStatement) &&
      loop.left === declarator.parent
    )
      return this.#named(node, this.#ofLoop(loop, declarator.id, node, variable.identifiers[0]));
    if (this.#isCounter(variable) && isModuleLevel(variable))
      return { kind: 'grows', text: `the counter ${this.#quote(node)}` };
    // The variable of `for (let i = 0; …)`.
    if (loop.type === AST_NODE_TYPES.ForStatement) return this.#unknown(node);
    const written = this.#writtenTo(variable);
    if (isModuleLevel(variable) && written.length === 0 && !this.#isCounter(variable))
      return { kind: 'finite', text: `${this.#quote(node)}, which is set once` };
    const init = declarator.init ? [this.of(declarator.init)] : [];
    if (declarator.id.type !== AST_NODE_TYPES.Identifier)
      return this.#destructured(declarator, node);
    return this.#named(node, this.#anyOrigin([...init, ...written], node));
  }

  /** What a variable is given after its declaration, but for being counted up. */
  #writtenTo(variable: Variable): KeyOrigin[] {
    return variable.references
      .filter((reference) => reference.isWrite() && reference.init !== true)
      .flatMap(({ identifier }) => {
        const written = identifier as TSESTree.Identifier;
        const writer = [...ancestorsOf(written)].find(({ type }) => !PATTERNS.has(type))!;
        if (
          writer.type === AST_NODE_TYPES.ForOfStatement ||
          writer.type === AST_NODE_TYPES.ForInStatement
        )
          return [this.#ofLoop(writer, writer.left, written)];
        if (writer.type !== AST_NODE_TYPES.AssignmentExpression) return [];
        return [
          writer.left === written
            ? this.of(writer.right)
            : this.#matched(writer.left, writer.right, written),
        ];
      });
  }

  /** What a loop gives a name, of each item or key of what it goes through. */
  #ofLoop(
    loop: TSESTree.ForOfStatement | TSESTree.ForInStatement,
    pattern: Node,
    node: Node,
    named: Node = node,
  ): KeyOrigin {
    const parts = isConstant(this.#source, loop.right)
      ? undefined
      : loop.type === AST_NODE_TYPES.ForInStatement
        ? keysOf(this.#source, loop.right)
        : itemsOf(this.#source, loop.right);
    return (
      (parts && this.#inPattern(parts, pattern, node, named)) ?? this.#elementOf(loop.right, node)
    );
  }

  /** What a name in a pattern takes of parts of literals; undefined if they do not tell. */
  #inPattern(
    parts: readonly Part[],
    pattern: Node,
    node: Node,
    named: Node,
  ): KeyOrigin | undefined {
    const path = pathInPattern(this.#source, pattern, named);
    const taken = path && partsBelow(this.#source, parts, path.steps);
    return (
      taken &&
      this.#anyOrigin(
        [
          ...taken.map((part) => this.#ofPart(part, node)),
          ...path.defaults.map((value) => this.of(value)),
        ],
        node,
      )
    );
  }

  /** @param node the name or the access that has the part */
  #ofPart(part: Part, node: Node): KeyOrigin {
    switch (part.kind) {
      case 'value':
        return this.#ofContents(part.node);
      case 'item':
        return this.#elementOf(part.of, node);
      case 'member':
        return this.#memberOf(part.of, part.name, part.of);
      case 'entry':
        return this.#anyOrigin(
          [this.#ofPart(part.key, node), this.#ofPart(part.value, node)],
          node,
        );
      case 'unseen':
        return this.#unknown(node);
      default:
        return FINITE;
    }
  }

  /** A value that stands in a literal: of an object in turn, what is in it, for that is what is asked for. */
  #ofContents(value: Node): KeyOrigin {
    if (isConstant(this.#source, value)) return FINITE;
    const node = withoutWrappers(value);
    if (node.type !== AST_NODE_TYPES.ObjectExpression)
      return isFunction(node) ? FINITE : this.of(node);
    return this.#anyOrigin(
      partsOfArgument(node).map((part) => this.#ofContents(part)),
      node,
    );
  }

  /** What is known of a variable's value, unless its own name says otherwise. */
  #named(node: TSESTree.Identifier, origin: KeyOrigin): KeyOrigin {
    const set = keySetOf(node.name);
    if (origin.kind === 'grows' && set === 'few') return this.#unknown(node);
    if (origin.kind === 'unknown' && set === 'many')
      return { kind: 'grows', text: `${this.#quote(node)}, by its name one of many` };
    return origin;
  }

  #destructured({ id, init }: TSESTree.VariableDeclarator, node: TSESTree.Identifier): KeyOrigin {
    return init
      ? this.#matched(id, init, node, variableOf(this.#source, node)!.identifiers[0])
      : this.#unknown(node);
  }

  /** What a name in a pattern is given of the value that the pattern is matched against. */
  #matched(pattern: Node, value: Node, node: TSESTree.Identifier, named: Node = node): KeyOrigin {
    const ofLiteral = this.#inPattern([{ kind: 'value', node: value }], pattern, node, named);
    if (ofLiteral) return ofLiteral;
    const property =
      pattern.type === AST_NODE_TYPES.ObjectPattern
        ? pattern.properties.find(
            (candidate) => candidate.type === AST_NODE_TYPES.Property && contains(candidate, named),
          )
        : undefined;
    const name =
      property?.type === AST_NODE_TYPES.Property
        ? (propertyName(this.#source, property) ?? node.name)
        : node.name;
    return this.#memberOf(value, name, node);
  }

  #isCounter(variable: Variable): boolean {
    return variable.references.some(
      ({ identifier }) =>
        identifier.parent.type === AST_NODE_TYPES.UpdateExpression ||
        (identifier.parent.type === AST_NODE_TYPES.AssignmentExpression &&
          identifier.parent.left === identifier &&
          identifier.parent.operator === '+='),
    );
  }

  #isLasting(node: Node): boolean {
    if (node.type === AST_NODE_TYPES.MemberExpression) return true;
    const variable =
      node.type === AST_NODE_TYPES.Identifier ? variableOf(this.#source, node) : undefined;
    return (
      variable !== undefined &&
      (isModuleLevel(variable) ||
        ![...ancestorsOf(node)].some((ancestor) => LOOPS.has(ancestor.type)))
    );
  }

  #member(node: TSESTree.MemberExpression): KeyOrigin {
    const name = propertyName(this.#source, node);
    if (name === undefined) {
      // `TABLE[x]` is one of the table's values; `parts[0]` a part of what was split.
      if (isConstant(this.#source, node.object)) return FINITE;
      const position =
        node.property.type === AST_NODE_TYPES.Literal && typeof node.property.value === 'number'
          ? String(node.property.value)
          : undefined;
      const parts = this.#partsIn(node.object, position);
      return parts
        ? this.#anyOrigin(
            parts.map((part) => this.#ofPart(part, node)),
            node,
          )
        : this.#partOf(node.object, node);
    }
    return this.#memberOf(node.object, name, node);
  }

  /** What a step leads to in a literal, or in an item of one that a name stands for; undefined if no literal tells. */
  #partsIn(object: Node, step: string | undefined): readonly Part[] | undefined {
    const root = withoutWrappers(object);
    const own = partsAt(this.#source, root, [step]);
    if (own || root.type !== AST_NODE_TYPES.Identifier) return own;
    const variable = variableOf(this.#source, root);
    const named = variable?.identifiers[0];
    const parts = variable && named && this.#partsNamed(variable, named);
    return parts && partsBelow(this.#source, parts, [step]);
  }

  /** What a loop, a pattern or an iterating method gives a name. */
  #partsNamed(
    { defs: [definition], references }: Variable,
    named: Node,
  ): readonly Part[] | undefined {
    if (references.some((reference) => reference.isWrite() && reference.init !== true))
      return undefined;
    const taken =
      definition?.type === 'Variable'
        ? this.#takenByVariable(definition.node)
        : definition?.type === 'Parameter'
          ? this.#takenByParameter(named)
          : undefined;
    const path = taken?.parts && pathInPattern(this.#source, taken.pattern, named);
    return path && path.defaults.length === 0
      ? partsBelow(this.#source, taken.parts, path.steps)
      : undefined;
  }

  #takenByVariable({ id, init, parent }: TSESTree.VariableDeclarator): {
    readonly parts: readonly Part[] | undefined;
    readonly pattern: Node;
  } {
    const loop = parent.parent;
    if (init)
      return {
        parts: id.type === AST_NODE_TYPES.Identifier ? undefined : [{ kind: 'value', node: init }],
        pattern: id,
      };
    return {
      parts:
        loop.type === AST_NODE_TYPES.ForOfStatement && !isConstant(this.#source, loop.right)
          ? itemsOf(this.#source, loop.right)
          : undefined,
      pattern: id,
    };
  }

  #takenByParameter(
    named: Node,
  ): { readonly parts: readonly Part[] | undefined; readonly pattern: Node } | undefined {
    const fn = [...ancestorsOf(named)].find((ancestor) => isFunction(ancestor));
    const call = fn?.parent;
    const [pattern] = fn && isFunction(fn) ? fn.params : [];
    if (
      call?.type !== AST_NODE_TYPES.CallExpression ||
      call.callee.type !== AST_NODE_TYPES.MemberExpression ||
      call.arguments[0] !== fn ||
      !pattern ||
      !contains(pattern, named)
    )
      return undefined;
    const { object } = call.callee;
    return elementParameter(propertyName(this.#source, call.callee) ?? '') === 0 &&
      !isConstant(this.#source, object)
      ? { parts: itemsOf(this.#source, object), pattern }
      : undefined;
  }

  /** A part of a value: what a name that is set once holds may change all the same. */
  #partOf(whole: Node, part: Node): KeyOrigin {
    const origin = this.of(whole);
    const root = withoutWrappers(whole);
    const variable =
      root.type === AST_NODE_TYPES.Identifier ? variableOf(this.#source, root) : undefined;
    return origin.kind === 'finite' && variable && isModuleLevel(variable)
      ? this.#unknown(part)
      : origin;
  }

  /** A property of an object, in an access or a pattern. */
  #memberOf(object: Node, name: string, node: Node): KeyOrigin {
    const root = withoutWrappers(object);
    if (name === 'length' || name === 'size') return this.#unknown(node);
    const parts =
      node.type === AST_NODE_TYPES.MemberExpression ? this.#partsIn(root, name) : undefined;
    if (parts)
      return this.#anyOrigin(
        parts.map((part) => this.#ofPart(part, node)),
        node,
      );
    // `fn.name`, `Model.name`, `x.constructor.name`
    if (name === 'name' || name === 'constructor') return this.#unknown(node);
    if (
      isConstant(this.#source, root) &&
      (node.type !== AST_NODE_TYPES.MemberExpression || isConstant(this.#source, node))
    )
      return FINITE;
    if (root.type === AST_NODE_TYPES.ThisExpression)
      return this.#byName(name, node, () => ({ kind: 'unknown', text: this.#quote(node) }));
    const own = this.#ofLiteral(root, name, node);
    if (own) return own.kind === 'grows' && keySetOf(name) === 'few' ? this.#unknown(node) : own;
    return this.#memberOfUnseen(root, name, node);
  }

  /** A property of an object of which the file does not say what it has. */
  #memberOfUnseen(root: Node, name: string, node: Node): KeyOrigin {
    const from = this.#partOf(root, node);
    if (keySetOf(name) === 'few' && name !== 'id') return this.#unknown(node);
    if (from.kind === 'grows') return { kind: 'grows', text: this.#textOfMember(from, root, node) };
    // The member of an element of a constant list is a constant.
    if (from.kind === 'finite') return from;
    const qualified = /^(?:_?id|key)$/u.test(name) ? `${lastName(root)}Id` : name;
    return this.#byName(qualified, node, () => ({
      kind: 'grows',
      text: `${this.#quote(node)}, by its name one of many`,
    }));
  }

  /** Why a member grows: as its object does, if that has a name. */
  #textOfMember({ text }: KeyOrigin, root: Node, node: Node): string {
    if (root.type !== AST_NODE_TYPES.Identifier && root.type !== AST_NODE_TYPES.MemberExpression)
      return text;
    return `${this.#quote(node)}${text.includes(',') ? text.slice(text.indexOf(',')) : ''}`;
  }

  /** A property of an object that this file makes, as far as the file says what it has. */
  #ofLiteral(object: Node, name: string, node: Node): KeyOrigin | undefined {
    const values = valuesOf(this.#source, object);
    const literals = values.flatMap((value) =>
      value.kind === 'node' && value.node.type === AST_NODE_TYPES.ObjectExpression
        ? [value.node]
        : [],
    );
    if (literals.length === 0 || literals.length < values.length) return undefined;
    const given = literals.flatMap(({ properties }) =>
      properties.flatMap((property) =>
        property.type === AST_NODE_TYPES.SpreadElement
          ? [property.argument]
          : propertyName(this.#source, property) === name
            ? [property.value]
            : [],
      ),
    );
    const assigned = memberAssignments(this.#source, name).flatMap(({ left, right }) =>
      sameReference(this.#source, left.object, object) ? [right] : [],
    );
    const all = [...given, ...assigned];
    // `state.seen`: what is put into it later is its own affair.
    return all.length > 0 && !all.some(({ type }) => HOLDERS.has(type))
      ? this.#anyOf(all, node)
      : this.#unknown(node);
  }

  /** An element of what a loop or an iterating method goes through. */
  #elementOf(iterated: Node, element: Node): KeyOrigin {
    const node = withoutWrappers(iterated);
    // `var list = list.filter(isNew)`
    if (this.#iterated.has(node)) return OPEN;
    this.#iterated.add(node);
    const origin = this.#judgeElement(node, element);
    this.#iterated.delete(node);
    return origin;
  }

  #judgeElement(node: Node, element: Node): KeyOrigin {
    const items = isConstant(this.#source, node) ? undefined : itemsOf(this.#source, node);
    if (items)
      return this.#anyOrigin(
        items.map((part) => this.#ofPart(part, element)),
        element,
      );
    const of = this.#iteratedBy(node);
    if (of) return this.#elementOf(of, element);
    if (node.type === AST_NODE_TYPES.AwaitExpression)
      return this.#elementOfAwaited(withoutWrappers(node.argument), element);
    if (isConstant(this.#source, node)) return FINITE;
    const variable =
      node.type === AST_NODE_TYPES.Identifier ? variableOf(this.#source, node) : undefined;
    const declarator = variable?.defs[0]?.type === 'Variable' ? variable.defs[0].node : undefined;
    // The entries of another collection of the module: as many as that one has.
    if (variable && declarator && isModuleLevel(variable)) return this.#unknown(element);
    if (declarator?.init && declarator.id.type === AST_NODE_TYPES.Identifier)
      return this.#elementOf(declarator.init, element);
    const whole = this.of(node);
    if (whole.kind === 'finite') return whole;
    return whole.kind === 'grows'
      ? { kind: 'grows', text: `${this.#quote(element)}, of ${whole.text}` }
      : this.#unknown(element);
  }

  /** `Object.keys(x)`, `x.entries()`, `x.filter(…)`: of whatever x is. */
  #iteratedBy(node: Node): Node | undefined {
    if (
      node.type !== AST_NODE_TYPES.CallExpression ||
      node.callee.type !== AST_NODE_TYPES.MemberExpression
    )
      return undefined;
    const { object } = node.callee;
    const [argument] = node.arguments;
    if (isGlobal(this.#source, object, 'Object') && argument) return argument;
    const name = propertyName(this.#source, node.callee) ?? '';
    return givesCollection(name) ? object : undefined;
  }

  #elementOfAwaited(awaited: Node, element: Node): KeyOrigin {
    return awaited.type === AST_NODE_TYPES.CallExpression && !this.#isOwnFunction(awaited)
      ? {
          kind: 'grows',
          text: `${this.#quote(element)}, of what ${this.#quote(awaited.callee)} fetches`,
        }
      : this.of(awaited);
  }

  #isOwnFunction(call: TSESTree.CallExpression): boolean {
    return valuesOf(this.#source, call.callee).some(
      (value) => value.kind === 'node' && isFunction(value.node),
    );
  }

  #call(node: TSESTree.CallExpression): KeyOrigin {
    const { callee } = node;
    const inner = withoutWrappers(callee);
    const name = calledName(this.#source, inner);
    if (name === '') return this.#unknown(node);
    const object = inner.type === AST_NODE_TYPES.MemberExpression ? inner.object : undefined;
    if (givesNewValue(name)) return { kind: 'grows', text: `${this.#quote(node)}, new each time` };
    if (object && this.#isAnotherEachTime(object, name))
      return { kind: 'grows', text: `${this.#quote(node)}, another each time` };
    if (givesFewValues(name) || (!object && givesTruth(name))) return FINITE;
    const given = node.arguments
      .flatMap(partsOfArgument)
      .filter((argument) => !isFunction(argument));
    const returned = this.#returnedBy(node);
    if (returned) return returned;
    const parts = [...(object && !this.#isNamespace(object) ? [object] : []), ...given];
    return this.#madeByName(name, node, parts);
  }

  /** `Date.now()`, `performance.now()`, `Math.random()` */
  #isAnotherEachTime(object: Node, method: string): boolean {
    const isOf = (name: string) => isGlobal(this.#source, object, name);
    return method === 'now'
      ? isOf('Date') || isOf('performance')
      : method === 'random' && isOf('Math');
  }

  /** What a function that is not seen makes of its parts, by its name. */
  #madeByName(name: string, node: TSESTree.CallExpression, parts: readonly Node[]): KeyOrigin {
    const origin = this.#anyOf(parts, node);
    if (givesDigest(name))
      return origin.kind === 'finite'
        ? FINITE
        : { kind: 'grows', text: `${this.#quote(node)}, a digest of what it is given` };
    if (origin.kind === 'grows')
      return keySetOf(
        name.replace(/^(?:get|to|detect|parse|find|resolve|classify|infer)(?=[A-Z])/u, ''),
      ) === 'few'
        ? this.#unknown(node)
        : origin;
    if (keepsArgument(name) && parts.length > 0) return origin;
    return this.#byName(
      name.replace(/^(?:get|make|build|create|to|extract|compute)(?=[A-Z])/u, ''),
      node,
      () =>
        origin.kind === 'unknown'
          ? { kind: 'grows', text: `${this.#quote(node)}, by its name one of many` }
          : this.#unknown(node),
    );
  }

  #isNamespace(object: Node): boolean {
    return (
      object.type === AST_NODE_TYPES.Identifier &&
      (!variableOf(this.#source, object) ||
        isConstant(this.#source, object) ||
        variableOf(this.#source, object)?.defs[0]?.type === 'ImportBinding')
    );
  }

  /** What a function of this file returns. Its parameters are judged by all its calls. */
  #returnedBy(call: TSESTree.CallExpression): KeyOrigin | undefined {
    const functions = valuesOf(this.#source, call.callee).flatMap((value) =>
      value.kind === 'node' && isFunction(value.node) ? [value.node] : [],
    );
    if (functions.length === 0) return undefined;
    const origin = this.#anyOf(
      functions.flatMap((fn) => returnedBy(this.#source, fn)),
      call,
    );
    if (origin.kind !== 'unknown') return origin;
    const given = this.#anyOf(
      call.arguments.filter((argument) => argument.type !== AST_NODE_TYPES.SpreadElement),
      call,
    );
    return given.kind === 'grows' ? given : origin;
  }

  #made(node: TSESTree.NewExpression): KeyOrigin {
    if (isGlobal(this.#source, node.callee, 'Date'))
      return node.arguments.length === 0
        ? { kind: 'grows', text: 'the time' }
        : this.#anyOf(
            node.arguments.filter((argument) => argument.type !== AST_NODE_TYPES.SpreadElement),
            node,
          );
    if (isGlobal(this.#source, node.callee, 'URL') && node.arguments[0])
      return this.of(node.arguments[0]);
    return { kind: 'grows', text: `${this.#quote(node)}, made anew each time` };
  }

  #parameter(variable: Variable, named: TSESTree.Identifier): KeyOrigin {
    const known = this.#parameters.get(variable);
    if (known) return known;
    this.#parameters.set(variable, OPEN);
    const origin = this.#judgeParameter(named);
    this.#parameters.set(variable, origin);
    return origin;
  }

  #judgeParameter(named: TSESTree.Identifier): KeyOrigin {
    const fn = [...ancestorsOf(named)].find((ancestor) => isFunction(ancestor));
    if (!fn || !isFunction(fn)) return this.#unknown(named);
    const index = fn.params.findIndex((parameter) => contains(parameter, named));
    const parameter = fn.params[index];
    const set = keySetOf(named.name);
    const { calls, values, isExported } = callersOf(this.#source, fn);
    const concerned = calls.filter((call) => this.#use.isConcerned(call));
    const origins = [
      ...(concerned.length > 0 ? concerned : calls).map((call) =>
        this.#given(call, index, parameter, named),
      ),
      ...values.map((value) => this.#callbackParameter(value, index, named)),
    ];
    const grows = origins.find(({ kind }) => kind === 'grows');
    if (grows) return set === 'few' ? this.#unknown(named) : grows;
    if (isRequestLike(this.#source, named))
      return { kind: 'grows', text: `${this.#quote(named)}, which comes from outside` };
    const all = [...origins, ...(isExported ? this.#elsewhere(fn, index, named) : [])];
    if (all.length === 0) return this.#unknown(named);
    const byName = all.find(({ kind }) => kind === 'grows');
    if (byName) return byName;
    if (all.every(({ kind }) => kind === 'finite'))
      return { kind: 'finite', text: `${this.#quote(named)}, which every caller gives a constant` };
    return set === 'many'
      ? { kind: 'grows', text: `${this.#quote(named)}, by its name one of many` }
      : this.#unknown(named);
  }

  /** What a call of this file gives for a parameter: of the rest, any; if it gives nothing, what stands there instead. */
  #given(
    call: Call,
    index: number,
    parameter: TSESTree.Parameter | undefined,
    named: TSESTree.Identifier,
  ): KeyOrigin {
    if (parameter?.type === AST_NODE_TYPES.RestElement)
      return this.#anyOf(call.arguments.slice(index).flatMap(partsOfArgument), named);
    const isLeftOut =
      call.arguments.length <= index &&
      parameter?.type === AST_NODE_TYPES.AssignmentPattern &&
      parameter.left === named;
    return isLeftOut ? this.of(parameter.right) : this.argument(call, index, named.name);
  }

  /** What other files give for a parameter: what is not seen of them, its name tells. */
  #elsewhere(fn: FunctionNode, index: number, named: TSESTree.Identifier): KeyOrigin[] {
    const { origins, isComplete } = this.#project.keysElsewhere(
      nodeKeyOf(this.#source, fn),
      index,
      named.name,
    );
    if (isComplete || origins.some(({ kind }) => kind === 'grows')) return [...origins];
    return [
      ...origins,
      this.#byName(named.name, named, () => ({
        kind: 'grows',
        text: `${this.#quote(named)}, by its name one of many`,
      })),
    ];
  }

  /** What a call gives for a parameter, or for the property of it that the pattern there calls by a name. */
  argument(call: Call, index: number, name: string): KeyOrigin {
    const before = call.arguments.slice(0, index + 1);
    if (before.some(({ type }) => type === AST_NODE_TYPES.SpreadElement))
      return { kind: 'unknown', text: `\`${name}\`` };
    const argument = call.arguments[index];
    if (!argument) return FINITE;
    const inner = withoutWrappers(argument);
    // `add({ id })` for `function add({ id })`: the property, not the object made anew.
    if (inner.type === AST_NODE_TYPES.ObjectExpression) {
      const property = inner.properties.find(
        (candidate) =>
          candidate.type === AST_NODE_TYPES.Property &&
          propertyName(this.#source, candidate) === name,
      );
      return property?.type === AST_NODE_TYPES.Property
        ? this.of(property.value)
        : { kind: 'unknown', text: `\`${name}\`` };
    }
    return this.of(argument);
  }

  /** A parameter of a function that is handed to something that calls it. */
  #callbackParameter(value: Node, index: number, named: TSESTree.Identifier): KeyOrigin {
    const { parent } = value;
    if (
      parent?.type !== AST_NODE_TYPES.CallExpression &&
      parent?.type !== AST_NODE_TYPES.NewExpression
    )
      return this.#unknown(named);
    if (parent.callee === value) return this.argument(parent, index, named.name);
    const role = callbackRole(this.#source, parent, value);
    if (role.kind === 'handler' || role.kind === 'ending' || role.kind === 'stream')
      return {
        kind: 'grows',
        text: `${this.#quote(named)}, which comes with every call of the handler of \`${role.name}\``,
      };
    return role.kind === 'inline' && parent.callee.type === AST_NODE_TYPES.MemberExpression
      ? this.#givenByMethod(parent.callee, value, index, named)
      : this.#unknown(named);
  }

  /** What a method gives the function that it is given: `load().then((user) => …)`, `users.forEach((user) => …)`. */
  #givenByMethod(
    callee: TSESTree.MemberExpression,
    callback: Node,
    index: number,
    named: TSESTree.Identifier,
  ): KeyOrigin {
    const { object } = callee;
    const method = propertyName(this.#source, callee);
    if (method === 'then' || method === 'catch') return this.of(object);
    if (index !== (method === 'reduce' ? 1 : 0)) return this.#unknown(named);
    const pattern = isFunction(callback) ? callback.params[index] : undefined;
    const parts =
      pattern && !isConstant(this.#source, object) ? itemsOf(this.#source, object) : undefined;
    return (
      (parts && this.#inPattern(parts, pattern!, named, named)) ?? this.#elementOf(object, named)
    );
  }
}

/** What an array writes out, what it spreads with it. */
function elementsOf({ elements }: TSESTree.ArrayExpression): Node[] {
  return elements.flatMap((element) =>
    element ? [element.type === AST_NODE_TYPES.SpreadElement ? element.argument : element] : [],
  );
}

/** What an argument is made of: of an object that is only there to name options, their values. */
function partsOfArgument(argument: TSESTree.CallExpressionArgument): Node[] {
  if (argument.type === AST_NODE_TYPES.SpreadElement) return [argument.argument];
  if (argument.type !== AST_NODE_TYPES.ObjectExpression) return [argument];
  return argument.properties.map((property) =>
    property.type === AST_NODE_TYPES.SpreadElement ? property.argument : property.value,
  );
}

function lastName(node: Node): string {
  if (node.type === AST_NODE_TYPES.Identifier) return node.name;
  if (
    node.type === AST_NODE_TYPES.MemberExpression &&
    node.property.type === AST_NODE_TYPES.Identifier &&
    !node.computed
  )
    return node.property.name;
  return '';
}
