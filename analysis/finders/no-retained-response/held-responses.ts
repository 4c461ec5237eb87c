/**
 * Variables, arguments and closures that hold a response longer than it is needed.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { removalFrom } from '../../collections/bounded-places.ts';
import type { Finding, Remedy, Site } from '../../findings/finding.ts';
import { runsOnce } from '../../lifetime/module-load.ts';
import {
  captures,
  retainedClosures,
  type RetainedClosure,
} from '../../lifetime/retained-closures.ts';
import { isBelow, type Await } from '../../lifetime/suspension-points.ts';
import { isLargeInPattern } from '../../responses/body-size.ts';
import type { ResponseArgument, ResponseBinding } from '../../responses/response-flow.ts';
import { bodyName, holdsBody, isInList } from '../../responses/response-part.ts';
import {
  isOfNoResponse,
  membersOf,
  releasedIn,
  usesOf,
  WHOLE,
  type ResponseUse,
} from '../../responses/response-uses.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isModuleLevel, variableOf } from '../../syntax/bindings.ts';
import { isFunction } from '../../syntax/nodes.ts';
import { oneLine } from '../../syntax/text.ts';
import { ancestorsOf, functionAround } from '../../syntax/traversal.ts';
import { fixByCloning, instead } from './fix-by-cloning.ts';
import { fixByDestructuring } from './fix-by-destructuring.ts';
import { keptOf, membersRead, neededOf } from './held-texts.ts';
import { awaitAfter } from './held-across-await.ts';
import type { ReleaseNames } from './member-names.ts';
import type { RetainedResponseMessageId } from './messages.ts';
import type { RetainedResponseOptions } from './options.ts';
import type { UnlimitedWaits } from './unlimited-waits.ts';
import { isHeldOnce, isMinded } from './what-matters.ts';

/** A response that is held, before it is known how it can be let go. */
interface Held {
  readonly node: Node;
  readonly identifier: TSESTree.Identifier;
  readonly messageId: RetainedResponseMessageId;
  readonly data: Readonly<Record<string, string>>;
  readonly fix: () => Remedy;
}

/** A file whose responses are looked at, with the names that its fixes take. */
interface HoldingFile {
  readonly source: SourceCode;
  readonly options: RetainedResponseOptions;
  readonly names: ReleaseNames;
  readonly unlimited: UnlimitedWaits;
}

/** The bindings that hold a response too long. Fixed in the order in which they are reported: the names that a fix chooses depend on those before it. */
export function heldBindings(file: HoldingFile, bindings: readonly ResponseBinding[]): Site[] {
  return oneEach(bindings.filter((binding) => holdsResponse(binding)))
    .flatMap((binding) => heldSites(file, binding))
    .toSorted(
      (one, other) =>
        one.node.range[0] - other.node.range[0] ||
        other.node.range[1] - one.node.range[1] ||
        one.identifier.range[0] - other.identifier.range[0],
    )
    .map(({ node, identifier, messageId, data, fix }) =>
      site(file, node, identifier, { messageId, data, remedy: fix() }),
    );
}

function heldSites(file: HoldingFile, binding: ResponseBinding): Held[] {
  const { variable, identifier, held } = binding;
  const uses = usesOf(file.source, variable, identifier, held.model);
  if (held.path.length > 0) {
    const whole = uses.map(({ reference }) => ({ kind: 'whole', reference }) as const);
    return awaitedSite(file, binding, whole);
  }
  if (uses.some(isOfNoResponse)) return [];
  const captured = capturedSites(file, binding);
  return captured.length > 0 ? captured : awaitedSite(file, binding, uses);
}

/** One fix lets go of the response at all of them; an interceptor has none, and each is reported. */
function capturedSites(file: HoldingFile, binding: ResponseBinding): Held[] {
  const closures = retainedClosures(file.source).filter(
    (candidate) => captures(candidate, binding.variable) && !isForgotten(file, candidate),
  );
  return closures
    .slice(0, isOfInterceptor(binding) ? undefined : 1)
    .flatMap((closure) => capturedSite(file, binding, closure) ?? []);
}

/** A parameter that axios itself gives each response of a client. */
function isOfInterceptor({ identifier, held: { request, origin } }: ResponseBinding): boolean {
  return request === undefined && origin === identifier.range[0];
}

function capturedSite(
  file: HoldingFile,
  binding: ResponseBinding,
  closure: RetainedClosure,
): Held | undefined {
  if (runsOnce(file.source, closure.node) || releasedIn(file.source, binding.variable).has(WHOLE))
    return undefined;
  const { identifier } = binding;
  const fix = (): Remedy =>
    file.options.strategy === 'clone'
      ? {
          refusal: 'a clone does not help a closure that reads the response later: destructure it',
        }
      : fixByDestructuring(file, binding);
  const holder = `${closure.holder[0]!.toUpperCase()}${closure.holder.slice(1)}`;
  return {
    node: closure.node,
    identifier,
    messageId: 'capturedResponse',
    data: {
      holder,
      name: identifier.name,
      ...keptOf(binding.held),
      cost: isOfInterceptor(binding)
        ? '. This interceptor is given each response of the client, and what it sets to `null` later, somebody may still read'
        : '',
      rest: closure.rest === undefined ? '' : ` ${closure.rest}`,
    },
    fix,
  };
}

/** A task of a queue, a callback that is called once and deleted. */
function isForgotten(file: HoldingFile, { place, node }: RetainedClosure): boolean {
  return place !== undefined && removalFrom(file.source, { place, node }) !== undefined;
}

function awaitedSite(
  file: HoldingFile,
  binding: ResponseBinding,
  uses: readonly ResponseUse[],
): Held[] {
  const { identifier, variable } = binding;
  const fn = functionAround(identifier);
  if (!fn?.async || variable.scope.variableScope.block !== fn || isFunction(identifier.parent))
    return [];
  // The code has what was read under a name of its own: to let go of the response frees nothing of it.
  if (binding.held.model.response.keeps?.isWhatWasRead) return [];
  const from = bindingNode(identifier);
  if (runsOnce(file.source, from) || isHeldOnce(file, from)) return [];
  if (!isMinded(file, { from, held: binding.held, uses })) return [];
  const later = awaitAfter(file, { fn, from, variable, uses, held: binding.held });
  if (!later) return [];
  const fix = (): Remedy => letGo(file, binding, isBelow(later, from) ? later : undefined);
  const data = {
    name: identifier.name,
    line: lineOf(later, from),
    needed: neededOf(membersRead(uses, binding.held)),
    ...keptOf(binding.held),
  };
  return [{ node: from, identifier, messageId: 'heldAcrossAwait', data, fix }];
}

function letGo(file: HoldingFile, binding: ResponseBinding, later: Await | undefined): Remedy {
  const body = bodyName(binding.held.model);
  if (isBoundByLoop(binding.identifier))
    return {
      refusal: `the loop keeps the list that it iterates over: take what is needed before, \`(await …).map(({ ${body} }) => …)\``,
    };
  if (binding.held.path.length > 0)
    return {
      refusal: `\`${binding.identifier.name}\` is a list: take what is needed where it is awaited, \`(await …).map(({ ${body} }) => …)\``,
    };
  if (file.options.strategy !== 'clone') return fixByDestructuring(file, binding);
  const { client, response } = binding.held.model;
  return response.keeps?.isClearable
    ? fixByCloning(file.source, binding, later)
    : instead(`the body of a response of ${client} is not cleared`);
}

/** `.then(async (response) => …)`: whatever the parameter is destructured into, the call keeps its argument. */
export function heldArgument(
  file: HoldingFile,
  { fn, parameter, held }: ResponseArgument,
): Site | undefined {
  const variable =
    parameter.type === AST_NODE_TYPES.Identifier ? variableOf(file.source, parameter) : undefined;
  const uses = variable
    ? usesOf(file.source, variable, parameter as TSESTree.Identifier, held.model)
    : [];
  const isWhatWasRead = held.model.response.keeps?.isWhatWasRead === true;
  if (isWhatWasRead || uses.some(isOfNoResponse) || runsOnce(file.source, parameter))
    return undefined;
  const isLarge =
    isMinded(file, { from: parameter, held, uses }) ||
    (parameter.type === AST_NODE_TYPES.ObjectPattern &&
      isLargeInPattern(file.source, parameter, held.model));
  const later = isLarge
    ? awaitAfter(file, { fn, from: parameter, variable, uses, held })
    : undefined;
  if (!later) return undefined;
  const name = oneLine(file.source, parameter);
  const data = {
    name,
    line: lineOf(later, parameter),
    needed: neededOf(
      parameter.type === AST_NODE_TYPES.ObjectPattern
        ? membersOf(parameter, held.model)
        : membersRead(uses, held),
    ),
    ...keptOf(held),
  };
  const remedy = {
    refusal:
      'an argument stays with its call, whatever it is destructured into: await the response in the function around, and destructure it there',
  };
  return {
    kind: 'response',
    node: parameter,
    callee: name,
    verdict: 'flagged',
    ...(variable ? { name } : {}),
    finding: { node: parameter, messageId: 'heldAcrossAwait', data, remedy },
  };
}

function site(
  file: HoldingFile,
  node: Node,
  identifier: Node & { name: string },
  finding: Omit<Finding, 'node'>,
): Site {
  return {
    kind: 'response',
    node,
    callee: oneLine(file.source, node),
    name: identifier.name,
    verdict: 'flagged',
    finding: { node, ...finding },
  };
}

/** Whether a binding holds a whole response of its own, one whose body has been read. */
function holdsResponse({ held, variable, identifier }: ResponseBinding): boolean {
  if (isModuleLevel(variable)) return false;
  // One in a list of the function's own, too.
  const path = isInList(held) ? held.path.slice(1) : held.path;
  if (!holdsBody({ ...held, path })) return false;
  // An argument is held by whoever calls, but for that of a callback.
  return (
    !isFunction(identifier.parent) ||
    identifier.parent.parent.type === AST_NODE_TYPES.CallExpression
  );
}

/** `for (const response of responses)` */
function isBoundByLoop(identifier: Node): boolean {
  const declaration = bindingNode(identifier);
  return (
    declaration.parent?.type === AST_NODE_TYPES.ForOfStatement &&
    declaration.parent.left === declaration
  );
}

/** One binding for each name. */
function oneEach(bindings: readonly ResponseBinding[]): ResponseBinding[] {
  return [...new Map(bindings.toReversed().map((binding) => [binding.variable, binding])).values()];
}

function lineOf(later: Await, from: Node): string {
  return `${later.loc.start.line}${isBelow(later, from) ? '' : ', in the next round of the loop,'}`;
}

/** The declaration, the assignment or the parameter that binds a response. */
function bindingNode(identifier: Node): Node {
  let inner = identifier;
  for (const ancestor of ancestorsOf(identifier)) {
    if (
      ancestor.type === AST_NODE_TYPES.VariableDeclaration ||
      ancestor.type === AST_NODE_TYPES.AssignmentExpression
    )
      return ancestor;
    if (isFunction(ancestor)) return inner;
    inner = ancestor;
  }
  return identifier;
}
