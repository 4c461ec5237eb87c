/**
 * Modules that tell that code runs on Node, and not in a page.
 */
import { namesWhere, type Row, type Table } from './table.ts';

interface ServerModule extends Row {
  /** A file that imports it runs on Node. */
  readonly imports?: true;
  /** A program that depends on it is a server, or another program of Node. */
  readonly serves?: true;
  /** Its handlers are given an object for each request, or for each connection. */
  readonly handles?: true;
}

export const SERVER_MODULES: Table<ServerModule> = {
  title: 'Modules of servers',
  decides:
    'Whether a file runs on Node: code that runs in a page has no agents, and is exempt. Bundlers bring something of their own for the modules of Node that are not listed.',
  rules: [
    'no-leaked-abort-listener',
    'no-per-call-agent',
    'no-per-call-interceptor',
    'no-race-without-abort',
    'no-retained-response',
    'no-unbounded-collection',
    'no-unread-response',
    'require-axios-agents',
    'require-bounded-agent',
    'require-deadline',
  ],
  source: 'names; the reason is in each row',
  columns: {
    imports: 'a file that imports it runs on Node',
    serves: 'a package that depends on it is a program of Node',
    handles: 'its handlers get an object for each request or connection',
  },
  rows: [
    { name: '@apollo/server', imports: true, serves: true, why: 'a web server' },
    { name: '@hapi/hapi', imports: true, serves: true, why: 'a web server' },
    { name: '@koa/router', handles: true, why: 'the routes of a web server' },
    { name: '@modelcontextprotocol/sdk', imports: true, why: 'Model Context Protocol' },
    { name: '@nestjs/common', imports: true, why: 'a web server' },
    { name: '@nestjs/core', imports: true, serves: true, why: 'a web server' },
    { name: '@prisma/client', imports: true, why: 'a client of a database' },
    { name: '@react-email/components', imports: true, why: 'mails' },
    { name: '@react-email/render', imports: true, why: 'mails' },
    { name: '@slack/bolt', imports: true, serves: true, why: 'a bot' },
    { name: '@trpc/server', imports: true, serves: true, why: 'a web server' },
    { name: '@vue/server-renderer', imports: true, serves: true, why: 'renders pages on a server' },
    { name: 'amqplib', imports: true, why: 'a queue or a scheduler' },
    { name: 'async_hooks', imports: true, why: 'Node' },
    { name: 'bull', imports: true, why: 'a queue or a scheduler' },
    { name: 'bullmq', imports: true, why: 'a queue or a scheduler' },
    { name: 'child_process', imports: true, why: 'Node' },
    { name: 'cluster', imports: true, why: 'Node' },
    { name: 'dgram', imports: true, why: 'Node' },
    { name: 'discord.js', imports: true, serves: true, why: 'a bot' },
    { name: 'dns', imports: true, why: 'Node' },
    { name: 'dotenv', imports: true, why: 'reads the environment' },
    { name: 'dotenv/config', imports: true, why: 'reads the environment' },
    { name: 'electron', imports: true, serves: true, why: 'the main process' },
    { name: 'express', imports: true, serves: true, handles: true, why: 'a web server' },
    { name: 'fastify', imports: true, serves: true, handles: true, why: 'a web server' },
    { name: 'fs', imports: true, why: 'Node' },
    { name: 'fs/promises', imports: true, why: 'Node' },
    { name: 'grammy', imports: true, serves: true, why: 'a bot' },
    { name: 'h3', imports: true, serves: true, why: 'a web server' },
    { name: 'hono', imports: true, serves: true, handles: true, why: 'a web server' },
    { name: 'http', imports: true, handles: true, why: 'Node' },
    { name: 'http2', imports: true, handles: true, why: 'Node' },
    { name: 'https', imports: true, handles: true, why: 'Node' },
    { name: 'ioredis', imports: true, why: 'a client of a database' },
    { name: 'kafkajs', imports: true, why: 'a queue or a scheduler' },
    { name: 'knex', imports: true, why: 'a client of a database' },
    { name: 'koa', imports: true, serves: true, handles: true, why: 'a web server' },
    { name: 'koa-router', handles: true, why: 'the routes of a web server' },
    { name: 'mongodb', imports: true, why: 'a client of a database' },
    { name: 'mongoose', imports: true, why: 'a client of a database' },
    { name: 'mysql', imports: true, why: 'a client of a database' },
    { name: 'mysql2', imports: true, why: 'a client of a database' },
    { name: 'mysql2/promise', imports: true, why: 'a client of a database' },
    { name: 'net', imports: true, handles: true, why: 'Node' },
    {
      name: 'next',
      serves: true,
      why: 'renders pages on a server; its parts run in the page as well',
    },
    { name: 'node-cron', imports: true, why: 'a queue or a scheduler' },
    { name: 'node-telegram-bot-api', imports: true, serves: true, why: 'a bot' },
    { name: 'os', imports: true, why: 'Node' },
    { name: 'perf_hooks', imports: true, why: 'Node' },
    { name: 'pg', imports: true, why: 'a client of a database' },
    { name: 'playwright', imports: true, why: 'drives a browser' },
    { name: 'polka', imports: true, serves: true, handles: true, why: 'a web server' },
    { name: 'puppeteer', imports: true, why: 'drives a browser' },
    { name: 'react-dom/server', imports: true, why: 'renders pages on a server' },
    { name: 'readline', imports: true, why: 'Node' },
    { name: 'redis', imports: true, why: 'a client of a database' },
    { name: 'restify', imports: true, serves: true, handles: true, why: 'a web server' },
    { name: 'sequelize', imports: true, why: 'a client of a database' },
    { name: 'server-only', imports: true, why: 'React: of servers alone' },
    { name: 'socket.io', imports: true, serves: true, handles: true, why: 'a web server' },
    { name: 'svelte/server', imports: true, why: 'renders pages on a server' },
    { name: 'telegraf', imports: true, serves: true, why: 'a bot' },
    { name: 'tls', imports: true, handles: true, why: 'Node' },
    { name: 'typeorm', imports: true, why: 'a client of a database' },
    { name: 'v8', imports: true, why: 'Node' },
    { name: 'vm', imports: true, why: 'Node' },
    { name: 'vue/server-renderer', imports: true, why: 'renders pages on a server' },
    { name: 'whatsapp-web.js', imports: true, why: 'a bot' },
    { name: 'worker_threads', imports: true, why: 'Node' },
    {
      name: 'ws',
      imports: true,
      serves: true,
      handles: true,
      why: 'a server; browsers have their own WebSocket',
    },
  ],
};

const IMPORTED = namesWhere(SERVER_MODULES, ({ imports }) => imports === true);
const SERVING = namesWhere(SERVER_MODULES, ({ serves }) => serves === true);
const HANDLING = namesWhere(SERVER_MODULES, ({ handles }) => handles === true);

/** Whether nothing but a server, or a program of Node, imports a module. */
export function isServerModule(module: string): boolean {
  return module.startsWith('node:') || IMPORTED.has(module);
}

/** Whether a package makes a server of the program that depends on it. */
export function makesServer(name: string): boolean {
  return SERVING.has(name);
}

/** Whether the handlers of what a module makes are given an object for each request, or for each connection. */
export function handlesObjects(module: string): boolean {
  return HANDLING.has(module.replace(/^node:/u, ''));
}

/** The events of servers whose handler is first given what begins, with the modules of the servers. */
const BEGINS: Readonly<Record<string, readonly string[]>> = {
  connection: ['http', 'https', 'http2', 'net', 'socket.io', 'tls', 'ws'],
  request: ['http', 'https', 'http2'],
  secureConnection: ['https', 'http2', 'tls'],
  session: ['http2'],
  stream: ['http2'],
  upgrade: ['http', 'https'],
};

/** Whether servers have an event which brings an object that begins then. */
export function isBeginning(event: string): boolean {
  return Object.hasOwn(BEGINS, event);
}

/** Whether an event of a server that a module makes brings an object which begins then. */
export function beginsObject(event: string, module: string): boolean {
  return isBeginning(event) && BEGINS[event]!.includes(module.replace(/^node:/u, ''));
}
