/**
 * `settings.leakproof` of an ESLint config, or `leakproof` of a `package.json`; rules and codemods read the same.
 */
import { resolve } from 'node:path';
import { AGENT_SETTING_NAMES, agentNumber, type AgentSettings } from '../agents/agent-numbers.ts';
import { CLIENT_NAMES, type ClientName } from '../clients/models/client-model.ts';

export interface LeakproofSettings {
  /** Modules beside `axios` that export clients. */
  readonly modules?: readonly string[];
  /** Modules whose functions return the client that they are given. */
  readonly wrappers?: readonly string[];
  /**
   * Whether other files of the project are asked what a file alone does not tell; the absolute path of a `tsconfig.json`,
   * for its `paths` and for types. On wherever a `package.json`, a `tsconfig.json` or a `jsconfig.json` is found.
   */
  readonly project?: boolean | string;
  /** `server`, the default: code that runs in a browser, a test, an example or a script is exempt. `all`: it is judged, too. */
  readonly environments?: 'server' | 'all';
  /** Which clients are analysed; all by default. */
  readonly clients?: readonly ClientName[];
  /** What the agents that codemods and suggestions write are bounded by. */
  readonly agents?: AgentSettings;
  /** Whether the rules keep their reports for ESLint's next run; the absolute path of the file for them. The program has an option. */
  readonly cache?: boolean | string;
}

interface Setting {
  readonly accepts: (value: unknown) => boolean;
  readonly expected: string;
}

const moduleNames: Setting = {
  accepts: (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
  expected: 'a list of module names',
};

/** What each setting takes. */
export const SETTINGS: Readonly<Record<keyof LeakproofSettings, Setting>> = {
  modules: moduleNames,
  wrappers: moduleNames,
  project: {
    accepts: (value) => typeof value === 'boolean' || typeof value === 'string',
    expected: 'true, false or the path of a tsconfig.json',
  },
  environments: {
    accepts: (value) => value === 'server' || value === 'all',
    expected: "'server' or 'all'",
  },
  clients: {
    accepts: (value) =>
      Array.isArray(value) && value.every((name) => CLIENT_NAMES.some((client) => client === name)),
    expected: `a list of ${CLIENT_NAMES.map((name) => `'${name}'`).join(', ')}`,
  },
  agents: {
    accepts: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    expected: 'an object with maxSockets, maxFreeSockets, idleTimeout',
  },
  cache: {
    accepts: (value) => typeof value === 'boolean' || typeof value === 'string',
    expected: 'true, false or the path of a file',
  },
};

/**
 * Settings as a config has them, whose paths are relative to a folder.
 * @param name what the config calls them, for messages
 * @throws {TypeError} if there is no setting of a name, or it takes no such value
 */
export function settingsFrom(
  given: unknown,
  folder: string,
  name = 'settings.leakproof',
): LeakproofSettings {
  if (given === undefined) return {};
  if (typeof given !== 'object' || given === null)
    throw new TypeError(`${name}: an object is needed, not ${JSON.stringify(given)}`);
  for (const [setting, value] of Object.entries(given)) {
    if (!isSetting(setting))
      throw new TypeError(
        `${name}.${setting}: there is no such setting, only ${Object.keys(SETTINGS).join(', ')}`,
      );
    const { accepts, expected } = SETTINGS[setting];
    if (value !== undefined && !accepts(value))
      throw new TypeError(
        `${name}.${setting}: ${expected} is needed, not ${JSON.stringify(value)}`,
      );
  }
  const { agents, ...settings }: LeakproofSettings = given;
  return {
    ...settings,
    ...(typeof settings.project === 'string' ? { project: resolve(folder, settings.project) } : {}),
    ...(typeof settings.cache === 'string' ? { cache: resolve(folder, settings.cache) } : {}),
    ...(agents === undefined ? {} : { agents: agentSettings({ ...agents }, `${name}.agents.`) }),
  };
}

/**
 * Settings whose agents have other numbers, as the command line has them.
 * @throws {TypeError} if a number is none that an agent can have
 */
export function withAgentNumbers(
  settings: LeakproofSettings,
  given: Readonly<Record<string, unknown>>,
): LeakproofSettings {
  const named = Object.fromEntries(
    AGENT_SETTING_NAMES.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  );
  return Object.keys(named).length === 0
    ? settings
    : { ...settings, agents: { ...settings.agents, ...agentSettings(named, '') } };
}

/** @param prefix what stands before the name of a number in a message */
function agentSettings(given: Readonly<Record<string, unknown>>, prefix: string): AgentSettings {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      const known = AGENT_SETTING_NAMES.find((other) => other === name);
      if (!known)
        throw new TypeError(
          `${prefix}${name}: there is no such setting, only ${AGENT_SETTING_NAMES.join(', ')}`,
        );
      return value === undefined ? [] : [[known, numberOf(known, value, prefix)]];
    }),
  );
}

function numberOf(
  name: (typeof AGENT_SETTING_NAMES)[number],
  value: unknown,
  prefix: string,
): number {
  try {
    return agentNumber(name, value);
  } catch (error) {
    throw new TypeError(
      `${prefix}${name}: ${(error as Error).message}, not ${typeof value === 'number' ? value : JSON.stringify(value)}`,
      { cause: error },
    );
  }
}

function isSetting(name: string): name is keyof LeakproofSettings {
  return Object.hasOwn(SETTINGS, name);
}
