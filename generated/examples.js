// Written by `npm run generate` from asyncapi.yaml and contract/observed.yaml. Do not edit.

export const documentedExamples = {
  "run_completed": {
    "headers": {
      "content-type": "application/json",
      "webhook-id": "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W",
      "webhook-timestamp": "1748533995",
      "webhook-signature": "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="
    },
    "payload": {
      "event_type": "run_completed",
      "timestamp": "2025-05-29T15:53:15.595Z",
      "webhook_id": "1b480cbd-c43b-4541-a69e-92d82000d992",
      "data": {
        "robot_id": "d453def3-800a-4b6c-ba31-854cf8dd8d26",
        "run_id": "110c4dae-c39b-4b30-a932-eff1022e4bb0",
        "robot_name": "Test Robot",
        "status": "test",
        "started_at": "2025-05-29T15:52:30.595Z",
        "finished_at": "2025-05-29T15:53:15.595Z",
        "extracted_data": {
          "captured_texts": [
            {
              "Product Name": "MacBook Pro 16-inch M3 Max",
              "Price": "$3,999.00",
              "Rating": "4.8/5 stars"
            }
          ],
          "captured_lists": {
            "list_1": [
              {
                "Rank": "1",
                "Product": "MacBook Air M2",
                "Category": "Laptops",
                "Units Sold": "2,847",
                "Revenue": "$2,847,000"
              }
            ],
            "list_0": [
              {
                "Customer": "Sarah M.",
                "Rating": "5 stars",
                "Review": "Absolutely love my new MacBook! The battery life is incredible and the performance is outstanding.",
                "Date": "2024-12-15",
                "Verified Purchase": "Yes"
              }
            ]
          },
          "total_rows": 5,
          "captured_texts_count": 3,
          "captured_lists_count": 2,
          "screenshots_count": 5
        },
        "metadata": {
          "browser_id": "d27ace57-75cb-441c-8589-8ba34e52f7d1",
          "user_id": 108
        }
      }
    }
  },
  "run_failed": {
    "headers": {
      "content-type": "application/json",
      "webhook-id": "msg_2KWPBgLlAfxdpx2AI54pPJ85f4X",
      "webhook-timestamp": "1748533995",
      "webhook-signature": "v1,JwBd7fN0cK5l3eYmZ1xVt2bS8uQpRrWgHh4iLkMoNvA="
    },
    "payload": {
      "event_type": "run_failed",
      "timestamp": "2025-05-29T15:53:15.595Z",
      "webhook_id": "1b480cbd-c43b-4541-a69e-92d82000d992",
      "data": {
        "robotId": "d453def3-800a-4b6c-ba31-854cf8dd8d26",
        "runId": "110c4dae-c39b-4b30-a932-eff1022e4bb0",
        "robotName": "Test Robot",
        "status": "failed",
        "error": {
          "message": "Timeout exceeded while waiting for element",
          "type": "TimeoutError",
          "stack": "TimeoutError: ...\n    at async Page.waitForSelector..."
        },
        "metadata": {
          "browserId": "d27ace57-75cb-441c-8589-8ba34e52f7d1",
          "userId": 108
        }
      }
    }
  }
};

export const observedExamples = {
  "extract-run": {
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.13.2"
    },
    "payload": {
      "event_type": "run_completed",
      "timestamp": "2026-11-23T21:56:05.412Z",
      "webhook_id": "7c0c5a0e-6a55-4f0b-9a39-3c1d61c3a6a1",
      "data": {
        "robot_id": "4f1f2f0e-1c39-4d5e-8e0b-2f7c1a9b6d10",
        "run_id": "9d6f3c52-7b1a-4c1e-b0de-5a2f8e7c4b31",
        "robot_name": "Laptop prices",
        "status": "success",
        "started_at": "11/23/2026, 9:55:41 PM",
        "finished_at": "11/23/2026, 9:56:05 PM",
        "extracted_data": {
          "captured_texts": {
            "Headline": [
              {
                "Product Name": "MacBook Air 13-inch M4",
                "Price": "$1,099.00"
              }
            ]
          },
          "captured_lists": {
            "Products": [
              {
                "Rank": "1",
                "Product": "MacBook Air M4",
                "Units Sold": "2,847"
              },
              {
                "Rank": "2",
                "Product": "MacBook Pro M4",
                "Units Sold": "1,204"
              }
            ]
          },
          "captured_texts_count": 2,
          "captured_lists_count": 2,
          "screenshots_count": 1
        },
        "metadata": {
          "browser_id": "1f8b2a44-5f3e-4a0c-9d0d-0f6f1e5d7c22",
          "user_id": 1
        }
      }
    }
  },
  "extract-run-api": {
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.13.2"
    },
    "payload": {
      "event_type": "run_completed",
      "timestamp": "2026-11-23T22:10:17.003Z",
      "webhook_id": "7c0c5a0e-6a55-4f0b-9a39-3c1d61c3a6a1",
      "data": {
        "robot_id": "4f1f2f0e-1c39-4d5e-8e0b-2f7c1a9b6d10",
        "run_id": "2b7e1d90-3c64-4e6f-8f55-8d0a6b1c9e72",
        "robot_name": "Laptop prices",
        "status": "success",
        "started_at": "11/23/2026, 10:09:52 PM",
        "finished_at": "11/23/2026, 10:10:16 PM",
        "extracted_data": {
          "captured_texts": {
            "Product Name": "MacBook Air 13-inch M4",
            "Price": "$1,099.00"
          },
          "captured_lists": {
            "Products": [
              {
                "Rank": "1",
                "Product": "MacBook Air M4",
                "Units Sold": "2,847"
              }
            ]
          },
          "crawl_data": {},
          "search_data": {},
          "captured_texts_count": 2,
          "captured_lists_count": 1,
          "screenshots_count": 0
        },
        "metadata": {
          "browser_id": "8c3b6f1d-2e47-4b9a-a1f0-7d5c4e3b2a19",
          "user_id": "1"
        }
      }
    }
  },
  "scrape-run-ui": {
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.13.2"
    },
    "payload": {
      "event_type": "run_completed",
      "timestamp": "2026-11-23T22:31:08.990Z",
      "webhook_id": "7c0c5a0e-6a55-4f0b-9a39-3c1d61c3a6a1",
      "data": {
        "robotId": "c2d4e6f8-0a1b-4c3d-9e5f-7a8b9c0d1e2f",
        "runId": "5e0f7a13-9b2c-4d8e-a6c4-1b3f9e8d7c60",
        "robotName": "Example docs",
        "status": "success",
        "finishedAt": "11/23/2026, 10:31:08 PM",
        "markdown": "# Example Domain\n\nThis domain is for use in illustrative examples.\n",
        "links": [
          "https://www.iana.org/domains/example"
        ]
      }
    }
  },
  "scrape-run": {
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.13.2"
    },
    "payload": {
      "event_type": "run_completed",
      "timestamp": "2026-11-23T23:00:12.345Z",
      "webhook_id": "7c0c5a0e-6a55-4f0b-9a39-3c1d61c3a6a1",
      "data": {
        "robot_id": "c2d4e6f8-0a1b-4c3d-9e5f-7a8b9c0d1e2f",
        "run_id": "0c9b8a7d-6e5f-4a3b-9c1d-2e3f4a5b6c7d",
        "robot_name": "Example docs",
        "status": "success",
        "started_at": "11/23/2026, 11:00:01 PM",
        "finished_at": "11/23/2026, 11:00:12 PM",
        "markdown": "# Example Domain\n\nThis domain is for use in illustrative examples.\n",
        "html": "<!doctype html><html><head><title>Example Domain</title></head><body><h1>Example Domain</h1></body></html>",
        "summary": "A placeholder page for illustrative examples.",
        "screenshot_visible": "http://localhost:9000/maxun-run-screenshots/0c9b8a7d/screenshot-visible.png",
        "screenshot_fullpage": "http://localhost:9000/maxun-run-screenshots/0c9b8a7d/screenshot-fullpage.png",
        "metadata": {
          "browser_id": "3d2c1b0a-9f8e-4d7c-8b6a-5f4e3d2c1b0a",
          "user_id": 1
        }
      }
    }
  },
  "document-run": {
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.13.2"
    },
    "payload": {
      "event_type": "run_completed",
      "timestamp": "2026-11-23T20:15:30.100Z",
      "webhook_id": "7c0c5a0e-6a55-4f0b-9a39-3c1d61c3a6a1",
      "data": {
        "robot_id": "e1d2c3b4-a596-4877-8695-a4b3c2d1e0f9",
        "run_id": "f0e1d2c3-b4a5-4968-8776-655443322110",
        "robot_name": "Invoices",
        "status": "success",
        "finished_at": "11/23/2026, 8:15:30 PM"
      }
    }
  },
  "failed-run": {
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.13.2"
    },
    "payload": {
      "event_type": "run_failed",
      "timestamp": "2026-11-23T19:42:51.777Z",
      "webhook_id": "7c0c5a0e-6a55-4f0b-9a39-3c1d61c3a6a1",
      "data": {
        "robot_id": "4f1f2f0e-1c39-4d5e-8e0b-2f7c1a9b6d10",
        "run_id": "6a5b4c3d-2e1f-4a0b-8c9d-7e6f5a4b3c2d",
        "robot_name": "Laptop prices",
        "status": "failed",
        "started_at": "11/23/2026, 7:42:20 PM",
        "finished_at": "11/23/2026, 7:42:51 PM",
        "error": {
          "message": "page.waitForSelector: Timeout 30000ms exceeded.",
          "stack": "TimeoutError: page.waitForSelector: Timeout 30000ms exceeded.\n    at Interpreter.runLoop (/app/maxun-core/src/interpret.ts:1204:27)",
          "type": "TimeoutError"
        },
        "metadata": {
          "browser_id": "1f8b2a44-5f3e-4a0c-9d0d-0f6f1e5d7c22",
          "user_id": 1
        },
        "partial_data_extracted": false,
        "extracted_data": null
      }
    }
  },
  "failed-scrape-api": {
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.13.2"
    },
    "payload": {
      "event_type": "run_failed",
      "timestamp": "2026-11-23T18:05:09.250Z",
      "webhook_id": "7c0c5a0e-6a55-4f0b-9a39-3c1d61c3a6a1",
      "data": {
        "robot_id": "c2d4e6f8-0a1b-4c3d-9e5f-7a8b9c0d1e2f",
        "run_id": "1a2b3c4d-5e6f-4708-9a1b-2c3d4e5f6071",
        "robot_name": "Example docs",
        "status": "failed",
        "finished_at": "11/23/2026, 6:05:09 PM",
        "error": {
          "message": "Failed to convert the page to Markdown: navigation timed out",
          "type": "ConversionError"
        }
      }
    }
  },
  "legacy-2025": {
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.11.0"
    },
    "payload": {
      "event_type": "run_completed",
      "timestamp": "2025-08-14T09:30:44.020Z",
      "webhook_id": "7c0c5a0e-6a55-4f0b-9a39-3c1d61c3a6a1",
      "data": {
        "robot_id": "4f1f2f0e-1c39-4d5e-8e0b-2f7c1a9b6d10",
        "run_id": "77665544-3322-4110-8fee-ddccbbaa9988",
        "robot_name": "Laptop prices",
        "status": "success",
        "started_at": "8/14/2025, 9:30:12 AM",
        "finished_at": "8/14/2025, 9:30:44 AM",
        "extracted_data": {
          "captured_texts": [
            {
              "Product Name": "MacBook Pro 16-inch M3 Max",
              "Price": "$3,999.00"
            }
          ],
          "captured_lists": {
            "list_0": [
              {
                "Customer": "Sarah M.",
                "Rating": "5 stars"
              }
            ]
          },
          "total_rows": 2,
          "captured_texts_count": 2,
          "captured_lists_count": 1,
          "screenshots_count": 0
        },
        "metadata": {
          "browser_id": "d27ace57-75cb-441c-8589-8ba34e52f7d1",
          "user_id": 108
        }
      }
    }
  },
  "webhook-test": {
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.13.2"
    },
    "payload": {
      "event_type": "webhook_test",
      "timestamp": "2026-11-23T12:00:00.000Z",
      "webhook_id": "7c0c5a0e-6a55-4f0b-9a39-3c1d61c3a6a1",
      "data": {
        "robot_id": "4f1f2f0e-1c39-4d5e-8e0b-2f7c1a9b6d10",
        "run_id": "110c4dae-c39b-4b30-a932-eff1022e4bb0",
        "robot_name": "Laptop prices",
        "status": "test",
        "started_at": "2026-11-23T11:59:15.000Z",
        "finished_at": "2026-11-23T12:00:00.000Z",
        "extracted_data": {
          "captured_texts": [
            {
              "Product Name": "MacBook Pro 16-inch M3 Max",
              "Price": "$3,999.00"
            }
          ],
          "captured_lists": {
            "list_0": [
              {
                "Customer": "Sarah M.",
                "Rating": "5 stars"
              }
            ]
          },
          "total_rows": 5,
          "captured_texts_count": 3,
          "captured_lists_count": 2,
          "screenshots_count": 5
        },
        "metadata": {
          "test_mode": true,
          "browser_id": "d27ace57-75cb-441c-8589-8ba34e52f7d1",
          "user_id": 1
        }
      }
    }
  }
};
