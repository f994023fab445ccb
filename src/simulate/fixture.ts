/**
 * Payloads as Maxun sends them: the examples of both contracts, made fresh.
 *
 * @module simulate/fixture
 * @see asyncapi.yaml
 * @see contract/observed.yaml
 */
import type { Clock } from '../clock/clock.ts';
import { documentedExamples, observedExamples, otherExamples, variantExamples } from '#generated/examples.js';
import type { PayloadByName } from './fixture-names.ts';
import { type DeepPartial, override } from './override.ts';
import { type Random, uuidFrom } from './random.ts';
import { renew } from './renew.ts';

/** The clock and random numbers of a fixture, and how the imitated server writes dates. */
export interface FixtureOptions {
  /** The time at which the run finished. Default: now. */
  readonly clock?: Pick<Clock, 'now'> | undefined;
  /** Makes the ids of the run and its browser. Default: `Math.random`. */
  readonly random?: Random | undefined;
  /** The locale that the observed shapes write dates in. Default: `en-US`, as Maxun's containers do. */
  readonly locale?: string | undefined;
  /** The time zone that they write dates in, which no date names. Default: `UTC`, as Maxun's containers do. */
  readonly timeZone?: string | undefined;
}

const examples = { ...documentedExamples, ...observedExamples, ...variantExamples, ...otherExamples };

/**
 * A payload of a run that finished just now: the example of the contract, with a run id and a browser id of its own and
 * with times that end at the clock's. Robot and webhook are always the same.
 *
 * @param name a documented event (`run_completed`), an observed shape (`extract-run`), a variant (`extract-run-v0.0.25`), or
 * `cloud-n8n`
 * @param overrides changes at any depth; arrays are replaced, `undefined` removes a field
 * @param options clock and random numbers, so that a test can see the same payload each time
 * @returns a new payload, which the caller can change
 * @throws {RangeError} if the name is not that of a fixture
 * @example
 * ```ts
 * const event = fixture('extract-run', { data: { robot_name: 'Prices', metadata: { user_id: 7 } } });
 * event.data.extracted_data.captured_lists; // as in the contract's example
 * ```
 */
export function fixture<Name extends keyof PayloadByName>(
  name: Name,
  overrides: DeepPartial<PayloadByName[Name]> = {} as DeepPartial<PayloadByName[Name]>,
  options: FixtureOptions = {},
): PayloadByName[Name] {
  if (!Object.hasOwn(examples, name)) {
    throw new RangeError(`There is no fixture '${name}': there are ${Object.keys(examples).join(', ')}.`);
  }
  const { clock = Date, random = Math.random, locale = 'en-US', timeZone = 'UTC' } = options;
  const fresh = renew(examples[name].payload, {
    now: clock.now(),
    newId: () => uuidFrom(random),
    write: (time) => new Date(time).toLocaleString(locale, { timeZone }),
  });
  return override(fresh, overrides as DeepPartial<typeof fresh>) as PayloadByName[Name];
}
