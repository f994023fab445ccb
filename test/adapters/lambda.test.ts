import { expect, test } from 'vitest';
import { type LambdaHttpEvent, lambdaHandler } from '../../src/adapters/lambda.ts';
import { createReceiver, urlToken } from '../../src/index.ts';
import { COMPLETED, now, SECRET, signed } from '../receive/deliveries.ts';

const TOKEN = 'ab+cd/ef==ab+cd/ef==';
const ENCODED = encodeURIComponent(TOKEN);

async function statusOf(event: LambdaHttpEvent, auth = true): Promise<number> {
  const how = auth ? { auth: urlToken('token', TOKEN) } : { secrets: [SECRET] };
  const handler = lambdaHandler(createReceiver({ ...how, now, silent: true }).onAny(() => undefined));
  const { statusCode } = await handler(event);
  return statusCode;
}

const post = {
  httpMethod: 'POST',
  path: '/hook',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(COMPLETED),
};
const elb = { elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:…' } };

test.each<[string, LambdaHttpEvent]>([
  [
    'a load balancer gives the query as it was sent',
    { ...post, requestContext: elb, queryStringParameters: { token: ENCODED } },
  ],
  [
    'a load balancer with multiple values',
    {
      ...post,
      requestContext: elb,
      headers: undefined,
      multiValueHeaders: { 'content-type': ['application/json'] },
      multiValueQueryStringParameters: { '%74oken': [ENCODED] },
    },
  ],
  [
    'API Gateway gives the query decoded',
    { ...post, requestContext: {}, queryStringParameters: { token: TOKEN } },
  ],
  ['a function URL gives it raw', { ...post, rawPath: '/hook', rawQueryString: `token=${TOKEN}` }],
  [
    'empty objects beside the single values are left aside',
    {
      ...post,
      multiValueHeaders: {},
      multiValueQueryStringParameters: {},
      queryStringParameters: { token: TOKEN },
    },
  ],
])('%s: the token is found', async (_name, event) => {
  expect(await statusOf(event)).toBe(200);
});

test('a signed delivery with empty multiValueHeaders is verified by its headers', async () => {
  const { body, headers } = await signed(COMPLETED);
  const event = { ...post, multiValueHeaders: {}, headers, body: Buffer.from(body).toString() };
  expect(await statusOf(event, false)).toBe(200);
});
