/**
 * `node scripts/count-names.js [--keys] DIR…`: how often each name occurs in the source files below the folders, as lines of
 * `name count`; with `--keys`, how often each word is part of an expression that something is looked up or stored by. The
 * counts of `analysis/vocabulary` are of the eight repositories whose findings were labelled by hand.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const given = process.argv.slice(2);
const ofKeys = given.includes('--keys');
const folders = given.filter((argument) => argument !== '--keys');

const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/u;
const LEFT_OUT = /(?:^|[/\\])(?:node_modules|dist|build|vendor|\.git)(?:[/\\]|$)|\.min\.js$/u;
const KEY = /\.(?:get|set|has|add|delete)\(\s*(?<asked>[\w$.]+)|\[(?<index>[A-Za-z_$][\w$.]*)\]/gu;
const NAME = /[A-Za-z_$][\w$]*/gu;

function wordsOf(name) {
  return name
    .replaceAll(/([a-z\d])([A-Z])/gu, '$1_$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/gu, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/u)
    .filter(Boolean);
}

function namesIn(text) {
  if (!ofKeys) return text.match(NAME) ?? [];
  return [...text.matchAll(KEY)].flatMap(({ groups }) =>
    wordsOf((groups.asked ?? groups.index).split('.').at(-1)),
  );
}

const counts = new Map();
for (const folder of folders) {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!SOURCE.test(file) || LEFT_OUT.test(file)) continue;
    for (const name of namesIn(readFileSync(join(folder, file), 'utf8')))
      counts.set(name, (counts.get(name) ?? 0) + 1);
  }
}
for (const [name, count] of [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)))
  console.log(`${name} ${count}`);
