/** docs/vocabulary.md, made of the tables. */
import type { Row, Table } from '../../analysis/vocabulary/table.ts';
import { TABLES } from './tables.ts';

const INTRODUCTION = `# Vocabulary

Some answers of the rules rest on names: that \`push\` stores its argument, that \`userId\` is one of many values, that the function given to \`app.get\` runs for each request. This page lists every name that decides such an answer, with its reason. It is generated from \`analysis/vocabulary/\` by \`npm run docs\`; a test fails where the two differ.

If a name is wrong for your code, [open an issue](https://github.com/leakproof/eslint-plugin-leakproof/issues) that quotes the row and the code. A new name needs a row with its reason, and a case that shows the answer it changes.

The column *seen* is the number of times that a name occurs in the eight repositories whose findings were labelled by hand. It says how common a name is, not that the row is right.`;

const anchorOf = ({ title }: Table) =>
  title
    .toLowerCase()
    .replaceAll(/[^\w -]/gu, '')
    .replaceAll(' ', '-');

const cellOf = (key: string, value: unknown): string => {
  if (value === undefined) return '';
  if (value === true) return 'yes';
  const text = Array.isArray(value) ? value.join(', ') : `${value as string | number}`;
  return (key === 'name' ? `\`${text}\`` : text).replaceAll('|', String.raw`\|`);
};

function tableText({ rows, columns }: Table): string {
  const known = ['name', ...Object.keys(columns), 'seen', 'why'];
  const cells = rows as readonly (Row & Readonly<Record<string, unknown>>)[];
  const shown = known.filter((key) => cells.some((row) => row[key] !== undefined));
  return [
    `| ${shown.join(' | ')} |`,
    `|${shown.map(() => '---|').join('')}`,
    ...cells.map((row) => `| ${shown.map((key) => cellOf(key, row[key])).join(' | ')} |`),
  ].join('\n');
}

function sectionOf(file: string, table: Table): string {
  const legend = Object.entries(table.columns).map(([key, meaning]) => `- *${key}*: ${meaning}`);
  return [
    `## ${table.title}`,
    table.decides,
    `Asked by ${table.rules.map((rule) => `[${rule}](rules/${rule}.md)`).join(', ')}. Source: ${table.source}. In \`analysis/vocabulary/${file}\`.`,
    ...(legend.length > 0 ? [legend.join('\n')] : []),
    tableText(table),
  ].join('\n\n');
}

export const vocabularyPage = `${[
  INTRODUCTION,
  TABLES.map(({ table }) => `- [${table.title}](#${anchorOf(table)})`).join('\n'),
  ...TABLES.map(({ file, table }) => sectionOf(file, table)),
].join('\n\n')}\n`;
