import { expect, it } from 'vitest';
import { keyOfEntries, keySetOf } from '../../../analysis/keys/key-names.ts';

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
  'uid',
  'threadTs',
  'connectionId',
  'userConnectionId',
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

it.each([
  'key',
  'id',
  'x',
  'value',
  'url',
  'path',
  'task',
  'node',
  'nodeId',
  'assetConnectionId',
  '',
  'cacheKey',
])('%s tells nothing', (name) => {
  expect(keySetOf(name)).toBeUndefined();
});

it.each([
  ['usersById', 'id', 'userId'],
  ['users', 'id', 'userId'],
  ['requestsInFlight', 'id', 'requestId'],
  ['pendingJobs', 'key', 'jobId'],
  ['userHash', 'key', 'userId'],
  ['this_sessions', '_id', 'sessionId'],
  ['InMemoryRateLimiter.store', 'key', 'clientId'],
  ['rateLimitEntries', 'identifier', 'clientId'],
])('of %s, `%s` is `%s`', (collection, key, called) => {
  expect(keyOfEntries(collection, key)).toBe(called);
});

it.each([
  // It says what its keys are of.
  ['usersByRoom', 'id'],
  ['usersByRegion', 'id'],
  // A program may have a few of its own.
  ['connections', 'id'],
  ['events', 'key'],
  ['clients', 'id'],
  // One of few, or nothing that is known.
  ['models', 'id'],
  ['things', 'id'],
  ['cache', 'id'],
  ['SharedStrings.hash', 'value'],
  // The key says itself what it is, or that it is one of few.
  ['usersById', 'region'],
  ['RateLimiter.buckets', 'provider'],
  ['RateLimiter.buckets', 'value'],
])('of %s, `%s` is nothing that is known to be one of many', (collection, key) => {
  expect(keyOfEntries(collection, key)).toBeUndefined();
});
