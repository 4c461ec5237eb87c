import { describe, expect, it } from 'vitest';
import {
  either,
  isAgentName,
  isNamed,
  overlay,
  unlessSet,
  worst,
  type AgentConfig,
  type AgentState,
} from '../../../analysis/clients/agent-state.ts';

const config = (state: AgentState, other: Partial<AgentConfig> = {}): AgentConfig => ({
  httpAgent: state,
  httpsAgent: 'absent',
  ...other,
});

interface Pair {
  readonly one: AgentState;
  readonly two: AgentState;
  readonly result: AgentState;
}

describe('overlay', () => {
  it.each<{ under: AgentState; over: AgentState; result: AgentState }>([
    { under: 'set', over: 'absent', result: 'set' },
    { under: 'set', over: 'set', result: 'set' },
    { under: 'set', over: 'undefined', result: 'undefined' },
    { under: 'set', over: 'null', result: 'null' },
    { under: 'set', over: 'unknown', result: 'set' },
    { under: 'absent', over: 'unknown', result: 'unknown' },
    { under: 'undefined', over: 'unknown', result: 'unknown' },
    { under: 'unknown', over: 'absent', result: 'unknown' },
    { under: 'unknown', over: 'set', result: 'set' },
    { under: 'absent', over: 'conditional', result: 'conditional' },
  ])('$over over $under is $result', ({ under, over, result }) => {
    expect(overlay(config(under), config(over)).httpAgent).toBe(result);
  });

  it('conditional over set is set', () => {
    expect(overlay(config('set'), config('conditional')).httpAgent).toBe('set');
  });
});

it.each<{ state: AgentState; named: boolean }>([
  { state: 'set', named: true },
  { state: 'defaults', named: true },
  { state: 'conditional', named: true },
  { state: 'absent', named: false },
  { state: 'undefined', named: false },
  { state: 'null', named: false },
  { state: 'unknown', named: false },
])('isNamed($state) is $named', ({ state, named }) => {
  expect(isNamed(state)).toBe(named);
});

it('knows the two names', () => {
  expect(['httpAgent', 'httpsAgent', 'agent', 'toString'].map(isAgentName)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

describe('either: two paths of the program', () => {
  it.each<Pair>([
    { one: 'set', two: 'set', result: 'set' },
    { one: 'set', two: 'absent', result: 'conditional' },
    { one: 'absent', two: 'set', result: 'conditional' },
    { one: 'set', two: 'unknown', result: 'conditional' },
    { one: 'unknown', two: 'absent', result: 'unknown' },
    { one: 'absent', two: 'absent', result: 'absent' },
  ])('$one or $two is $result', ({ one, two, result }) => {
    expect(either(config(one), config(two)).httpAgent).toBe(result);
  });
});

describe('worst: two arms of one argument', () => {
  it.each<Pair>([
    { one: 'set', two: 'absent', result: 'absent' },
    { one: 'absent', two: 'set', result: 'absent' },
    { one: 'set', two: 'unknown', result: 'unknown' },
    { one: 'unknown', two: 'null', result: 'null' },
    { one: 'set', two: 'defaults', result: 'defaults' },
    { one: 'set', two: 'set', result: 'set' },
  ])('$one and $two is $result', ({ one, two, result }) => {
    expect(worst(config(one), config(two)).httpAgent).toBe(result);
  });

  it('is exempt if both arms are, and not known if one is', () => {
    const exempt = config('absent', { exempt: 'fetch' });
    expect(worst(exempt, exempt).exempt).toBe('fetch');
    expect(worst(exempt, config('absent'))).toEqual(config('absent', { unknownAdapter: true }));
  });
});

it.each<{ state: AgentState; result: AgentState }>([
  { state: 'absent', result: 'unknown' },
  { state: 'set', result: 'set' },
  { state: 'undefined', result: 'undefined' },
])('a part that we cannot see makes $state $result', ({ state, result }) => {
  expect(unlessSet(state)).toBe(result);
});
