/**
 * The options of `unwrap` and `createReceiver`, checked before the first delivery.
 *
 * @module receive/options
 */
import type { DateOptions } from '../event/index.ts';
import { requireInteger, requireOneOf } from '../errors/options.ts';
import type { Auth } from './auth.ts';
import type { ValidationMode } from './context.ts';

/** What {@link unwrap} and {@link createReceiver} have in common. */
export interface OpenOptions<Mode extends ValidationMode = ValidationMode> extends DateOptions {
  /** `whsec_…` or `whpk_…`: a signature of any of them is enough, so that secrets can be rotated. */
  readonly secrets?: readonly string[];
  /** What authenticates instead of a signature, or together with one: `urlToken(…)` or `unsigned()`. */
  readonly auth?: Auth;
  /** How far the time of a signed delivery may be from now, either way; 300 by default. */
  readonly toleranceSeconds?: number;
  /** How payloads are judged; `report` by default. */
  readonly validation?: Mode;
  /** The most bytes that a body may have; 10 MiB by default, since Maxun sends whole pages. */
  readonly maxBodyBytes?: number;
  /** The time in milliseconds since 1970; by default `Date.now`. */
  readonly now?: () => number;
}

/** 10 MiB: Maxun sends whole pages. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

const MODES: readonly ValidationMode[] = ['strict', 'report', 'off'];

/** The options, complete. */
export interface Settings {
  readonly mode: ValidationMode;
  readonly maxBodyBytes: number;
  readonly now: () => number;
}

/**
 * @param options as the caller gave them
 * @returns them, with the defaults
 * @throws {TypeError} if nothing authenticates, or `validation` is no mode
 * @throws {RangeError} if `maxBodyBytes` is no positive whole number, or the runtime does not know the zone or locale
 */
export function settingsOf(options: OpenOptions): Settings {
  const { validation = 'report', maxBodyBytes = MAX_BODY_BYTES, now = Date.now } = options;
  assertAuth(options);
  assertDateOptions(options);
  const mode = requireOneOf('validation', validation, MODES);
  return { mode, maxBodyBytes: requireInteger('maxBodyBytes', maxBodyBytes), now };
}

function assertAuth({ secrets, auth }: OpenOptions): void {
  if (secrets === undefined && auth === undefined) {
    throw new TypeError(
      'Nothing says how deliveries are authenticated. Give `secrets: [process.env.MAXUN_WEBHOOK_SECRET]` for signed ' +
        "ones; `auth: urlToken('token', process.env.HOOK_TOKEN)` for stock Maxun, which signs nothing; or, where " +
        'nobody else can reach the receiver, `auth: unsigned()`.',
    );
  }
  if (secrets !== undefined && auth?.kind === 'unsigned') {
    throw new TypeError('`secrets` and `auth: unsigned()` contradict each other: leave one out.');
  }
}

/** Throws what `normalize` would throw at the first date. */
function assertDateOptions({ timeZone, locale }: DateOptions): void {
  if (timeZone !== undefined || locale !== undefined) Intl.DateTimeFormat(locale, { timeZone });
}
