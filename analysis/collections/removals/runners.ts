/**
 * Where the code at a node takes effect, function by function, and what runs the outermost of them.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../../flow/call-graph.ts';
import { isEndlessLoop } from '../../flow/loops.ts';
import { callbackRole, type Handler } from '../../lifetime/callback-roles.ts';
import type { PassedOn } from '../../lifetime/lifetime-queries.ts';
import { passedInObject, passedOn } from '../../lifetime/passed-on.ts';
import { isMethodOfInstance } from '../../lifetime/function-forms.ts';
import type { Call, FunctionNode, Node, SourceCode } from '../../source/source-code.ts';
import { isFunction } from '../../syntax/nodes.ts';
import { propertyName } from '../../syntax/references.ts';
import { oneLine } from '../../syntax/text.ts';
import { ancestorsOf, functionAround } from '../../syntax/traversal.ts';
import { isHandlerProperty } from '../../vocabulary/events.ts';
import { takesEndHandler } from '../../vocabulary/removal-words.ts';
import { defers, endingHandled } from './endings.ts';
import type { Runner } from './runner.ts';

export interface Position {
  /** The node in each function that it leads through, the innermost first. */
  readonly places: readonly Node[];
  readonly runner: Runner;
  /** Whether it happens after the code around it: by a one-shot timer or a promise. */
  readonly isDeferred: boolean;
}

const MAX_PLACES = 40;
const MAX_DEPTH = 8;

export function positionsOf(source: SourceCode, node: Node): readonly Position[] {
  const climber = new Climber(source);
  climber.climb(node, [node], false);
  return climber.positions;
}

const HAS_ITS_PARTS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ObjectExpression,
  AST_NODE_TYPES.SpreadElement,
  AST_NODE_TYPES.ArrayExpression,
  AST_NODE_TYPES.ConditionalExpression,
  AST_NODE_TYPES.LogicalExpression,
  AST_NODE_TYPES.AwaitExpression,
  AST_NODE_TYPES.TSAsExpression,
  AST_NODE_TYPES.TSSatisfiesExpression,
]);

class Climber {
  readonly positions: Position[] = [];
  readonly #source: SourceCode;
  readonly #seen = new Set<Node>();

  constructor(source: SourceCode) {
    this.#source = source;
  }

  climb(node: Node, places: readonly Node[], isDeferred: boolean): void {
    for (const ancestor of ancestorsOf(node)) {
      if (isFunction(ancestor)) {
        this.#inFunction(ancestor, places, isDeferred);
        return;
      }
      if (isEndlessLoop(this.#source, ancestor)) {
        this.#end({ kind: 'timer', name: 'an endless loop', by: ancestor }, places, isDeferred);
        return;
      }
      if (ancestor.type === AST_NODE_TYPES.PropertyDefinition && !ancestor.static) {
        this.#end({ kind: 'unknown', name: 'whoever makes an instance' }, places, isDeferred);
        return;
      }
    }
    this.#end({ kind: 'load', name: 'the loading of the module' }, places, isDeferred);
  }

  #end(runner: Runner, places: readonly Node[], isDeferred: boolean): void {
    this.positions.push({ runner, places, isDeferred });
  }

  #inFunction(fn: FunctionNode, places: readonly Node[], isDeferred: boolean): void {
    if (this.#seen.has(fn)) return;
    if (places.length > MAX_DEPTH || this.positions.length > MAX_PLACES) {
      this.#end({ kind: 'unknown', name: 'too many functions' }, places, isDeferred);
      return;
    }
    this.#seen.add(fn);
    const hook = this.#endHookOf(fn);
    if (hook) {
      this.#end(hook, places, isDeferred);
      return;
    }
    const { calls, values, isExported, name = '' } = callersOf(this.#source, fn);
    for (const call of calls) this.climb(call, [...places, call], isDeferred);
    const before = this.positions.length;
    for (const value of values) this.#value(value, places, isDeferred);
    if (isExported) {
      this.#forgetUnknown(before);
      this.#end({ kind: 'exported', name, fn }, places, isDeferred);
    } else if (calls.length === 0 && values.length === 0)
      this.#end(
        isMethodOfInstance(this.#source, fn)
          ? { kind: 'exported', name, fn }
          : { kind: 'nobody', name },
        places,
        isDeferred,
      );
  }

  /** The hook of an object that goes to code which is not seen. */
  #endHookOf(fn: FunctionNode): Runner | undefined {
    const { parent } = fn;
    if (parent.type !== AST_NODE_TYPES.Property || parent.value !== fn) return undefined;
    const name = propertyName(this.#source, parent) ?? '';
    return takesEndHandler(name) ? { kind: 'ending', name, by: parent } : undefined;
  }

  /** Whoever has an exported function is asked by what other files do. */
  #forgetUnknown(from: number): void {
    for (let index = this.positions.length - 1; index >= from; index--)
      if (this.positions[index]!.runner.kind === 'unknown') this.positions.splice(index, 1);
  }

  /** A function as a value: what it is handed to decides. */
  #value(value: Node, places: readonly Node[], isDeferred: boolean): void {
    const { parent } = value;
    if (parent && HAS_ITS_PARTS.has(parent.type)) {
      this.#value(parent, places, isDeferred);
      return;
    }
    switch (parent?.type) {
      case AST_NODE_TYPES.Property:
        this.#property(parent, value, places, isDeferred);
        return;
      case AST_NODE_TYPES.CallExpression:
      case AST_NODE_TYPES.NewExpression:
        if (parent.callee === value) this.climb(parent, [...places, parent], isDeferred);
        else this.#callback(parent, value, places, isDeferred);
        return;
      case AST_NODE_TYPES.MemberExpression: {
        const call = parent.parent;
        if (call.type === AST_NODE_TYPES.CallExpression && call.callee === parent)
          this.#value(call, places, isDeferred);
        else this.#end({ kind: 'unknown', name: 'whoever has it' }, places, isDeferred);
        return;
      }
      case AST_NODE_TYPES.AssignmentExpression:
        this.#assigned(parent, places, isDeferred);
        return;
      case AST_NODE_TYPES.ReturnStatement:
      case AST_NODE_TYPES.ArrowFunctionExpression:
        this.#end(this.#returned(value, places), places, isDeferred);
        return;
      default:
        this.#end({ kind: 'unknown', name: 'whoever has the function' }, places, isDeferred);
    }
  }

  /** `exports.createStore = () => { …; return { add, remove }; }`: other files call it by its name. */
  #returned(value: Node, places: readonly Node[]): Runner {
    const fn = functionAround(places.at(-1)!);
    const maker = functionAround(value);
    const name = fn && callersOf(this.#source, fn).name;
    return fn &&
      name !== undefined &&
      value.type === AST_NODE_TYPES.ObjectExpression &&
      maker &&
      callersOf(this.#source, maker).isExported
      ? { kind: 'exported', name, fn }
      : { kind: 'unknown', name: 'whoever is returned the function' };
  }

  #property(
    property: TSESTree.Property,
    value: Node,
    places: readonly Node[],
    isDeferred: boolean,
  ): void {
    const name = propertyName(this.#source, property) ?? '';
    const object = property.parent;
    const to = passedInObject(this.#source, value);
    if (takesEndHandler(name))
      this.#end({ kind: 'ending', name, by: property }, places, isDeferred);
    else if (to) this.#end(handedBy(this.#source, object.parent as Call, to), places, isDeferred);
    else this.#value(object, places, isDeferred);
  }

  #assigned(
    assignment: TSESTree.AssignmentExpression,
    places: readonly Node[],
    isDeferred: boolean,
  ): void {
    const { left } = assignment;
    const property =
      left.type === AST_NODE_TYPES.MemberExpression ? (propertyName(this.#source, left) ?? '') : '';
    const name = oneLine(this.#source, left, 40);
    if (takesEndHandler(property))
      this.#end({ kind: 'ending', name, by: assignment }, places, isDeferred);
    else if (isHandlerProperty(property))
      this.#end({ kind: 'handler', name, by: assignment }, places, isDeferred);
    else this.#end({ kind: 'unknown', name: `whoever calls \`${name}\`` }, places, isDeferred);
  }

  #callback(call: Call, callback: Node, places: readonly Node[], isDeferred: boolean): void {
    const ending = endingHandled(this.#source, call, callback);
    if (ending) {
      this.#end(ending, places, isDeferred);
      return;
    }
    const role = callbackRole(this.#source, call, callback);
    const end = (kind: Runner['kind'], name: string, handler?: Handler) => {
      this.#end({ kind, name, by: call, ...(handler ? { handler } : {}) }, places, isDeferred);
    };
    switch (role.kind) {
      case 'inline': {
        const fn = functionAround(call);
        if (fn && this.#seen.has(fn) && defers(this.#source, call)) {
          end('timer', 'a timer that sets itself again');
          return;
        }
        this.climb(call, [...places, call], isDeferred || defers(this.#source, call));
        return;
      }
      case 'timer':
        end('timer', role.name);
        return;
      case 'lifecycle':
        end('lifecycle', role.name);
        return;
      case 'ending':
      case 'handler':
      case 'stream':
        end('handler', role.name, role);
        return;
      default:
        this.#end(
          handedBy(this.#source, call, passedOn(this.#source, call, callback)),
          places,
          isDeferred,
        );
    }
  }
}

/** @param to the function of another file that the call passes the function to, if it is one */
function handedBy(source: SourceCode, { callee }: Call, to: PassedOn | undefined): Runner {
  const name = `whatever \`${oneLine(source, callee, 40)}\` does with the function`;
  return to ? { kind: 'handed', name, to } : { kind: 'unknown', name };
}
