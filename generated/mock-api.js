// Written by `npm run generate` from mock-server/api/description. Do not edit.

export const openApi = {
  "openapi": "3.1.0",
  "info": {
    "title": "Mock receiver for Maxun webhooks: control API",
    "version": "1",
    "description": "Answers this machine only. Every change needs the CSRF token of /__mock/receiver."
  },
  "paths": {
    "/__mock/receiver": {
      "get": {
        "summary": "What the receiver is, with the CSRF token",
        "responses": {
          "200": {
            "description": "What the receiver is, with the CSRF token",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ReceiverInfo"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/health": {
      "get": {
        "summary": "Whether it takes deliveries",
        "responses": {
          "200": {
            "description": "Whether it takes deliveries",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Health"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/stats": {
      "get": {
        "summary": "Counts since the start or the last clearing",
        "responses": {
          "200": {
            "description": "Counts since the start or the last clearing",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Stats"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/deliveries": {
      "get": {
        "summary": "What arrived, newest first",
        "parameters": [
          {
            "name": "before",
            "in": "query",
            "required": false,
            "schema": {
              "type": "integer",
              "minimum": 1,
              "description": "Only deliveries older than this id."
            }
          },
          {
            "name": "after",
            "in": "query",
            "required": false,
            "schema": {
              "type": "integer",
              "minimum": 1,
              "description": "Only deliveries newer than this id."
            }
          },
          {
            "name": "limit",
            "in": "query",
            "required": false,
            "schema": {
              "type": "integer",
              "minimum": 1,
              "maximum": 1000,
              "description": "At most this many; 200 by default."
            }
          }
        ],
        "responses": {
          "200": {
            "description": "What arrived, newest first",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/DeliveryList"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      },
      "delete": {
        "summary": "Forgets what arrived",
        "parameters": [
          {
            "name": "x-csrf-token",
            "in": "header",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "Forgets what arrived",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Cleared"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/deliveries/{id}": {
      "get": {
        "summary": "One delivery, whole",
        "parameters": [
          {
            "name": "id",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "One delivery, whole",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/DeliveryDetail"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/deliveries/{id}/body": {
      "get": {
        "summary": "The bytes of its body, to be saved",
        "parameters": [
          {
            "name": "id",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The bytes of its body, to be saved",
            "content": {
              "text/plain": {}
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/deliveries/{id}/run": {
      "get": {
        "summary": "Its normalised run",
        "parameters": [
          {
            "name": "id",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "Its normalised run",
            "content": {
              "application/json": {}
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/deliveries/{id}/har": {
      "get": {
        "summary": "The delivery as an HTTP archive",
        "parameters": [
          {
            "name": "id",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The delivery as an HTTP archive",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Har"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/deliveries/{id}/fixture": {
      "get": {
        "summary": "The delivery as a file for a test",
        "parameters": [
          {
            "name": "id",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The delivery as a file for a test",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/FixtureFile"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/deliveries/{id}/replay": {
      "post": {
        "summary": "Sends it once more",
        "parameters": [
          {
            "name": "id",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string"
            }
          },
          {
            "name": "x-csrf-token",
            "in": "header",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ReplayRequest"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "Sends it once more",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/SendResult"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/har": {
      "get": {
        "summary": "Everything that is kept as an HTTP archive",
        "responses": {
          "200": {
            "description": "Everything that is kept as an HTTP archive",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Har"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/fixtures": {
      "get": {
        "summary": "What can be sent",
        "responses": {
          "200": {
            "description": "What can be sent",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/FixtureList"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/send": {
      "post": {
        "summary": "Sends a fixture, a payload or a text",
        "parameters": [
          {
            "name": "x-csrf-token",
            "in": "header",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/SendRequest"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "Sends a fixture, a payload or a text",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/SendResult"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/allow": {
      "post": {
        "summary": "Lets what is sent reach a private host, until the receiver stops",
        "parameters": [
          {
            "name": "x-csrf-token",
            "in": "header",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/AllowRequest"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "Lets what is sent reach a private host, until the receiver stops",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AllowState"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/probe": {
      "get": {
        "summary": "The last probe of an endpoint",
        "responses": {
          "200": {
            "description": "The last probe of an endpoint",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ProbeState"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      },
      "post": {
        "summary": "Starts to check an endpoint",
        "parameters": [
          {
            "name": "x-csrf-token",
            "in": "header",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ProbeRequest"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "Starts to check an endpoint",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ProbeState"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      },
      "delete": {
        "summary": "Stops the probe",
        "parameters": [
          {
            "name": "x-csrf-token",
            "in": "header",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "Stops the probe",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ProbeState"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/probe/cases/{id}": {
      "get": {
        "summary": "One case, with its request and the answer",
        "parameters": [
          {
            "name": "id",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "One case, with its request and the answer",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ProbeCaseDetail"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/probe/cases/{id}/body": {
      "get": {
        "summary": "The bytes of its request, to be saved",
        "parameters": [
          {
            "name": "id",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The bytes of its request, to be saved",
            "content": {
              "text/plain": {}
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/probe/report.json": {
      "get": {
        "summary": "The report of a probe that is done",
        "responses": {
          "200": {
            "description": "The report of a probe that is done",
            "content": {
              "application/json": {}
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/probe/report.xml": {
      "get": {
        "summary": "The same for JUnit",
        "responses": {
          "200": {
            "description": "The same for JUnit",
            "content": {
              "application/xml": {}
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/probe/report.md": {
      "get": {
        "summary": "The same as Markdown",
        "responses": {
          "200": {
            "description": "The same as Markdown",
            "content": {
              "text/markdown": {}
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/script": {
      "get": {
        "summary": "The script in force",
        "responses": {
          "200": {
            "description": "The script in force",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ScriptState"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      },
      "put": {
        "summary": "Sets a script or a preset",
        "parameters": [
          {
            "name": "x-csrf-token",
            "in": "header",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ScriptRequest"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "Sets a script or a preset",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ScriptState"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      },
      "delete": {
        "summary": "Lets the verdict answer again",
        "parameters": [
          {
            "name": "x-csrf-token",
            "in": "header",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "Lets the verdict answer again",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ScriptState"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/presets": {
      "get": {
        "summary": "Scripts that are ready to use",
        "responses": {
          "200": {
            "description": "Scripts that are ready to use",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/PresetList"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/forward": {
      "put": {
        "summary": "Forwards deliveries to an endpoint",
        "parameters": [
          {
            "name": "x-csrf-token",
            "in": "header",
            "required": true,
            "schema": {
              "type": "string"
            }
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ForwardRequest"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "Forwards deliveries to an endpoint",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ForwardState"
                }
              }
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/events": {
      "get": {
        "summary": "What happens, as server-sent events; resumes from Last-Event-ID",
        "parameters": [
          {
            "name": "lastEventId",
            "in": "query",
            "required": false,
            "schema": {
              "type": "string",
              "description": "As the header `Last-Event-ID`."
            }
          }
        ],
        "responses": {
          "200": {
            "description": "What happens, as server-sent events; resumes from Last-Event-ID",
            "content": {
              "text/event-stream": {}
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/contract/asyncapi.yaml": {
      "get": {
        "summary": "The documented contract",
        "responses": {
          "200": {
            "description": "The documented contract",
            "content": {
              "application/yaml": {}
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/contract/observed.yaml": {
      "get": {
        "summary": "The shapes that Maxun servers send",
        "responses": {
          "200": {
            "description": "The shapes that Maxun servers send",
            "content": {
              "application/yaml": {}
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    },
    "/__mock/openapi.json": {
      "get": {
        "summary": "This document",
        "responses": {
          "200": {
            "description": "This document",
            "content": {
              "application/json": {}
            }
          },
          "default": {
            "description": "It was refused, or failed",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ApiError"
                }
              }
            }
          }
        }
      }
    }
  },
  "components": {
    "schemas": {
      "ApiError": {
        "type": "object",
        "required": [
          "error"
        ],
        "properties": {
          "error": {
            "type": "string",
            "description": "What was found, what was expected and what to do."
          },
          "code": {
            "type": "string",
            "description": "The reason, where it is one of the codes of this package.",
            "x-type": "`ERR_WEBHOOK_${string}`"
          }
        },
        "additionalProperties": false,
        "description": "The body of every answer that is not a success."
      },
      "ReceiverInfo": {
        "type": "object",
        "required": [
          "version",
          "startedAt",
          "csrfToken",
          "urls",
          "strict",
          "secrets",
          "forward",
          "limits"
        ],
        "properties": {
          "version": {
            "type": "string",
            "description": "Version of this package."
          },
          "startedAt": {
            "type": "string",
            "format": "date-time",
            "description": "When it began to listen, in ISO 8601."
          },
          "csrfToken": {
            "type": "string",
            "description": "To be sent back in the header `x-csrf-token` of every change; another one after each start."
          },
          "urls": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/UrlVariant"
            },
            "description": "Where deliveries go, by who sends them; the first is that of the receiver itself."
          },
          "strict": {
            "type": "boolean",
            "description": "Whether only what meets the documented contract is answered 200."
          },
          "secrets": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "The secrets that signatures are checked with, masked; empty if nothing is checked."
          },
          "token": {
            "type": "string",
            "description": "The token that the URL of the hook must carry, masked; absent if none is asked for."
          },
          "forward": {
            "$ref": "#/components/schemas/ForwardState"
          },
          "store": {
            "type": "string",
            "description": "File name of the store; absent if deliveries are kept in memory alone."
          },
          "limits": {
            "type": "object",
            "required": [
              "maxDeliveries",
              "maxBytes",
              "maxBodyBytes"
            ],
            "properties": {
              "maxDeliveries": {
                "type": "integer",
                "minimum": 0,
                "description": "The most deliveries that are kept."
              },
              "maxBytes": {
                "type": "integer",
                "minimum": 0,
                "description": "The most bytes that are kept."
              },
              "maxBodyBytes": {
                "type": "integer",
                "minimum": 0,
                "description": "The most bytes that a body may have."
              }
            },
            "additionalProperties": false
          }
        },
        "additionalProperties": false,
        "description": "What the receiver is and how it was started. No secret is in it."
      },
      "UrlVariant": {
        "type": "object",
        "required": [
          "label",
          "url",
          "reachable"
        ],
        "properties": {
          "label": {
            "type": "string",
            "description": "For whom it is: `this machine`, `Maxun in Docker on this machine`, `another machine`."
          },
          "url": {
            "type": "string"
          },
          "reachable": {
            "type": "boolean",
            "description": "Whether the receiver listens on an address that this sender can reach."
          },
          "hint": {
            "type": "string",
            "description": "What to change if it is not reachable."
          }
        },
        "additionalProperties": false,
        "description": "The URL of the hook as one kind of sender has to write it."
      },
      "Health": {
        "type": "object",
        "required": [
          "ok"
        ],
        "properties": {
          "ok": {
            "type": "boolean",
            "const": true
          }
        },
        "additionalProperties": false,
        "description": "Answered as long as the receiver takes deliveries."
      },
      "Stats": {
        "type": "object",
        "required": [
          "arrived",
          "kept",
          "dropped",
          "bytes",
          "late",
          "listeners"
        ],
        "properties": {
          "arrived": {
            "type": "integer",
            "minimum": 0,
            "description": "Deliveries that arrived."
          },
          "kept": {
            "type": "integer",
            "minimum": 0,
            "description": "Deliveries that are kept."
          },
          "dropped": {
            "type": "integer",
            "minimum": 0,
            "description": "Deliveries that were dropped to make room for newer ones."
          },
          "bytes": {
            "type": "integer",
            "minimum": 0,
            "description": "Bytes of what is kept: headers, bodies and responses."
          },
          "late": {
            "type": "integer",
            "minimum": 0,
            "description": "Deliveries that arrived for an inbox that was closed."
          },
          "listeners": {
            "type": "integer",
            "minimum": 0,
            "description": "Pages and programs that listen to the event stream."
          }
        },
        "additionalProperties": false,
        "description": "Counts since the start or the last clearing."
      },
      "ForwardRequest": {
        "type": "object",
        "required": [
          "url"
        ],
        "properties": {
          "url": {
            "anyOf": [
              {
                "type": "string"
              },
              {
                "type": "null"
              }
            ],
            "description": "`null` to stop."
          }
        },
        "additionalProperties": false,
        "description": "Where to forward deliveries."
      },
      "ForwardState": {
        "type": "object",
        "required": [
          "url"
        ],
        "properties": {
          "url": {
            "anyOf": [
              {
                "type": "string"
              },
              {
                "type": "null"
              }
            ],
            "description": "Without credentials; `null` for nowhere."
          }
        },
        "additionalProperties": false,
        "description": "Where deliveries are forwarded, byte by byte."
      },
      "ListQuery": {
        "type": "object",
        "properties": {
          "before": {
            "type": "integer",
            "minimum": 1,
            "description": "Only deliveries older than this id."
          },
          "after": {
            "type": "integer",
            "minimum": 1,
            "description": "Only deliveries newer than this id."
          },
          "limit": {
            "type": "integer",
            "minimum": 1,
            "maximum": 1000,
            "description": "At most this many; 200 by default."
          }
        },
        "additionalProperties": false,
        "description": "Which part of the list. Both ids are exclusive."
      },
      "DeliveryList": {
        "type": "object",
        "required": [
          "deliveries",
          "hasMore",
          "lastEventId"
        ],
        "properties": {
          "deliveries": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/DeliverySummary"
            }
          },
          "hasMore": {
            "type": "boolean",
            "description": "Whether there are older ones: ask again with `before` and the last id."
          },
          "lastEventId": {
            "type": "string",
            "description": "Open the event stream with `?lastEventId=` this one to miss nothing."
          }
        },
        "additionalProperties": false,
        "description": "A part of the list, newest first."
      },
      "Shape": {
        "type": "string",
        "description": "The shape of a payload; `unknown` also for what is not JSON.",
        "x-type": "'documented' | ObservedShape | OtherShape | 'unknown'"
      },
      "SignatureState": {
        "enum": [
          "valid",
          "invalid",
          "missing",
          "unchecked"
        ],
        "description": "What was found of the signature: `unchecked` if no secret is configured, or the body was not read whole."
      },
      "Level": {
        "enum": [
          "good",
          "notice",
          "bad"
        ],
        "description": "The verdict at first sight: good, worth a look, or wrong."
      },
      "ResponseKind": {
        "enum": [
          "reply",
          "pending",
          "hang",
          "reset",
          "close",
          "malformed",
          "slow-body",
          "aborted"
        ],
        "description": "What happened on the connection: a whole response, none yet, a fault of a script, or a sender that was gone before the response."
      },
      "DeliverySummary": {
        "type": "object",
        "required": [
          "id",
          "receivedAt",
          "method",
          "shape",
          "signature",
          "expectedStatus",
          "status",
          "responseKind",
          "attempt",
          "attempts",
          "duplicate",
          "contradiction",
          "issues",
          "drift",
          "quality",
          "bytes",
          "late",
          "misdirected",
          "level",
          "sentence"
        ],
        "properties": {
          "id": {
            "type": "string",
            "description": "Its number since the first start, as text, from `1`."
          },
          "receivedAt": {
            "type": "string",
            "format": "date-time",
            "description": "When it had arrived, in ISO 8601."
          },
          "method": {
            "type": "string"
          },
          "eventType": {
            "type": "string",
            "description": "The value of `event_type`, cut at 100 characters."
          },
          "robotId": {
            "type": "string"
          },
          "robotName": {
            "type": "string",
            "description": "Cut at 200 characters."
          },
          "runId": {
            "type": "string"
          },
          "runStatus": {
            "type": "string",
            "description": "Status of the run."
          },
          "shape": {
            "$ref": "#/components/schemas/Shape"
          },
          "signature": {
            "$ref": "#/components/schemas/SignatureState"
          },
          "expectedStatus": {
            "type": "integer",
            "minimum": 0,
            "description": "HTTP status that the verdict calls for."
          },
          "status": {
            "anyOf": [
              {
                "type": "integer",
                "minimum": 0
              },
              {
                "type": "null"
              }
            ],
            "description": "HTTP status that was sent; `null` if there was none: not yet, or the connection was cut."
          },
          "responseKind": {
            "$ref": "#/components/schemas/ResponseKind"
          },
          "attempt": {
            "type": "integer",
            "minimum": 0,
            "description": "Which attempt at the same delivery this is, from 1."
          },
          "attempts": {
            "type": "integer",
            "minimum": 0,
            "description": "Attempts at the same delivery, later ones included."
          },
          "duplicate": {
            "type": "boolean",
            "description": "Whether the same delivery had been accepted before."
          },
          "contradiction": {
            "type": "boolean",
            "description": "Whether it differs from an earlier event of the same run."
          },
          "issues": {
            "type": "integer",
            "minimum": 0,
            "description": "Why the payload is not accepted: how many reasons."
          },
          "drift": {
            "type": "integer",
            "minimum": 0,
            "description": "Differences from the documented contract."
          },
          "quality": {
            "type": "integer",
            "minimum": 0,
            "description": "What in the run is unusual for its robot: how many findings."
          },
          "bytes": {
            "type": "integer",
            "minimum": 0,
            "description": "Bytes of the body."
          },
          "late": {
            "type": "boolean",
            "description": "Whether it came after its inbox, or the receiver, was closed."
          },
          "misdirected": {
            "type": "boolean",
            "description": "Whether it came to another path than that of the hook."
          },
          "level": {
            "$ref": "#/components/schemas/Level"
          },
          "sentence": {
            "type": "string",
            "description": "The verdict in a sentence."
          }
        },
        "additionalProperties": false,
        "description": "One delivery, for a row of the list."
      },
      "DeliveryDetail": {
        "type": "object",
        "required": [
          "id",
          "receivedAt",
          "method",
          "shape",
          "signature",
          "expectedStatus",
          "status",
          "responseKind",
          "attempt",
          "attempts",
          "duplicate",
          "contradiction",
          "issues",
          "drift",
          "quality",
          "bytes",
          "late",
          "misdirected",
          "level",
          "sentence",
          "url",
          "rawHeaders",
          "body",
          "bodyPath",
          "isUtf8",
          "isComplete",
          "isJson",
          "verdict",
          "response",
          "attemptsSeen",
          "sameRun"
        ],
        "properties": {
          "id": {
            "type": "string",
            "description": "Its number since the first start, as text, from `1`."
          },
          "receivedAt": {
            "type": "string",
            "format": "date-time",
            "description": "When it had arrived, in ISO 8601."
          },
          "method": {
            "type": "string"
          },
          "eventType": {
            "type": "string",
            "description": "The value of `event_type`, cut at 100 characters."
          },
          "robotId": {
            "type": "string"
          },
          "robotName": {
            "type": "string",
            "description": "Cut at 200 characters."
          },
          "runId": {
            "type": "string"
          },
          "runStatus": {
            "type": "string",
            "description": "Status of the run."
          },
          "shape": {
            "$ref": "#/components/schemas/Shape"
          },
          "signature": {
            "$ref": "#/components/schemas/SignatureState"
          },
          "expectedStatus": {
            "type": "integer",
            "minimum": 0,
            "description": "HTTP status that the verdict calls for."
          },
          "status": {
            "anyOf": [
              {
                "type": "integer",
                "minimum": 0
              },
              {
                "type": "null"
              }
            ],
            "description": "HTTP status that was sent; `null` if there was none: not yet, or the connection was cut."
          },
          "responseKind": {
            "$ref": "#/components/schemas/ResponseKind"
          },
          "attempt": {
            "type": "integer",
            "minimum": 0,
            "description": "Which attempt at the same delivery this is, from 1."
          },
          "attempts": {
            "type": "integer",
            "minimum": 0,
            "description": "Attempts at the same delivery, later ones included."
          },
          "duplicate": {
            "type": "boolean",
            "description": "Whether the same delivery had been accepted before."
          },
          "contradiction": {
            "type": "boolean",
            "description": "Whether it differs from an earlier event of the same run."
          },
          "issues": {
            "type": "integer",
            "minimum": 0,
            "description": "Why the payload is not accepted: how many reasons."
          },
          "drift": {
            "type": "integer",
            "minimum": 0,
            "description": "Differences from the documented contract."
          },
          "quality": {
            "type": "integer",
            "minimum": 0,
            "description": "What in the run is unusual for its robot: how many findings."
          },
          "bytes": {
            "type": "integer",
            "minimum": 0,
            "description": "Bytes of the body."
          },
          "late": {
            "type": "boolean",
            "description": "Whether it came after its inbox, or the receiver, was closed."
          },
          "misdirected": {
            "type": "boolean",
            "description": "Whether it came to another path than that of the hook."
          },
          "level": {
            "$ref": "#/components/schemas/Level"
          },
          "sentence": {
            "type": "string",
            "description": "The verdict in a sentence."
          },
          "url": {
            "type": "string",
            "description": "Path and query, as sent; secrets masked."
          },
          "rawHeaders": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Names and values in turn, as they were on the wire; secrets masked."
          },
          "body": {
            "type": "string",
            "description": "Text of the body; what is not UTF-8 as U+FFFD. The exact bytes are at `bodyPath`."
          },
          "bodyPath": {
            "type": "string",
            "description": "Where the exact bytes are, below `/__mock/`."
          },
          "isUtf8": {
            "type": "boolean"
          },
          "isComplete": {
            "type": "boolean",
            "description": "Whether the body was read whole. One that was not is neither forwarded nor replayed."
          },
          "isJson": {
            "type": "boolean",
            "description": "Whether the body is JSON. Then its normalised form, which is what handlers get, is at `…/run`."
          },
          "verdict": {
            "$ref": "#/components/schemas/Verdict"
          },
          "response": {
            "$ref": "#/components/schemas/DeliveryResponse"
          },
          "attemptsSeen": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/DeliverySummary"
            },
            "description": "All attempts at the same delivery, this one included, oldest first."
          },
          "sameRun": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/DeliverySummary"
            },
            "description": "Other events of the same run, oldest first."
          }
        },
        "additionalProperties": false,
        "description": "One delivery, whole."
      },
      "DeliveryResponse": {
        "type": "object",
        "required": [
          "kind",
          "by",
          "status",
          "headers",
          "body",
          "durationMs"
        ],
        "properties": {
          "kind": {
            "$ref": "#/components/schemas/ResponseKind"
          },
          "by": {
            "enum": [
              "verdict",
              "script",
              "forward",
              "endpoint"
            ],
            "description": "Who decided: the verdict, a script, the endpoint that the delivery was forwarded to, or the endpoint that was probed."
          },
          "status": {
            "anyOf": [
              {
                "type": "integer",
                "minimum": 0
              },
              {
                "type": "null"
              }
            ],
            "description": "`null` if no status line was sent, or not yet."
          },
          "headers": {
            "type": "object",
            "patternProperties": {
              "^.*$": {
                "type": "string"
              }
            },
            "description": "By name in lower case; several of one name joined with a comma."
          },
          "body": {
            "type": "string",
            "description": "Text of the body, cut at 64 KiB."
          },
          "durationMs": {
            "anyOf": [
              {
                "type": "number"
              },
              {
                "type": "null"
              }
            ],
            "description": "Milliseconds from arrival to the end of the response; `null` while it is pending."
          }
        },
        "additionalProperties": false,
        "description": "How a delivery was answered."
      },
      "FixtureFile": {
        "type": "object",
        "required": [
          "shape",
          "headers",
          "payload"
        ],
        "properties": {
          "shape": {
            "$ref": "#/components/schemas/Shape"
          },
          "headers": {
            "type": "object",
            "patternProperties": {
              "^.*$": {
                "type": "string"
              }
            }
          },
          "payload": {
            "description": "The parsed payload; if the body is not JSON, its text."
          }
        },
        "additionalProperties": false,
        "description": "A delivery as a file for a test: its headers without the signature, and its payload."
      },
      "Har": {
        "type": "object",
        "required": [
          "log"
        ],
        "properties": {
          "log": {
            "type": "object",
            "required": [
              "version",
              "creator",
              "entries"
            ],
            "properties": {
              "version": {
                "type": "string"
              },
              "creator": {
                "type": "object",
                "required": [
                  "name",
                  "version"
                ],
                "properties": {
                  "name": {
                    "type": "string"
                  },
                  "version": {
                    "type": "string"
                  }
                },
                "additionalProperties": false
              },
              "entries": {
                "type": "array",
                "items": {}
              }
            },
            "additionalProperties": false
          }
        },
        "additionalProperties": false,
        "description": "An HTTP archive 1.2: http://www.softwareishard.com/blog/har-12-spec/"
      },
      "Cleared": {
        "type": "object",
        "required": [
          "cleared"
        ],
        "properties": {
          "cleared": {
            "type": "integer",
            "minimum": 0,
            "description": "How many deliveries were forgotten."
          }
        },
        "additionalProperties": false,
        "description": "Answered to a clearing."
      },
      "Verdict": {
        "type": "object",
        "required": [
          "level",
          "sentence",
          "expectedStatus",
          "shape",
          "issues",
          "drift",
          "signature",
          "duplicateKeys",
          "attempt",
          "contradictions",
          "quality"
        ],
        "properties": {
          "level": {
            "$ref": "#/components/schemas/Level"
          },
          "sentence": {
            "type": "string",
            "description": "The whole verdict in a sentence."
          },
          "fix": {
            "type": "string",
            "description": "What to do about it, if there is something to do."
          },
          "expectedStatus": {
            "type": "integer",
            "minimum": 0,
            "description": "HTTP status that the verdict calls for; a script may have sent another one."
          },
          "shape": {
            "$ref": "#/components/schemas/Shape"
          },
          "issues": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/VerdictIssue"
            },
            "description": "Why the payload is of no accepted shape; empty if it is of one."
          },
          "drift": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/VerdictDrift"
            },
            "description": "Every difference from the documented contract."
          },
          "refusal": {
            "type": "string",
            "description": "Why the request is refused before its payload is looked at, in a sentence."
          },
          "code": {
            "type": "string",
            "description": "The code of the refusal, or of a signature that is wrong.",
            "x-type": "`ERR_WEBHOOK_${string}`"
          },
          "signature": {
            "$ref": "#/components/schemas/SignatureVerdict"
          },
          "duplicateKeys": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "JSON pointers to keys that occur twice in one object."
          },
          "attempt": {
            "$ref": "#/components/schemas/AttemptVerdict"
          },
          "ageMs": {
            "type": "number",
            "description": "Milliseconds from the `timestamp` of the envelope to arrival; absent if it cannot be read."
          },
          "contradictions": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Contradiction"
            },
            "description": "Where this event differs from an earlier one of the same run."
          },
          "quality": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "What in the run is unusual for its robot, by the earlier runs; each in a sentence."
          }
        },
        "additionalProperties": false,
        "description": "What the receiver says of a delivery. The same in tests, on the command line, in this API and on the page."
      },
      "VerdictIssue": {
        "type": "object",
        "required": [
          "path",
          "expected",
          "found",
          "message",
          "kind"
        ],
        "properties": {
          "path": {
            "type": "string",
            "description": "JSON pointer (RFC 6901) to the place."
          },
          "expected": {
            "type": "string",
            "description": "What the contract has there."
          },
          "found": {
            "type": "string",
            "description": "What was found, described, and cut short if it is long."
          },
          "message": {
            "type": "string",
            "description": "The whole finding in one sentence."
          },
          "kind": {
            "enum": [
              "missing",
              "type",
              "enum",
              "format",
              "limit",
              "event"
            ]
          },
          "hint": {
            "type": "string",
            "description": "What is likely meant and what to do."
          }
        },
        "additionalProperties": false,
        "description": "One reason why a payload is not accepted."
      },
      "VerdictDrift": {
        "type": "object",
        "required": [
          "path",
          "expected",
          "found",
          "message",
          "kind"
        ],
        "properties": {
          "path": {
            "type": "string",
            "description": "JSON pointer (RFC 6901) to the place."
          },
          "expected": {
            "type": "string",
            "description": "What the contract has there."
          },
          "found": {
            "type": "string",
            "description": "What was found, described, and cut short if it is long."
          },
          "message": {
            "type": "string",
            "description": "The whole finding in one sentence."
          },
          "kind": {
            "type": "string",
            "description": "As that of an issue, or `extra`, `duplicate`, `imprecise`."
          }
        },
        "additionalProperties": false,
        "description": "One difference from the documented contract."
      },
      "SignatureVerdict": {
        "type": "object",
        "required": [
          "state"
        ],
        "properties": {
          "state": {
            "$ref": "#/components/schemas/SignatureState"
          },
          "code": {
            "type": "string",
            "description": "Why it is not valid.",
            "x-type": "`ERR_WEBHOOK_${string}`"
          },
          "id": {
            "type": "string",
            "description": "`webhook-id`, if the signature is valid."
          },
          "timestamp": {
            "type": "integer",
            "minimum": 0,
            "description": "`webhook-timestamp` in Unix seconds, if the signature is valid."
          },
          "explanation": {
            "$ref": "#/components/schemas/SignatureExplanation"
          }
        },
        "additionalProperties": false,
        "description": "What was found of the signature."
      },
      "SignatureExplanation": {
        "type": "object",
        "required": [
          "message",
          "signedContent",
          "bodyBytes",
          "signatures",
          "secrets",
          "guesses",
          "untried"
        ],
        "properties": {
          "message": {
            "type": "string",
            "description": "What was found, what was expected, what to do."
          },
          "signedContent": {
            "type": "string",
            "description": "What has to be signed, with a placeholder for the body; empty if a header is unusable."
          },
          "bodyBytes": {
            "type": "integer",
            "minimum": 0
          },
          "signatures": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "version",
                "usable"
              ],
              "properties": {
                "version": {
                  "type": "string"
                },
                "usable": {
                  "type": "boolean"
                }
              },
              "additionalProperties": false
            },
            "description": "Each signature that came, in its order."
          },
          "secrets": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "index",
                "version",
                "matched"
              ],
              "properties": {
                "index": {
                  "type": "integer",
                  "minimum": 0
                },
                "version": {
                  "enum": [
                    "v1",
                    "v1a"
                  ]
                },
                "matched": {
                  "type": "boolean"
                }
              },
              "additionalProperties": false
            },
            "description": "Each secret of the receiver, in its order."
          },
          "guesses": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "name",
                "matched",
                "advice"
              ],
              "properties": {
                "name": {
                  "type": "string"
                },
                "matched": {
                  "type": "boolean"
                },
                "advice": {
                  "type": "string"
                }
              },
              "additionalProperties": false
            },
            "description": "What the sender may have done instead, and whether that gives one of the signatures."
          },
          "untried": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Guesses that were not tried, because the body is too large."
          }
        },
        "additionalProperties": false,
        "description": "What was signed, what came, and what the sender probably did instead. No secret is in it."
      },
      "AttemptVerdict": {
        "type": "object",
        "required": [
          "number",
          "seen",
          "duplicate",
          "key",
          "source"
        ],
        "properties": {
          "number": {
            "type": "integer",
            "minimum": 0,
            "description": "Which attempt this is, from 1."
          },
          "seen": {
            "type": "integer",
            "minimum": 0,
            "description": "Attempts that have arrived so far."
          },
          "duplicate": {
            "type": "boolean",
            "description": "Whether an earlier attempt was accepted, so that this one is a duplicate and not a retry."
          },
          "sameBytes": {
            "type": "boolean",
            "description": "Whether the bytes are those of the attempt before; absent for the first."
          },
          "sinceLastMs": {
            "type": "number",
            "description": "Milliseconds since the attempt before; absent for the first."
          },
          "key": {
            "type": "string",
            "description": "What identifies the delivery."
          },
          "source": {
            "enum": [
              "webhook-id",
              "payload"
            ],
            "description": "Where the key comes from: a signed id, or the payload."
          }
        },
        "additionalProperties": false,
        "description": "The attempts at the same delivery: same `webhook-id`, or same subscription, event type and run."
      },
      "Contradiction": {
        "type": "object",
        "required": [
          "deliveryId",
          "field",
          "earlier",
          "later",
          "message"
        ],
        "properties": {
          "deliveryId": {
            "type": "string",
            "description": "Id of the earlier delivery."
          },
          "field": {
            "type": "string",
            "description": "Field of the normalised run, such as `status` or `error.message`."
          },
          "earlier": {
            "type": "string",
            "description": "What the earlier one says, described, and cut short if it is long."
          },
          "later": {
            "type": "string",
            "description": "What this one says."
          },
          "message": {
            "type": "string"
          }
        },
        "additionalProperties": false,
        "description": "A field of the run in which an earlier event differs."
      },
      "ScriptAction": {
        "description": "What a script does with a delivery.",
        "type": "object",
        "required": [
          "type"
        ],
        "discriminator": {
          "propertyName": "type"
        },
        "oneOf": [
          {
            "type": "object",
            "required": [
              "type"
            ],
            "properties": {
              "type": {
                "type": "string",
                "const": "reply"
              },
              "status": {
                "type": "integer",
                "minimum": 200,
                "maximum": 599,
                "description": "By default 200."
              },
              "headers": {
                "type": "object",
                "patternProperties": {
                  "^.*$": {
                    "type": "string"
                  }
                }
              },
              "body": {
                "description": "A text as it is, anything else as JSON."
              }
            },
            "additionalProperties": false
          },
          {
            "type": "object",
            "required": [
              "type"
            ],
            "properties": {
              "type": {
                "type": "string",
                "const": "default-reply"
              }
            },
            "additionalProperties": false,
            "description": "Answers as the verdict says."
          },
          {
            "type": "object",
            "required": [
              "type"
            ],
            "properties": {
              "type": {
                "type": "string",
                "const": "hang"
              }
            },
            "additionalProperties": false,
            "description": "Takes the delivery and never answers."
          },
          {
            "type": "object",
            "required": [
              "type"
            ],
            "properties": {
              "type": {
                "type": "string",
                "const": "reset"
              }
            },
            "additionalProperties": false,
            "description": "Cuts the connection with a TCP reset."
          },
          {
            "type": "object",
            "required": [
              "type"
            ],
            "properties": {
              "type": {
                "type": "string",
                "const": "close"
              }
            },
            "additionalProperties": false,
            "description": "Ends the connection without an answer."
          },
          {
            "type": "object",
            "required": [
              "type"
            ],
            "properties": {
              "type": {
                "type": "string",
                "const": "malformed"
              }
            },
            "additionalProperties": false,
            "description": "Sends bytes that are not HTTP."
          },
          {
            "type": "object",
            "required": [
              "type"
            ],
            "properties": {
              "type": {
                "type": "string",
                "const": "slow-body"
              },
              "status": {
                "type": "integer",
                "minimum": 200,
                "maximum": 599,
                "description": "By default 200."
              },
              "body": {
                "type": "string",
                "description": "By default `{\"ok\":true}`."
              },
              "intervalMs": {
                "type": "number",
                "minimum": 0,
                "maximum": 3600000,
                "description": "Between two bytes; 1,000 by default."
              }
            },
            "additionalProperties": false,
            "description": "Sends the status line, then the body byte by byte."
          },
          {
            "type": "object",
            "required": [
              "type"
            ],
            "properties": {
              "type": {
                "type": "string",
                "const": "redirect"
              },
              "status": {
                "enum": [
                  301,
                  302,
                  303,
                  307,
                  308
                ],
                "description": "By default 302."
              },
              "location": {
                "type": "string",
                "description": "Absolute, or relative to the hook; the hook itself by default."
              }
            },
            "additionalProperties": false
          }
        ]
      },
      "ScriptFilter": {
        "type": "object",
        "properties": {
          "eventType": {
            "type": "string"
          },
          "robot": {
            "type": "string",
            "description": "Id or name of the robot."
          },
          "runId": {
            "type": "string"
          },
          "method": {
            "type": "string"
          }
        },
        "additionalProperties": false,
        "description": "Which deliveries a step is for; all of the named fields have to fit."
      },
      "ScriptStep": {
        "type": "object",
        "required": [
          "action"
        ],
        "properties": {
          "action": {
            "$ref": "#/components/schemas/ScriptAction"
          },
          "when": {
            "$ref": "#/components/schemas/ScriptFilter"
          },
          "times": {
            "anyOf": [
              {
                "type": "integer",
                "minimum": 1,
                "description": "How many deliveries it answers; 1 by default."
              },
              {
                "type": "string",
                "const": "always"
              }
            ]
          },
          "delayMs": {
            "type": "number",
            "minimum": 0,
            "maximum": 3600000,
            "description": "Milliseconds to wait before the response."
          }
        },
        "additionalProperties": false,
        "description": "One step of a script."
      },
      "ScriptRequest": {
        "type": "object",
        "properties": {
          "steps": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ScriptStep"
            },
            "maxItems": 1000
          },
          "preset": {
            "type": "string",
            "description": "Name of a preset in the list."
          }
        },
        "additionalProperties": false,
        "description": "A script: each delivery is answered by the first step that fits and is not used up; then the verdict answers. Either `steps` or `preset`."
      },
      "ScriptStepState": {
        "type": "object",
        "required": [
          "action",
          "title",
          "used"
        ],
        "properties": {
          "action": {
            "$ref": "#/components/schemas/ScriptAction"
          },
          "when": {
            "$ref": "#/components/schemas/ScriptFilter"
          },
          "times": {
            "anyOf": [
              {
                "type": "integer",
                "minimum": 1,
                "description": "How many deliveries it answers; 1 by default."
              },
              {
                "type": "string",
                "const": "always"
              }
            ]
          },
          "delayMs": {
            "type": "number",
            "minimum": 0,
            "maximum": 3600000,
            "description": "Milliseconds to wait before the response."
          },
          "title": {
            "type": "string",
            "description": "The step in words, such as `503, 2 times, for run_failed`."
          },
          "used": {
            "type": "integer",
            "minimum": 0,
            "description": "Deliveries that it has answered."
          },
          "predicate": {
            "type": "boolean",
            "description": "Whether a function given in code picks the deliveries as well."
          }
        },
        "additionalProperties": false,
        "description": "A step, and how far it got."
      },
      "ScriptState": {
        "type": "object",
        "required": [
          "steps"
        ],
        "properties": {
          "steps": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ScriptStepState"
            }
          }
        },
        "additionalProperties": false,
        "description": "The script in force."
      },
      "Preset": {
        "type": "object",
        "required": [
          "name",
          "title",
          "description",
          "steps"
        ],
        "properties": {
          "name": {
            "type": "string",
            "description": "Such as `retry-twice-then-succeed`."
          },
          "title": {
            "type": "string",
            "description": "Such as `Retry twice then succeed`."
          },
          "description": {
            "type": "string",
            "description": "What Maxun does about it."
          },
          "steps": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ScriptStep"
            }
          }
        },
        "additionalProperties": false,
        "description": "A script that is ready to use."
      },
      "PresetList": {
        "type": "object",
        "required": [
          "presets"
        ],
        "properties": {
          "presets": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Preset"
            }
          }
        },
        "additionalProperties": false,
        "description": "Every ready script."
      },
      "ReplayRequest": {
        "type": "object",
        "properties": {
          "url": {
            "type": "string",
            "description": "Where to; the hook of the receiver by default. Private addresses other than loopback must be allowed."
          },
          "secret": {
            "type": "string",
            "description": "A secret to sign with instead of that of the receiver. It is not kept."
          },
          "signing": {
            "$ref": "#/components/schemas/Signing",
            "description": "`as-received` by default; `sign` needs a secret, the first of the receiver by default."
          }
        },
        "additionalProperties": false,
        "description": "Sends a delivery that arrived once more, byte by byte."
      },
      "Signing": {
        "enum": [
          "sign",
          "as-received",
          "unsigned"
        ],
        "description": "Which signature an outgoing delivery carries: a new one, the headers that it came with, or none, as stock Maxun."
      },
      "SendRequest": {
        "type": "object",
        "properties": {
          "url": {
            "type": "string",
            "description": "Where to; the hook of the receiver by default. Private addresses other than loopback must be allowed."
          },
          "secret": {
            "type": "string",
            "description": "A secret to sign with instead of that of the receiver. It is not kept."
          },
          "fixture": {
            "type": "string",
            "description": "Name of a fixture in the list; its payload is that of another run each time."
          },
          "fault": {
            "type": "string",
            "description": "Name of a way in the list to break the body of the fixture."
          },
          "payload": {
            "description": "A payload instead of a fixture."
          },
          "body": {
            "type": "string",
            "description": "A body instead of either, sent as it is: for what is not JSON."
          },
          "set": {
            "type": "object",
            "patternProperties": {
              "^.*$": {}
            },
            "description": "Values by dotted path, such as `data.robot_name`, or by JSON pointer, put into the payload."
          },
          "signing": {
            "enum": [
              "sign",
              "unsigned"
            ],
            "description": "By default signed if the receiver has a secret."
          }
        },
        "additionalProperties": false,
        "description": "Sends a fixture, a payload or a text."
      },
      "AllowRequest": {
        "type": "object",
        "required": [
          "host"
        ],
        "properties": {
          "host": {
            "type": "string",
            "description": "A host, an address or a CIDR block."
          }
        },
        "additionalProperties": false,
        "description": "A private host that may be reached."
      },
      "AllowState": {
        "type": "object",
        "required": [
          "allowed"
        ],
        "properties": {
          "allowed": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        },
        "additionalProperties": false,
        "description": "What may be reached although it is private."
      },
      "SendResult": {
        "type": "object",
        "required": [
          "ok",
          "url",
          "status",
          "headers",
          "body",
          "durationMs"
        ],
        "properties": {
          "ok": {
            "type": "boolean",
            "description": "Whether the endpoint answered 2xx."
          },
          "url": {
            "type": "string"
          },
          "status": {
            "anyOf": [
              {
                "type": "integer",
                "minimum": 0
              },
              {
                "type": "null"
              }
            ],
            "description": "`null` if there was no answer."
          },
          "headers": {
            "type": "object",
            "patternProperties": {
              "^.*$": {
                "type": "string"
              }
            },
            "description": "By name in lower case; several of one name joined with a comma."
          },
          "body": {
            "type": "string",
            "description": "Text of the answer, cut at 64 KiB."
          },
          "durationMs": {
            "type": "number"
          },
          "error": {
            "$ref": "#/components/schemas/ApiError",
            "description": "Why there was no answer."
          }
        },
        "additionalProperties": false,
        "description": "What became of a replay or a sent fixture. An endpoint that refuses is a result too."
      },
      "FixtureList": {
        "type": "object",
        "required": [
          "fixtures",
          "faults"
        ],
        "properties": {
          "fixtures": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Fixture"
            }
          },
          "faults": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/FixtureFault"
            },
            "description": "The ways to break a body on purpose."
          }
        },
        "additionalProperties": false,
        "description": "Everything that can be sent."
      },
      "Fixture": {
        "type": "object",
        "required": [
          "name",
          "eventType",
          "shape",
          "title",
          "payload"
        ],
        "properties": {
          "name": {
            "type": "string",
            "description": "Such as `run_completed` (documented) or `failed-run` (observed)."
          },
          "eventType": {
            "type": "string"
          },
          "shape": {
            "$ref": "#/components/schemas/Shape"
          },
          "title": {
            "type": "string",
            "description": "What Maxun sends it for, in a few words."
          },
          "payload": {}
        },
        "additionalProperties": false,
        "description": "A payload that can be sent."
      },
      "FixtureFault": {
        "type": "object",
        "required": [
          "name",
          "title"
        ],
        "properties": {
          "name": {
            "type": "string",
            "description": "Such as `truncated`."
          },
          "title": {
            "type": "string",
            "description": "What it does."
          }
        },
        "additionalProperties": false,
        "description": "A way to break a body."
      },
      "ProbeRequest": {
        "type": "object",
        "required": [
          "url"
        ],
        "properties": {
          "url": {
            "type": "string",
            "description": "The endpoint. A token stays in it; user and password become Basic authentication."
          },
          "level": {
            "$ref": "#/components/schemas/ProbeLevel",
            "description": "By default `signed` if there are secrets, those of the receiver among them."
          },
          "secrets": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "maxItems": 16,
            "description": "Those that the endpoint accepts; by default those of the receiver. Kept in memory until the next probe."
          },
          "auth": {
            "type": "object",
            "required": [
              "user",
              "password"
            ],
            "properties": {
              "user": {
                "type": "string"
              },
              "password": {
                "type": "string"
              }
            },
            "additionalProperties": false,
            "description": "Basic authentication."
          },
          "allow": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Hosts that may be reached until the receiver stops, as `POST /allow`."
          },
          "only": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Ids of cases, or names of groups, to run, with what they depend on."
          },
          "skip": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Ids of cases, or names of groups, to leave out."
          },
          "observe": {
            "type": "object",
            "properties": {
              "url": {
                "type": "string",
                "description": "A GET answers how many deliveries were handled: a number, or `{\"count\": n}`."
              },
              "header": {
                "type": "string",
                "description": "The answers of the endpoint carry that number in this header."
              }
            },
            "additionalProperties": false,
            "description": "How the effect of the endpoint is seen: one of the two."
          }
        },
        "additionalProperties": false,
        "description": "What to check. One probe runs at a time."
      },
      "ProbeLevel": {
        "enum": [
          "stock",
          "signed"
        ],
        "description": "What an unmodified Maxun needs, or signed deliveries."
      },
      "ProbeState": {
        "type": "object",
        "required": [
          "state",
          "url",
          "level",
          "secrets",
          "planned",
          "cases"
        ],
        "properties": {
          "state": {
            "enum": [
              "none",
              "running",
              "done",
              "stopped",
              "failed"
            ],
            "description": "`failed`: it could not be made, such as for an address that is not allowed."
          },
          "url": {
            "type": "string",
            "description": "The endpoint, without credentials; empty before the first probe."
          },
          "level": {
            "$ref": "#/components/schemas/ProbeLevel"
          },
          "secrets": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "The secrets that sign, masked."
          },
          "planned": {
            "type": "integer",
            "minimum": 0,
            "description": "How many cases there are."
          },
          "cases": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ProbeCase"
            },
            "description": "The cases that were judged so far, in their order."
          },
          "score": {
            "$ref": "#/components/schemas/ProbeScore",
            "description": "Absent until it is done."
          },
          "error": {
            "$ref": "#/components/schemas/ApiError",
            "description": "Why it failed."
          }
        },
        "additionalProperties": false,
        "description": "The last probe, and how far it got."
      },
      "ProbeScore": {
        "type": "object",
        "required": [
          "score",
          "grade",
          "complete",
          "framework",
          "requests",
          "durationMs"
        ],
        "properties": {
          "score": {
            "type": "integer",
            "minimum": 0,
            "description": "0 to 100."
          },
          "grade": {
            "enum": [
              "A",
              "B",
              "C",
              "D",
              "F"
            ]
          },
          "complete": {
            "type": "boolean",
            "description": "Whether every case ran before time was up."
          },
          "framework": {
            "type": "string",
            "description": "The framework that the answers point to, or `general`."
          },
          "requests": {
            "type": "integer",
            "minimum": 0
          },
          "durationMs": {
            "type": "integer",
            "minimum": 0
          }
        },
        "additionalProperties": false,
        "description": "How good the endpoint is."
      },
      "ProbeCase": {
        "type": "object",
        "required": [
          "id",
          "name",
          "group",
          "severity",
          "outcome",
          "reason",
          "follows"
        ],
        "properties": {
          "id": {
            "type": "string",
            "description": "Stays the same from version to version, such as `signature-missing`."
          },
          "name": {
            "type": "string",
            "description": "What a right endpoint does."
          },
          "group": {
            "type": "string",
            "description": "Cases of one topic have the same group."
          },
          "severity": {
            "enum": [
              "blocker",
              "critical",
              "major",
              "minor",
              "info"
            ],
            "description": "What its failure costs of the 100 points: all of them, 40, 15, 5, nothing."
          },
          "outcome": {
            "enum": [
              "passed",
              "failed",
              "follows",
              "not-judged",
              "not-applicable",
              "not-run"
            ],
            "description": "`follows`: it failed because of a case before it. `not-run`: time was up."
          },
          "reason": {
            "type": "string",
            "description": "What was expected and found, or what could not be seen."
          },
          "follows": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Ids of the failed cases that this one follows from."
          }
        },
        "additionalProperties": false,
        "description": "One case, judged."
      },
      "ProbeCaseDetail": {
        "type": "object",
        "required": [
          "id",
          "name",
          "group",
          "severity",
          "outcome",
          "reason",
          "follows",
          "why",
          "fix",
          "snippet",
          "sentAt",
          "delivery"
        ],
        "properties": {
          "id": {
            "type": "string",
            "description": "Stays the same from version to version, such as `signature-missing`."
          },
          "name": {
            "type": "string",
            "description": "What a right endpoint does."
          },
          "group": {
            "type": "string",
            "description": "Cases of one topic have the same group."
          },
          "severity": {
            "enum": [
              "blocker",
              "critical",
              "major",
              "minor",
              "info"
            ],
            "description": "What its failure costs of the 100 points: all of them, 40, 15, 5, nothing."
          },
          "outcome": {
            "enum": [
              "passed",
              "failed",
              "follows",
              "not-judged",
              "not-applicable",
              "not-run"
            ],
            "description": "`follows`: it failed because of a case before it. `not-run`: time was up."
          },
          "reason": {
            "type": "string",
            "description": "What was expected and found, or what could not be seen."
          },
          "follows": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Ids of the failed cases that this one follows from."
          },
          "why": {
            "type": "string",
            "description": "The fact that makes the case matter."
          },
          "fix": {
            "type": "string",
            "description": "What to do."
          },
          "snippet": {
            "type": "string",
            "description": "Code that does it, for the framework; empty unless the case failed."
          },
          "sentAt": {
            "type": "string",
            "format": "date-time",
            "description": "When it was judged, in ISO 8601."
          },
          "problem": {
            "type": "string",
            "description": "Why there was no answer: `ECONNREFUSED`, `timeout`, …"
          },
          "delivery": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/DeliveryDetail"
              },
              {
                "type": "null"
              }
            ],
            "description": "The request that decided, judged as the receiver judges what arrives; its response is the answer of the endpoint. `null` where nothing was sent."
          }
        },
        "additionalProperties": false,
        "description": "One case, with its request and the answer."
      },
      "EventsQuery": {
        "type": "object",
        "properties": {
          "lastEventId": {
            "type": "string",
            "description": "As the header `Last-Event-ID`."
          }
        },
        "additionalProperties": false,
        "description": "For a page that opens the stream for the first time."
      },
      "StreamEvent": {
        "description": "One server-sent event: `event:` is its type, `data:` its data as JSON, `id:` what to resume from.",
        "type": "object",
        "required": [
          "type"
        ],
        "discriminator": {
          "propertyName": "type"
        },
        "oneOf": [
          {
            "type": "object",
            "required": [
              "type",
              "data"
            ],
            "properties": {
              "type": {
                "type": "string",
                "const": "delivery"
              },
              "data": {
                "$ref": "#/components/schemas/DeliverySummary"
              }
            },
            "additionalProperties": false,
            "description": "A delivery arrived."
          },
          {
            "type": "object",
            "required": [
              "type",
              "data"
            ],
            "properties": {
              "type": {
                "type": "string",
                "const": "update"
              },
              "data": {
                "$ref": "#/components/schemas/DeliverySummary"
              }
            },
            "additionalProperties": false,
            "description": "Something about a delivery changed: it was answered, or another attempt arrived."
          },
          {
            "type": "object",
            "required": [
              "type",
              "data"
            ],
            "properties": {
              "type": {
                "type": "string",
                "const": "cleared"
              },
              "data": {
                "$ref": "#/components/schemas/Cleared"
              }
            },
            "additionalProperties": false,
            "description": "Everything was forgotten."
          },
          {
            "type": "object",
            "required": [
              "type",
              "data"
            ],
            "properties": {
              "type": {
                "type": "string",
                "const": "script"
              },
              "data": {
                "$ref": "#/components/schemas/ScriptState"
              }
            },
            "additionalProperties": false,
            "description": "There is another script, or a step of it was used."
          },
          {
            "type": "object",
            "required": [
              "type",
              "data"
            ],
            "properties": {
              "type": {
                "type": "string",
                "const": "forward"
              },
              "data": {
                "$ref": "#/components/schemas/ForwardState"
              }
            },
            "additionalProperties": false
          },
          {
            "type": "object",
            "required": [
              "type",
              "data"
            ],
            "properties": {
              "type": {
                "type": "string",
                "const": "probe"
              },
              "data": {
                "$ref": "#/components/schemas/ProbeState"
              }
            },
            "additionalProperties": false,
            "description": "A probe began or ended."
          },
          {
            "type": "object",
            "required": [
              "type",
              "data"
            ],
            "properties": {
              "type": {
                "type": "string",
                "const": "probe-case"
              },
              "data": {
                "$ref": "#/components/schemas/ProbeCase"
              }
            },
            "additionalProperties": false,
            "description": "A case of the probe was judged."
          },
          {
            "type": "object",
            "required": [
              "type",
              "data"
            ],
            "properties": {
              "type": {
                "type": "string",
                "const": "resync"
              },
              "data": {
                "type": "object",
                "properties": {},
                "additionalProperties": false
              }
            },
            "additionalProperties": false,
            "description": "The stream cannot be resumed from that id: read the list again."
          }
        ]
      }
    }
  }
};

"use strict";
export const ListQuery = S;
const C = { type: "object", properties: { before: { type: "integer", minimum: 1, description: "Only deliveries older than this id." }, after: { type: "integer", minimum: 1, description: "Only deliveries newer than this id." }, limit: { type: "integer", minimum: 1, maximum: 1e3, description: "At most this many; 200 by default." } }, additionalProperties: !1, description: "Which part of the list. Both ids are exclusive." };
function S(s, { instancePath: r = "", parentData: D, parentDataProperty: M, rootData: q = s, dynamicAnchors: x = {} } = {}) {
  let c = null, e = 0;
  const l = S.evaluated;
  if (l.dynamicProps && (l.props = void 0), l.dynamicItems && (l.items = void 0), e === 0)
    if (s && typeof s == "object" && !Array.isArray(s)) {
      const v = e;
      for (const p in s)
        if (!(p === "before" || p === "after" || p === "limit")) {
          return S.errors = [{ instancePath: r, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: p } }], !1;
          break;
        }
      if (v === e) {
        if (s.before !== void 0) {
          let p = s.before;
          const n = e;
          if (!(typeof p == "number" && !(p % 1) && !isNaN(p)))
            return S.errors = [{ instancePath: r + "/before", schemaPath: "#/properties/before/type", keyword: "type", params: { type: "integer" } }], !1;
          if (e === n && typeof p == "number" && (p < 1 || isNaN(p)))
            return S.errors = [{ instancePath: r + "/before", schemaPath: "#/properties/before/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } }], !1;
          var a = n === e;
        } else
          var a = !0;
        if (a) {
          if (s.after !== void 0) {
            let p = s.after;
            const n = e;
            if (!(typeof p == "number" && !(p % 1) && !isNaN(p)))
              return S.errors = [{ instancePath: r + "/after", schemaPath: "#/properties/after/type", keyword: "type", params: { type: "integer" } }], !1;
            if (e === n && typeof p == "number" && (p < 1 || isNaN(p)))
              return S.errors = [{ instancePath: r + "/after", schemaPath: "#/properties/after/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } }], !1;
            var a = n === e;
          } else
            var a = !0;
          if (a)
            if (s.limit !== void 0) {
              let p = s.limit;
              const n = e;
              if (!(typeof p == "number" && !(p % 1) && !isNaN(p)))
                return S.errors = [{ instancePath: r + "/limit", schemaPath: "#/properties/limit/type", keyword: "type", params: { type: "integer" } }], !1;
              if (e === n && typeof p == "number") {
                if (p > 1e3 || isNaN(p))
                  return S.errors = [{ instancePath: r + "/limit", schemaPath: "#/properties/limit/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 } }], !1;
                if (p < 1 || isNaN(p))
                  return S.errors = [{ instancePath: r + "/limit", schemaPath: "#/properties/limit/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } }], !1;
              }
              var a = n === e;
            } else
              var a = !0;
        }
      }
    } else
      return S.errors = [{ instancePath: r, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return S.errors = c, e === 0;
}
S.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
export const ReplayRequest = N;
const J = { type: "object", properties: { url: { type: "string", description: "Where to; the hook of the receiver by default. Private addresses other than loopback must be allowed." }, secret: { type: "string", description: "A secret to sign with instead of that of the receiver. It is not kept." }, signing: { $ref: "#/components/schemas/Signing", description: "`as-received` by default; `sign` needs a secret, the first of the receiver by default." } }, additionalProperties: !1, description: "Sends a delivery that arrived once more, byte by byte." }, W = { enum: ["sign", "as-received", "unsigned"], description: "Which signature an outgoing delivery carries: a new one, the headers that it came with, or none, as stock Maxun." };
function N(s, { instancePath: r = "", parentData: D, parentDataProperty: M, rootData: q = s, dynamicAnchors: x = {} } = {}) {
  let c = null, e = 0;
  const l = N.evaluated;
  if (l.dynamicProps && (l.props = void 0), l.dynamicItems && (l.items = void 0), e === 0)
    if (s && typeof s == "object" && !Array.isArray(s)) {
      const v = e;
      for (const p in s)
        if (!(p === "url" || p === "secret" || p === "signing")) {
          return N.errors = [{ instancePath: r, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: p } }], !1;
          break;
        }
      if (v === e) {
        if (s.url !== void 0) {
          const p = e;
          if (typeof s.url != "string")
            return N.errors = [{ instancePath: r + "/url", schemaPath: "#/properties/url/type", keyword: "type", params: { type: "string" } }], !1;
          var a = p === e;
        } else
          var a = !0;
        if (a) {
          if (s.secret !== void 0) {
            const p = e;
            if (typeof s.secret != "string")
              return N.errors = [{ instancePath: r + "/secret", schemaPath: "#/properties/secret/type", keyword: "type", params: { type: "string" } }], !1;
            var a = p === e;
          } else
            var a = !0;
          if (a)
            if (s.signing !== void 0) {
              let p = s.signing;
              const n = e;
              if (!(p === "sign" || p === "as-received" || p === "unsigned"))
                return N.errors = [{ instancePath: r + "/signing", schemaPath: "#/components/schemas/Signing/enum", keyword: "enum", params: { allowedValues: W.enum } }], !1;
              var a = n === e;
            } else
              var a = !0;
        }
      }
    } else
      return N.errors = [{ instancePath: r, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return N.errors = c, e === 0;
}
N.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
export const SendRequest = O;
const $ = { type: "object", properties: { url: { type: "string", description: "Where to; the hook of the receiver by default. Private addresses other than loopback must be allowed." }, secret: { type: "string", description: "A secret to sign with instead of that of the receiver. It is not kept." }, fixture: { type: "string", description: "Name of a fixture in the list; its payload is that of another run each time." }, fault: { type: "string", description: "Name of a way in the list to break the body of the fixture." }, payload: { description: "A payload instead of a fixture." }, body: { type: "string", description: "A body instead of either, sent as it is: for what is not JSON." }, set: { type: "object", patternProperties: { "^.*$": {} }, description: "Values by dotted path, such as `data.robot_name`, or by JSON pointer, put into the payload." }, signing: { enum: ["sign", "unsigned"], description: "By default signed if the receiver has a secret." } }, additionalProperties: !1, description: "Sends a fixture, a payload or a text." }, R = new RegExp("^.*$", "u");
function O(s, { instancePath: r = "", parentData: D, parentDataProperty: M, rootData: q = s, dynamicAnchors: x = {} } = {}) {
  let c = null, e = 0;
  const l = O.evaluated;
  if (l.dynamicProps && (l.props = void 0), l.dynamicItems && (l.items = void 0), e === 0)
    if (s && typeof s == "object" && !Array.isArray(s)) {
      const p = e;
      for (const n in s)
        if (!(n === "url" || n === "secret" || n === "fixture" || n === "fault" || n === "payload" || n === "body" || n === "set" || n === "signing")) {
          return O.errors = [{ instancePath: r, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: n } }], !1;
          break;
        }
      if (p === e) {
        if (s.url !== void 0) {
          const n = e;
          if (typeof s.url != "string")
            return O.errors = [{ instancePath: r + "/url", schemaPath: "#/properties/url/type", keyword: "type", params: { type: "string" } }], !1;
          var a = n === e;
        } else
          var a = !0;
        if (a) {
          if (s.secret !== void 0) {
            const n = e;
            if (typeof s.secret != "string")
              return O.errors = [{ instancePath: r + "/secret", schemaPath: "#/properties/secret/type", keyword: "type", params: { type: "string" } }], !1;
            var a = n === e;
          } else
            var a = !0;
          if (a) {
            if (s.fixture !== void 0) {
              const n = e;
              if (typeof s.fixture != "string")
                return O.errors = [{ instancePath: r + "/fixture", schemaPath: "#/properties/fixture/type", keyword: "type", params: { type: "string" } }], !1;
              var a = n === e;
            } else
              var a = !0;
            if (a) {
              if (s.fault !== void 0) {
                const n = e;
                if (typeof s.fault != "string")
                  return O.errors = [{ instancePath: r + "/fault", schemaPath: "#/properties/fault/type", keyword: "type", params: { type: "string" } }], !1;
                var a = n === e;
              } else
                var a = !0;
              if (a) {
                if (s.body !== void 0) {
                  const n = e;
                  if (typeof s.body != "string")
                    return O.errors = [{ instancePath: r + "/body", schemaPath: "#/properties/body/type", keyword: "type", params: { type: "string" } }], !1;
                  var a = n === e;
                } else
                  var a = !0;
                if (a) {
                  if (s.set !== void 0) {
                    let n = s.set;
                    const w = e;
                    if (e === w)
                      if (n && typeof n == "object" && !Array.isArray(n)) {
                        var v = {};
                        for (const h in n)
                          R.test(h) && (v[h] = !0);
                      } else
                        return O.errors = [{ instancePath: r + "/set", schemaPath: "#/properties/set/type", keyword: "type", params: { type: "object" } }], !1;
                    var a = w === e;
                  } else
                    var a = !0;
                  if (a)
                    if (s.signing !== void 0) {
                      let n = s.signing;
                      const w = e;
                      if (!(n === "sign" || n === "unsigned"))
                        return O.errors = [{ instancePath: r + "/signing", schemaPath: "#/properties/signing/enum", keyword: "enum", params: { allowedValues: $.properties.signing.enum } }], !1;
                      var a = w === e;
                    } else
                      var a = !0;
                }
              }
            }
          }
        }
      }
    } else
      return O.errors = [{ instancePath: r, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return O.errors = c, e === 0;
}
O.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
export const AllowRequest = V;
const Q = { type: "object", required: ["host"], properties: { host: { type: "string", description: "A host, an address or a CIDR block." } }, additionalProperties: !1, description: "A private host that may be reached." };
function V(s, { instancePath: r = "", parentData: D, parentDataProperty: M, rootData: q = s, dynamicAnchors: x = {} } = {}) {
  let c = null, e = 0;
  const l = V.evaluated;
  if (l.dynamicProps && (l.props = void 0), l.dynamicItems && (l.items = void 0), e === 0)
    if (s && typeof s == "object" && !Array.isArray(s)) {
      let a;
      if (s.host === void 0 && (a = "host"))
        return V.errors = [{ instancePath: r, schemaPath: "#/required", keyword: "required", params: { missingProperty: a } }], !1;
      {
        const v = e;
        for (const p in s)
          if (p !== "host") {
            return V.errors = [{ instancePath: r, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: p } }], !1;
            break;
          }
        if (v === e && s.host !== void 0 && typeof s.host != "string")
          return V.errors = [{ instancePath: r + "/host", schemaPath: "#/properties/host/type", keyword: "type", params: { type: "string" } }], !1;
      }
    } else
      return V.errors = [{ instancePath: r, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return V.errors = c, e === 0;
}
V.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
export const ProbeRequest = u;
const G = { type: "object", required: ["url"], properties: { url: { type: "string", description: "The endpoint. A token stays in it; user and password become Basic authentication." }, level: { $ref: "#/components/schemas/ProbeLevel", description: "By default `signed` if there are secrets, those of the receiver among them." }, secrets: { type: "array", items: { type: "string" }, maxItems: 16, description: "Those that the endpoint accepts; by default those of the receiver. Kept in memory until the next probe." }, auth: { type: "object", required: ["user", "password"], properties: { user: { type: "string" }, password: { type: "string" } }, additionalProperties: !1, description: "Basic authentication." }, allow: { type: "array", items: { type: "string" }, description: "Hosts that may be reached until the receiver stops, as `POST /allow`." }, only: { type: "array", items: { type: "string" }, description: "Ids of cases, or names of groups, to run, with what they depend on." }, skip: { type: "array", items: { type: "string" }, description: "Ids of cases, or names of groups, to leave out." }, observe: { type: "object", properties: { url: { type: "string", description: 'A GET answers how many deliveries were handled: a number, or `{"count": n}`.' }, header: { type: "string", description: "The answers of the endpoint carry that number in this header." } }, additionalProperties: !1, description: "How the effect of the endpoint is seen: one of the two." } }, additionalProperties: !1, description: "What to check. One probe runs at a time." }, H = { enum: ["stock", "signed"], description: "What an unmodified Maxun needs, or signed deliveries." };
function u(s, { instancePath: r = "", parentData: D, parentDataProperty: M, rootData: q = s, dynamicAnchors: x = {} } = {}) {
  let c = null, e = 0;
  const l = u.evaluated;
  if (l.dynamicProps && (l.props = void 0), l.dynamicItems && (l.items = void 0), e === 0)
    if (s && typeof s == "object" && !Array.isArray(s)) {
      let j;
      if (s.url === void 0 && (j = "url"))
        return u.errors = [{ instancePath: r, schemaPath: "#/required", keyword: "required", params: { missingProperty: j } }], !1;
      {
        const _ = e;
        for (const y in s)
          if (!(y === "url" || y === "level" || y === "secrets" || y === "auth" || y === "allow" || y === "only" || y === "skip" || y === "observe")) {
            return u.errors = [{ instancePath: r, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: y } }], !1;
            break;
          }
        if (_ === e) {
          if (s.url !== void 0) {
            const y = e;
            if (typeof s.url != "string")
              return u.errors = [{ instancePath: r + "/url", schemaPath: "#/properties/url/type", keyword: "type", params: { type: "string" } }], !1;
            var a = y === e;
          } else
            var a = !0;
          if (a) {
            if (s.level !== void 0) {
              let y = s.level;
              const t = e;
              if (!(y === "stock" || y === "signed"))
                return u.errors = [{ instancePath: r + "/level", schemaPath: "#/components/schemas/ProbeLevel/enum", keyword: "enum", params: { allowedValues: H.enum } }], !1;
              var a = t === e;
            } else
              var a = !0;
            if (a) {
              if (s.secrets !== void 0) {
                let y = s.secrets;
                const t = e;
                if (e === t)
                  if (Array.isArray(y)) {
                    if (y.length > 16)
                      return u.errors = [{ instancePath: r + "/secrets", schemaPath: "#/properties/secrets/maxItems", keyword: "maxItems", params: { limit: 16 } }], !1;
                    {
                      var v = !0;
                      const b = y.length;
                      for (let f = 0; f < b; f++) {
                        const d = e;
                        if (typeof y[f] != "string")
                          return u.errors = [{ instancePath: r + "/secrets/" + f, schemaPath: "#/properties/secrets/items/type", keyword: "type", params: { type: "string" } }], !1;
                        var v = d === e;
                        if (!v)
                          break;
                      }
                    }
                  } else
                    return u.errors = [{ instancePath: r + "/secrets", schemaPath: "#/properties/secrets/type", keyword: "type", params: { type: "array" } }], !1;
                var a = t === e;
              } else
                var a = !0;
              if (a) {
                if (s.auth !== void 0) {
                  let y = s.auth;
                  const t = e;
                  if (e === t)
                    if (y && typeof y == "object" && !Array.isArray(y)) {
                      let b;
                      if (y.user === void 0 && (b = "user") || y.password === void 0 && (b = "password"))
                        return u.errors = [{ instancePath: r + "/auth", schemaPath: "#/properties/auth/required", keyword: "required", params: { missingProperty: b } }], !1;
                      {
                        const f = e;
                        for (const d in y)
                          if (!(d === "user" || d === "password")) {
                            return u.errors = [{ instancePath: r + "/auth", schemaPath: "#/properties/auth/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: d } }], !1;
                            break;
                          }
                        if (f === e) {
                          if (y.user !== void 0) {
                            const d = e;
                            if (typeof y.user != "string")
                              return u.errors = [{ instancePath: r + "/auth/user", schemaPath: "#/properties/auth/properties/user/type", keyword: "type", params: { type: "string" } }], !1;
                            var p = d === e;
                          } else
                            var p = !0;
                          if (p)
                            if (y.password !== void 0) {
                              const d = e;
                              if (typeof y.password != "string")
                                return u.errors = [{ instancePath: r + "/auth/password", schemaPath: "#/properties/auth/properties/password/type", keyword: "type", params: { type: "string" } }], !1;
                              var p = d === e;
                            } else
                              var p = !0;
                        }
                      }
                    } else
                      return u.errors = [{ instancePath: r + "/auth", schemaPath: "#/properties/auth/type", keyword: "type", params: { type: "object" } }], !1;
                  var a = t === e;
                } else
                  var a = !0;
                if (a) {
                  if (s.allow !== void 0) {
                    let y = s.allow;
                    const t = e;
                    if (e === t)
                      if (Array.isArray(y)) {
                        var n = !0;
                        const b = y.length;
                        for (let f = 0; f < b; f++) {
                          const d = e;
                          if (typeof y[f] != "string")
                            return u.errors = [{ instancePath: r + "/allow/" + f, schemaPath: "#/properties/allow/items/type", keyword: "type", params: { type: "string" } }], !1;
                          var n = d === e;
                          if (!n)
                            break;
                        }
                      } else
                        return u.errors = [{ instancePath: r + "/allow", schemaPath: "#/properties/allow/type", keyword: "type", params: { type: "array" } }], !1;
                    var a = t === e;
                  } else
                    var a = !0;
                  if (a) {
                    if (s.only !== void 0) {
                      let y = s.only;
                      const t = e;
                      if (e === t)
                        if (Array.isArray(y)) {
                          var w = !0;
                          const b = y.length;
                          for (let f = 0; f < b; f++) {
                            const d = e;
                            if (typeof y[f] != "string")
                              return u.errors = [{ instancePath: r + "/only/" + f, schemaPath: "#/properties/only/items/type", keyword: "type", params: { type: "string" } }], !1;
                            var w = d === e;
                            if (!w)
                              break;
                          }
                        } else
                          return u.errors = [{ instancePath: r + "/only", schemaPath: "#/properties/only/type", keyword: "type", params: { type: "array" } }], !1;
                      var a = t === e;
                    } else
                      var a = !0;
                    if (a) {
                      if (s.skip !== void 0) {
                        let y = s.skip;
                        const t = e;
                        if (e === t)
                          if (Array.isArray(y)) {
                            var k = !0;
                            const b = y.length;
                            for (let f = 0; f < b; f++) {
                              const d = e;
                              if (typeof y[f] != "string")
                                return u.errors = [{ instancePath: r + "/skip/" + f, schemaPath: "#/properties/skip/items/type", keyword: "type", params: { type: "string" } }], !1;
                              var k = d === e;
                              if (!k)
                                break;
                            }
                          } else
                            return u.errors = [{ instancePath: r + "/skip", schemaPath: "#/properties/skip/type", keyword: "type", params: { type: "array" } }], !1;
                        var a = t === e;
                      } else
                        var a = !0;
                      if (a)
                        if (s.observe !== void 0) {
                          let y = s.observe;
                          const t = e;
                          if (e === t)
                            if (y && typeof y == "object" && !Array.isArray(y)) {
                              const b = e;
                              for (const f in y)
                                if (!(f === "url" || f === "header")) {
                                  return u.errors = [{ instancePath: r + "/observe", schemaPath: "#/properties/observe/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: f } }], !1;
                                  break;
                                }
                              if (b === e) {
                                if (y.url !== void 0) {
                                  const f = e;
                                  if (typeof y.url != "string")
                                    return u.errors = [{ instancePath: r + "/observe/url", schemaPath: "#/properties/observe/properties/url/type", keyword: "type", params: { type: "string" } }], !1;
                                  var h = f === e;
                                } else
                                  var h = !0;
                                if (h)
                                  if (y.header !== void 0) {
                                    const f = e;
                                    if (typeof y.header != "string")
                                      return u.errors = [{ instancePath: r + "/observe/header", schemaPath: "#/properties/observe/properties/header/type", keyword: "type", params: { type: "string" } }], !1;
                                    var h = f === e;
                                  } else
                                    var h = !0;
                              }
                            } else
                              return u.errors = [{ instancePath: r + "/observe", schemaPath: "#/properties/observe/type", keyword: "type", params: { type: "object" } }], !1;
                          var a = t === e;
                        } else
                          var a = !0;
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else
      return u.errors = [{ instancePath: r, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return u.errors = c, e === 0;
}
u.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
export const ScriptRequest = I;
const K = { type: "object", properties: { steps: { type: "array", items: { $ref: "#/components/schemas/ScriptStep" }, maxItems: 1e3 }, preset: { type: "string", description: "Name of a preset in the list." } }, additionalProperties: !1, description: "A script: each delivery is answered by the first step that fits and is not used up; then the verdict answers. Either `steps` or `preset`." }, z = { type: "object", required: ["action"], properties: { action: { $ref: "#/components/schemas/ScriptAction" }, when: { $ref: "#/components/schemas/ScriptFilter" }, times: { anyOf: [{ type: "integer", minimum: 1, description: "How many deliveries it answers; 1 by default." }, { type: "string", const: "always" }] }, delayMs: { type: "number", minimum: 0, maximum: 36e5, description: "Milliseconds to wait before the response." } }, additionalProperties: !1, description: "One step of a script." }, L = { description: "What a script does with a delivery.", type: "object", required: ["type"], discriminator: { propertyName: "type" }, oneOf: [{ type: "object", required: ["type"], properties: { type: { type: "string", const: "reply" }, status: { type: "integer", minimum: 200, maximum: 599, description: "By default 200." }, headers: { type: "object", patternProperties: { "^.*$": { type: "string" } } }, body: { description: "A text as it is, anything else as JSON." } }, additionalProperties: !1 }, { type: "object", required: ["type"], properties: { type: { type: "string", const: "default-reply" } }, additionalProperties: !1, description: "Answers as the verdict says." }, { type: "object", required: ["type"], properties: { type: { type: "string", const: "hang" } }, additionalProperties: !1, description: "Takes the delivery and never answers." }, { type: "object", required: ["type"], properties: { type: { type: "string", const: "reset" } }, additionalProperties: !1, description: "Cuts the connection with a TCP reset." }, { type: "object", required: ["type"], properties: { type: { type: "string", const: "close" } }, additionalProperties: !1, description: "Ends the connection without an answer." }, { type: "object", required: ["type"], properties: { type: { type: "string", const: "malformed" } }, additionalProperties: !1, description: "Sends bytes that are not HTTP." }, { type: "object", required: ["type"], properties: { type: { type: "string", const: "slow-body" }, status: { type: "integer", minimum: 200, maximum: 599, description: "By default 200." }, body: { type: "string", description: 'By default `{"ok":true}`.' }, intervalMs: { type: "number", minimum: 0, maximum: 36e5, description: "Between two bytes; 1,000 by default." } }, additionalProperties: !1, description: "Sends the status line, then the body byte by byte." }, { type: "object", required: ["type"], properties: { type: { type: "string", const: "redirect" }, status: { enum: [301, 302, 303, 307, 308], description: "By default 302." }, location: { type: "string", description: "Absolute, or relative to the hook; the hook itself by default." } }, additionalProperties: !1 }] }, U = { type: "object", properties: { eventType: { type: "string" }, robot: { type: "string", description: "Id or name of the robot." }, runId: { type: "string" }, method: { type: "string" } }, additionalProperties: !1, description: "Which deliveries a step is for; all of the named fields have to fit." };
function o(s, { instancePath: r = "", parentData: D, parentDataProperty: M, rootData: q = s, dynamicAnchors: x = {} } = {}) {
  let c = null, e = 0;
  const l = o.evaluated;
  if (l.dynamicProps && (l.props = void 0), l.dynamicItems && (l.items = void 0), e === 0)
    if (s && typeof s == "object" && !Array.isArray(s)) {
      let _;
      if (s.action === void 0 && (_ = "action"))
        return o.errors = [{ instancePath: r, schemaPath: "#/required", keyword: "required", params: { missingProperty: _ } }], !1;
      {
        const y = e;
        for (const t in s)
          if (!(t === "action" || t === "when" || t === "times" || t === "delayMs")) {
            return o.errors = [{ instancePath: r, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: t } }], !1;
            break;
          }
        if (y === e) {
          if (s.action !== void 0) {
            let t = s.action;
            const E = e;
            if (e === e)
              if (t && typeof t == "object" && !Array.isArray(t)) {
                let f;
                if (t.type === void 0 && (f = "type"))
                  return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/required", keyword: "required", params: { missingProperty: f } }], !1;
                {
                  const d = t.type;
                  if (typeof d == "string")
                    if (d === "reply") {
                      if (e === e)
                        if (t && typeof t == "object" && !Array.isArray(t)) {
                          let g;
                          if (t.type === void 0 && (g = "type"))
                            return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/0/required", keyword: "required", params: { missingProperty: g } }], !1;
                          {
                            const m = e;
                            for (const i in t)
                              if (!(i === "type" || i === "status" || i === "headers" || i === "body")) {
                                return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/0/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: i } }], !1;
                                break;
                              }
                            if (m === e) {
                              if (t.type !== void 0) {
                                let i = t.type;
                                const A = e;
                                if (typeof i != "string")
                                  return o.errors = [{ instancePath: r + "/action/type", schemaPath: "#/components/schemas/ScriptAction/oneOf/0/properties/type/type", keyword: "type", params: { type: "string" } }], !1;
                                if (i !== "reply")
                                  return o.errors = [{ instancePath: r + "/action/type", schemaPath: "#/components/schemas/ScriptAction/oneOf/0/properties/type/const", keyword: "const", params: { allowedValue: "reply" } }], !1;
                                var a = A === e;
                              } else
                                var a = !0;
                              if (a) {
                                if (t.status !== void 0) {
                                  let i = t.status;
                                  const A = e;
                                  if (!(typeof i == "number" && !(i % 1) && !isNaN(i)))
                                    return o.errors = [{ instancePath: r + "/action/status", schemaPath: "#/components/schemas/ScriptAction/oneOf/0/properties/status/type", keyword: "type", params: { type: "integer" } }], !1;
                                  if (e === A && typeof i == "number") {
                                    if (i > 599 || isNaN(i))
                                      return o.errors = [{ instancePath: r + "/action/status", schemaPath: "#/components/schemas/ScriptAction/oneOf/0/properties/status/maximum", keyword: "maximum", params: { comparison: "<=", limit: 599 } }], !1;
                                    if (i < 200 || isNaN(i))
                                      return o.errors = [{ instancePath: r + "/action/status", schemaPath: "#/components/schemas/ScriptAction/oneOf/0/properties/status/minimum", keyword: "minimum", params: { comparison: ">=", limit: 200 } }], !1;
                                  }
                                  var a = A === e;
                                } else
                                  var a = !0;
                                if (a)
                                  if (t.headers !== void 0) {
                                    let i = t.headers;
                                    const A = e;
                                    if (e === A)
                                      if (i && typeof i == "object" && !Array.isArray(i)) {
                                        var v = {};
                                        for (const F in i)
                                          if (R.test(F)) {
                                            if (typeof i[F] != "string")
                                              return o.errors = [{ instancePath: r + "/action/headers/" + F.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/components/schemas/ScriptAction/oneOf/0/properties/headers/patternProperties/%5E.*%24/type", keyword: "type", params: { type: "string" } }], !1;
                                            v[F] = !0;
                                          }
                                      } else
                                        return o.errors = [{ instancePath: r + "/action/headers", schemaPath: "#/components/schemas/ScriptAction/oneOf/0/properties/headers/type", keyword: "type", params: { type: "object" } }], !1;
                                    var a = A === e;
                                  } else
                                    var a = !0;
                              }
                            }
                          }
                        } else
                          return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/0/type", keyword: "type", params: { type: "object" } }], !1;
                      var p = !0;
                    } else if (d === "default-reply") {
                      if (e === e)
                        if (t && typeof t == "object" && !Array.isArray(t)) {
                          let g;
                          if (t.type === void 0 && (g = "type"))
                            return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/1/required", keyword: "required", params: { missingProperty: g } }], !1;
                          {
                            const m = e;
                            for (const i in t)
                              if (i !== "type") {
                                return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/1/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: i } }], !1;
                                break;
                              }
                            if (m === e && t.type !== void 0) {
                              let i = t.type;
                              if (typeof i != "string")
                                return o.errors = [{ instancePath: r + "/action/type", schemaPath: "#/components/schemas/ScriptAction/oneOf/1/properties/type/type", keyword: "type", params: { type: "string" } }], !1;
                              if (i !== "default-reply")
                                return o.errors = [{ instancePath: r + "/action/type", schemaPath: "#/components/schemas/ScriptAction/oneOf/1/properties/type/const", keyword: "const", params: { allowedValue: "default-reply" } }], !1;
                            }
                          }
                        } else
                          return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/1/type", keyword: "type", params: { type: "object" } }], !1;
                      p !== !0 && (p = !0);
                    } else if (d === "hang") {
                      if (e === e)
                        if (t && typeof t == "object" && !Array.isArray(t)) {
                          let g;
                          if (t.type === void 0 && (g = "type"))
                            return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/2/required", keyword: "required", params: { missingProperty: g } }], !1;
                          {
                            const m = e;
                            for (const i in t)
                              if (i !== "type") {
                                return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/2/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: i } }], !1;
                                break;
                              }
                            if (m === e && t.type !== void 0) {
                              let i = t.type;
                              if (typeof i != "string")
                                return o.errors = [{ instancePath: r + "/action/type", schemaPath: "#/components/schemas/ScriptAction/oneOf/2/properties/type/type", keyword: "type", params: { type: "string" } }], !1;
                              if (i !== "hang")
                                return o.errors = [{ instancePath: r + "/action/type", schemaPath: "#/components/schemas/ScriptAction/oneOf/2/properties/type/const", keyword: "const", params: { allowedValue: "hang" } }], !1;
                            }
                          }
                        } else
                          return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/2/type", keyword: "type", params: { type: "object" } }], !1;
                      p !== !0 && (p = !0);
                    } else if (d === "reset") {
                      if (e === e)
                        if (t && typeof t == "object" && !Array.isArray(t)) {
                          let g;
                          if (t.type === void 0 && (g = "type"))
                            return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/3/required", keyword: "required", params: { missingProperty: g } }], !1;
                          {
                            const m = e;
                            for (const i in t)
                              if (i !== "type") {
                                return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/3/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: i } }], !1;
                                break;
                              }
                            if (m === e && t.type !== void 0) {
                              let i = t.type;
                              if (typeof i != "string")
                                return o.errors = [{ instancePath: r + "/action/type", schemaPath: "#/components/schemas/ScriptAction/oneOf/3/properties/type/type", keyword: "type", params: { type: "string" } }], !1;
                              if (i !== "reset")
                                return o.errors = [{ instancePath: r + "/action/type", schemaPath: "#/components/schemas/ScriptAction/oneOf/3/properties/type/const", keyword: "const", params: { allowedValue: "reset" } }], !1;
                            }
                          }
                        } else
                          return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/3/type", keyword: "type", params: { type: "object" } }], !1;
                      p !== !0 && (p = !0);
                    } else if (d === "close") {
                      if (e === e)
                        if (t && typeof t == "object" && !Array.isArray(t)) {
                          let g;
                          if (t.type === void 0 && (g = "type"))
                            return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/4/required", keyword: "required", params: { missingProperty: g } }], !1;
                          {
                            const m = e;
                            for (const i in t)
                              if (i !== "type") {
                                return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/4/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: i } }], !1;
                                break;
                              }
                            if (m === e && t.type !== void 0) {
                              let i = t.type;
                              if (typeof i != "string")
                                return o.errors = [{ instancePath: r + "/action/type", schemaPath: "#/components/schemas/ScriptAction/oneOf/4/properties/type/type", keyword: "type", params: { type: "string" } }], !1;
                              if (i !== "close")
                                return o.errors = [{ instancePath: r + "/action/type", schemaPath: "#/components/schemas/ScriptAction/oneOf/4/properties/type/const", keyword: "const", params: { allowedValue: "close" } }], !1;
                            }
                          }
                        } else
                          return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/4/type", keyword: "type", params: { type: "object" } }], !1;
                      p !== !0 && (p = !0);
                    } else if (d === "malformed") {
                      if (e === e)
                        if (t && typeof t == "object" && !Array.isArray(t)) {
                          let g;
                          if (t.type === void 0 && (g = "type"))
                            return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/5/required", keyword: "required", params: { missingProperty: g } }], !1;
                          {
                            const m = e;
                            for (const i in t)
                              if (i !== "type") {
                                return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/5/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: i } }], !1;
                                break;
                              }
                            if (m === e && t.type !== void 0) {
                              let i = t.type;
                              if (typeof i != "string")
                                return o.errors = [{ instancePath: r + "/action/type", schemaPath: "#/components/schemas/ScriptAction/oneOf/5/properties/type/type", keyword: "type", params: { type: "string" } }], !1;
                              if (i !== "malformed")
                                return o.errors = [{ instancePath: r + "/action/type", schemaPath: "#/components/schemas/ScriptAction/oneOf/5/properties/type/const", keyword: "const", params: { allowedValue: "malformed" } }], !1;
                            }
                          }
                        } else
                          return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/5/type", keyword: "type", params: { type: "object" } }], !1;
                      p !== !0 && (p = !0);
                    } else if (d === "slow-body") {
                      if (e === e)
                        if (t && typeof t == "object" && !Array.isArray(t)) {
                          let g;
                          if (t.type === void 0 && (g = "type"))
                            return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/6/required", keyword: "required", params: { missingProperty: g } }], !1;
                          {
                            const m = e;
                            for (const i in t)
                              if (!(i === "type" || i === "status" || i === "body" || i === "intervalMs")) {
                                return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/6/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: i } }], !1;
                                break;
                              }
                            if (m === e) {
                              if (t.type !== void 0) {
                                let i = t.type;
                                const A = e;
                                if (typeof i != "string")
                                  return o.errors = [{ instancePath: r + "/action/type", schemaPath: "#/components/schemas/ScriptAction/oneOf/6/properties/type/type", keyword: "type", params: { type: "string" } }], !1;
                                if (i !== "slow-body")
                                  return o.errors = [{ instancePath: r + "/action/type", schemaPath: "#/components/schemas/ScriptAction/oneOf/6/properties/type/const", keyword: "const", params: { allowedValue: "slow-body" } }], !1;
                                var n = A === e;
                              } else
                                var n = !0;
                              if (n) {
                                if (t.status !== void 0) {
                                  let i = t.status;
                                  const A = e;
                                  if (!(typeof i == "number" && !(i % 1) && !isNaN(i)))
                                    return o.errors = [{ instancePath: r + "/action/status", schemaPath: "#/components/schemas/ScriptAction/oneOf/6/properties/status/type", keyword: "type", params: { type: "integer" } }], !1;
                                  if (e === A && typeof i == "number") {
                                    if (i > 599 || isNaN(i))
                                      return o.errors = [{ instancePath: r + "/action/status", schemaPath: "#/components/schemas/ScriptAction/oneOf/6/properties/status/maximum", keyword: "maximum", params: { comparison: "<=", limit: 599 } }], !1;
                                    if (i < 200 || isNaN(i))
                                      return o.errors = [{ instancePath: r + "/action/status", schemaPath: "#/components/schemas/ScriptAction/oneOf/6/properties/status/minimum", keyword: "minimum", params: { comparison: ">=", limit: 200 } }], !1;
                                  }
                                  var n = A === e;
                                } else
                                  var n = !0;
                                if (n) {
                                  if (t.body !== void 0) {
                                    const i = e;
                                    if (typeof t.body != "string")
                                      return o.errors = [{ instancePath: r + "/action/body", schemaPath: "#/components/schemas/ScriptAction/oneOf/6/properties/body/type", keyword: "type", params: { type: "string" } }], !1;
                                    var n = i === e;
                                  } else
                                    var n = !0;
                                  if (n)
                                    if (t.intervalMs !== void 0) {
                                      let i = t.intervalMs;
                                      const A = e;
                                      if (e === A)
                                        if (typeof i == "number") {
                                          if (i > 36e5 || isNaN(i))
                                            return o.errors = [{ instancePath: r + "/action/intervalMs", schemaPath: "#/components/schemas/ScriptAction/oneOf/6/properties/intervalMs/maximum", keyword: "maximum", params: { comparison: "<=", limit: 36e5 } }], !1;
                                          if (i < 0 || isNaN(i))
                                            return o.errors = [{ instancePath: r + "/action/intervalMs", schemaPath: "#/components/schemas/ScriptAction/oneOf/6/properties/intervalMs/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                                        } else
                                          return o.errors = [{ instancePath: r + "/action/intervalMs", schemaPath: "#/components/schemas/ScriptAction/oneOf/6/properties/intervalMs/type", keyword: "type", params: { type: "number" } }], !1;
                                      var n = A === e;
                                    } else
                                      var n = !0;
                                }
                              }
                            }
                          }
                        } else
                          return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/6/type", keyword: "type", params: { type: "object" } }], !1;
                      p !== !0 && (p = !0);
                    } else if (d === "redirect") {
                      if (e === e)
                        if (t && typeof t == "object" && !Array.isArray(t)) {
                          let g;
                          if (t.type === void 0 && (g = "type"))
                            return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/7/required", keyword: "required", params: { missingProperty: g } }], !1;
                          {
                            const m = e;
                            for (const i in t)
                              if (!(i === "type" || i === "status" || i === "location")) {
                                return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/7/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: i } }], !1;
                                break;
                              }
                            if (m === e) {
                              if (t.type !== void 0) {
                                let i = t.type;
                                const A = e;
                                if (typeof i != "string")
                                  return o.errors = [{ instancePath: r + "/action/type", schemaPath: "#/components/schemas/ScriptAction/oneOf/7/properties/type/type", keyword: "type", params: { type: "string" } }], !1;
                                if (i !== "redirect")
                                  return o.errors = [{ instancePath: r + "/action/type", schemaPath: "#/components/schemas/ScriptAction/oneOf/7/properties/type/const", keyword: "const", params: { allowedValue: "redirect" } }], !1;
                                var w = A === e;
                              } else
                                var w = !0;
                              if (w) {
                                if (t.status !== void 0) {
                                  let i = t.status;
                                  const A = e;
                                  if (!(i === 301 || i === 302 || i === 303 || i === 307 || i === 308))
                                    return o.errors = [{ instancePath: r + "/action/status", schemaPath: "#/components/schemas/ScriptAction/oneOf/7/properties/status/enum", keyword: "enum", params: { allowedValues: L.oneOf[7].properties.status.enum } }], !1;
                                  var w = A === e;
                                } else
                                  var w = !0;
                                if (w)
                                  if (t.location !== void 0) {
                                    const i = e;
                                    if (typeof t.location != "string")
                                      return o.errors = [{ instancePath: r + "/action/location", schemaPath: "#/components/schemas/ScriptAction/oneOf/7/properties/location/type", keyword: "type", params: { type: "string" } }], !1;
                                    var w = i === e;
                                  } else
                                    var w = !0;
                              }
                            }
                          }
                        } else
                          return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/oneOf/7/type", keyword: "type", params: { type: "object" } }], !1;
                      p !== !0 && (p = !0);
                    } else
                      return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/discriminator", keyword: "discriminator", params: { error: "mapping", tag: "type", tagValue: d } }], !1;
                  else
                    return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/discriminator", keyword: "discriminator", params: { error: "tag", tag: "type", tagValue: d } }], !1;
                }
              } else
                return o.errors = [{ instancePath: r + "/action", schemaPath: "#/components/schemas/ScriptAction/type", keyword: "type", params: { type: "object" } }], !1;
            var k = E === e;
          } else
            var k = !0;
          if (k) {
            if (s.when !== void 0) {
              let t = s.when;
              const E = e;
              if (e === e)
                if (t && typeof t == "object" && !Array.isArray(t)) {
                  const d = e;
                  for (const P in t)
                    if (!(P === "eventType" || P === "robot" || P === "runId" || P === "method")) {
                      return o.errors = [{ instancePath: r + "/when", schemaPath: "#/components/schemas/ScriptFilter/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: P } }], !1;
                      break;
                    }
                  if (d === e) {
                    if (t.eventType !== void 0) {
                      const P = e;
                      if (typeof t.eventType != "string")
                        return o.errors = [{ instancePath: r + "/when/eventType", schemaPath: "#/components/schemas/ScriptFilter/properties/eventType/type", keyword: "type", params: { type: "string" } }], !1;
                      var h = P === e;
                    } else
                      var h = !0;
                    if (h) {
                      if (t.robot !== void 0) {
                        const P = e;
                        if (typeof t.robot != "string")
                          return o.errors = [{ instancePath: r + "/when/robot", schemaPath: "#/components/schemas/ScriptFilter/properties/robot/type", keyword: "type", params: { type: "string" } }], !1;
                        var h = P === e;
                      } else
                        var h = !0;
                      if (h) {
                        if (t.runId !== void 0) {
                          const P = e;
                          if (typeof t.runId != "string")
                            return o.errors = [{ instancePath: r + "/when/runId", schemaPath: "#/components/schemas/ScriptFilter/properties/runId/type", keyword: "type", params: { type: "string" } }], !1;
                          var h = P === e;
                        } else
                          var h = !0;
                        if (h)
                          if (t.method !== void 0) {
                            const P = e;
                            if (typeof t.method != "string")
                              return o.errors = [{ instancePath: r + "/when/method", schemaPath: "#/components/schemas/ScriptFilter/properties/method/type", keyword: "type", params: { type: "string" } }], !1;
                            var h = P === e;
                          } else
                            var h = !0;
                      }
                    }
                  }
                } else
                  return o.errors = [{ instancePath: r + "/when", schemaPath: "#/components/schemas/ScriptFilter/type", keyword: "type", params: { type: "object" } }], !1;
              var k = E === e;
            } else
              var k = !0;
            if (k) {
              if (s.times !== void 0) {
                let t = s.times;
                const E = e, b = e;
                let f = !1;
                const d = e;
                if (!(typeof t == "number" && !(t % 1) && !isNaN(t))) {
                  const m = { instancePath: r + "/times", schemaPath: "#/properties/times/anyOf/0/type", keyword: "type", params: { type: "integer" } };
                  c === null ? c = [m] : c.push(m), e++;
                }
                if (e === d && typeof t == "number" && (t < 1 || isNaN(t))) {
                  const m = { instancePath: r + "/times", schemaPath: "#/properties/times/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
                  c === null ? c = [m] : c.push(m), e++;
                }
                var j = d === e;
                f = f || j;
                const P = e;
                if (typeof t != "string") {
                  const m = { instancePath: r + "/times", schemaPath: "#/properties/times/anyOf/1/type", keyword: "type", params: { type: "string" } };
                  c === null ? c = [m] : c.push(m), e++;
                }
                if (t !== "always") {
                  const m = { instancePath: r + "/times", schemaPath: "#/properties/times/anyOf/1/const", keyword: "const", params: { allowedValue: "always" } };
                  c === null ? c = [m] : c.push(m), e++;
                }
                var j = P === e;
                if (f = f || j, f)
                  e = b, c !== null && (b ? c.length = b : c = null);
                else {
                  const m = { instancePath: r + "/times", schemaPath: "#/properties/times/anyOf", keyword: "anyOf", params: {} };
                  return c === null ? c = [m] : c.push(m), e++, o.errors = c, !1;
                }
                var k = E === e;
              } else
                var k = !0;
              if (k)
                if (s.delayMs !== void 0) {
                  let t = s.delayMs;
                  const E = e;
                  if (e === E)
                    if (typeof t == "number") {
                      if (t > 36e5 || isNaN(t))
                        return o.errors = [{ instancePath: r + "/delayMs", schemaPath: "#/properties/delayMs/maximum", keyword: "maximum", params: { comparison: "<=", limit: 36e5 } }], !1;
                      if (t < 0 || isNaN(t))
                        return o.errors = [{ instancePath: r + "/delayMs", schemaPath: "#/properties/delayMs/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                    } else
                      return o.errors = [{ instancePath: r + "/delayMs", schemaPath: "#/properties/delayMs/type", keyword: "type", params: { type: "number" } }], !1;
                  var k = E === e;
                } else
                  var k = !0;
            }
          }
        }
      }
    } else
      return o.errors = [{ instancePath: r, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return o.errors = c, e === 0;
}
o.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
function I(s, { instancePath: r = "", parentData: D, parentDataProperty: M, rootData: q = s, dynamicAnchors: x = {} } = {}) {
  let c = null, e = 0;
  const l = I.evaluated;
  if (l.dynamicProps && (l.props = void 0), l.dynamicItems && (l.items = void 0), e === 0)
    if (s && typeof s == "object" && !Array.isArray(s)) {
      const p = e;
      for (const n in s)
        if (!(n === "steps" || n === "preset")) {
          return I.errors = [{ instancePath: r, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: n } }], !1;
          break;
        }
      if (p === e) {
        if (s.steps !== void 0) {
          let n = s.steps;
          const w = e;
          if (e === w)
            if (Array.isArray(n)) {
              if (n.length > 1e3)
                return I.errors = [{ instancePath: r + "/steps", schemaPath: "#/properties/steps/maxItems", keyword: "maxItems", params: { limit: 1e3 } }], !1;
              {
                var a = !0;
                const k = n.length;
                for (let h = 0; h < k; h++) {
                  const j = e;
                  o(n[h], { instancePath: r + "/steps/" + h, parentData: n, parentDataProperty: h, rootData: q, dynamicAnchors: x }) || (c = c === null ? o.errors : c.concat(o.errors), e = c.length);
                  var a = j === e;
                  if (!a)
                    break;
                }
              }
            } else
              return I.errors = [{ instancePath: r + "/steps", schemaPath: "#/properties/steps/type", keyword: "type", params: { type: "array" } }], !1;
          var v = w === e;
        } else
          var v = !0;
        if (v)
          if (s.preset !== void 0) {
            const n = e;
            if (typeof s.preset != "string")
              return I.errors = [{ instancePath: r + "/preset", schemaPath: "#/properties/preset/type", keyword: "type", params: { type: "string" } }], !1;
            var v = n === e;
          } else
            var v = !0;
      }
    } else
      return I.errors = [{ instancePath: r, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return I.errors = c, e === 0;
}
I.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
export const ForwardRequest = T;
const X = { type: "object", required: ["url"], properties: { url: { anyOf: [{ type: "string" }, { type: "null" }], description: "`null` to stop." } }, additionalProperties: !1, description: "Where to forward deliveries." };
function T(s, { instancePath: r = "", parentData: D, parentDataProperty: M, rootData: q = s, dynamicAnchors: x = {} } = {}) {
  let c = null, e = 0;
  const l = T.evaluated;
  if (l.dynamicProps && (l.props = void 0), l.dynamicItems && (l.items = void 0), e === 0)
    if (s && typeof s == "object" && !Array.isArray(s)) {
      let v;
      if (s.url === void 0 && (v = "url"))
        return T.errors = [{ instancePath: r, schemaPath: "#/required", keyword: "required", params: { missingProperty: v } }], !1;
      {
        const p = e;
        for (const n in s)
          if (n !== "url") {
            return T.errors = [{ instancePath: r, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: n } }], !1;
            break;
          }
        if (p === e && s.url !== void 0) {
          let n = s.url;
          const w = e;
          let k = !1;
          const h = e;
          if (typeof n != "string") {
            const _ = { instancePath: r + "/url", schemaPath: "#/properties/url/anyOf/0/type", keyword: "type", params: { type: "string" } };
            c === null ? c = [_] : c.push(_), e++;
          }
          var a = h === e;
          k = k || a;
          const j = e;
          if (n !== null) {
            const _ = { instancePath: r + "/url", schemaPath: "#/properties/url/anyOf/1/type", keyword: "type", params: { type: "null" } };
            c === null ? c = [_] : c.push(_), e++;
          }
          var a = j === e;
          if (k = k || a, k)
            e = w, c !== null && (w ? c.length = w : c = null);
          else {
            const _ = { instancePath: r + "/url", schemaPath: "#/properties/url/anyOf", keyword: "anyOf", params: {} };
            return c === null ? c = [_] : c.push(_), e++, T.errors = c, !1;
          }
        }
      }
    } else
      return T.errors = [{ instancePath: r, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return T.errors = c, e === 0;
}
T.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };
export const EventsQuery = B;
const Y = { type: "object", properties: { lastEventId: { type: "string", description: "As the header `Last-Event-ID`." } }, additionalProperties: !1, description: "For a page that opens the stream for the first time." };
function B(s, { instancePath: r = "", parentData: D, parentDataProperty: M, rootData: q = s, dynamicAnchors: x = {} } = {}) {
  let c = null, e = 0;
  const l = B.evaluated;
  if (l.dynamicProps && (l.props = void 0), l.dynamicItems && (l.items = void 0), e === 0)
    if (s && typeof s == "object" && !Array.isArray(s)) {
      const a = e;
      for (const v in s)
        if (v !== "lastEventId") {
          return B.errors = [{ instancePath: r, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: v } }], !1;
          break;
        }
      if (a === e && s.lastEventId !== void 0 && typeof s.lastEventId != "string")
        return B.errors = [{ instancePath: r + "/lastEventId", schemaPath: "#/properties/lastEventId/type", keyword: "type", params: { type: "string" } }], !1;
    } else
      return B.errors = [{ instancePath: r, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return B.errors = c, e === 0;
}
B.evaluated = { props: !0, dynamicProps: !1, dynamicItems: !1 };

export const validators = { ListQuery, ReplayRequest, SendRequest, AllowRequest, ProbeRequest, ScriptRequest, ForwardRequest, EventsQuery };
