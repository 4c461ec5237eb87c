/**
 * What is held of the response to a request that failed.
 */
import { leakTable } from './leak-table.ts';

leakTable(
  'a part of an error is stored',
  { body: 'error', start: 'const error = await axios.get(url).catch((reason) => reason);' },
  [
    ['nothing', 'keep(error.message);'],
    ['nothing', 'keep(error.stack);'],
    ['nothing', 'keep(error.config);'],
    ['nothing', 'keep(error.toJSON());'],
    ['nothing', 'keep(error.response.status);'],
    ['nothing', 'keep(error.response.headers);'],
    ['nothing', 'keep(error.response.data.title);'],
    [
      'nothing',
      'keep({ message: error.message, code: error.code, status: error.response?.status });',
    ],
    ['nothing', 'keep(new Error(error.message));'],
    ['heap', 'keep(error.response.data);'],
    ['heap and external', 'keep(error.response);'],
    ['heap and external', 'keep(error.request);'],
    ['heap and external', 'keep({ ...error });'],
    ['heap and external', `keep(new Error('no items', { cause: error }));`],
  ],
);

leakTable(
  'a whole error is stored',
  {
    body: 'error',
    start: 'const error = await axios.get(url).catch((reason) => reason); keep(error);',
  },
  [
    ['heap and external', ''],
    ['heap and external', 'error.request = null;'],
    ['heap and external', 'error.response = null;'],
    ['external', 'error.response.data = null;'],
    ['heap', 'error.request = null; error.response.request = null;'],
    ['nothing', 'error.request = null; error.response = null;'],
  ],
);

leakTable('a promise that failed is stored', { body: 'error' }, [
  [
    'heap and external',
    'const promise = axios.get(url); keep(promise); await promise.catch(() => {});',
  ],
  [
    'heap and external',
    'const settled = Promise.allSettled([axios.get(url)]); keep(settled); await settled;',
  ],
  [
    'nothing',
    'const promise = axios.get(url).catch(({ message }) => message); keep(promise); await promise;',
  ],
]);

leakTable('an await is pending after a failure', { body: 'error' }, [
  ['heap and external', 'try { await axios.get(url); } catch (error) { await pending(); }'],
  ['nothing', 'try { await axios.get(url); } catch { await pending(); }'],
  ['nothing', 'try { await axios.get(url); } catch (error) { keep(error.code); } await pending();'],
  // It is thrown on when the block is done.
  ['heap and external', 'try { await axios.get(url); } finally { await pending(); }'],
  [
    'heap and external',
    'let last; for (const attempt of [1, 2]) { try { if (attempt === 2) await pending(); await axios.get(url); } catch (error) { last = error; } }',
  ],
  [
    'nothing',
    'for (const attempt of [1, 2]) { try { if (attempt === 2) await pending(); await axios.get(url); } catch (error) { keep(error.code); } }',
  ],
  [
    'heap and external',
    'await axios.get(url).catch(async (error) => { keep(error.code); await pending(); });',
  ],
  ['nothing', 'await axios.get(url).catch((error) => { keep(error.code); return pending(); });'],
]);
