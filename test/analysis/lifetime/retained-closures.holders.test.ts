import { expect, it } from 'vitest';
import { retainedClosures } from '../../../analysis/lifetime/retained-closures.ts';
import { forEachHost } from '../../harness/hosts.ts';

it.each([
  {
    why: 'an emitter that is made where it is listened to',
    code: `new Emitter().on('x', () => r);`,
    holders: [],
  },
  {
    why: 'an object of which only a property is read',
    code: `emitter.on('x', () => r);\nconst n = emitter.size;`,
    holders: ['`emitter`'],
  },
  {
    why: 'an object of which a method that nobody knows is called',
    code: `emitter.on('x', () => r);\nemitter[method]('x');`,
    holders: ['`emitter`'],
  },
  {
    why: 'all listeners are taken off',
    code: `emitter.on('x', () => r);\nemitter.removeAllListeners();`,
    holders: [],
  },
  {
    why: 'all listeners of this event are',
    code: `emitter.on('x', () => r);\nemitter.removeAllListeners('x');`,
    holders: [],
  },
  {
    why: 'all listeners of another event are',
    code: `emitter.on('x', () => r);\nemitter.removeAllListeners('y');`,
    holders: ['`emitter`'],
  },
  {
    why: 'an emitter that is asked for its listeners of an event',
    code: `emitter.on('x', () => r);\nuse(emitter.listeners('x'));`,
    holders: ['`emitter`'],
  },
  {
    why: 'a timer in a name that is declared nowhere',
    code: `undeclared = setInterval(() => r, 1);`,
    holders: ['a timer'],
  },
])('$why', ({ code, holders }) => {
  forEachHost(`const emitter = make();\nfunction run(r, method) {\n${code}\n}`, (source, host) => {
    expect(
      retainedClosures(source).map(({ holder }) => holder),
      host,
    ).toEqual(holders);
  });
});
