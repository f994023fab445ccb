// Written by `npm run generate` from asyncapi.yaml and contract/observed.yaml. Do not edit.

export const documentedEventTypes = [
  "run_completed",
  "run_failed"
];
export const eventTypes = [
  "run_completed",
  "run_failed",
  "webhook_test"
];
export const observedShapes = {
  "extract-run": {
    "letter": "A",
    "title": "a run of an extraction, crawl or search robot",
    "eventType": "run_completed",
    "summary": "Sent by a run of an extraction, crawl or search robot, whatever started it."
  },
  "scrape-run-ui": {
    "letter": "C",
    "title": "a scrape robot run from the UI",
    "eventType": "run_completed",
    "summary": "Sent by a scrape robot that was started in the UI."
  },
  "scrape-run": {
    "letter": "D",
    "title": "a scrape robot through the API or a schedule",
    "eventType": "run_completed",
    "summary": "Sent by a scrape robot that was started through the REST API or by a schedule."
  },
  "document-run": {
    "letter": "E",
    "title": "a document robot",
    "eventType": "run_completed",
    "summary": "Sent by a robot that works on a document."
  },
  "failed-run": {
    "letter": "F",
    "title": "most failures",
    "eventType": "run_failed",
    "summary": "Sent by most runs that fail."
  },
  "failed-scrape-api": {
    "letter": "G",
    "title": "a failed scrape through the API",
    "eventType": "run_failed",
    "summary": "Sent by a scrape through the REST API that fails before it has a page; a shape F for the same run follows."
  },
  "legacy-2025": {
    "letter": "H",
    "title": "servers of May to October 2025",
    "eventType": "run_completed",
    "summary": "Sent by servers of May to October 2025."
  },
  "webhook-test": {
    "letter": "T",
    "title": "the UI's \"Test\" button",
    "eventType": "webhook_test",
    "summary": "Sent by the \"Test\" button beside a webhook in the UI."
  }
};
