/** `HttpModule` of `@nestjs/axios` makes an instance of axios: the agents belong where it is registered. */
import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const valid: ValidCase[] = [
  {
    name: 'a module with agents',
    filename: 'src/app.module.ts',
    project: 'ts-agents',
    code: `
      import { HttpModule } from '@nestjs/axios';
      import { Module } from '@nestjs/common';
      import { httpAgent, httpsAgent } from './http-agents.js';

      @Module({ imports: [HttpModule.register({ timeout: 5000, httpAgent, httpsAgent })] })
      export class AppModule {}
    `,
  },
  {
    name: 'a request on a service, whose module is registered elsewhere',
    filename: 'items.ts',
    code: `
      import { HttpService } from '@nestjs/axios';
      import { firstValueFrom } from 'rxjs';

      export class Items {
        constructor(private readonly http: HttpService) {}

        load(url: string) {
          return firstValueFrom(this.http.get(url));
        }
      }
    `,
  },
];

const invalid: InvalidCase[] = [
  {
    name: 'a module without agents',
    filename: 'src/app.module.ts',
    project: 'ts-agents',
    code: `
      import { HttpModule } from '@nestjs/axios';
      import { Module } from '@nestjs/common';

      @Module({ imports: [HttpModule.register({ timeout: 5000 })] })
      export class AppModule {}
    `,
    output: `
      import { HttpModule } from '@nestjs/axios';
      import { Module } from '@nestjs/common';
      import { httpAgent, httpsAgent } from './http-agents';

      @Module({ imports: [HttpModule.register({ timeout: 5000, httpAgent, httpsAgent })] })
      export class AppModule {}
    `,
    findings: [{ messageId: 'missingAgents', line: 4 }],
  },
  {
    name: 'a factory that makes the options',
    filename: 'src/app.module.ts',
    project: 'ts-agents',
    code: `
      import { HttpModule } from '@nestjs/axios';
      import { Module } from '@nestjs/common';
      import { ConfigService } from '@nestjs/config';

      @Module({
        imports: [
          HttpModule.registerAsync({
            inject: [ConfigService],
            useFactory: (config: ConfigService) => ({ timeout: config.get('timeout') }),
          }),
        ],
      })
      export class AppModule {}
    `,
    output: `
      import { HttpModule } from '@nestjs/axios';
      import { Module } from '@nestjs/common';
      import { ConfigService } from '@nestjs/config';
      import { httpAgent, httpsAgent } from './http-agents';

      @Module({
        imports: [
          HttpModule.registerAsync({
            inject: [ConfigService],
            useFactory: (config: ConfigService) => ({ timeout: config.get('timeout'), httpAgent, httpsAgent }),
          }),
        ],
      })
      export class AppModule {}
    `,
    findings: [{ messageId: 'missingAgents', line: 7 }],
  },
  {
    name: 'the instance behind the service is given none by a request',
    filename: 'items.ts',
    project: 'ts-agents',
    options: { unverifiable: true },
    code: `
      import { HttpService } from '@nestjs/axios';

      export class Items {
        constructor(private readonly http: HttpService) {}

        load(url: string) {
          return this.http.axiosRef.get(url);
        }
      }
    `,
    findings: [{ messageId: 'unverifiable', line: 7, refused: 'not visible' }],
  },
];

runSuite({ rule: requireAxiosAgents, codemod: fixAgents, valid, invalid });
