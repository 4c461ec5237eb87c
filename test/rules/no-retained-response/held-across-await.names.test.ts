import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const any = { options: { awaits: 'any' } } as const;

const finding = (messageId: string) => (line: number, refused?: string) => ({
  messageId,
  line,
  ...(refused === undefined ? {} : { refused }),
});

const held = finding('heldAcrossAwait');

/** Names that collide with nothing. */
const names: InvalidCase[] = [
  {
    name: 'a parameter of that name',
    code: `
      const axios = require('axios');
      async function run(url, data) {
        const response = await axios.get(url, data);
        await sleep(1000);
        return response.data;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url, data) {
        const { data: responseData } = await axios.get(url, data);
        await sleep(1000);
        return responseData;
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'an outer variable of that name',
    code: `
      const axios = require('axios');
      const status = 1;
      async function run(url) {
        const response = await axios.get(url);
        await sleep(1000);
        return response.status + status;
      }
    `,
    output: `
      const axios = require('axios');
      const status = 1;
      async function run(url) {
        const { status: responseStatus } = await axios.get(url);
        await sleep(1000);
        return responseStatus + status;
      }
    `,
    findings: [held(4)],
  },
  {
    name: 'an outer variable that is not used here, still a second meaning',
    code: `
      const axios = require('axios');
      const data = 1;
      async function run(url) {
        const response = await axios.get(url);
        await sleep(1000);
        return response.data;
      }
    `,
    output: `
      const axios = require('axios');
      const data = 1;
      async function run(url) {
        const { data: responseData } = await axios.get(url);
        await sleep(1000);
        return responseData;
      }
    `,
    findings: [held(4)],
  },
  {
    name: 'an inner variable hides it',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        await sleep(1000);
        return list.map((data) => [data, response.data]);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data: responseData } = await axios.get(url);
        await sleep(1000);
        return list.map((data) => [data, responseData]);
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a global is read below',
    code: `
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        await sleep(1000);
        return [response.data, data];
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data: responseData } = await axios.get(url);
        await sleep(1000);
        return [responseData, data];
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'an import of that name',
    code: `
      import axios from 'axios';
      import { data } from './data.js';
      export async function run(url) {
        const response = await axios.get(url);
        await sleep(1000);
        return [data, response.data];
      }
    `,
    output: `
      import axios from 'axios';
      import { data } from './data.js';
      export async function run(url) {
        const { data: responseData } = await axios.get(url);
        await sleep(1000);
        return [data, responseData];
      }
    `,
    findings: [held(4)],
  },
  {
    name: 'two responses in one scope',
    code: `
      const axios = require('axios');
      async function run(url) {
        const user = await axios.get(url);
        const group = await axios.get(user.data.group);
        await sleep(1000);
        return [user.data, group.data];
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        const { data: groupData } = await axios.get(data.group);
        await sleep(1000);
        return [data, groupData];
      }
    `,
    findings: [held(3), held(4)],
  },
  {
    name: '`Response`, `Resp`, `Res` at the end of a name are left out',
    code: `
      const axios = require('axios');
      async function run(url) {
        const userResponse = await axios.get(url);
        const groupRes = await axios.get(userResponse.data.group);
        const roleResp = await axios.get(userResponse.data.role);
        await sleep(1000);
        return [userResponse.data, groupRes.data, roleResp.data];
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        const { data: groupData } = await axios.get(data.group);
        const { data: roleData } = await axios.get(data.role);
        await sleep(1000);
        return [data, groupData, roleData];
      }
    `,
    findings: [held(3), held(4), held(5)],
  },
  {
    name: 'the second choice is taken as well',
    code: `
      const axios = require('axios');
      async function run(url, data, responseData) {
        const response = await axios.get(url, data, responseData);
        await sleep(1000);
        return response.data;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url, data, responseData) {
        const { data: responseData2 } = await axios.get(url, data, responseData);
        await sleep(1000);
        return responseData2;
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'loops three levels deep',
    code: `
      const axios = require('axios');
      async function run(urls) {
        for (const url of urls) {
          const user = await axios.get(url);
          for (const group of user.data.groups) {
            const members = await axios.get(group);
            for (const member of members.data) {
              const response = await axios.get(member);
              await save(response.data, user.data.id);
            }
          }
        }
      }
    `,
    output: `
      const axios = require('axios');
      async function run(urls) {
        for (const url of urls) {
          const { data } = await axios.get(url);
          for (const group of data.groups) {
            const { data: membersData } = await axios.get(group);
            for (const member of membersData) {
              const { data: responseData } = await axios.get(member);
              await save(responseData, data.id);
            }
          }
        }
      }
    `,
    findings: [held(4), held(6), held(8)],
    ...any,
  },
  {
    name: 'scopes beside each other share a name',
    code: `
      const axios = require('axios');
      async function run(url) {
        if (url) {
          const response = await axios.get(url);
          await sleep(response.data);
        } else {
          const response = await axios.get(url);
          await sleep(response.data);
        }
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        if (url) {
          const { data } = await axios.get(url);
          await sleep(data);
        } else {
          const { data } = await axios.get(url);
          await sleep(data);
        }
      }
    `,
    findings: [held(4), held(7)],
  },
  {
    name: 'a holder that is named for the data keeps its name',
    code: `
      const axios = require('axios');
      async function run(url, data) {
        const supplyData = await axios.post(url, data);
        await sleep(1000);
        return supplyData.data;
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url, data) {
        const { data: supplyData } = await axios.post(url, data);
        await sleep(1000);
        return supplyData;
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a block of its own above: one by one as all at once',
    code: `
      const axios = require('axios');
      async function run(url) {
        {
          const user = await axios.get(url);
          await sleep(user.data);
        }
        const group = await axios.get(url);
        await sleep(group.data);
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        {
          const { data } = await axios.get(url);
          await sleep(data);
        }
        const { data } = await axios.get(url);
        await sleep(data);
      }
    `,
    findings: [held(4), held(7)],
  },
  {
    name: 'a response beside a list of them',
    code: `
      const axios = require('axios');
      async function run(url) {
        const [user, group] = await Promise.all([axios.get(url), axios.get(url)]);
        const role = await axios.get(url);
        await sleep(1000);
        return [user.data, group.data, role.data];
      }
    `,
    output: `
      const axios = require('axios');
      async function run(url) {
        const [{ data }, { data: groupData }] = await Promise.all([axios.get(url), axios.get(url)]);
        const { data: roleData } = await axios.get(url);
        await sleep(1000);
        return [data, groupData, roleData];
      }
    `,
    findings: [held(3), held(3), held(4)],
  },
  {
    name: 'a global that a config names is no second meaning',
    code: `
      /* global data */
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        await sleep(1000);
        return response.data;
      }
    `,
    output: `
      /* global data */
      const axios = require('axios');
      async function run(url) {
        const { data } = await axios.get(url);
        await sleep(1000);
        return data;
      }
    `,
    findings: [held(4)],
  },
  {
    name: '… unless it is read below',
    code: `
      /* global data */
      const axios = require('axios');
      async function run(url) {
        const response = await axios.get(url);
        await sleep(1000);
        return [data, response.data];
      }
    `,
    output: `
      /* global data */
      const axios = require('axios');
      async function run(url) {
        const { data: responseData } = await axios.get(url);
        await sleep(1000);
        return [data, responseData];
      }
    `,
    findings: [held(4)],
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  options: { bodies: 'any', places: 'any' },
  valid: [],
  invalid: names,
});
