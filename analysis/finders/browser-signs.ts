/**
 * What a file tells of whether it runs in a browser.
 */
import { relative } from 'node:path';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { startsServer } from '../lifetime/service-start.ts';
import { loadedModule } from '../syntax/calls.ts';
import { isComponent } from '../syntax/components.ts';
import { isSentToPage } from '../syntax/page-functions.ts';
import { calledName } from '../syntax/references.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { givesPage, isDocumentMethod } from '../vocabulary/page-names.ts';
import { isServerModule } from '../vocabulary/server-modules.ts';
import type { ProjectFacts } from './project-queries.ts';
import { hostlessUrl, inlinedHost } from './request-urls.ts';

/** What a page alone imports. */
const PAGE_MODULES =
  /^(?:react-dom(?:\/client)?|react-router-dom|react-redux|next\/router|vue|vue-router|vuex|pinia|@angular\/(?:core|common\/http|router|platform-browser)|svelte(?:\/.*)?|jquery|@mui\/.*|antd|element-plus|element-ui|react-native|expo(?:-.*)?|@tanstack\/react-query|swr)$/u;

const PAGE_FILES = /\.(?:css|scss|sass|less|svg|png|jpe?g|gif|woff2?|vue|svelte)(?:\?.*)?$/u;

const PAGE_GLOBALS = ['window', 'document', 'localStorage', 'sessionStorage', 'chrome'];

/** React calls these, and functions named as hooks, in a page alone: a server component and a mail template have none. */
const CLIENT_METHODS = new Set(
  'componentDidMount componentDidUpdate componentWillUnmount setState'.split(' '),
);

/** A certain sign that a file runs in a browser, for people. */
export function browserSign(source: SourceCode, project: ProjectFacts): string | undefined {
  if (isComponent(source)) return 'a component of a page';
  if (hasDirective(source, 'use client')) return '`use client` stands at its top';
  if (isForServer(source)) return undefined;
  const hostless = hostlessUrl(source, project);
  if (hostless !== undefined)
    return `it requests \`${hostless}\`, a URL without a host, which Node refuses`;
  const { shown, used } = pageSigns(source);
  if (used.length === 0) return loadedByPagesAlone(source, project);
  if (readsDocument(source)) return 'it reads the document of the page';
  const second = used[1] ?? shown[0] ?? inlinedHost(source, project) ?? servedFolder(project);
  return second === undefined ? undefined : `${used[0]!} and ${second}`;
}

/** A file that is sent to browsers, and that no other loads, may ask whether there is a page: it runs in both nowhere. */
function loadedByPagesAlone(source: SourceCode, project: ProjectFacts): string | undefined {
  const folder = namesPage(source) ? servedFolder(project) : undefined;
  return folder !== undefined && project.loaders()?.length === 0
    ? `it names the page, no file loads it, and ${folder}`
    : undefined;
}

/** `src/public/app/menu.ts`: a server sends such files to browsers. */
function servedFolder({ file, packageRoot }: ProjectFacts): string | undefined {
  return /(?:^|[/\\])public[/\\]/u.test(relative(packageRoot, file))
    ? 'it stands in a folder `public`'
    : undefined;
}

/** Whether a file tells that a server runs it. */
export function isForServer(source: SourceCode): boolean {
  return (
    hasDirective(source, 'use server') ||
    startsServer(source) ||
    importedModules(source).some(isServerModule)
  );
}

/** Whether a file asks whether it is in a browser: it runs in both. */
export function asksWhereItRuns(source: SourceCode): boolean {
  return nodesOf(source, AST_NODE_TYPES.UnaryExpression).some(
    ({ operator, argument }) =>
      operator === 'typeof' &&
      ['window', 'document'].some((name) => isGlobal(source, argument, name)),
  );
}

/** Signs of a page that a file of a server can have, too. */
export interface PageSigns {
  /** That it is shown: a server renders such files as well. */
  readonly shown: readonly string[];
  /** That somebody sees it, and acts: a server does not get that far. */
  readonly used: readonly string[];
}

export function pageSigns(source: SourceCode): PageSigns {
  const modules = importedModules(source);
  const held = (signs: readonly (readonly [boolean, string])[]) =>
    signs.flatMap(([holds, text]) => (holds ? [text] : []));
  return {
    shown: held([
      [
        nodesOf(source, AST_NODE_TYPES.JSXElement).length > 0 ||
          nodesOf(source, AST_NODE_TYPES.JSXFragment).length > 0,
        'it has JSX',
      ],
      [
        modules.some((module) => PAGE_FILES.test(module)) || usesImportMetaEnv(source),
        'it is written for a bundler of pages',
      ],
    ]),
    used: held([
      [usesPage(source), 'it uses the page'],
      [isInteractive(source), 'it uses hooks or handlers of React'],
      [modules.some((module) => PAGE_MODULES.test(module)), 'it imports a library of pages'],
    ]),
  };
}

function hasDirective(source: SourceCode, directive: string): boolean {
  return source.ast.body.some(
    (statement) =>
      statement.type === AST_NODE_TYPES.ExpressionStatement && statement.directive === directive,
  );
}

function importedModules(source: SourceCode): string[] {
  const imported = source.ast.body.flatMap((statement) =>
    statement.type === AST_NODE_TYPES.ImportDeclaration && statement.importKind !== 'type'
      ? statement.source.value
      : [],
  );
  return [
    ...imported,
    ...nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap(
      (call) => loadedModule(source, call) ?? [],
    ),
  ];
}

/** Whether code that is not handed to a page of another process, nor guarded, uses the globals of a page. */
function usesPage(source: SourceCode): boolean {
  return !asksWhereItRuns(source) && namesPage(source);
}

function namesPage(source: SourceCode): boolean {
  return nodesOf(source, AST_NODE_TYPES.MemberExpression).some(
    ({ object }) =>
      PAGE_GLOBALS.some((name) => isGlobal(source, object, name)) && !isSentToPage(source, object),
  );
}

/** Whether it looks for elements of a page, or makes some, with nothing that would give a program of Node a page. */
function readsDocument(source: SourceCode): boolean {
  return (
    !asksWhereItRuns(source) &&
    !importedModules(source).some(givesPage) &&
    nodesOf(source, AST_NODE_TYPES.CallExpression).some(
      ({ callee }) =>
        callee.type === AST_NODE_TYPES.MemberExpression &&
        isGlobal(source, callee.object, 'document') &&
        isDocumentMethod(calledName(source, callee)) &&
        !isSentToPage(source, callee.object),
    )
  );
}

function isInteractive(source: SourceCode): boolean {
  return (
    nodesOf(source, AST_NODE_TYPES.CallExpression).some(
      ({ callee }) =>
        (callee.type === AST_NODE_TYPES.Identifier && /^use[A-Z]/u.test(callee.name)) ||
        (callee.type === AST_NODE_TYPES.MemberExpression &&
          callee.object.type === AST_NODE_TYPES.ThisExpression &&
          CLIENT_METHODS.has(calledName(source, callee))),
    ) ||
    nodesOf(source, AST_NODE_TYPES.MethodDefinition).some(
      ({ key }) => key.type === AST_NODE_TYPES.Identifier && CLIENT_METHODS.has(key.name),
    ) ||
    nodesOf(source, AST_NODE_TYPES.JSXAttribute).some(
      ({ name }) => name.type === AST_NODE_TYPES.JSXIdentifier && /^on[A-Z]/u.test(name.name),
    )
  );
}

function usesImportMetaEnv(source: SourceCode): boolean {
  return nodesOf(source, AST_NODE_TYPES.MemberExpression).some(
    ({ object, property }) =>
      object.type === AST_NODE_TYPES.MetaProperty &&
      property.type === AST_NODE_TYPES.Identifier &&
      property.name === 'env',
  );
}
