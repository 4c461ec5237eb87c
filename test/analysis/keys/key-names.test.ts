import { expect, it } from 'vitest';
import { keySetOf } from '../../../analysis/keys/key-names.ts';

it.each([
  'userId',
  'chatId',
  'user',
  'ip',
  'sessionToken',
  'txHash',
  'jobId',
  'requestKey',
  'conversation_id',
  'userUUID',
  'fileName',
  'socketId',
  'email',
  'runId',
  'guildId',
  'roomId',
])('%s is one of many', (name) => {
  expect(keySetOf(name)).toBe('many');
});

it.each([
  'lang',
  'type',
  'modelName',
  'eventType',
  'event',
  'queueName',
  'locale',
  'providerId',
  'tenantId',
  'pluginName',
  'command',
  'userKind',
  'serverId',
  'name',
])('%s is one of few', (name) => {
  expect(keySetOf(name)).toBe('few');
});

it.each(['key', 'id', 'x', 'value', 'url', 'path', 'task', 'node', '', 'cacheKey'])(
  '%s tells nothing',
  (name) => {
    expect(keySetOf(name)).toBeUndefined();
  },
);
