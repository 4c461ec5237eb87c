/**
 * What TypeScript says that a value is, where somebody has a type checker: a parameter, an injected field.
 */
import type ts from 'typescript';
import type { ClientType } from '../clients/client-queries.ts';
import { AXIOS } from '../clients/models/axios.ts';
import type { Node, SourceCode } from '../source/source-code.ts';

const CLIENT_TYPES: ReadonlyMap<string, ClientType> = new Map(Object.entries(AXIOS.types));

/** What typescript-eslint's parser brings along: a program in typed linting alone. */
interface TypeServices {
  readonly program?: ts.Program | null;
  readonly esTreeNodeToTSNodeMap?: { get(node: Node): ts.Node };
}

/** Whether ESLint's parser brings a checker along. */
export function hasTypesInLinting({ parserServices }: SourceCode): boolean {
  const { program, esTreeNodeToTSNodeMap } = (parserServices ?? {}) as TypeServices;
  return Boolean(program && esTreeNodeToTSNodeMap);
}

/** By the checker that ESLint's parser brings along in typed linting; undefined without one, or if the type is no client's. */
export function clientTypeInLinting(source: SourceCode, node: Node): ClientType | undefined {
  const { program, esTreeNodeToTSNodeMap } = (source.parserServices ?? {}) as TypeServices;
  if (!program || !esTreeNodeToTSNodeMap) return undefined;
  const checker = program.getTypeChecker();
  return clientTypeOf(checker, checker.getTypeAtLocation(esTreeNodeToTSNodeMap.get(node)));
}

/** By the same checker, whether a type takes in `undefined` or `null`; undefined without one. */
export function isNullableInLinting(source: SourceCode, type: Node): boolean | undefined {
  const { program, esTreeNodeToTSNodeMap } = (source.parserServices ?? {}) as TypeServices;
  if (!program || !esTreeNodeToTSNodeMap) return undefined;
  const checker = program.getTypeChecker();
  return isNullable(checker, checker.getTypeAtLocation(esTreeNodeToTSNodeMap.get(type)));
}

/** `unknown` and a parameter without a constraint take in both, and so does `void`. */
export function isNullable(checker: ts.TypeChecker, type: ts.Type): boolean {
  return checker.getNonNullableType(type) !== type || checker.typeToString(type) === 'void';
}

/** How many types one may be made of, or extend. */
const MAX_STEPS = 20;

export function clientTypeOf(
  checker: ts.TypeChecker,
  type: ts.Type,
  steps = 0,
): ClientType | undefined {
  if (steps > MAX_STEPS) return undefined;
  const inner = checker.getNonNullableType(type);
  const symbol = inner.aliasSymbol ?? inner.getSymbol();
  const named = symbol && isOfAxios(symbol) ? CLIENT_TYPES.get(symbol.name) : undefined;
  if (named) return named;
  // `AxiosInstance & { retry: … }`, `interface Api extends AxiosInstance`
  const parts = inner.isIntersection()
    ? inner.types
    : inner.isClassOrInterface()
      ? checker.getBaseTypes(inner)
      : [];
  return parts
    .map((part) => clientTypeOf(checker, part, steps + 1))
    .find((found) => found !== undefined);
}

function isOfAxios(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((declaration) =>
    /[/\\]axios[/\\]index\.d\.c?ts$/u.test(declaration.getSourceFile().fileName),
  );
}
