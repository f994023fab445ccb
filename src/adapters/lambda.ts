/**
 * Receives deliveries in AWS Lambda: behind API Gateway (REST and HTTP APIs), an Application Load Balancer, or a function
 * URL.
 *
 * @module maxun-webhooks/lambda
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html payload
 * format 2.0, which function URLs have as well
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html format 1.0
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html the load balancer's events:
 * those of format 1.0, with either single or multiple values, and a query that is not decoded
 */
import { notRaw } from '../receive/body-errors.ts';
import type { DeliveryHandler } from '../receive/index.ts';

/** An event of payload format 1.0 or 2.0, as far as it is read. */
export interface LambdaHttpEvent {
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean | undefined;
  readonly headers?: Readonly<Record<string, string | undefined>> | null | undefined;
  /** Format 1.0: every header with all its values. */
  readonly multiValueHeaders?: Readonly<Record<string, string[] | undefined>> | null | undefined;
  /** Format 1.0. */
  readonly httpMethod?: string | undefined;
  /** Format 1.0. */
  readonly path?: string | undefined;
  /** Format 1.0: the query, decoded. */
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null | undefined;
  /** Format 1.0: the query, decoded, with all values. */
  readonly multiValueQueryStringParameters?:
    Readonly<Record<string, string[] | undefined>> | null | undefined;
  /** Format 2.0. */
  readonly rawPath?: string | undefined;
  /** Format 2.0: the query as it was sent. */
  readonly rawQueryString?: string | undefined;
  /** Format 2.0: the method is in `http`. */
  readonly requestContext?: unknown;
}

/** What a function answers, in either format. */
export interface LambdaHttpResult {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

/**
 * Makes the handler of a function.
 *
 * @param receiver of the deliveries; its dedupe store must be a shared one, since each instance of a function has a memory of its own
 * @returns for the function's `handler`; never rejects
 * @example
 * ```ts
 * export const handler = lambdaHandler(receiver);
 * ```
 */
export function lambdaHandler(
  receiver: DeliveryHandler,
): (event: LambdaHttpEvent) => Promise<LambdaHttpResult> {
  return async (event) => {
    const pending: Promise<void>[] = [];
    const answer = await receiver.handle({
      method: methodOf(event),
      url: urlOf(event),
      headers: filled(event.multiValueHeaders) ?? event.headers ?? {},
      body: () => bodyOf(event),
      waitUntil: (work) => void pending.push(work),
    });
    // The runtime freezes the process as soon as it has the answer.
    await Promise.all(pending);
    const { status, headers, body } = answer;
    return { statusCode: status, headers: { ...headers }, body, isBase64Encoded: false };
  };
}

/** A load balancer, or what imitates one, may give an empty object beside the other form. */
function filled<T extends object>(values: T | null | undefined): T | undefined {
  return values && Object.keys(values).length > 0 ? values : undefined;
}

function methodOf({ httpMethod, requestContext }: LambdaHttpEvent): string {
  const { http } = (requestContext ?? {}) as { http?: { method?: string } };
  return httpMethod ?? http?.method ?? '';
}

function urlOf(event: LambdaHttpEvent): string {
  if (event.rawQueryString !== undefined) return `${event.rawPath ?? '/'}?${event.rawQueryString}`;
  const parameters = filled(event.multiValueQueryStringParameters) ?? event.queryStringParameters ?? {};
  const pairs = Object.entries(parameters).flatMap(([name, values]) =>
    [values ?? []].flat().map((value): [string, string] => [name, value]),
  );
  const query = isBalancer(event)
    ? pairs.map(([name, value]) => `${name}=${value}`).join('&')
    : new URLSearchParams(pairs).toString();
  return `${event.path ?? '/'}?${query}`;
}

/** An Application Load Balancer gives the query as it was sent; API Gateway decodes it. */
function isBalancer({ requestContext }: LambdaHttpEvent): boolean {
  return (requestContext as { elb?: unknown } | null | undefined)?.elb !== undefined;
}

function bodyOf({ body, isBase64Encoded }: LambdaHttpEvent): Uint8Array | string {
  if (body === undefined || body === null) return '';
  if (typeof body === 'string') return isBase64Encoded === true ? Buffer.from(body, 'base64') : body;
  throw notRaw(
    'give lambdaHandler the event as AWS sends it, without a middleware such as http-json-body-parser.',
  );
}
