import { expect, it } from 'vitest';
import { CLIENT_NAMES } from '../../../analysis/clients/models/client-model.ts';
import { settingsFrom, withAgentNumbers } from '../../../analysis/project/settings.ts';

it('a path is one from the folder of the config', () => {
  expect(settingsFrom({ modules: ['@orders/http'], project: 'tsconfig.json' }, '/service')).toEqual(
    { modules: ['@orders/http'], project: '/service/tsconfig.json' },
  );
  expect(settingsFrom({ project: false }, '/service')).toEqual({ project: false });
  expect(settingsFrom(undefined, '/service')).toEqual({});
});

it('numbers of agents are numbers, in whatever form a config or a command line has them', () => {
  expect(settingsFrom({ agents: { maxSockets: Infinity, idleTimeout: 5000 } }, '/service')).toEqual(
    { agents: { maxSockets: Infinity, idleTimeout: 5000 } },
  );
  // JSON has no word for it.
  expect(settingsFrom({ agents: { maxSockets: 'Infinity' } }, '/service')).toEqual({
    agents: { maxSockets: Infinity },
  });
  expect(
    withAgentNumbers(
      { agents: { maxSockets: 9, maxFreeSockets: 2 } },
      { maxSockets: '20', agents: 'auto' },
    ),
  ).toEqual({ agents: { maxSockets: 20, maxFreeSockets: 2 } });
});

it.each([
  [
    { agents: 50 },
    'settings.leakproof.agents: an object with maxSockets, maxFreeSockets, idleTimeout is needed, not 50',
  ],
  [
    { agents: { timeout: 50 } },
    'settings.leakproof.agents.timeout: there is no such setting, only maxSockets, maxFreeSockets, idleTimeout',
  ],
  [
    { agents: { maxSockets: 0 } },
    'settings.leakproof.agents.maxSockets: 0 means Infinity to Node: write Infinity, not 0',
  ],
  [
    { agents: { maxSockets: -1 } },
    'settings.leakproof.agents.maxSockets: a whole number from 1, or Infinity, is needed, not -1',
  ],
  [
    { agents: { maxFreeSockets: Infinity } },
    'settings.leakproof.agents.maxFreeSockets: a whole number from 1 is needed, not Infinity',
  ],
  [
    { agents: { maxFreeSockets: NaN } },
    'settings.leakproof.agents.maxFreeSockets: a whole number from 1 is needed, not NaN',
  ],
  [
    { agents: { idleTimeout: 2 ** 31 } },
    'settings.leakproof.agents.idleTimeout: a whole number from 1 to 2147483647 is needed, not 2147483648',
  ],
  [
    { agents: { idleTimeout: '' } },
    'settings.leakproof.agents.idleTimeout: a whole number from 1 to 2147483647 is needed, not ""',
  ],
])('%j has no numbers of agents', (given, message) => {
  expect(() => settingsFrom(given, '/service')).toThrow(message);
});

it.each([
  [
    { module: ['@orders/http'] },
    'settings.leakproof.module: there is no such setting, only modules, wrappers, project, environments, clients, agents, cache',
  ],
  [
    { clients: ['curl'] },
    `settings.leakproof.clients: a list of ${CLIENT_NAMES.map((name) => `'${name}'`).join(', ')} is needed, not ["curl"]`,
  ],
  [
    { modules: '@orders/http' },
    'settings.leakproof.modules: a list of module names is needed, not "@orders/http"',
  ],
  [{ wrappers: [1] }, 'settings.leakproof.wrappers: a list of module names is needed, not [1]'],
  [
    { project: 1 },
    'settings.leakproof.project: true, false or the path of a tsconfig.json is needed, not 1',
  ],
  [['modules'], 'settings.leakproof.0: there is no such setting'],
  ['modules', 'settings.leakproof: an object is needed, not "modules"'],
])('%j is no setting', (given, message) => {
  expect(() => settingsFrom(given, '/service')).toThrow(message);
});
