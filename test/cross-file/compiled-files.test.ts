/**
 * A compiled file whose source stands in the same package is reported, and left alone: the source is what to fix.
 */
import { boundAgents } from '../../codemods/bound-agents.ts';
import { boundCollections } from '../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { requireBoundedAgent } from '../../rules/require-bounded-agent.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const MARK = dedent(`
  "use strict";
  Object.defineProperty(exports, "__esModule", { value: true });
`);
const AGENT = (options = '') =>
  `var axios_1 = require("axios");\nvar https_1 = require("https");\nvar agent = new https_1.Agent({ keepAlive: true${options} });\nfunction load(url) {\n    return axios_1.default.get(url, { httpsAgent: agent }).then(function (response) { return response.data; });\n}\nexports.load = load;\n`;
const BOUNDS = ', maxSockets: 50, maxFreeSockets: 10, timeout: 4000';
const COMPILED = dedent(`
  "use strict";
  Object.defineProperty(exports, "__esModule", { value: true });
  var axios_1 = require("axios");
  var https_1 = require("https");
  var agent = new https_1.Agent({ keepAlive: true });
  function load(url) {
      return axios_1.default.get(url, { httpsAgent: agent }).then(function (response) { return response.data; });
  }
  exports.load = load;
`);
const SOURCE = `export const load = (url: string) => url;\n`;

const left = (
  name: string,
  file: string,
  sourceFile: string,
  text = COMPILED,
  files: ProjectCase['files'] = {},
): ProjectCase => ({
  name,
  files: { [file]: text, [sourceFile]: SOURCE, ...files },
  findings: {
    [file]: [
      `${text.slice(0, text.search(/new \w+\.Agent/u)).split('\n').length} unboundedIdle this file is compiled from ${sourceFile}: fix the source`,
    ],
  },
});

const fixed = (
  name: string,
  file: string,
  text: string,
  files: ProjectCase['files'] = {},
): ProjectCase => ({
  name,
  files: { [file]: text, ...files },
  findings: {
    [file]: [`${text.slice(0, text.search(/new \w+\.Agent/u)).split('\n').length} unboundedIdle`],
  },
  output: { [file]: text.replace('keepAlive: true', `keepAlive: true${BOUNDS}`) },
});

/** Marked, and nothing else. */
const HAND = dedent(`
  exports.__esModule = true;
  var axios = require("axios");
  var https = require("https");
  var agent = new https.Agent({ keepAlive: true });
  exports.load = function (url) { return axios.get(url, { httpsAgent: agent }); };
`);
const ESM = dedent(`
  import axios from "axios";
  import https from "https";
  const agent = new https.Agent({ keepAlive: true });
  export const load = (url) => axios.get(url, { httpsAgent: agent });
`);
const SWC = dedent(`
  "use strict";
  Object.defineProperty(exports, "__esModule", { value: true });
  Object.defineProperty(exports, "load", { enumerable: true, get: function() { return load; } });
  const _axios = /*#__PURE__*/ _interop_require_default(require("axios"));
  const https_1 = require("https");
  function _interop_require_default(obj) { return obj && obj.__esModule ? obj : { default: obj }; }
  const agent = new https_1.Agent({ keepAlive: true });
  const load = (url) => _axios.default.get(url, { httpsAgent: agent });
`);
const BABEL = dedent(`
  "use strict";

  Object.defineProperty(exports, "__esModule", {
    value: true
  });
  exports.load = void 0;
  var _axios = _interopRequireDefault(require("axios"));
  var https_1 = require("https");
  function _interopRequireDefault(e) { return e && e.__esModule ? e : { default: e }; }
  var agent = new https_1.Agent({ keepAlive: true });
  const load = url => _axios.default.get(url, { httpsAgent: agent });
  exports.load = load;
`);
const ESBUILD = dedent(`
  "use strict";
  var __defProp = Object.defineProperty;
  var __copyProps = (to, from) => to;
  var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

  // src/index.ts
  var index_exports = {};
  module.exports = __toCommonJS(index_exports);

  // src/client.ts
  var axios = require("axios");
  var https_1 = require("https");
  var agent = new https_1.Agent({ keepAlive: true });
  var load = (url) => axios.get(url, { httpsAgent: agent });
`);

const map = (sources: readonly string[], sourceRoot = '') =>
  JSON.stringify({ version: 3, file: 'x.js', sourceRoot, sources, names: [], mappings: '' });

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
    left(
      'by Babel, whose sources have the same extension',
      'lib/client.js',
      'src/client.js',
      dedent(`
        "use strict";

        exports.__esModule = true;
        var axios_1 = require("axios");
        var https_1 = require("https");
        var agent = new https_1.Agent({ keepAlive: true });
        function load(url) {
            return axios_1.default.get(url, { httpsAgent: agent }).then(function (response) { return response.data; });
        }
        exports.load = load;
      `),
    ),
    left(
      'whose map names the source',
      'lib/x.js',
      'code/y.ts',
      `${AGENT()}//# sourceMappingURL=x.js.map\n`,
      { 'lib/x.js.map': map(['../code/y.ts']) },
    ),
    left(
      'whose map has a root',
      'lib/x.js',
      'code/y.ts',
      `${AGENT()}//# sourceMappingURL=maps/x.js.map`,
      { 'lib/maps/x.js.map': map(['y.ts'], '../../code') },
    ),
    left('beside another build', 'dist/client.js', 'src/client.ts', COMPILED, {
      'dist/client.mjs': 'export const load = (url) => url;\n',
    }),
    left('by TypeScript as ES modules, to its `outDir`', 'out/client.js', 'src/client.ts', ESM, {
      'tsconfig.json': '{ "compilerOptions": { "outDir": "out" } } // comments are fine',
    }),
    left(
      'by TypeScript as ES modules, to a folder that the command names',
      'dist/client.js',
      'src/client.ts',
      ESM,
    ),
    fixed('in such a folder, beside a file of the same language', 'build/client.js', ESM, {
      'src/client.js': 'export const load = 1;\n',
    }),
    left('by SWC', 'build/client.js', 'src/client.js', SWC),
    left('by Babel', 'lib/client.js', 'src/client.js', BABEL),
    left('by esbuild or tsup, from several', 'dist/index.js', 'src/client.ts', ESBUILD),
    left(
      'by esbuild or tsup, to ES modules',
      'dist/index.js',
      'src/client.ts',
      dedent(`
        // src/client.ts
        import axios from "axios";
        import https from "https";
        const agent = new https.Agent({ keepAlive: true });
        const load = (url) => axios.get(url, { httpsAgent: agent });
        export {
          load
        };
      `),
    ),
    left(
      'by Rolldown or tsdown',
      'dist/index.mjs',
      'src/client.ts',
      dedent(`
        import axios from "axios";
        import https from "https";
        //#region src/client.ts
        const agent = new https.Agent({ keepAlive: true });
        export const load = (url) => axios.get(url, { httpsAgent: agent });
        //#endregion
      `),
    ),
    left(
      'by Rollup',
      'dist/client.js',
      'src/client.ts',
      dedent(`
        'use strict';
        Object.defineProperty(exports, '__esModule', { value: true });
        var axios = require("axios");
        var https_1 = require("https");
        var agent = new https_1.Agent({ keepAlive: true });
        function load(url) {
            return axios.get(url, { httpsAgent: agent }).then(function (response) { return response.data; });
        }
        exports.load = load;
      `),
    ),
    left(
      'whose map is in the file',
      'lib/x.js',
      'code/y.ts',
      `${AGENT()}//# sourceMappingURL=data:application/json;base64,${Buffer.from(map(['../code/y.ts'])).toString('base64')}\n`,
    ),
    left('whose types stand beside it', 'lib/client.js', 'src/client.js', HAND, {
      'lib/client.d.ts': 'export declare const other: string;\n',
    }),
    fixed('marked by hand, beside another file of the name', 'lib/client.js', HAND, {
      'src/client.js': 'export const other = 1;\n',
    }),
    fixed('marked by hand, beside a file of CommonJS of the name', 'lib/client.js', HAND, {
      'src/client.js': 'exports.load = () => 1;\n',
    }),
    fixed('beside a source of the name, but not where TypeScript writes', 'app/client.js', ESM, {
      'src/client.ts': SOURCE,
      'tsconfig.json': '{ "compilerOptions": { "outDir": "out" } }',
    }),
    fixed(
      'which names another file in a comment',
      'lib/client.js',
      dedent(`
        // src/client.ts
        var axios_1 = require("axios");
        var https_1 = require("https");
        var agent = new https_1.Agent({ keepAlive: true });
        function load(url) {
            return axios_1.default.get(url, { httpsAgent: agent }).then(function (response) { return response.data; });
        }
        exports.load = load;
      `),
      { 'src/client.ts': SOURCE },
    ),
    fixed('written by hand in ES5', 'lib/client.js', AGENT(), { 'src/other.ts': SOURCE }),
    fixed('a source that is not there', 'lib/client.js', COMPILED, { 'src/other.ts': SOURCE }),
    fixed('another build in place of a source', 'lib/client.js', COMPILED, {
      'dist/client.js': MARK,
    }),
    fixed(
      'a map that is not there',
      'lib/client.js',
      `${AGENT()}//# sourceMappingURL=client.js.map\n`,
    ),
    fixed('a name that another file shares, and no mark', 'lib/client.js', AGENT(), {
      'src/client.ts': SOURCE,
    }),
    fixed(
      'a map of what is bundled from elsewhere',
      'lib/client.js',
      `${AGENT()}//# sourceMappingURL=client.js.map\n`,
      { 'lib/client.js.map': map(['webpack://x/y.ts']) },
    ),
  ],
});

runProjectSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  cases: [
    {
      name: 'whatever the rule is',
      files: {
        'lib/cache.js': `
          "use strict";
          Object.defineProperty(exports, "__esModule", { value: true });
          var cache = new Map();
          exports.handle = function (req, res) { cache.set(req.params.id, res.body); };
          require("express")().get("/:id", exports.handle);
        `,
        'src/cache.ts': SOURCE,
      },
      findings: {
        'lib/cache.js': ['3 unbounded this file is compiled from src/cache.ts: fix the source'],
      },
    },
  ],
});
