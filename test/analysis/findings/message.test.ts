/**
 * Which part of a message a finding shows.
 */
import { expect, it } from 'vitest';
import { findingText, remedyText, wholeMessage } from '../../../analysis/findings/message.ts';

const messages = {
  grows: { problem: '`{{name}}` grows.', advice: 'Limit `{{name}}`.' },
};

it('says what is wrong, and what to do', () => {
  expect(wholeMessage(messages.grows)).toBe('`{{name}}` grows. Limit `{{name}}`.');
  expect(findingText(messages, { messageId: 'grows', data: { name: 'seen' } }, false)).toBe(
    '`seen` grows. Limit `seen`.',
  );
});

it('leaves to the refusal what to do', () => {
  expect(findingText(messages, { messageId: 'grows', data: { name: 'seen' } }, true)).toBe(
    '`seen` grows.',
  );
});

it('says what to do, or why it is not fixed', () => {
  const finding = { messageId: 'grows', data: { name: 'seen' } };
  expect(remedyText(messages, { ...finding, remedy: { edits: [] } })).toBe('Limit `seen`.');
  expect(remedyText(messages, { ...finding, remedy: { refusal: 'it is exported: cap it' } })).toBe(
    'Not fixed: it is exported: cap it.',
  );
});
