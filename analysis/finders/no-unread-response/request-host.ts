/**
 * Whether a request goes to a host that data names, as that of a link, of a media file or of a webhook does, or to one that the
 * code or its configuration names.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../../flow/call-graph.ts';
import { patternOf } from '../../flow/call-sites.ts';
import type { FunctionNode, Node, SourceCode } from '../../source/source-code.ts';
import { isGlobal, isModuleLevel, variableOf, type Variable } from '../../syntax/bindings.ts';
import { functionFor, type ByNodeType } from '../../syntax/by-node-type.ts';
import { isFunction, literalString, withoutWrappers } from '../../syntax/nodes.ts';
import { calledName, propertyName } from '../../syntax/references.ts';
import { contains, functionAround } from '../../syntax/traversal.ts';
import { givesCollection, givesItem } from '../../vocabulary/collection-methods.ts';
import { givesPrimitive } from '../../vocabulary/runtime-functions.ts';
import { stringMethodGives } from '../../vocabulary/string-methods.ts';

/** How many names and calls one URL is followed through. */
const MAX_STEPS = 40;

/**
 * The expressions by which data names the host, from the URL down to a parameter or to what was loaded.
 * @returns none if the code or its configuration names it
 */
export function hostOfData(source: SourceCode, url: Node): readonly Node[] {
  const hosts = new Hosts(source);
  return hosts.isOfData(url) ? hosts.data : [];
}

/** A URL that a store has signed, or that an API gives for a file of its own, leads to that store: `asset.browser_download_url`. */
const OWN = /presign|signed|\bsign|download_?url/iu;

/** The server itself: `request.nextUrl.origin`. */
const ITSELF = /\bnextUrl\b/u;

/** The properties of a `URL` by which it gets another host. */
const HOST_PROPERTIES: ReadonlySet<string> = new Set(['host', 'hostname', 'href']);

class Hosts {
  readonly #source: SourceCode;
  readonly #asked = new Set<Node>();
  readonly #askedAsParts = new Set<Node>();
  readonly data: Node[] = [];

  constructor(source: SourceCode) {
    this.#source = source;
  }

  isOfData(wrapped: Node): boolean {
    const node = withoutWrappers(wrapped);
    if (this.#asked.has(node) || this.#asked.size > MAX_STEPS) return false;
    this.#asked.add(node);
    return this.#noted(node, functionFor(Hosts.#JUDGES, node)?.(node, this) ?? false);
  }

  #noted(node: Node, isOfData: boolean): boolean {
    if (isOfData) this.data.push(node);
    return isOfData;
  }

  static readonly #JUDGES: ByNodeType<[Hosts], boolean> = {
    [AST_NODE_TYPES.AwaitExpression]: (node, self) => self.isOfData(node.argument),
    [AST_NODE_TYPES.ArrayExpression]: (node, self) =>
      node.elements.some((element) => element !== null && self.isOfData(element)),
    [AST_NODE_TYPES.BinaryExpression]: (node, self) =>
      node.operator === '+' && self.#ofSum(node.left, node.right),
    [AST_NODE_TYPES.CallExpression]: (node, self) => self.#ofCall(node),
    [AST_NODE_TYPES.ConditionalExpression]: (node, self) =>
      self.isOfData(node.consequent) || self.isOfData(node.alternate),
    [AST_NODE_TYPES.Identifier]: (node, self) => self.#ofName(node),
    [AST_NODE_TYPES.LogicalExpression]: (node, self) =>
      self.isOfData(node.left) || self.isOfData(node.right),
    [AST_NODE_TYPES.MemberExpression]: (node, self) =>
      !OWN.test(propertyName(self.#source, node) ?? '') && self.#isPartOfData(node),
    [AST_NODE_TYPES.NewExpression]: (node, self) => self.#ofMade(node),
    // `agent.request({ origin, path })` of undici
    [AST_NODE_TYPES.ObjectExpression]: (node, self) =>
      node.properties.some(
        (property) =>
          property.type === AST_NODE_TYPES.Property &&
          propertyName(self.#source, property) === 'origin' &&
          self.isOfData(property.value),
      ),
    [AST_NODE_TYPES.TemplateLiteral]: (node, self) => self.#ofTemplate(node),
  };

  /** `base + '/items'` is what a service is asked by; `url + query` is as `url` is. */
  #ofSum(left: Node, right: Node): boolean {
    return !(beginsPath(textAtStart(right)) && !isUrlName(left)) && this.isOfData(left);
  }

  /** `` `https://${domain}/x` ``; `` `${base}/items` `` is what a service is asked by. */
  #ofTemplate({ quasis, expressions }: TSESTree.TemplateLiteral): boolean {
    const [first] = expressions;
    if (!first) return false;
    const start = quasis[0]!.value.cooked ?? '';
    if (start.trim() === '')
      return (
        !(beginsPath(quasis[1]!.value.cooked ?? '') && !isUrlName(first)) && this.isOfData(first)
      );
    // `https://${tenant}.example.com/` is one of a domain's.
    const [rest = ''] = (quasis[1]!.value.cooked ?? '').split(/[/:?#]/u);
    return (
      /^\s*https?:\/\/[^/?#]*$/iu.test(start) && !/\w\.\w/u.test(rest) && this.#isPartOfData(first)
    );
  }

  /** `new URL(url)`; a second argument has the host. */
  #ofMade({ callee, arguments: [first, second] }: TSESTree.NewExpression): boolean {
    const given = second ?? first;
    return given !== undefined && isGlobal(this.#source, callee, 'URL') && this.isOfData(given);
  }

  /** `url.toString()`, `email.split('@').pop()`, `encodeURI(url)`; what else makes a URL knows whose it is. */
  #ofCall({ callee, arguments: [first] }: TSESTree.CallExpression): boolean {
    const called = withoutWrappers(callee);
    if (called.type === AST_NODE_TYPES.MemberExpression) {
      const name = propertyName(this.#source, called) ?? '';
      if (stringMethodGives(name) || givesItem(name) || givesCollection(name))
        return this.#isPartOfData(called.object);
    }
    return (
      first !== undefined &&
      givesPrimitive(calledName(this.#source, called)) &&
      this.#isPartOfData(first)
    );
  }

  /** Whether an expression is data that is given or loaded, or a part of it: `media.path`, not `process.env.HOST`, not `this.host`. */
  #isPartOfData(wrapped: Node): boolean {
    const node = withoutWrappers(wrapped);
    if (this.#askedAsParts.has(node) || this.#askedAsParts.size > MAX_STEPS) return false;
    this.#askedAsParts.add(node);
    if (node.type === AST_NODE_TYPES.AwaitExpression)
      return this.#noted(node, !OWN.test(this.#source.getText(node)));
    if (node.type === AST_NODE_TYPES.MemberExpression)
      return this.#noted(
        node,
        !ITSELF.test(propertyName(this.#source, node) ?? '') && this.#isPartOfData(node.object),
      );
    if (node.type === AST_NODE_TYPES.Identifier) return this.#noted(node, this.#ofName(node, true));
    if (node.type === AST_NODE_TYPES.LogicalExpression)
      return this.#isPartOfData(node.left) || this.#isPartOfData(node.right);
    return this.isOfData(node);
  }

  /** @param isPart whether a part of it is what names the host */
  #ofName(name: TSESTree.Identifier, isPart = false): boolean {
    const variable = variableOf(this.#source, name);
    if (!variable || isModuleLevel(variable)) return false;
    const hosts = this.#hostsSetOn(variable);
    if (hosts.length > 0) return hosts.some((host) => this.#isPartOfData(host));
    return variable.defs.some((definition) => {
      const node = definition.node as Node;
      if (isFunction(node))
        return this.#ofParameter(node, definition.name) || this.#isWritten(variable, isPart);
      return (
        node.type === AST_NODE_TYPES.VariableDeclarator && this.#ofVariable(node, variable, isPart)
      );
    });
  }

  /** What is set as the host of a URL: `url.hostname = 'localhost'`. */
  #hostsSetOn({ references }: Variable): Node[] {
    return references.flatMap(({ identifier: { parent } }) => {
      const assignment = parent.parent;
      return parent.type === AST_NODE_TYPES.MemberExpression &&
        assignment?.type === AST_NODE_TYPES.AssignmentExpression &&
        assignment.left === parent &&
        HOST_PROPERTIES.has(propertyName(this.#source, parent) ?? '')
        ? [assignment.right]
        : [];
    });
  }

  /** Whether data is written to a name later on. */
  #isWritten({ references }: Variable, isPart: boolean): boolean {
    return references.some(({ init, writeExpr }) => {
      if (init === true || !writeExpr) return false;
      return isPart ? this.#isPartOfData(writeExpr) : this.isOfData(writeExpr);
    });
  }

  #ofVariable(
    { init, id, parent }: TSESTree.VariableDeclarator,
    variable: Variable,
    isPart: boolean,
  ): boolean {
    const loop = parent.parent;
    if (loop.type === AST_NODE_TYPES.ForOfStatement && loop.left === parent)
      return this.#isPartOfData(loop.right);
    const isApart = isPart || id.type !== AST_NODE_TYPES.Identifier;
    const isOfData = init && (isApart ? this.#isPartOfData(init) : this.isOfData(init));
    return isOfData || this.#isWritten(variable, isApart);
  }

  /** Whatever calls a function that other files have gives it; else those do that are seen. */
  #ofParameter(fn: FunctionNode, name: Node): boolean {
    const index = fn.params.findIndex((parameter) => contains(parameter, name));
    const parameter = fn.params[index];
    if (!parameter) return false;
    const { calls, values, isExported } = callersOf(this.#source, fn);
    if (calls.length === 0 || isExported || values.length > 0) return true;
    if (patternOf(parameter).type !== AST_NODE_TYPES.Identifier) return true;
    return calls.some(({ arguments: given }) => {
      const argument = given[index];
      return argument !== undefined && this.isOfData(argument);
    });
  }
}

/** Whether a text goes on behind a host. */
function beginsPath(text: string): boolean {
  return text.startsWith('/');
}

function textAtStart(wrapped: Node): string {
  const node = withoutWrappers(wrapped);
  if (node.type === AST_NODE_TYPES.Literal) return String(node.value);
  return node.type === AST_NODE_TYPES.TemplateLiteral ? (node.quasis[0]!.value.cooked ?? '') : '';
}

/** `url`, `link.href`: a URL of somebody's, not the base of an API. */
function isUrlName(wrapped: Node): boolean {
  const node = withoutWrappers(wrapped);
  const name =
    node.type === AST_NODE_TYPES.Identifier
      ? node.name
      : node.type === AST_NODE_TYPES.MemberExpression &&
          node.property.type === AST_NODE_TYPES.Identifier
        ? node.property.name
        : '';
  return /^(?:link|href|origin|domain|site)$/iu.test(name);
}

/** The function around a node by its name, or by the route that it is given to: `app.get('/ping', async (req, res) => …)`. */
export function nameAround(source: SourceCode, node: Node): string {
  const fn = functionAround(node);
  if (!fn) return '';
  const route =
    fn.parent.type === AST_NODE_TYPES.CallExpression ? fn.parent.arguments[0] : undefined;
  return callersOf(source, fn).name ?? (route && literalString(route)) ?? '';
}
