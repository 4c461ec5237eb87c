/**
 * Agents: made for each call, at module level, with and without bounds.
 */
import fc from 'fast-check';
import { inBody, inModule, list, template, text, type Fragment } from './fragments.ts';

const option = text(
  'keepAlive: true',
  'keepAlive: false',
  'maxSockets: 10',
  "'maxFreeSockets': 2",
  'timeout: 1000',
  'rejectUnauthorized: false',
  'maxSockets: Infinity',
  'ca: id',
  '...agentOptions',
);

const options = fc.oneof(
  { weight: 4, arbitrary: list('{', fc.uniqueArray(option, { maxLength: 3 }), '}') },
  { weight: 1, arbitrary: text('agentOptions', '⟨agentOptions⟩', '') },
);

const agent = fc.oneof(
  template`new ·https.Agent·(·${options}·)`,
  text(
    'new https.Agent',
    '⟨new https.Agent()⟩',
    'new (https.Agent)({ keepAlive: true })',
    'new https.Agent({ keepAlive: true })⟦ as https.Agent⟧',
    'new http.Agent({ keepAlive: true })',
  ),
);

const perCall = template`{\n  await axios.get(·url·, ·{·httpsAgent·: ·${agent}·, httpAgent: plainAgent§ }·);\n}`;
const named = template`{\n  const agent ·= ·${agent};\n  await axios.post(url, { id }, { httpsAgent: agent, httpAgent: ⟨agent⟩ });\n}`;
const instance = template`{\n  const client = axios.create({·httpsAgent: ${agent}§ });\n  await client.get(url);\n}`;
const kept = template`let keptAgent;\nfunction agentOnce() {\n  return ¬(keptAgent ??= ${agent});\n}`;
const defaults = template`axios.defaults.httpsAgent ·= ·${agent};`;
const shared = template`const sharedClient = axios.create({ httpAgent: plainAgent, httpsAgent:· ${agent} });`;

const AROUND = [
  'const agentOptions = { keepAlive: true };',
  'const plainAgent = new http.Agent({ keepAlive: true, maxSockets: 5, maxFreeSockets: 1, timeout: 1000 });',
];

/** One way to make an agent, with what it needs. */
export const agents: fc.Arbitrary<Fragment> = fc
  .oneof(
    fc.oneof(perCall, named, instance).map((code) => inBody(code)),
    fc.oneof(kept, defaults, shared).map((code) => inModule(code)),
  )
  .map(({ module, body }) => ({ module: [...AROUND, ...module], body }));
