/** `HttpService` of `@nestjs/axios` gives observables: what rxjs makes of them. */
import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const service = (body: string) => `
      import { Injectable } from '@nestjs/common';
      import { HttpService } from '@nestjs/axios';
      import { catchError, firstValueFrom, lastValueFrom, map, tap } from 'rxjs';

      @Injectable()
      export class Items {
        private readonly kept: unknown[] = [];

        constructor(private readonly http: HttpService) {}

        async load(url: string) {
          ${body}
        }
      }
    `;

const valid: ValidCase[] = [
  {
    name: 'the id of what was asked for',
    filename: 'items.ts',
    code: service(`const { data } = await firstValueFrom(this.http.get(url));
          this.kept.push(data.id);`),
  },
  {
    name: 'an operator that takes an id',
    filename: 'items.ts',
    code: service(
      `this.kept.push(await firstValueFrom(this.http.get(url).pipe(map(({ data }) => data.id))));`,
    ),
  },
  {
    name: 'another service of the same name',
    filename: 'items.ts',
    code: service(`this.kept.push(await firstValueFrom(this.http.get(url)));`).replace(
      '@nestjs/axios',
      './http-service.js',
    ),
  },
];

const stored = (refused: string) => ({ messageId: 'storedResponse', line: 12, refused });

const invalid: InvalidCase[] = [
  {
    name: 'firstValueFrom',
    filename: 'items.ts',
    code: service(`this.kept.push(await firstValueFrom(this.http.get(url)));`),
    findings: [stored('may expect a whole response')],
  },
  {
    name: 'lastValueFrom',
    filename: 'items.ts',
    code: service(`this.kept.push(await lastValueFrom(this.http.get(url)));`),
    findings: [stored('may expect a whole response')],
  },
  {
    name: 'toPromise',
    filename: 'items.ts',
    code: service(`this.kept.push(await this.http.get(url).toPromise());`),
    findings: [stored('may expect a whole response')],
  },
  {
    name: 'subscribe',
    filename: 'items.ts',
    code: service(`this.http.get(url).subscribe((response) => this.kept.push(response));`),
    findings: [stored('may expect a whole response')],
  },
  {
    name: 'an observer',
    filename: 'items.ts',
    code: service(`this.http.get(url).subscribe({ error: (error) => this.kept.push(error) });`),
    findings: [{ messageId: 'storedError', line: 12, refused: 'message' }],
  },
  {
    name: 'an operator that looks on',
    filename: 'items.ts',
    code: service(
      `return firstValueFrom(this.http.get(url).pipe(tap((response) => this.kept.push(response))));`,
    ),
    findings: [stored('may expect a whole response')],
  },
  {
    name: 'an operator that catches',
    filename: 'items.ts',
    code: service(
      `return firstValueFrom(this.http.get(url).pipe(catchError((error) => this.kept.push(error))));`,
    ),
    findings: [{ messageId: 'storedError', line: 12, refused: 'message' }],
  },
  {
    name: 'what an operator gives',
    filename: 'items.ts',
    code: service(
      `this.kept.push(await firstValueFrom(this.http.get(url).pipe(map((response) => response.data))));`,
    ),
    findings: [{ messageId: 'storedData', line: 12, refused: 'limit their number' }],
  },
  {
    name: 'a field that is injected',
    filename: 'items.ts',
    code: `
      import { Inject, Injectable } from '@nestjs/common';
      import { HttpService } from '@nestjs/axios';
      import { firstValueFrom } from 'rxjs';

      @Injectable()
      export class Items {
        @Inject(HttpService) private readonly http: HttpService;
        private readonly kept: unknown[] = [];

        async load(url: string) {
          this.kept.push(await firstValueFrom(this.http.get(url)));
        }
      }
    `,
    findings: [{ messageId: 'storedResponse', line: 11, refused: 'may expect a whole response' }],
  },
  {
    name: 'the instance behind the service',
    filename: 'items.ts',
    code: service(`this.kept.push(await this.http.axiosRef.get(url));`),
    findings: [stored('may expect a whole response')],
  },
];

runSuite({ rule: noRetainedResponse, codemod: releaseResponses, valid, invalid });
