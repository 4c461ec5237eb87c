/**
 * Decorators of classes of which an injector or a framework makes one instance for the whole process.
 */
import { byName, type Row, type Table } from './table.ts';

interface InjectedClass extends Row {
  /** Only where the decorator is imported from one of these packages, separated by spaces. */
  readonly from?: string;
}

export const INJECTED_CLASSES: Table<InjectedClass> = {
  title: 'Decorators of classes with one instance',
  decides:
    'Whether a field of a class lives as long as the process, although no file of the project makes an instance. A decorator that is given a scope (`{ scope: Scope.REQUEST }`, `{ transient: true }`) says nothing.',
  rules: ['no-unbounded-collection'],
  source: 'names; the reason is in each row',
  columns: { from: 'only if it is imported from one of these packages' },
  rows: [
    { name: 'Controller', why: 'NestJS, routing-controllers' },
    { name: 'Injectable', why: 'NestJS: a provider is made once, unless it is given a scope' },
    { name: 'JsonController', why: 'routing-controllers' },
    { name: 'Processor', why: 'NestJS: the consumer of a queue' },
    { name: 'Resolver', why: 'NestJS, TypeGraphQL' },
    { name: 'Service', why: 'typedi' },
    { name: 'WebSocketGateway', why: 'NestJS' },
    { name: 'injectable', from: 'inversify', why: 'inversify; that of tsyringe makes many' },
    { name: 'singleton', why: 'tsyringe' },
  ],
};

const rows = byName(INJECTED_CLASSES);

/** Whether a decorator of that name, imported from a package, says that there is one instance. */
export function makesOneInstance(name: string, from: string | undefined): boolean {
  const row = rows.get(name);
  return row !== undefined && (row.from === undefined || row.from.split(' ').includes(from ?? ''));
}
