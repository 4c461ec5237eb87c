/**
 * The built plugin as ESLint loads it.
 */
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import plugin from '../rules/index.ts';

const required = createRequire(import.meta.url)('../dist/rules/index.js') as typeof plugin;

it('require gives the plugin itself, which is how ESLint loads those of an .eslintrc', () => {
  expect(Object.keys(required.rules)).toEqual(Object.keys(plugin.rules));
});

it('the configs for .eslintrc turn on what the others do, and name the plugin', () => {
  for (const name of ['recommended', 'strict'] as const) {
    expect(required.configs[`${name}-legacy`]).toEqual({ plugins: ['leakproof'], rules: required.configs[name].rules });
  }
});
