// Written by `npm run generate` from asyncapi.yaml and contract/observed.yaml. Do not edit.

const rule = ({ types, isDate = false, values, items, fields, required = [], members }) => {
  const takesAnyText = (types?.includes("string") ?? true) && !isDate && values === undefined;
  return { types, takesAnyText, isDate, values, items, fields, required, members };
};
const anything = rule({});
const text = rule({ types: ["string"] });
const RunCompletedStatus = rule({ types: ["string"], values: ["success","failed","test"] });
const CapturedRecord = rule({ types: ["object"], members: text });
const CapturedTexts = rule({ types: ["array"], items: CapturedRecord });
const CapturedList = rule({ types: ["array"], items: CapturedRecord });
const CapturedLists = rule({ types: ["object"], members: CapturedList });
const ExtractedData = rule({ types: ["object"], fields: { __proto__: null, 'captured_texts': CapturedTexts, 'captured_lists': CapturedLists, 'total_rows': rule({ types: ["number"] }), 'captured_texts_count': rule({ types: ["number"] }), 'captured_lists_count': rule({ types: ["number"] }), 'screenshots_count': rule({ types: ["number"] }) } });
const RunCompletedError = rule({ types: ["object"], members: anything });
const RunCompletedMetadata = rule({ types: ["object"], fields: { __proto__: null, 'browser_id': text, 'user_id': rule({ types: ["number"] }) } });
const RunCompletedData = rule({ types: ["object"], fields: { __proto__: null, 'robot_id': text, 'run_id': text, 'robot_name': text, 'status': RunCompletedStatus, 'started_at': rule({ types: ["string"], isDate: true }), 'finished_at': rule({ types: ["string"], isDate: true }), 'extracted_data': ExtractedData, 'error': RunCompletedError, 'metadata': RunCompletedMetadata }, required: ["robot_id","run_id","robot_name","status","started_at","finished_at","metadata"] });
const RunCompletedEvent = rule({ types: ["object"], fields: { __proto__: null, 'event_type': rule({ types: ["string"], values: ["run_completed"] }), 'timestamp': rule({ types: ["string"], isDate: true }), 'webhook_id': text, 'data': RunCompletedData }, required: ["event_type","timestamp","webhook_id","data"] });
const RunFailedError = rule({ types: ["object"], fields: { __proto__: null, 'message': text, 'type': text, 'stack': text }, required: ["message","type","stack"] });
const RunFailedMetadata = rule({ types: ["object"], fields: { __proto__: null, 'browserId': text, 'userId': rule({ types: ["number"] }) } });
const RunFailedData = rule({ types: ["object"], fields: { __proto__: null, 'robotId': text, 'runId': text, 'robotName': text, 'status': text, 'error': RunFailedError, 'metadata': RunFailedMetadata }, required: ["robotId","runId","robotName","status","error"] });
const RunFailedEvent = rule({ types: ["object"], fields: { __proto__: null, 'event_type': rule({ types: ["string"], values: ["run_failed"] }), 'timestamp': rule({ types: ["string"], isDate: true }), 'webhook_id': text, 'data': RunFailedData }, required: ["event_type","timestamp","webhook_id","data"] });
const TextGroup = rule({ types: ["array"], items: anything });
const TextGroups = rule({ types: ["object"], members: TextGroup });
const ObservedRecord = rule({ types: ["object"], members: anything });
const ObservedList = rule({ types: ["array"], items: ObservedRecord });
const ObservedLists = rule({ types: ["object"], members: ObservedList });
const CrawlData = rule({ types: ["object"], members: anything });
const SearchData = rule({ types: ["object"], members: anything });
const ExtractRunOutput = rule({ types: ["object"], fields: { __proto__: null, 'captured_texts': TextGroups, 'captured_lists': ObservedLists, 'crawl_data': CrawlData, 'search_data': SearchData, 'captured_texts_count': rule({ types: ["number"] }), 'captured_lists_count': rule({ types: ["number"] }), 'screenshots_count': rule({ types: ["number"] }) }, required: ["captured_texts","captured_lists"] });
const ObservedUserId = rule({ types: ["string","number"] });
const ObservedMetadata = rule({ types: ["object"], fields: { __proto__: null, 'browser_id': text, 'user_id': ObservedUserId } });
const ExtractRunData = rule({ types: ["object"], fields: { __proto__: null, 'robot_id': text, 'run_id': text, 'robot_name': text, 'status': text, 'started_at': text, 'finished_at': text, 'extracted_data': ExtractRunOutput, 'metadata': ObservedMetadata }, required: ["robot_id","run_id","robot_name","status","started_at","finished_at","extracted_data","metadata"] });
const ExtractRunEvent = rule({ types: ["object"], fields: { __proto__: null, 'event_type': rule({ types: ["string"], values: ["run_completed"] }), 'timestamp': rule({ types: ["string"], isDate: true }), 'webhook_id': text, 'data': ExtractRunData }, required: ["event_type","timestamp","webhook_id","data"] });
const RawTexts = rule({ types: ["object"], members: anything });
const ExtractRunApiOutput = rule({ types: ["object"], fields: { __proto__: null, 'captured_texts': RawTexts, 'captured_lists': ObservedLists, 'crawl_data': CrawlData, 'search_data': SearchData, 'captured_texts_count': rule({ types: ["number"] }), 'captured_lists_count': rule({ types: ["number"] }), 'screenshots_count': rule({ types: ["number"] }) }, required: ["captured_texts","captured_lists"] });
const ExtractRunApiData = rule({ types: ["object"], fields: { __proto__: null, 'robot_id': text, 'run_id': text, 'robot_name': text, 'status': text, 'started_at': text, 'finished_at': text, 'extracted_data': ExtractRunApiOutput, 'metadata': ObservedMetadata }, required: ["robot_id","run_id","robot_name","status","started_at","finished_at","extracted_data","metadata"] });
const ExtractRunApiEvent = rule({ types: ["object"], fields: { __proto__: null, 'event_type': rule({ types: ["string"], values: ["run_completed"] }), 'timestamp': rule({ types: ["string"], isDate: true }), 'webhook_id': text, 'data': ExtractRunApiData }, required: ["event_type","timestamp","webhook_id","data"] });
const ScrapeRunUiData = rule({ types: ["object"], fields: { __proto__: null, 'robotId': text, 'runId': text, 'robotName': text, 'status': text, 'finishedAt': text, 'markdown': text, 'html': text, 'summary': text, 'links': rule({ types: ["array"], items: anything }) }, required: ["robotId","runId","robotName","status","finishedAt"] });
const ScrapeRunUiEvent = rule({ types: ["object"], fields: { __proto__: null, 'event_type': rule({ types: ["string"], values: ["run_completed"] }), 'timestamp': rule({ types: ["string"], isDate: true }), 'webhook_id': text, 'data': ScrapeRunUiData }, required: ["event_type","timestamp","webhook_id","data"] });
const ScrapeRunData = rule({ types: ["object"], fields: { __proto__: null, 'robot_id': text, 'run_id': text, 'robot_name': text, 'status': text, 'started_at': text, 'finished_at': text, 'markdown': text, 'html': text, 'summary': text, 'screenshot_visible': text, 'screenshot_fullpage': text, 'metadata': ObservedMetadata }, required: ["robot_id","run_id","robot_name","status","started_at","finished_at","metadata"] });
const ScrapeRunEvent = rule({ types: ["object"], fields: { __proto__: null, 'event_type': rule({ types: ["string"], values: ["run_completed"] }), 'timestamp': rule({ types: ["string"], isDate: true }), 'webhook_id': text, 'data': ScrapeRunData }, required: ["event_type","timestamp","webhook_id","data"] });
const DocumentRunData = rule({ types: ["object"], fields: { __proto__: null, 'robot_id': text, 'run_id': text, 'robot_name': text, 'status': text, 'finished_at': text }, required: ["robot_id","run_id","robot_name","status","finished_at"] });
const DocumentRunEvent = rule({ types: ["object"], fields: { __proto__: null, 'event_type': rule({ types: ["string"], values: ["run_completed"] }), 'timestamp': rule({ types: ["string"], isDate: true }), 'webhook_id': text, 'data': DocumentRunData }, required: ["event_type","timestamp","webhook_id","data"] });
const FailedRunError = rule({ types: ["object"], fields: { __proto__: null, 'message': text, 'stack': text, 'type': text }, required: ["message"] });
const PartialData = rule({ types: ["object","null"], members: anything });
const FailedRunData = rule({ types: ["object"], fields: { __proto__: null, 'robot_id': text, 'run_id': text, 'robot_name': text, 'status': rule({ types: ["string"], values: ["failed"] }), 'started_at': text, 'finished_at': text, 'error': FailedRunError, 'metadata': ObservedMetadata, 'partial_data_extracted': rule({ types: ["boolean"] }), 'extracted_data': PartialData }, required: ["robot_id","run_id","robot_name","status","started_at","finished_at","error","metadata"] });
const FailedRunEvent = rule({ types: ["object"], fields: { __proto__: null, 'event_type': rule({ types: ["string"], values: ["run_failed"] }), 'timestamp': rule({ types: ["string"], isDate: true }), 'webhook_id': text, 'data': FailedRunData }, required: ["event_type","timestamp","webhook_id","data"] });
const ConversionError = rule({ types: ["object"], fields: { __proto__: null, 'message': text, 'type': rule({ types: ["string"], values: ["ConversionError"] }) }, required: ["message","type"] });
const FailedScrapeApiData = rule({ types: ["object"], fields: { __proto__: null, 'robot_id': text, 'run_id': text, 'robot_name': text, 'status': rule({ types: ["string"], values: ["failed"] }), 'finished_at': text, 'error': ConversionError }, required: ["robot_id","run_id","robot_name","status","error"] });
const FailedScrapeApiEvent = rule({ types: ["object"], fields: { __proto__: null, 'event_type': rule({ types: ["string"], values: ["run_failed"] }), 'timestamp': rule({ types: ["string"], isDate: true }), 'webhook_id': text, 'data': FailedScrapeApiData }, required: ["event_type","timestamp","webhook_id","data"] });
const TextRecords = rule({ types: ["array"], items: ObservedRecord });
const Legacy2025Output = rule({ types: ["object"], fields: { __proto__: null, 'captured_texts': TextRecords, 'captured_lists': ObservedLists, 'total_rows': rule({ types: ["number"] }), 'captured_texts_count': rule({ types: ["number"] }), 'captured_lists_count': rule({ types: ["number"] }), 'screenshots_count': rule({ types: ["number"] }) }, required: ["captured_texts","total_rows"] });
const Legacy2025Data = rule({ types: ["object"], fields: { __proto__: null, 'robot_id': text, 'run_id': text, 'robot_name': text, 'status': text, 'started_at': text, 'finished_at': text, 'extracted_data': Legacy2025Output, 'metadata': ObservedMetadata }, required: ["robot_id","run_id","robot_name","status","started_at","finished_at","extracted_data","metadata"] });
const Legacy2025Event = rule({ types: ["object"], fields: { __proto__: null, 'event_type': rule({ types: ["string"], values: ["run_completed"] }), 'timestamp': rule({ types: ["string"], isDate: true }), 'webhook_id': text, 'data': Legacy2025Data }, required: ["event_type","timestamp","webhook_id","data"] });
const WebhookTestMetadata = rule({ types: ["object"], fields: { __proto__: null, 'test_mode': rule({ types: ["boolean"], values: [true] }), 'browser_id': text, 'user_id': ObservedUserId }, required: ["test_mode"] });
const WebhookTestData = rule({ types: ["object"], fields: { __proto__: null, 'robot_id': text, 'run_id': text, 'robot_name': text, 'status': rule({ types: ["string"], values: ["test"] }), 'started_at': rule({ types: ["string"], isDate: true }), 'finished_at': rule({ types: ["string"], isDate: true }), 'extracted_data': Legacy2025Output, 'metadata': WebhookTestMetadata }, required: ["robot_id","run_id","robot_name","status","started_at","finished_at","extracted_data","metadata"] });
const WebhookTestEvent = rule({ types: ["object"], fields: { __proto__: null, 'event_type': rule({ types: ["string"], values: ["webhook_test"] }), 'timestamp': rule({ types: ["string"], isDate: true }), 'webhook_id': text, 'data': WebhookTestData }, required: ["event_type","timestamp","webhook_id","data"] });

export const documentedRules = {
  'run_completed': RunCompletedEvent,
  'run_failed': RunFailedEvent,
};

export const observedRules = {
  'extract-run': ExtractRunEvent,
  'extract-run-api': ExtractRunApiEvent,
  'scrape-run-ui': ScrapeRunUiEvent,
  'scrape-run': ScrapeRunEvent,
  'document-run': DocumentRunEvent,
  'failed-run': FailedRunEvent,
  'failed-scrape-api': FailedScrapeApiEvent,
  'legacy-2025': Legacy2025Event,
  'webhook-test': WebhookTestEvent,
};
