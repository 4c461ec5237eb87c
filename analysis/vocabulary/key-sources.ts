/**
 * Where the values of a function come from outside: by what its parameters are decorated with, by the name that a framework
 * calls it by, and by what it is given to.
 */
import { byName, type Row, type Table } from './table.ts';

type Source =
  | 'body decorator'
  | 'decorator'
  | 'export'
  | 'member'
  | 'raw'
  | 'resolvers'
  | 'taker'
  | 'taker of arguments';

interface KeySource extends Row {
  readonly is: readonly Source[];
}

export const KEY_SOURCES: Table<KeySource> = {
  title: 'Values from outside',
  decides:
    'Which parameters and properties hold what clients and peers send, whatever the code calls it.',
  rules: [
    'no-leaked-abort-listener',
    'no-per-call-agent',
    'no-per-call-interceptor',
    'no-race-without-abort',
    'no-retained-response',
    'no-unbounded-collection',
    'no-unread-response',
    'require-bounded-agent',
  ],
  source: 'names; the reason is in each row',
  columns: {
    is: '`decorator`: of a parameter; `body decorator`: of one that is, or has, what a request brings; `export`: the name of a function that a framework calls for each request; `member`: the name of a function in an object that is given away; `resolvers`: the object that the functions are in; `taker`: what is called with the function; `taker of arguments`: with one whose first parameter has what a client sends; `raw`: a property whose parts clients name and fill at will',
  },
  rows: [
    { name: 'Args', is: ['body decorator'], why: '@nestjs/graphql' },
    { name: 'Body', is: ['body decorator'], why: '@nestjs/common, routing-controllers, tsoa' },
    { name: 'BodyParam', is: ['body decorator'], why: 'routing-controllers' },
    { name: 'ConnectedSocket', is: ['decorator'], why: '@nestjs/websockets' },
    { name: 'CookieParam', is: ['body decorator'], why: 'routing-controllers' },
    { name: 'Ctx', is: ['decorator'], why: '@nestjs/microservices, routing-controllers' },
    { name: 'DELETE', is: ['export'], why: 'a route of Next or SvelteKit' },
    { name: 'GET', is: ['export'], why: 'a route of Next or SvelteKit' },
    { name: 'HeaderParam', is: ['body decorator'], why: 'routing-controllers' },
    { name: 'Headers', is: ['body decorator'], why: '@nestjs/common' },
    { name: 'Ip', is: ['body decorator'], why: '@nestjs/common' },
    { name: 'MessageBody', is: ['body decorator'], why: '@nestjs/websockets' },
    { name: 'Mutation', is: ['resolvers'], why: 'GraphQL' },
    { name: 'PATCH', is: ['export'], why: 'a route of Next or SvelteKit' },
    { name: 'POST', is: ['export'], why: 'a route of Next or SvelteKit' },
    { name: 'PUT', is: ['export'], why: 'a route of Next or SvelteKit' },
    { name: 'Param', is: ['body decorator'], why: '@nestjs/common, routing-controllers' },
    { name: 'Params', is: ['body decorator'], why: 'routing-controllers' },
    { name: 'Path', is: ['body decorator'], why: 'tsoa' },
    { name: 'Payload', is: ['body decorator'], why: '@nestjs/microservices' },
    { name: 'Query', is: ['body decorator', 'resolvers'], why: '@nestjs/common, tsoa; GraphQL' },
    { name: 'QueryParam', is: ['body decorator'], why: 'routing-controllers' },
    { name: 'QueryParams', is: ['body decorator'], why: 'routing-controllers' },
    { name: 'Req', is: ['decorator'], why: '@nestjs/common, routing-controllers' },
    { name: 'Request', is: ['decorator'], why: '@nestjs/common, tsoa' },
    { name: 'Subscription', is: ['resolvers'], why: 'GraphQL' },
    { name: 'UploadedFile', is: ['body decorator'], why: '@nestjs/common' },
    { name: 'addService', is: ['taker'], why: 'gRPC' },
    { name: 'body', is: ['raw'], why: 'what a request brings' },
    { name: 'cookies', is: ['raw'], why: 'what a request brings' },
    { name: 'eachBatch', is: ['member'], why: 'kafkajs' },
    { name: 'eachMessage', is: ['member'], why: 'kafkajs' },
    { name: 'headers', is: ['raw'], why: 'what a request brings' },
    { name: 'input', is: ['raw'], why: 'tRPC' },
    { name: 'mutation', is: ['taker'], why: 'tRPC' },
    {
      name: 'onsessioninitialized',
      is: ['member'],
      why: 'a transport of the Model Context Protocol',
    },
    { name: 'params', is: ['raw'], why: 'what a request brings' },
    { name: 'pathParameters', is: ['raw'], why: 'an event of AWS Lambda' },
    { name: 'query', is: ['raw'], why: 'what a request brings' },
    { name: 'queryStringParameters', is: ['raw'], why: 'an event of AWS Lambda' },
    { name: 'registerPrompt', is: ['taker of arguments'], why: 'an MCP server' },
    { name: 'registerResource', is: ['taker of arguments'], why: 'an MCP server' },
    { name: 'registerTool', is: ['taker of arguments'], why: 'an MCP server' },
    { name: 'searchParams', is: ['raw'], why: 'what a request brings' },
    { name: 'tool', is: ['taker of arguments'], why: 'an MCP server' },
  ],
};

const SOURCES = byName(KEY_SOURCES);

/** Whether a name says that something comes from outside, in its place. */
export function isKeySource(name: string, is: Source): boolean {
  return SOURCES.get(name)?.is.includes(is) === true;
}
