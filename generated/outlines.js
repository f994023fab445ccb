// Written by `npm run generate` from asyncapi.yaml and contract/observed.yaml. Do not edit.

export const documentedOutlines = {
  "run_completed": {
    "properties": {
      "event_type": {},
      "timestamp": {},
      "webhook_id": {},
      "data": {
        "properties": {
          "robot_id": {},
          "run_id": {},
          "robot_name": {},
          "status": {},
          "started_at": {},
          "finished_at": {},
          "extracted_data": {
            "properties": {
              "captured_texts": {
                "items": {
                  "members": {}
                }
              },
              "captured_lists": {
                "members": {
                  "items": {
                    "members": {}
                  }
                }
              },
              "total_rows": {},
              "captured_texts_count": {},
              "captured_lists_count": {},
              "screenshots_count": {}
            },
            "presentWhen": {
              "status": [
                "success",
                "test"
              ]
            }
          },
          "error": {
            "members": true,
            "presentWhen": {
              "status": [
                "failed"
              ]
            }
          },
          "metadata": {
            "properties": {
              "browser_id": {},
              "user_id": {}
            }
          }
        },
        "required": [
          "robot_id",
          "run_id",
          "robot_name",
          "status",
          "started_at",
          "finished_at",
          "metadata"
        ]
      }
    },
    "required": [
      "event_type",
      "timestamp",
      "webhook_id",
      "data"
    ]
  },
  "run_failed": {
    "properties": {
      "event_type": {},
      "timestamp": {},
      "webhook_id": {},
      "data": {
        "properties": {
          "robotId": {},
          "runId": {},
          "robotName": {},
          "status": {},
          "error": {
            "properties": {
              "message": {},
              "type": {},
              "stack": {}
            },
            "required": [
              "message",
              "type",
              "stack"
            ]
          },
          "metadata": {
            "properties": {
              "browserId": {},
              "userId": {}
            }
          }
        },
        "required": [
          "robotId",
          "runId",
          "robotName",
          "status",
          "error"
        ]
      }
    },
    "required": [
      "event_type",
      "timestamp",
      "webhook_id",
      "data"
    ]
  }
};

export const observedOutlines = {
  "extract-run": {
    "properties": {
      "event_type": {},
      "timestamp": {},
      "webhook_id": {},
      "data": {
        "properties": {
          "robot_id": {},
          "run_id": {},
          "robot_name": {},
          "status": {},
          "started_at": {},
          "finished_at": {},
          "extracted_data": {
            "properties": {
              "captured_texts": {
                "members": {}
              },
              "captured_lists": {
                "members": {
                  "items": {
                    "members": true
                  }
                }
              },
              "crawl_data": {
                "members": true
              },
              "search_data": {
                "members": true
              },
              "captured_texts_count": {},
              "captured_lists_count": {},
              "screenshots_count": {}
            },
            "required": [
              "captured_texts",
              "captured_lists"
            ]
          },
          "metadata": {
            "properties": {
              "browser_id": {},
              "user_id": {}
            }
          }
        },
        "required": [
          "robot_id",
          "run_id",
          "robot_name",
          "status",
          "started_at",
          "finished_at",
          "extracted_data",
          "metadata"
        ]
      }
    },
    "required": [
      "event_type",
      "timestamp",
      "webhook_id",
      "data"
    ]
  },
  "extract-run-api": {
    "properties": {
      "event_type": {},
      "timestamp": {},
      "webhook_id": {},
      "data": {
        "properties": {
          "robot_id": {},
          "run_id": {},
          "robot_name": {},
          "status": {},
          "started_at": {},
          "finished_at": {},
          "extracted_data": {
            "properties": {
              "captured_texts": {
                "members": true
              },
              "captured_lists": {
                "members": {
                  "items": {
                    "members": true
                  }
                }
              },
              "crawl_data": {
                "members": true
              },
              "search_data": {
                "members": true
              },
              "captured_texts_count": {},
              "captured_lists_count": {},
              "screenshots_count": {}
            },
            "required": [
              "captured_texts",
              "captured_lists"
            ]
          },
          "metadata": {
            "properties": {
              "browser_id": {},
              "user_id": {}
            }
          }
        },
        "required": [
          "robot_id",
          "run_id",
          "robot_name",
          "status",
          "started_at",
          "finished_at",
          "extracted_data",
          "metadata"
        ]
      }
    },
    "required": [
      "event_type",
      "timestamp",
      "webhook_id",
      "data"
    ]
  },
  "scrape-run-ui": {
    "properties": {
      "event_type": {},
      "timestamp": {},
      "webhook_id": {},
      "data": {
        "properties": {
          "robotId": {},
          "runId": {},
          "robotName": {},
          "status": {},
          "finishedAt": {},
          "markdown": {},
          "html": {},
          "summary": {},
          "links": {}
        },
        "required": [
          "robotId",
          "runId",
          "robotName",
          "status",
          "finishedAt"
        ]
      }
    },
    "required": [
      "event_type",
      "timestamp",
      "webhook_id",
      "data"
    ]
  },
  "scrape-run": {
    "properties": {
      "event_type": {},
      "timestamp": {},
      "webhook_id": {},
      "data": {
        "properties": {
          "robot_id": {},
          "run_id": {},
          "robot_name": {},
          "status": {},
          "started_at": {},
          "finished_at": {},
          "markdown": {},
          "html": {},
          "summary": {},
          "screenshot_visible": {},
          "screenshot_fullpage": {},
          "metadata": {
            "properties": {
              "browser_id": {},
              "user_id": {}
            }
          }
        },
        "required": [
          "robot_id",
          "run_id",
          "robot_name",
          "status",
          "started_at",
          "finished_at",
          "metadata"
        ]
      }
    },
    "required": [
      "event_type",
      "timestamp",
      "webhook_id",
      "data"
    ]
  },
  "document-run": {
    "properties": {
      "event_type": {},
      "timestamp": {},
      "webhook_id": {},
      "data": {
        "properties": {
          "robot_id": {},
          "run_id": {},
          "robot_name": {},
          "status": {},
          "finished_at": {}
        },
        "required": [
          "robot_id",
          "run_id",
          "robot_name",
          "status",
          "finished_at"
        ]
      }
    },
    "required": [
      "event_type",
      "timestamp",
      "webhook_id",
      "data"
    ]
  },
  "failed-run": {
    "properties": {
      "event_type": {},
      "timestamp": {},
      "webhook_id": {},
      "data": {
        "properties": {
          "robot_id": {},
          "run_id": {},
          "robot_name": {},
          "status": {},
          "started_at": {},
          "finished_at": {},
          "error": {
            "properties": {
              "message": {},
              "stack": {},
              "type": {}
            },
            "required": [
              "message"
            ]
          },
          "metadata": {
            "properties": {
              "browser_id": {},
              "user_id": {}
            }
          },
          "partial_data_extracted": {},
          "extracted_data": {
            "members": true
          }
        },
        "required": [
          "robot_id",
          "run_id",
          "robot_name",
          "status",
          "started_at",
          "finished_at",
          "error",
          "metadata"
        ]
      }
    },
    "required": [
      "event_type",
      "timestamp",
      "webhook_id",
      "data"
    ]
  },
  "failed-scrape-api": {
    "properties": {
      "event_type": {},
      "timestamp": {},
      "webhook_id": {},
      "data": {
        "properties": {
          "robot_id": {},
          "run_id": {},
          "robot_name": {},
          "status": {},
          "finished_at": {},
          "error": {
            "properties": {
              "message": {},
              "type": {}
            },
            "required": [
              "message",
              "type"
            ]
          }
        },
        "required": [
          "robot_id",
          "run_id",
          "robot_name",
          "status",
          "error"
        ]
      }
    },
    "required": [
      "event_type",
      "timestamp",
      "webhook_id",
      "data"
    ]
  },
  "legacy-2025": {
    "properties": {
      "event_type": {},
      "timestamp": {},
      "webhook_id": {},
      "data": {
        "properties": {
          "robot_id": {},
          "run_id": {},
          "robot_name": {},
          "status": {},
          "started_at": {},
          "finished_at": {},
          "extracted_data": {
            "properties": {
              "captured_texts": {
                "items": {
                  "members": true
                }
              },
              "captured_lists": {
                "members": {
                  "items": {
                    "members": true
                  }
                }
              },
              "total_rows": {},
              "captured_texts_count": {},
              "captured_lists_count": {},
              "screenshots_count": {}
            },
            "required": [
              "captured_texts",
              "total_rows"
            ]
          },
          "metadata": {
            "properties": {
              "browser_id": {},
              "user_id": {}
            }
          }
        },
        "required": [
          "robot_id",
          "run_id",
          "robot_name",
          "status",
          "started_at",
          "finished_at",
          "extracted_data",
          "metadata"
        ]
      }
    },
    "required": [
      "event_type",
      "timestamp",
      "webhook_id",
      "data"
    ]
  },
  "webhook-test": {
    "properties": {
      "event_type": {},
      "timestamp": {},
      "webhook_id": {},
      "data": {
        "properties": {
          "robot_id": {},
          "run_id": {},
          "robot_name": {},
          "status": {},
          "started_at": {},
          "finished_at": {},
          "extracted_data": {
            "properties": {
              "captured_texts": {
                "items": {
                  "members": true
                }
              },
              "captured_lists": {
                "members": {
                  "items": {
                    "members": true
                  }
                }
              },
              "total_rows": {},
              "captured_texts_count": {},
              "captured_lists_count": {},
              "screenshots_count": {}
            },
            "required": [
              "captured_texts",
              "total_rows"
            ]
          },
          "metadata": {
            "properties": {
              "test_mode": {},
              "browser_id": {},
              "user_id": {}
            },
            "required": [
              "test_mode"
            ]
          }
        },
        "required": [
          "robot_id",
          "run_id",
          "robot_name",
          "status",
          "started_at",
          "finished_at",
          "extracted_data",
          "metadata"
        ]
      }
    },
    "required": [
      "event_type",
      "timestamp",
      "webhook_id",
      "data"
    ]
  }
};
