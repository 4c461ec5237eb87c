/** docs/clients.md, made of the client models. */
import { AXIOS } from '../../analysis/clients/models/axios.ts';
import {
  CLIENT_NAMES,
  type AgentTakerModel,
  type BuilderModel,
  type BodyRelease,
  type CallbackModel,
  type ClientName,
  type FunctionModel,
  type InstancesModel,
  type ReadingModel,
  type ResponseModel,
} from '../../analysis/clients/models/client-model.ts';
import {
  AGENT_TAKERS,
  BUILDING_CLIENTS,
  CALLBACK_CLIENTS,
  FUNCTION_CLIENTS,
  READING_CLIENTS,
  RESPONDING_CLIENTS,
} from '../../analysis/clients/models/registry.ts';

const INTRODUCTION = `# Clients

What the rules know of each HTTP client, and what they do not follow. \`settings.leakproof.clients\` chooses [which of them are analysed](settings.md#clients). In a clone of this repository, \`npm run docs\` writes the page from the models in \`analysis/clients/models/\`, and \`npx vitest run test/clients-page.test.ts\` fails where the two differ; [how to add a client](contributing.md#walk-3-a-client).

A client that is not on this page is not known to any rule: its requests, responses and agents are not judged, and the report does not count them. Name a package of yours that exports clients like axios in [\`settings.leakproof.modules\`](settings.md).`;

/** What is not followed of a client, whatever its model says. */
const NOT_FOLLOWED: Readonly<Partial<Record<ClientName, readonly string[]>>> = {
  axios: [
    'a client that comes out of code which is not seen: a package that is not in `modules` or `wrappers`',
    'a config that cannot be seen: its requests count as undecided (`unverifiable` in a report)',
  ],
  fetch: [
    'a global that another file replaces',
    'a response that a function of another file returns',
    'a call with a `signal`, which may end it, unless one timer alone aborts it and the code clears that timer once the response is there',
    'pages, service workers, edge functions, Deno and Bun',
  ],
  undici: [
    'a dispatcher that another file makes, without a type where it is used: `import { pool } from "./pool.js"`',
    'a dispatcher that `compose(…)` makes, `RetryAgent` and `MockAgent`',
    '`request` with a callback',
  ],
  'node-fetch': [
    'functions around it, as cross-fetch and isomorphic-fetch',
    'a call with a `signal`',
  ],
  http: [
    'a request or a response that is handed on',
    'a request that the code may end: by `destroy()`, `abort()` or a `signal`, whenever',
  ],
  got: [
    'an instance that another file makes',
    'streams in files that name a `timeout` or a `signal`, and `isStream`',
    'agents of http2-wrapper (`http2`)',
  ],
  ky: [
    'an instance that another file makes, without a type where it is used',
    'the response of an `HTTPError`',
    'a `fetch` of its own',
  ],
  superagent: [
    'unread bodies: superagent reads them by itself, but for one that is piped to what closes early',
    'a request that another function makes, and `superagent.agent()`',
  ],
};

const code = (names: Iterable<string>) => [...names].map((name) => `\`${name}\``).join(', ');

const RULE = (name: string) => `[${name}](rules/${name}.md)`;

/** What is called, by the names that the packages give it. */
function calls(modules: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(modules)
    .filter(([, names]) => names.length > 0)
    .map(([module, names]) => {
      const own = names.filter((name) => name !== '');
      const itself = own.length < names.length ? `\`${module}\` itself` : '';
      const exported = own.length > 0 ? `${code(own)} of \`${module}\`` : '';
      return [itself, exported].filter((part) => part !== '').join(', and ');
    });
}

function instancesText({ makers, types, functions }: InstancesModel): string {
  const methods = Object.keys(functions).filter((name) => name !== '');
  return `Instances: of ${code(makers)}, or of a parameter with the type ${code(types)}; requests by ${code(methods)}.`;
}

function agentsText(slots: readonly string[]): string[] {
  return slots.length > 0 ? [`Agents: ${code(slots)} of a config.`] : [];
}

function releaseText({ method, closes, mayBeMissing }: BodyRelease): string {
  const effect = {
    always: 'closes its connection',
    ifLong: 'reads a short body, and closes the connection of a long one',
    never: 'reads it to its end',
  }[closes];
  return `\`${method}()\` ${effect}${mayBeMissing ? '; a response may have no body, so the fix writes `?.`' : ''}`;
}

function ofFunction(model: FunctionModel): string[] {
  const { exports, global, instances, agentSlots, release, unread, responseTypes, body } = model;
  const named = calls(
    Object.fromEntries(Object.entries(exports).map(([module, fns]) => [module, Object.keys(fns)])),
  );
  const from = [...(global === undefined ? [] : [`the global \`${global}\``]), ...named];
  return [
    ...(from.length > 0 ? [`Requests: ${from.join('; ')}.`] : []),
    ...(instances ? [instancesText(instances)] : []),
    `Bodies: ${body.ofResponse.length > 0 ? `\`response.${body.ofResponse.join('.')}\`` : 'the response'} of the response that a call gives, or of a value with the type ${code(responseTypes)}. An unread one keeps its socket above ${unread.above}${unread.orUntil === undefined ? '' : `, or until ${unread.orUntil}`}; ${releaseText(release)}.`,
    ...agentsText(agentSlots),
  ];
}

function ofCallback({ modules, functions, agentSlots, release, event }: CallbackModel): string[] {
  return [
    `Requests: ${code(Object.keys(functions))} of ${code(modules)}.`,
    `Bodies: the response that the callback gets, or a listener for \`${event}\`. An unread one keeps its socket, however short it is; ${releaseText(release)}.`,
    ...agentsText(agentSlots),
  ];
}

function ofReader({ exports, instances, agentSlots, streams }: ReadingModel): string[] {
  return [
    `Requests: ${calls(exports).join('; ')}.`,
    instancesText(instances),
    `Bodies: it reads them by itself, but for those of \`${streams.only}(…)\`.`,
    ...agentsText(agentSlots),
  ];
}

function ofBuilder({ module, functions, callback }: BuilderModel): string[] {
  return [
    `Requests: ${calls({ [module]: functions }).join('; ')}, with what their methods add, awaited or sent by \`${callback}(…)\`.`,
  ];
}

/** What keeps the body of a response in memory. */
function keptText({ keeps, error, reads }: ResponseModel): string[] {
  const readers = Object.keys(reads).map((name) => `${name}()`);
  return [
    ...(keeps ? [`A response that is stored keeps ${keeps.what}.`] : []),
    ...(error ? [`An error that is stored keeps ${error.what}.`] : []),
    ...(readers.length > 0
      ? [`What ${code(readers)} give of a body is followed to where it is stored.`]
      : []),
  ];
}

function ofTaker({
  module,
  functions,
  agentSlots,
  setters,
  sends,
  givers,
}: AgentTakerModel): string[] {
  return [
    ...(functions.length > 0
      ? [`Agents also: ${code(agentSlots)} of what ${code(functions)} of \`${module}\` get.`]
      : []),
    ...(setters.length > 0 ? [`Agents also: what ${code(setters)} gets.`] : []),
    ...(sends.length > 0 ? [`Agents also: those that send themselves, by ${code(sends)}.`] : []),
    ...(givers.length > 0
      ? [`Agents: what ${givers.map((name) => `\`.${name}(…)\``).join(', ')} of a request gets.`]
      : []),
  ];
}

function ofAxios(): string[] {
  const { methods, creation, types, agentSlots, body, packages } = AXIOS;
  return [
    `Requests: \`axios\` itself, and its ${code(Object.keys(methods))}; instances of \`${creation.method}\`, and of a value with the type ${code(Object.keys(types))}, across files; \`HttpService\` and \`axiosRef\` of \`@nestjs/axios\`.`,
    `Bodies: \`response.${body.ofResponse.join('.')}\`, and \`error.${body.ofError.join('.')}\` of a refused status; with \`responseType: 'stream'\` each must be read or destroyed.`,
    `Agents: ${code(agentSlots)} of a config, of an instance, of \`axios.defaults\` and of interceptors, across files.`,
    `Packages around it: ${code(packages.wrapping)} give on the client that they get; ${code(Object.keys(packages.takingOver))} take over its transport, so that agents do nothing.`,
  ];
}

function rulesOf(client: ClientName): string[] {
  if (client === 'axios') return ['all rules about requests, responses and agents'];
  const isOf = (model: { readonly client: ClientName }) => model.client === client;
  const models = [...FUNCTION_CLIENTS, ...CALLBACK_CLIENTS, ...READING_CLIENTS].filter(isOf);
  const slots = models.flatMap(({ agentSlots }) => agentSlots);
  const takers = AGENT_TAKERS.filter(isOf);
  const isOfNode = slots.includes('agent') || takers.some(({ givers }) => givers.length > 0);
  return [
    ...(models.length > 0 ? [RULE('no-unread-response')] : []),
    ...(RESPONDING_CLIENTS.some(isOf) ? [RULE('no-retained-response')] : []),
    RULE('no-per-call-agent'),
    ...(isOfNode ? [RULE('require-bounded-agent')] : []),
  ];
}

function sectionOf(client: ClientName): string {
  const isOf = (model: { readonly client: ClientName }) => model.client === client;
  const known = [
    ...(client === 'axios' ? ofAxios() : []),
    ...FUNCTION_CLIENTS.filter(isOf).flatMap(ofFunction),
    ...CALLBACK_CLIENTS.filter(isOf).flatMap(ofCallback),
    ...READING_CLIENTS.filter(isOf).flatMap(ofReader),
    ...BUILDING_CLIENTS.filter(isOf).flatMap(ofBuilder),
    ...AGENT_TAKERS.filter(isOf).flatMap(ofTaker),
    ...new Set(RESPONDING_CLIENTS.filter(isOf).flatMap(({ response }) => keptText(response))),
  ];
  const unknown = NOT_FOLLOWED[client] ?? [];
  return [
    `## ${client}`,
    `Rules: ${rulesOf(client).join(', ')}.`,
    listed(known),
    ...(unknown.length > 0 ? ['Not followed:', listed(unknown)] : []),
  ].join('\n\n');
}

const listed = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join('\n');

export const clientsPage = `${[INTRODUCTION, ...CLIENT_NAMES.map(sectionOf)].join('\n\n')}\n`;
