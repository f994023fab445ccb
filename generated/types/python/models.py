"""Written by maxun-webhooks from its contracts. Do not edit: generate it again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from ._model import Model


@dataclass(kw_only=True)
class RunCompletedEvent(Model):
    """The envelope of a `run_completed` webhook, sent when a robot's run finishes successfully."""

    event_type: Literal["run_completed"] = "run_completed"
    """Type of event."""

    timestamp: str
    """When the webhook was triggered, as an ISO 8601 timestamp."""

    webhook_id: str
    """Unique id of this webhook (a UUID in the documentation's example). Observed to be the id of the
    subscription, so the same in every delivery.
    """

    data: RunCompletedData
    """The finished run, in snake_case."""



@dataclass(kw_only=True)
class RunCompletedData(Model):
    """The finished run, in snake_case."""

    robot_id: str
    """Unique id of the robot."""

    run_id: str
    """Unique id of the run."""

    robot_name: str
    """Name of the robot."""

    status: Literal["success", "failed", "test"]
    """Status of the run. The documentation's table names `success` and `failed`; its example carries `test`."""

    started_at: str
    """When the run started, as an ISO 8601 timestamp."""

    finished_at: str
    """When the run finished, as an ISO 8601 timestamp."""

    extracted_data: ExtractedData | None = None
    """What the robot extracted. Present only when the run is successful."""

    error: dict[str, Any] | None = None
    """The failure. Present only when the run fails. The documentation names the field and shows no example of
    it, so its members are open.
    """

    metadata: RunCompletedMetadata
    """Details of where the run took place."""



@dataclass(kw_only=True)
class ExtractedData(Model):
    """What the robot extracted. Present only when the run is successful."""

    captured_texts: list[dict[str, str]] | None = None
    """The captured texts, as records of field name to text."""

    captured_lists: dict[str, list[dict[str, str]]] | None = None
    """The captured lists by name, such as `list_0`; each is an array of rows."""

    total_rows: float | None = None
    """Number of rows in all. A plain number, not checked against the rows."""

    captured_texts_count: float | None = None
    """Number of captured texts. A plain number, not checked against the rows."""

    captured_lists_count: float | None = None
    """Number of captured lists. A plain number, not checked against the rows."""

    screenshots_count: float | None = None
    """Number of screenshots taken. A plain number."""



@dataclass(kw_only=True)
class RunCompletedMetadata(Model):
    """Details of where the run took place."""

    browser_id: str | None = None
    """Unique id of the browser that ran the robot."""

    user_id: float | None = None
    """Id of the user who owns the robot."""



@dataclass(kw_only=True)
class RunFailedEvent(Model):
    """The envelope of a `run_failed` webhook, sent when a robot's run fails."""

    event_type: Literal["run_failed"] = "run_failed"
    """Type of event."""

    timestamp: str
    """When the webhook was triggered, as an ISO 8601 timestamp."""

    webhook_id: str
    """Unique id of this webhook (a UUID in the documentation's example). Observed to be the id of the
    subscription, so the same in every delivery.
    """

    data: RunFailedData
    """The failed run, in camelCase."""



@dataclass(kw_only=True)
class RunFailedData(Model):
    """The failed run, in camelCase."""

    robot_id: str = field(metadata={"key": "robotId"})
    """Unique id of the robot."""

    run_id: str = field(metadata={"key": "runId"})
    """Unique id of the run."""

    robot_name: str = field(metadata={"key": "robotName"})
    """Name of the robot."""

    status: str
    """Status of the run, an open string; `failed` in the documentation's example."""

    error: RunFailedError
    """What went wrong. The documentation's table lists these fields as `error.message`, `error.type` and
    `error.stack`; its example nests them.
    """

    metadata: RunFailedMetadata | None = None
    """Details of where the run took place. Optional."""



@dataclass(kw_only=True)
class RunFailedError(Model):
    """What went wrong. The documentation's table lists these fields as `error.message`, `error.type` and
    `error.stack`; its example nests them.
    """

    message: str
    """Description of the error."""

    type: str
    """Category of the error."""

    stack: str
    """Stack trace of the error."""



@dataclass(kw_only=True)
class RunFailedMetadata(Model):
    """Details of where the run took place. Optional."""

    browser_id: str | None = field(metadata={"key": "browserId"}, default=None)
    """Unique id of the browser that ran the robot."""

    user_id: float | None = field(metadata={"key": "userId"}, default=None)
    """Id of the user who owns the robot."""



@dataclass(kw_only=True)
class ScrapeRunUiEvent(Model):
    """The envelope of shape C, `scrape-run-ui`."""

    event_type: Literal["run_completed"] = "run_completed"
    """Type of event."""

    timestamp: str
    """When the webhook was triggered, as an ISO 8601 timestamp. The same in every attempt."""

    webhook_id: str
    """Id of the subscription, the same in every delivery."""

    data: ScrapeRunUiData
    """The finished run of a scrape robot, from the UI, in camelCase."""



@dataclass(kw_only=True)
class ScrapeRunUiData(Model):
    """The finished run of a scrape robot, from the UI, in camelCase."""

    run_id: str = field(metadata={"key": "runId"})
    """Unique id of the run."""

    robot_id: str = field(metadata={"key": "robotId"})
    """Unique id of the robot."""

    robot_name: str = field(metadata={"key": "robotName"})
    """Name of the robot."""

    status: str
    """Status of the run, `success` as a rule."""

    finished_at: str = field(metadata={"key": "finishedAt"})
    """When the run finished, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`."""

    markdown: str | None = None
    """The page as Markdown. Whole pages reach megabytes."""

    html: str | None = None
    """The page as HTML. Whole pages reach megabytes."""

    summary: str | None = None
    """A summary of the page."""

    links: list[Any] | None = None
    """The links of the page, each `{url}`."""

    screenshot_visible: str | None = None
    """URL of a screenshot of the page's visible part, in v0.0.29 to v0.0.39."""

    screenshot_fullpage: str | None = None
    """URL of a screenshot of the whole page, in v0.0.29 to v0.0.39."""



@dataclass(kw_only=True)
class Legacy2025Event(Model):
    """The envelope of shape H, `legacy-2025`."""

    event_type: Literal["run_completed"] = "run_completed"
    """Type of event."""

    timestamp: str
    """When the webhook was triggered, as an ISO 8601 timestamp. The same in every attempt."""

    webhook_id: str
    """Id of the subscription, the same in every delivery."""

    data: Legacy2025Data
    """The finished run of a server of May to October 2025."""



@dataclass(kw_only=True)
class Legacy2025Data(Model):
    """The finished run of a server of May to October 2025."""

    robot_id: str
    """Unique id of the robot."""

    run_id: str
    """Unique id of the run."""

    robot_name: str
    """Name of the robot."""

    status: str
    """Status of the run, `success` as a rule."""

    started_at: str
    """When the run started, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`."""

    finished_at: str
    """When the run finished, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`."""

    extracted_data: Legacy2025Output
    """What the robot extracted, as servers of May to October 2025 sent it."""

    metadata: ObservedMetadata
    """Details of where the run took place."""



@dataclass(kw_only=True)
class Legacy2025Output(Model):
    """What the robot extracted, as servers of May to October 2025 sent it."""

    captured_texts: list[dict[str, Any]]
    """The captured texts, as records of field name to text."""

    captured_lists: dict[str, list[dict[str, Any]]] | list[list[dict[str, Any]]] | None = None
    """The captured lists, by name or, in v0.0.23 and v0.0.24, as an array with holes."""

    total_rows: float
    """Number of rows in all."""

    captured_texts_count: float | None = None
    """Number of captured text values."""

    captured_lists_count: float | None = None
    """Number of captured rows in all lists."""

    screenshots_count: float | None = None
    """Number of screenshots taken."""

    total_data_points_extracted: float | None = None
    """Number of values in all, in runs from the UI of v0.0.16 to v0.0.22."""



@dataclass(kw_only=True)
class ObservedMetadata(Model):
    """Details of where the run took place."""

    browser_id: str | None = None
    """Unique id of the browser that ran the robot."""

    user_id: str | float | None = None
    """Id of the user, a number or a string by the sender."""



@dataclass(kw_only=True)
class ExtractRunEvent(Model):
    """The envelope of shape A, `extract-run`."""

    event_type: Literal["run_completed"] = "run_completed"
    """Type of event."""

    timestamp: str
    """When the webhook was triggered, as an ISO 8601 timestamp. The same in every attempt."""

    webhook_id: str
    """Id of the subscription, the same in every delivery."""

    data: ExtractRunData
    """The finished run of an extraction, crawl or search robot."""



@dataclass(kw_only=True)
class ExtractRunData(Model):
    """The finished run of an extraction, crawl or search robot."""

    robot_id: str
    """Unique id of the robot."""

    run_id: str
    """Unique id of the run."""

    robot_name: str
    """Name of the robot."""

    status: str
    """Status of the run, `success` as a rule."""

    started_at: str
    """When the run started, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`."""

    finished_at: str
    """When the run finished, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`."""

    extracted_data: ExtractRunOutput
    """What the robot extracted; outputs that the run did not produce are `{}`."""

    metadata: ObservedMetadata
    """Details of where the run took place."""



@dataclass(kw_only=True)
class ExtractRunOutput(Model):
    """What the robot extracted; outputs that the run did not produce are `{}`."""

    captured_texts: dict[str, list[Any]]
    """The captured texts by the name of their group, each an array of records."""

    captured_lists: dict[str, list[dict[str, Any]]]
    """The captured lists by name, each an array of rows."""

    crawl_data: dict[str, Any] | None = None
    """What a crawl found, by the name of its step; `{}` where the run did not crawl. What is under a name is open: an array of
    pages in the example, but servers may send anything.
    """

    search_data: dict[str, Any] | None = None
    """What a search found, by the name of its step; `{}` where the run did not search. What is under a name is open: an array of
    results in the example, but servers may send anything.
    """

    captured_texts_count: float | None = None
    """Number of captured text values."""

    captured_lists_count: float | None = None
    """Number of captured rows in all lists."""

    screenshots_count: float | None = None
    """Number of screenshots taken."""



@dataclass(kw_only=True)
class ScrapeRunEvent(Model):
    """The envelope of shape D, `scrape-run`."""

    event_type: Literal["run_completed"] = "run_completed"
    """Type of event."""

    timestamp: str
    """When the webhook was triggered, as an ISO 8601 timestamp. The same in every attempt."""

    webhook_id: str
    """Id of the subscription, the same in every delivery."""

    data: ScrapeRunData
    """The finished run of a scrape robot, through the API or a schedule."""



@dataclass(kw_only=True)
class ScrapeRunData(Model):
    """The finished run of a scrape robot, through the API or a schedule."""

    robot_id: str
    """Unique id of the robot."""

    run_id: str
    """Unique id of the run."""

    robot_name: str
    """Name of the robot."""

    status: str
    """Status of the run, `success` as a rule."""

    started_at: str
    """When the run started, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`."""

    finished_at: str
    """When the run finished, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`."""

    metadata: ObservedMetadata
    """Details of where the run took place."""

    markdown: str | None = None
    """The page as Markdown. Whole pages reach megabytes."""

    html: str | None = None
    """The page as HTML. Whole pages reach megabytes."""

    summary: str | None = None
    """A summary of the page."""

    screenshot_visible: str | None = None
    """URL of a screenshot of the page's visible part."""

    screenshot_fullpage: str | None = None
    """URL of a screenshot of the whole page."""



@dataclass(kw_only=True)
class DocumentRunEvent(Model):
    """The envelope of shape E, `document-run`."""

    event_type: Literal["run_completed"] = "run_completed"
    """Type of event."""

    timestamp: str
    """When the webhook was triggered, as an ISO 8601 timestamp. The same in every attempt."""

    webhook_id: str
    """Id of the subscription, the same in every delivery."""

    data: DocumentRunData
    """The finished run of a document robot."""



@dataclass(kw_only=True)
class DocumentRunData(Model):
    """The finished run of a document robot."""

    robot_id: str
    """Unique id of the robot."""

    run_id: str
    """Unique id of the run."""

    robot_name: str
    """Name of the robot."""

    status: str
    """Status of the run, `success` as a rule."""

    finished_at: str
    """When the run finished, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`."""



@dataclass(kw_only=True)
class FailedRunEvent(Model):
    """The envelope of shape F, `failed-run`."""

    event_type: Literal["run_failed"] = "run_failed"
    """Type of event."""

    timestamp: str
    """When the webhook was triggered, as an ISO 8601 timestamp. The same in every attempt."""

    webhook_id: str
    """Id of the subscription, the same in every delivery."""

    data: FailedRunData
    """A failed run, in snake_case."""



@dataclass(kw_only=True)
class FailedRunData(Model):
    """A failed run, in snake_case."""

    robot_id: str
    """Unique id of the robot."""

    run_id: str
    """Unique id of the run."""

    robot_name: str
    """Name of the robot."""

    status: Literal["failed"] = "failed"
    """Status of the run."""

    started_at: str
    """When the run started, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`."""

    finished_at: str
    """When the run finished, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`."""

    error: FailedRunError
    """What went wrong."""

    partial_data_extracted: bool | None = None
    """Whether the run had extracted something before it failed."""

    extracted_data: dict[str, Any] | None = None
    """What the run had extracted before it failed, as in shape A, or null."""

    metadata: ObservedMetadata
    """Details of where the run took place."""



@dataclass(kw_only=True)
class FailedRunError(Model):
    """What went wrong."""

    message: str
    """Description of the error."""

    stack: str | None = None
    """The server's own stack trace."""

    type: str | None = None
    """Category of the error."""



@dataclass(kw_only=True)
class FailedScrapeApiEvent(Model):
    """The envelope of shape G, `failed-scrape-api`."""

    event_type: Literal["run_failed"] = "run_failed"
    """Type of event."""

    timestamp: str
    """When the webhook was triggered, as an ISO 8601 timestamp. The same in every attempt."""

    webhook_id: str
    """Id of the subscription, the same in every delivery."""

    data: FailedScrapeApiData
    """A failed scrape through the API."""



@dataclass(kw_only=True)
class FailedScrapeApiData(Model):
    """A failed scrape through the API."""

    robot_id: str
    """Unique id of the robot."""

    run_id: str
    """Unique id of the run."""

    robot_name: str
    """Name of the robot."""

    status: Literal["failed"] = "failed"
    """Status of the run."""

    finished_at: str | None = None
    """When the run failed, in the server's locale and without a zone, such as `11/23/2026, 9:56:05 PM`."""

    error: ConversionError
    """What went wrong."""



@dataclass(kw_only=True)
class ConversionError(Model):
    """What went wrong."""

    message: str
    """Description of the error."""

    type: Literal["ConversionError"] = "ConversionError"
    """Category of the error."""



@dataclass(kw_only=True)
class WebhookTestEvent(Model):
    """The envelope of shape T, `webhook-test`."""

    event_type: Literal["webhook_test"] = "webhook_test"
    """Type of event."""

    timestamp: str
    """When the webhook was triggered, as an ISO 8601 timestamp. The same in every attempt."""

    webhook_id: str
    """Id of the subscription, the same in every delivery."""

    data: WebhookTestData
    """A made-up run, sent by the "Test" button."""



@dataclass(kw_only=True)
class WebhookTestData(Model):
    """A made-up run, sent by the "Test" button."""

    robot_id: str
    """Unique id of the robot."""

    run_id: str
    """Unique id of the run."""

    robot_name: str
    """Name of the robot."""

    status: Literal["test"] = "test"
    """Marks the delivery as a test."""

    started_at: str
    """When the run would have started, as an ISO 8601 timestamp."""

    finished_at: str
    """When the run would have finished, as an ISO 8601 timestamp."""

    extracted_data: Legacy2025Output
    """What the robot extracted, as servers of May to October 2025 sent it."""

    metadata: WebhookTestMetadata
    """Marks the delivery as a test."""



@dataclass(kw_only=True)
class WebhookTestMetadata(Model):
    """Marks the delivery as a test."""

    test_mode: Literal[True] = True
    """Always true."""

    browser_id: str | None = None
    """A made-up id of a browser."""

    user_id: str | float | None = None
    """Id of the user, a number or a string by the sender."""



@dataclass(kw_only=True)
class CloudN8nPayload(Model):
    """The payload of shape N, `cloud-n8n`."""

    robot_id: str
    """Unique id of the robot."""

    run_id: str
    """Unique id of the run."""

    robot_name: str
    """Name of the robot."""

    timestamp: str
    """When it was sent."""

    data: list[dict[str, Any]]
    """The rows of one captured list."""

    metadata: CloudN8nMetadata | None = None
    """What `data` holds."""



@dataclass(kw_only=True)
class CloudN8nMetadata(Model):
    """What `data` holds."""

    total_records: float | None = None
    """Number of rows."""

    data_types: list[Any] | None = None
    """Kinds of data."""



@dataclass(kw_only=True)
class Run(Model):
    """A run, normalised. What an event does not say, or says in a way that cannot be read, is absent."""

    shape: str
    """The shape that the payload has as it is; `unknown` also for a near miss that could be read nevertheless."""

    event_type: str | None = field(metadata={"key": "eventType"}, default=None)
    """From `event_type`, in the contract's own spelling where a near miss is recognised."""

    id: str | None = None
    """Unique id of the run."""

    status: str | None = None
    """Status of the run. The documentation's table names `success` and `failed`; its example carries `test`."""

    finished_at: str | None = field(metadata={"key": "finishedAt"}, default=None)
    """When the run finished, as an ISO 8601 timestamp."""

    started_at: str | None = field(metadata={"key": "startedAt"}, default=None)
    """When the run started, as an ISO 8601 timestamp."""

    error: RunError | None = None
    """What went wrong."""

    metadata: dict[str, Any]
    """Where the run took place, with keys in snake_case: `browser_id`, `user_id`, and whatever else there is."""

    markdown: str | None = None
    """The page as Markdown. Whole pages reach megabytes."""

    html: str | None = None
    """The page as HTML. Whole pages reach megabytes."""

    summary: str | None = None
    """A summary of the page."""

    links: list[str] | None = None
    """The links of the page."""

    partial: bool | None = None
    """Whether the run had extracted something before it failed."""

    texts: dict[str, list[dict[str, Any]]]
    """The captured texts by the name of their group, each an array of records; `text_0` where the event has a plain array."""

    lists: dict[str, list[dict[str, Any]]]
    """The captured lists by name, such as `list_0`; each is an array of rows."""

    crawl: dict[str, Any] | None = None
    """What a crawl found, by the name of its step; `{}` where the run did not crawl. What is under a name is open: an array of
    pages in the example, but servers may send anything.
    """

    search: dict[str, Any] | None = None
    """What a search found, by the name of its step; `{}` where the run did not search. What is under a name is open: an array of
    results in the example, but servers may send anything.
    """

    robot: RunRobot
    """The members of the run's `robot`."""

    screenshots: RunScreenshots
    """The members of the run's `screenshots`."""

    counts: RunCounts
    """The members of the run's `counts`."""

    repairs: list[Repair]
    """Every guess that was made, and everything that could not be read; at most 100."""



@dataclass(kw_only=True)
class RunError(Model):
    """What went wrong."""

    message: str | None = None
    """Description of the error."""

    type: str | None = None
    """Category of the error."""

    stack: str | None = None
    """Stack trace of the error."""



@dataclass(kw_only=True)
class RunRobot(Model):
    """The members of the run's `robot`."""

    id: str | None = None
    """Unique id of the robot."""

    name: str | None = None
    """Name of the robot."""



@dataclass(kw_only=True)
class RunScreenshots(Model):
    """The members of the run's `screenshots`."""

    visible: str | None = None
    """URL of a screenshot of the page's visible part, as the server gives it, often on its own `localhost:9000`."""

    full_page: str | None = field(metadata={"key": "fullPage"}, default=None)
    """URL of a screenshot of the whole page, as the server gives it, often on its own `localhost:9000`."""



@dataclass(kw_only=True)
class RunCounts(Model):
    """The members of the run's `counts`."""

    rows: float | None = None
    """Number of rows in all. A plain number, not checked against the rows."""

    texts: float | None = None
    """Number of captured texts. A plain number, not checked against the rows."""

    lists: float | None = None
    """Number of captured rows in all lists; of lists, in the documented form. Not checked against the rows."""

    screenshots: float | None = None
    """Number of screenshots taken. A plain number."""

    values: float | None = None
    """Number of values in all, in runs from the UI of v0.0.16 to v0.0.22."""



@dataclass(kw_only=True)
class Repair(Model):
    """One guess, or one thing that could not be read."""

    path: str
    """JSON pointer (RFC 6901) to the place in the payload."""

    kind: str
    """What was done: `event-type`, `misplaced`, `renamed`, `restructured`, `converted`, `dropped`, `date`, `ambiguous-date`, `clock-change`, `conflict`, `imprecise` or `unreadable`."""

    found: str
    """What was found, described, and cut short where it is long."""

    used: str
    """What the run has instead, described: `nothing` if it has nothing."""

    message: str
    """The whole repair in one sentence."""



Event = RunCompletedEvent | RunFailedEvent | ScrapeRunUiEvent | Legacy2025Event | ExtractRunEvent | ScrapeRunEvent | DocumentRunEvent | FailedRunEvent | FailedScrapeApiEvent | WebhookTestEvent | CloudN8nPayload

__all__ = [
    "RunCompletedEvent",
    "RunCompletedData",
    "ExtractedData",
    "RunCompletedMetadata",
    "RunFailedEvent",
    "RunFailedData",
    "RunFailedError",
    "RunFailedMetadata",
    "ScrapeRunUiEvent",
    "ScrapeRunUiData",
    "Legacy2025Event",
    "Legacy2025Data",
    "Legacy2025Output",
    "ObservedMetadata",
    "ExtractRunEvent",
    "ExtractRunData",
    "ExtractRunOutput",
    "ScrapeRunEvent",
    "ScrapeRunData",
    "DocumentRunEvent",
    "DocumentRunData",
    "FailedRunEvent",
    "FailedRunData",
    "FailedRunError",
    "FailedScrapeApiEvent",
    "FailedScrapeApiData",
    "ConversionError",
    "WebhookTestEvent",
    "WebhookTestData",
    "WebhookTestMetadata",
    "CloudN8nPayload",
    "CloudN8nMetadata",
    "Run",
    "RunError",
    "RunRobot",
    "RunScreenshots",
    "RunCounts",
    "Repair",
    "Event",
]
