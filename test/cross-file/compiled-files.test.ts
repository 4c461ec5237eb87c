/**
 * A compiled file whose source stands in the same package is reported, and left alone: the source is what to fix.
 */
import { boundAgents } from '../../codemods/bound-agents.ts';
import { boundMaps } from '../../codemods/bound-maps.ts';
import { requireBoundedAgent } from '../../rules/require-bounded-agent.ts';
import { noUnboundedModuleMap } from '../../rules/no-unbounded-module-map.ts';
import { runProjectSuite, type ProjectCase } from '../project-tester.ts';

const MARK = `"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n`;
const AGENT = (options = '') => `var axios_1 = require("axios");\nvar https_1 = require("https");\nvar agent = new https_1.Agent({ keepAlive: true${options} });\nfunction load(url) {\n    return axios_1.default.get(url, { httpsAgent: agent }).then(function (response) { return response.data; });\n}\nexports.load = load;\n`;
const BOUNDS = ', maxSockets: 50, maxFreeSockets: 10, timeout: 4000';
const COMPILED = MARK + AGENT();
const SOURCE = `export const load = (url: string) => url;\n`;

const left = (name: string, file: string, sourceFile: string, text = COMPILED, files: ProjectCase['files'] = {}): ProjectCase => ({
  name,
  files: { [file]: text, [sourceFile]: SOURCE, ...files },
  findings: { [file]: [`${text.slice(0, text.indexOf('new https_1')).split('\n').length} unboundedIdle this file is compiled from ${sourceFile}: fix the source`] },
});

const fixed = (name: string, file: string, text: string, files: ProjectCase['files'] = {}): ProjectCase => ({
  name,
  files: { [file]: text, ...files },
  findings: { [file]: [`${text.slice(0, text.indexOf('new https_1')).split('\n').length} unboundedIdle`] },
  output: { [file]: text.replace('keepAlive: true', `keepAlive: true${BOUNDS}`) },
});

const map = (sources: readonly string[], sourceRoot = '') => JSON.stringify({ version: 3, file: 'x.js', sourceRoot, sources, names: [], mappings: '' });

runProjectSuite({
  rule: requireBoundedAgent,
  codemod: boundAgents,
  cases: [
    left('lib beside src', 'lib/http/client.js', 'src/http/client.ts'),
    left('an output folder by any name', 'out-tsc/client.js', 'src/client.ts'),
    left('a root that holds all sources', 'dist/src/client.js', 'src/client.ts'),
    left('sources at the top', 'build/client.js', 'client.tsx'),
    left('beside its source', 'client.js', 'client.ts'),
    left('one of two outputs', 'dist/cjs/client.js', 'src/client.ts'),
    left('of a package below', 'packages/a/lib/client.js', 'packages/a/src/client.ts'),
    left('by Babel, whose sources have the same extension', 'lib/client.js', 'src/client.js', `"use strict";\n\nexports.__esModule = true;\n${AGENT()}`),
    left('whose map names the source', 'lib/x.js', 'code/y.ts', `${AGENT()}//# sourceMappingURL=x.js.map\n`, { 'lib/x.js.map': map(['../code/y.ts']) }),
    left('whose map has a root', 'lib/x.js', 'code/y.ts', `${AGENT()}//# sourceMappingURL=maps/x.js.map`, { 'lib/maps/x.js.map': map(['y.ts'], '../../code') }),
    left('beside another build', 'dist/client.js', 'src/client.ts', COMPILED, { 'dist/client.mjs': 'export const load = (url) => url;\n' }),
    fixed('written by hand in ES5', 'lib/client.js', AGENT(), { 'src/other.ts': SOURCE }),
    fixed('a source that is not there', 'lib/client.js', COMPILED, { 'src/other.ts': SOURCE }),
    fixed('another build in place of a source', 'lib/client.js', COMPILED, { 'dist/client.js': MARK }),
    fixed('a map that is not there', 'lib/client.js', `${AGENT()}//# sourceMappingURL=client.js.map\n`),
    fixed('a name that another file shares, and no mark', 'lib/client.js', AGENT(), { 'src/client.ts': SOURCE }),
    fixed('a map of what is bundled from elsewhere', 'lib/client.js', `${AGENT()}//# sourceMappingURL=client.js.map\n`, { 'lib/client.js.map': map(['webpack://x/y.ts']) }),
  ],
});

const CACHE = `${MARK}var cache = new Map();\nexports.handle = function (req, res) { cache.set(req.params.id, res.body); };\nrequire("express")().get("/:id", exports.handle);\n`;

runProjectSuite({
  rule: noUnboundedModuleMap,
  codemod: boundMaps,
  cases: [{ name: 'whatever the rule is', files: { 'lib/cache.js': CACHE, 'src/cache.ts': SOURCE }, findings: { 'lib/cache.js': ['3 unbounded this file is compiled from src/cache.ts: fix the source'] } }],
});
