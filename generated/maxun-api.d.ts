// Written by `npm run generate` from contract/maxun-api.yaml. Do not edit.

/** A robot. */
export interface MaxunRobot {
  /** Unique id of the robot. */
  readonly id: string;
  /** Name of the robot. */
  readonly name: string;
  /** When it was made */
  readonly createdAt?: unknown;
  /** What a run can be given: the URL that it starts at. */
  readonly inputParameters?: unknown;
}

/** The stored row of a robot. */
export interface MaxunStoredRobot {
  /** Id of the row; not the robot's id. */
  readonly id?: string;
  /** What the robot is: its `id`, its `name` and more. */
  readonly recording_meta?: unknown;
  /** Its webhooks, as they were stored: Maxun checks nothing of them. */
  readonly webhooks?: readonly unknown[] | null;
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
  /** Always empty: only the stored row has the links of a page. */
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
  /** Id of the stored row. */
  readonly id?: unknown;
  /** Number of the user, unless a schedule started it. */
  readonly runByUserId?: unknown;
  /** Id of the schedule that started it. */
  readonly runByScheduleId?: unknown;
  /** Whether the API started it. */
  readonly runByAPI?: boolean | null;
  /** Whether an SDK started it. */
  readonly runBySDK?: unknown;
  /** Whether Maxun's MCP server started it. */
  readonly runByMCP?: unknown;
  /** Whether Maxun's command line started it. */
  readonly runByCLI?: unknown;
  readonly data?: MaxunRunData;
  /** URLs of screenshots. */
  readonly screenshots?: unknown;
}

/** The stored row of a run. */
export interface MaxunStoredRun {
  /** Id of the row. */
  readonly id?: string;
  /** As in the run. */
  readonly status?: string;
  /** Name of the robot. */
  readonly name?: string;
  /** Id of the robot's row; not the robot's id. */
  readonly robotId?: string;
  /** Unique id of the robot. */
  readonly robotMetaId?: string;
  /** As in the run. */
  readonly startedAt?: string;
  /** As in the run. */
  readonly finishedAt?: string;
  /** Id of the browser that it ran in. */
  readonly browserId?: string;
  /** How it was run. */
  readonly interpreterSettings?: unknown;
  /** What the run logged; the text of a failure. */
  readonly log?: string | null;
  /** Unique id of the run. */
  readonly runId?: string;
  /** As in the run. */
  readonly runByUserId?: unknown;
  /** As in the run. */
  readonly runByScheduleId?: unknown;
  /** As in the run. */
  readonly runByAPI?: boolean | null;
  /** As in the run. */
  readonly runBySDK?: unknown;
  /** As in the run. */
  readonly runByMCP?: unknown;
  /** As in the run. */
  readonly runByCLI?: unknown;
  /** What it found. */
  readonly serializableOutput?: MaxunOutput | null;
  /** URLs of screenshots by their names. */
  readonly binaryOutput?: unknown;
  /** How often it was started again. */
  readonly retryCount?: unknown;
}

/** What a run found, as it is stored. What it did not look for is absent. */
export interface MaxunOutput {
  /** Captured texts by the name of their group. */
  readonly scrapeSchema?: unknown;
  /** Captured lists by name. */
  readonly scrapeList?: unknown;
  /** What a crawl found. */
  readonly crawl?: unknown;
  /** What a search found. */
  readonly search?: unknown;
  /** The page as Markdown: an array of one object with `content`. */
  readonly markdown?: unknown;
  /** The page as HTML, likewise. */
  readonly html?: unknown;
  /** A summary of the page, likewise. */
  readonly summary?: unknown;
  /** The answer to the prompt of the robot, likewise. */
  readonly promptResult?: unknown;
  /** The links of the page: an array of objects with `url`. */
  readonly links?: unknown;
  /** What was read from a document: `data`, `tabName`, `pageCount`, `model`, `extractedAt`. The run does not have it. */
  readonly scrapeDoc?: unknown;
}

/** Every robot. */
export interface RobotsAnswer {
  readonly robots: {
    readonly totalCount?: number;
    readonly items: readonly MaxunRobot[];
  };
}

/** The stored rows of the robots. */
export interface StoredRobotsAnswer {
  readonly data: readonly MaxunStoredRobot[];
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
  readonly StoredRobotsAnswer: ApiValidator<StoredRobotsAnswer>;
  readonly StoredRunAnswer: ApiValidator<StoredRunAnswer>;
  readonly MaxunRun: ApiValidator<MaxunRun>;
};
