/**
 * That the measurements find what is planted, and pass what is clean.
 */
import { describe, expect, it } from 'vitest';
import { held } from './held.ts';
import { measure } from './measure.ts';
import { useServer } from './server.ts';
import { theilSenSlope } from './theil-sen.ts';

const urlOf = useServer();
const CLEAN = { responses: 0, sockets: 0 };

describe('what is measured', () => {
  it('passes clean code', async () => {
    const growth = await measure(`import axios from 'axios'; export const call = (url) => axios.get(url);`, urlOf('json'));
    expect(growth).toMatchObject(CLEAN);
    expect(held(growth)).toBe('nothing');
  });

  it('finds bytes on the heap, to the size', async () => {
    const growth = await measure(`const kept = []; export const call = async () => kept.push(new Array(12_500).fill(0.5));`, urlOf('json'));
    expect(growth).toMatchObject(CLEAN);
    expect(growth.heap / 100_000).toBeCloseTo(1, 1);
    expect(held(growth)).toBe('heap');
  });

  it('finds external bytes, to the size', async () => {
    const growth = await measure(`const kept = []; export const call = async () => kept.push(Buffer.alloc(100_000));`, urlOf('json'));
    expect(growth).toMatchObject({ ...CLEAN, external: 100_000 });
    expect(held(growth)).toBe('external');
  });

  it('finds responses', async () => {
    const growth = await measure(`import axios from 'axios'; const kept = []; export const call = async (url) => kept.push(await axios.get(url));`, urlOf('json'));
    expect(growth).toMatchObject({ responses: 1, sockets: 0 });
    expect(held(growth)).toBe('heap and external');
  });

  it('finds sockets', async () => {
    const source = `
      import http from 'node:http';
      export const call = (url) => new Promise((resolve) => {
        http.get(url, { agent: new http.Agent({ keepAlive: true }) }, (response) => response.resume().once('close', resolve));
      });`;
    expect(await measure(source, urlOf('json'))).toMatchObject({ responses: 0, sockets: 1 });
  });

  it('finds the socket of a request that nobody answers', async () => {
    expect(await measure(`import axios from 'axios'; export const call = async (url) => { axios.get(url); await pending(); };`, urlOf('hang'))).toMatchObject({ responses: 0, sockets: 1 });
  });
});

describe('what can be measured', () => {
  it('a module with files beside it', async () => {
    const files = { 'lib/store.js': 'export const kept = [];' };
    expect(held(await measure(`import { kept } from './lib/store.js'; export const call = async () => kept.push(Buffer.alloc(100_000));`, urlOf('json'), files))).toBe('external');
  });

  it('CommonJS', async () => {
    const files = { 'package.json': '{}' };
    expect(held(await measure(`const axios = require('axios'); const kept = []; module.exports = { call: async (url) => kept.push((await axios.get(url)).data) };`, urlOf('json'), files))).toBe('heap');
  });

  it('nothing, if a call throws', async () => {
    await expect(measure(`export const call = async () => { throw new Error('no such table'); };`, urlOf('json'))).rejects.toThrow('no such table');
  });
});

it('a growth between the two is no answer', () => {
  expect(() => held({ ...CLEAN, heap: 40_000, external: 0 })).toThrow(RangeError);
});

it('one sample that is far off does not move the slope', () => {
  expect(theilSenSlope([10, 20, 30, 40, 50])).toBe(10);
  expect(theilSenSlope([10, 20, 900, 40, 50])).toBe(10);
});
