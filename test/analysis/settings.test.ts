import { expect, it } from 'vitest';
import { settingsFrom } from '../../analysis/settings.ts';

it('a path is one from the folder of the config', () => {
  expect(settingsFrom({ modules: ['@orders/http'], project: 'tsconfig.json' }, '/service')).toEqual({ modules: ['@orders/http'], project: '/service/tsconfig.json' });
  expect(settingsFrom({ project: false }, '/service')).toEqual({ project: false });
  expect(settingsFrom(undefined, '/service')).toEqual({});
});

it.each([
  [{ module: ['@orders/http'] }, 'settings.leakproof.module: there is no such setting, only modules, wrappers, project'],
  [{ modules: '@orders/http' }, 'settings.leakproof.modules: a list of module names is needed, not "@orders/http"'],
  [{ wrappers: [1] }, 'settings.leakproof.wrappers: a list of module names is needed, not [1]'],
  [{ project: 1 }, 'settings.leakproof.project: true, false or the path of a tsconfig.json is needed, not 1'],
  [['modules'], 'settings.leakproof.0: there is no such setting'],
  ['modules', 'settings.leakproof: an object is needed, not "modules"'],
])('%j is no setting', (given, message) => {
  expect(() => settingsFrom(given, '/service')).toThrow(message);
});
