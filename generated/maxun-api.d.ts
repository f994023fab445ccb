// Written by `npm run generate` from contract/maxun-api.yaml. Do not edit.

/** A robot. */
export interface MaxunRobot {
  /** Unique id of the robot. */
  readonly id: string;
  /** Name of the robot. */
  readonly name: string;
}

/** What a run found. */
export interface MaxunRunData {
  /** Captured texts. */
  readonly textData?: unknown;
  /** Captured lists. */
  readonly listData?: unknown;
  /** What a crawl found. */
  readonly crawlData?: unknown;
  /** What a search found. */
  readonly searchData?: unknown;
  /** The page as Markdown. */
  readonly markdown?: unknown;
  /** The page as HTML. */
  readonly html?: unknown;
  /** The links of the page. */
  readonly links?: unknown;
  /** A summary of the page. */
  readonly summary?: unknown;
  /** The answer to the robot's prompt. */
  readonly promptResult?: unknown;
}

/** A run, as the API answers it. */
export interface MaxunRun {
  /** Unique id of the run. */
  readonly runId: string;
  /** Unique id of the robot. */
  readonly robotId: string;
  /** `running`, `queued`, `scheduled`, `success`, `failed`, `aborted` or `aborting`. */
  readonly status: string;
  /** Name of the robot. */
  readonly name?: string;
  /** Start of the run by `toLocaleString()`; it names no zone. */
  readonly startedAt?: string;
  /** End of the run by `toLocaleString()`; `''` while it runs. */
  readonly finishedAt?: string;
  /** Whether the API started it. */
  readonly runByAPI?: boolean | null;
  readonly data?: MaxunRunData;
  /** URLs of screenshots. */
  readonly screenshots?: unknown;
}

/** The stored row of a run. */
export interface MaxunStoredRun {
  /** What the run logged; the text of a failure. */
  readonly log?: string | null;
}

/** Every robot. */
export interface RobotsAnswer {
  readonly robots: {
    readonly totalCount?: number;
    readonly items: readonly MaxunRobot[];
  };
}

/** Every run of a robot. */
export interface RunsAnswer {
  readonly runs: {
    readonly totalCount?: number;
    readonly items: readonly MaxunRun[];
  };
}

/** One run. */
export interface RunAnswer {
  readonly run: MaxunRun;
}

/** The stored row of one run. */
export interface StoredRunAnswer {
  readonly data: MaxunStoredRun;
}

/** Checks a value. */
export interface ApiValidator<T> {
  (value: unknown): value is T;
  errors?: readonly { readonly instancePath: string; readonly keyword: string }[] | null;
}

/** The validators of answers. */
export declare const validators: {
  readonly RobotsAnswer: ApiValidator<RobotsAnswer>;
  readonly RunAnswer: ApiValidator<RunAnswer>;
  readonly StoredRunAnswer: ApiValidator<StoredRunAnswer>;
  readonly MaxunRun: ApiValidator<MaxunRun>;
};
