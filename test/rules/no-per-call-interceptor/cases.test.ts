/**
 * Interceptors that are added to a client each time a function runs.
 */
import { noPerCallInterceptor } from '../../../rules/no-per-call-interceptor.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const AXIOS = `const axios = require('axios');\n`;
const CLIENT = `${AXIOS}const client = axios.create({ baseURL });\n`;
const RETRY = `const axiosRetry = require('axios-retry').default;\n`;
const USE = 'interceptors.request.use((config) => ({ ...config, token }));';

const NEST = `import { Injectable } from '@nestjs/common';\nimport { HttpService } from '@nestjs/axios';\n@Injectable()\nexport class Items {\n`;

const valid: ValidCase[] = [
  { name: 'as the module is loaded', code: `${CLIENT}client.${USE}\n` },
  {
    name: 'on a client that is made for the call',
    code: `${AXIOS}exports.load = async (url, token) => {\n  const client = axios.create();\n  client.${USE}\n  return client.get(url);\n};\n`,
  },
  {
    name: 'ejected by its number',
    code: `${AXIOS}exports.load = async (url, token) => {\n  const id = axios.${USE}\n  try {\n    return await axios.get(url);\n  } finally {\n    axios.interceptors.request.eject(id);\n  }\n};\n`,
  },
  {
    name: 'cleared before',
    code: `${CLIENT}exports.login = (token) => {\n  client.interceptors.request.clear();\n  client.${USE}\n};\n`,
  },
  {
    name: 'by a function that sets the client up',
    code: `${CLIENT}exports.setupClient = (token) => {\n  client.${USE}\n};\n`,
  },
  {
    name: 'by one whose name says that it adds it',
    code: `${CLIENT}exports.addAuth = (token) => {\n  client.${USE}\n};\n`,
  },
  {
    name: 'once',
    code: `${CLIENT}let isReady = false;\nexports.fetchItems = (url, token) => {\n  if (!isReady) {\n    isReady = true;\n    client.${USE}\n  }\n  return client.get(url);\n};\n`,
  },
  {
    name: 'by what is called like a start-up routine',
    code: `${CLIENT}exports.load = (token) => {\n  client.${USE}\n};\n`,
  },
  {
    name: 'in the constructor of a singleton',
    code: `${AXIOS}class Api {\n  constructor(token) {\n    this.client = axios.create();\n    this.client.${USE}\n  }\n}\nmodule.exports = new Api();\n`,
  },
  {
    name: 'in the constructor that makes the client, of an instance that is kept',
    code: `${AXIOS}${RETRY}class Api {\n  static instance;\n  static open(config) {\n    if (!Api.instance) Api.instance = new Api(config);\n    return Api.instance;\n  }\n  constructor({ baseURL, retries }) {\n    this.api = axios.create({ baseURL });\n    const isOf = (error) => Boolean(error.code);\n    if (retries > 0) {\n      const settings = { retries, retryCondition: (error) => isOf(error) };\n      axiosRetry(this.api, settings);\n    }\n  }\n  load(path) {\n    return this.api.get(path);\n  }\n}\nexports.Api = Api;\n`,
  },
  {
    name: 'by the function that makes the client, which others keep',
    code: `${AXIOS}let client;\nfunction connect(baseURL, token) {\n  client = axios.create({ baseURL });\n  client.${USE}\n}\nexports.load = (url, token) => {\n  connect(url, token);\n  return client.get(url);\n};\n`,
  },
  {
    name: 'a client that is given',
    code: `${AXIOS}exports.load = (client, token) => {\n  client.${USE}\n};\n`,
  },
  {
    name: 'retries of a client that is made for the call',
    code: `${AXIOS}${RETRY}exports.load = (url) => {\n  const client = axios.create();\n  axiosRetry(client, { retries: 3 });\n  return client.get(url);\n};\n`,
  },
  {
    name: 'in the constructor of a service of Nest',
    filename: 'items.service.ts',
    code: `${NEST}  constructor(private readonly http: HttpService) {\n    this.http.axiosRef.${USE}\n  }\n}\n`,
  },
  {
    name: 'as a module of Nest begins',
    filename: 'items.service.ts',
    code: `${NEST}  constructor(private readonly http: HttpService) {}\n  onModuleInit() {\n    this.http.axiosRef.${USE}\n  }\n}\n`,
  },
  { name: 'retries, once', code: `${CLIENT}${RETRY}axiosRetry(client, { retries: 3 });\n` },
];

const perCall = (name: string, code: string, line: number): InvalidCase => ({
  name,
  code,
  findings: [{ messageId: 'perCall', line }],
});

const invalid: InvalidCase[] = [
  {
    name: 'on the instance of a service of Nest',
    filename: 'items.service.ts',
    code: `${NEST}  constructor(private readonly http: HttpService) {}\n  findOne(id: string) {\n    this.http.axiosRef.${USE}\n    return this.http.get(id);\n  }\n}\n`,
    findings: [{ messageId: 'perCall', line: 7 }],
  },
  perCall('by a timer', `${CLIENT}setInterval(() => {\n  client.${USE}\n}, 60_000);\n`, 4),
  perCall(
    'by a handler',
    `${CLIENT}app.set('view', 'x');\napp.get('/login', (req, res) => {\n  const { token } = req.query;\n  client.${USE}\n});\n`,
    6,
  ),
  perCall(
    'on axios itself',
    `${AXIOS}exports.load = async (url, token) => {\n  axios.${USE}\n  return axios.get(url);\n};\n`,
    3,
  ),
  perCall(
    'on a client of the module',
    `${CLIENT}exports.load = async (url, token) => {\n  client.${USE}\n  return client.get(url);\n};\n`,
    4,
  ),
  perCall(
    'of responses',
    `${CLIENT}app.get('/', async (req, res) => {\n  client.interceptors.response.use((response) => response, (error) => res.status(500).end());\n  res.send((await client.get('/')).data);\n});\n`,
    4,
  ),
  perCall(
    'on the client of a singleton',
    `${AXIOS}class Api {\n  client = axios.create();\n  async fetchItems(url, token) {\n    this.client.${USE}\n    return this.client.get(url);\n  }\n}\nmodule.exports = new Api();\n`,
    5,
  ),
  perCall(
    'retries',
    `${CLIENT}${RETRY}exports.load = async (url, retries) => {\n  axiosRetry(client, { retries });\n  return client.get(url);\n};\n`,
    5,
  ),
  perCall(
    'by a function that makes the client the first time',
    `${AXIOS}let client;\nexports.load = (url, token) => {\n  client ??= axios.create();\n  client.${USE}\n  return client.get(url);\n};\n`,
    5,
  ),
  {
    name: 'by one whose name says that it adds it, on demand',
    options: { unverifiable: true },
    code: `${CLIENT}exports.addAuth = (token) => {\n  client.${USE}\n};\n`,
    findings: [{ messageId: 'undecided', line: 4 }],
  },
];

runSuite({ rule: noPerCallInterceptor, name: 'no-per-call-interceptor', valid, invalid });
