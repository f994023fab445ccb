// Written by `npm run generate` from asyncapi.yaml and contract/observed.yaml. Do not edit.

export const runFields = {
  "data": [
    {
      "name": "robot_id",
      "read": "text",
      "path": [
        "robot",
        "id"
      ]
    },
    {
      "name": "run_id",
      "read": "text",
      "path": [
        "id"
      ]
    },
    {
      "name": "robot_name",
      "read": "text",
      "path": [
        "robot",
        "name"
      ]
    },
    {
      "name": "status",
      "read": "text",
      "path": [
        "status"
      ],
      "values": [
        "success",
        "failed",
        "test",
        "aborted"
      ]
    },
    {
      "name": "finished_at",
      "read": "end",
      "path": [
        "finishedAt"
      ]
    },
    {
      "name": "started_at",
      "read": "date",
      "path": [
        "startedAt"
      ]
    },
    {
      "name": "extracted_data",
      "read": "output",
      "path": []
    },
    {
      "name": "error",
      "read": "error",
      "path": [
        "error"
      ]
    },
    {
      "name": "metadata",
      "read": "metadata",
      "path": [
        "metadata"
      ]
    },
    {
      "name": "markdown",
      "read": "text",
      "path": [
        "markdown"
      ]
    },
    {
      "name": "html",
      "read": "text",
      "path": [
        "html"
      ]
    },
    {
      "name": "summary",
      "read": "text",
      "path": [
        "summary"
      ]
    },
    {
      "name": "links",
      "read": "links",
      "path": [
        "links"
      ]
    },
    {
      "name": "screenshot_visible",
      "read": "text",
      "path": [
        "screenshots",
        "visible"
      ]
    },
    {
      "name": "screenshot_fullpage",
      "read": "text",
      "path": [
        "screenshots",
        "fullPage"
      ]
    },
    {
      "name": "partial_data_extracted",
      "read": "boolean",
      "path": [
        "partial"
      ]
    },
    {
      "name": "document",
      "read": "object",
      "path": [
        "document"
      ]
    },
    {
      "name": "prompt_result",
      "read": "json",
      "path": [
        "promptResult"
      ]
    }
  ],
  "output": [
    {
      "name": "captured_texts",
      "read": "rows",
      "path": [
        "texts"
      ]
    },
    {
      "name": "captured_lists",
      "read": "rows",
      "path": [
        "lists"
      ]
    },
    {
      "name": "total_rows",
      "read": "number",
      "path": [
        "counts",
        "rows"
      ]
    },
    {
      "name": "captured_texts_count",
      "read": "number",
      "path": [
        "counts",
        "texts"
      ]
    },
    {
      "name": "captured_lists_count",
      "read": "number",
      "path": [
        "counts",
        "lists"
      ]
    },
    {
      "name": "screenshots_count",
      "read": "number",
      "path": [
        "counts",
        "screenshots"
      ]
    },
    {
      "name": "total_data_points_extracted",
      "read": "number",
      "path": [
        "counts",
        "values"
      ]
    },
    {
      "name": "crawl_data",
      "read": "results",
      "path": [
        "crawl"
      ]
    },
    {
      "name": "search_data",
      "read": "results",
      "path": [
        "search"
      ]
    }
  ],
  "error": [
    {
      "name": "message",
      "read": "text",
      "path": [
        "error",
        "message"
      ]
    },
    {
      "name": "type",
      "read": "text",
      "path": [
        "error",
        "type"
      ]
    },
    {
      "name": "stack",
      "read": "text",
      "path": [
        "error",
        "stack"
      ]
    }
  ]
};

export const camelCaseEvents = [
  "run_failed"
];

export const emptyRun = () => ({ robot: {}, screenshots: {}, counts: {}, metadata: {}, texts: {}, lists: {} });
