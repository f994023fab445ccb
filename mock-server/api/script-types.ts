/**
 * Scripts as JSON: what `/__mock/script` and `/__mock/presets` take and answer.
 *
 * @module mock-server/api/script-types
 */

/** What a script does to a delivery, as JSON. */
export type ScriptAction =
  | {
      readonly type: 'reply';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** A text as it is, anything else as JSON. */
      readonly body?: unknown;
    }
  /** Answers as the verdict says. */
  | { readonly type: 'pass' }
  /** Takes the delivery and never answers. */
  | { readonly type: 'hang' }
  /** Cuts the connection with a TCP reset. */
  | { readonly type: 'reset' }
  /** Ends the connection without an answer. */
  | { readonly type: 'close' }
  /** Sends bytes that are no HTTP. */
  | { readonly type: 'malformed' }
  /** Sends the status line, then the body byte by byte. */
  | {
      readonly type: 'slow-body';
      readonly status: number;
      readonly body: string;
      /** Between two bytes. */
      readonly intervalMs: number;
    }
  | {
      readonly type: 'redirect';
      readonly status: 301 | 302 | 303 | 307 | 308;
      /** Absolute, or relative to the hook; the hook itself by default. */
      readonly location?: string;
    };

/** Which deliveries a step is for; all of the named have to fit. */
export interface ScriptFilter {
  readonly eventType?: string;
  /** Id or name of the robot. */
  readonly robot?: string;
  readonly runId?: string;
  readonly method?: string;
  /** The filter is a function given by code: shown, and not to be sent back. */
  readonly predicate?: true;
}

/** One step of a script. */
export interface ScriptStep {
  readonly action: ScriptAction;
  readonly when?: ScriptFilter;
  /** How many deliveries it answers; once by default. */
  readonly times?: number | 'always';
  /** Milliseconds to wait first. */
  readonly delayMs?: number;
}

/** A script: each delivery is answered by the first step that fits and is not used up; then the verdict answers. */
export interface ScriptRequest {
  /** The steps; or else `preset`. */
  readonly steps?: readonly ScriptStep[];
  /** Name of one of {@link PresetList}. */
  readonly preset?: string;
}

/** A step, and how far it got. */
export interface ScriptStepState extends ScriptStep {
  /** The step in words, such as `503, twice, for run_failed`. */
  readonly title: string;
  /** Deliveries that it has answered. */
  readonly used: number;
}

/** The script in force. */
export interface ScriptState {
  readonly steps: readonly ScriptStepState[];
}

/** A script that is ready to use. */
export interface Preset {
  /** Such as `retry-twice-then-succeed`. */
  readonly name: string;
  /** Such as `Retry twice then succeed`. */
  readonly title: string;
  /** What Maxun does about it. */
  readonly description: string;
  readonly steps: readonly ScriptStep[];
}

/** Every ready script. */
export interface PresetList {
  readonly presets: readonly Preset[];
}
