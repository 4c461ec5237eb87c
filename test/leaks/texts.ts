/**
 * What the texts of several pairs have in common.
 */
import { AGENT_BOUNDS } from '../../analysis/agents/agents-module.ts';

/** Over which a client is measured. */
export const PROTOCOLS = ['http', 'https'] as const;

export const AXIOS = `import axios from 'axios';\n`;
export const HTTP = `import http from 'node:http';\n`;
export const HTTPS = `import https from 'node:https';\n`;
export const BOUNDS = Object.entries(AGENT_BOUNDS)
  .map(([name, value]) => `${name}: ${value}`)
  .join(', ');
/** Two agents as `http-agents.js` exports them. */
export const AGENTS = `${HTTP}${HTTPS}export const httpAgent = new http.Agent({ ${BOUNDS} });\nexport const httpsAgent = new https.Agent({ ${BOUNDS} });\n`;
export const AGENTS_IMPORT = `import { httpAgent, httpsAgent } from './http-agents.js';\n`;

/** The `package.json` of a folder that is a package of its own: its callers belong to another, and no rule sees them. */
export const PACKAGE =
  '{ "type": "module", "dependencies": { "axios": "*", "lru-cache": "^11.0.0" } }';
