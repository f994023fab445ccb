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
    "releases": "v0.0.31 to v0.0.43",
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.11.0"
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
                "Price": "$1,099.00",
                "Product Name": "MacBook Air 13-inch M4"
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
          "crawl_data": {},
          "search_data": {},
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
  "scrape-run-ui": {
    "releases": "v0.0.42 to v0.0.43",
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.11.0"
    },
    "payload": {
      "event_type": "run_completed",
      "timestamp": "2026-11-23T22:31:08.990Z",
      "webhook_id": "7c0c5a0e-6a55-4f0b-9a39-3c1d61c3a6a1",
      "data": {
        "runId": "5e0f7a13-9b2c-4d8e-a6c4-1b3f9e8d7c60",
        "robotId": "c2d4e6f8-0a1b-4c3d-9e5f-7a8b9c0d1e2f",
        "robotName": "Example docs",
        "status": "success",
        "finishedAt": "11/23/2026, 10:31:08 PM",
        "markdown": "# Example Domain\n\nThis domain is for use in illustrative examples.\n",
        "links": [
          {
            "url": "https://www.iana.org/domains/example"
          }
        ],
        "summary": "A placeholder page for illustrative examples."
      }
    }
  },
  "scrape-run": {
    "releases": "v0.0.28 to v0.0.43",
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.11.0"
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
        "metadata": {
          "browser_id": "3d2c1b0a-9f8e-4d7c-8b6a-5f4e3d2c1b0a",
          "user_id": 1
        },
        "markdown": "# Example Domain\n\nThis domain is for use in illustrative examples.\n",
        "html": "<!doctype html><html><head><title>Example Domain</title></head><body><h1>Example Domain</h1></body></html>",
        "summary": "A placeholder page for illustrative examples.",
        "screenshot_visible": "http://localhost:9000/maxun-run-screenshots/0c9b8a7d/screenshot-visible.png",
        "screenshot_fullpage": "http://localhost:9000/maxun-run-screenshots/0c9b8a7d/screenshot-fullpage.png"
      }
    }
  },
  "document-run": {
    "releases": "v0.0.40 to v0.0.43",
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.11.0"
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
    "releases": "v0.0.15 to v0.0.43",
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.11.0"
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
          "type": "ExecutionError"
        },
        "partial_data_extracted": false,
        "extracted_data": null,
        "metadata": {
          "browser_id": "1f8b2a44-5f3e-4a0c-9d0d-0f6f1e5d7c22",
          "user_id": 1
        }
      }
    }
  },
  "failed-scrape-api": {
    "releases": "v0.0.28 to v0.0.43",
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.11.0"
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
          "message": "The robot has no URL.",
          "type": "ConversionError"
        }
      }
    }
  },
  "legacy-2025": {
    "releases": "v0.0.16 to v0.0.22",
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
              "Price": "$3,999.00",
              "Product Name": "MacBook Pro 16-inch M3 Max"
            }
          ],
          "captured_lists": {
            "list_1": [
              {
                "Rating": "5 stars",
                "Customer": "Sarah M."
              }
            ]
          },
          "total_rows": 2,
          "captured_texts_count": 2,
          "captured_lists_count": 1,
          "screenshots_count": 0,
          "total_data_points_extracted": 4
        },
        "metadata": {
          "browser_id": "d27ace57-75cb-441c-8589-8ba34e52f7d1",
          "user_id": 108
        }
      }
    }
  },
  "webhook-test": {
    "releases": "v0.0.15 to v0.0.43",
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.11.0"
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
              "Price": "$3,999.00",
              "Rating": "4.8/5 stars",
              "Availability": "In Stock - Ships within 2-3 business days",
              "SKU": "MBPM3-16-1TB-SLV",
              "Description": "The most powerful MacBook Pro ever is here. With the blazing-fast M3 Max chip, pro-level performance has never been more portable."
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
              },
              {
                "Rank": "2",
                "Product": "iPhone 15",
                "Category": "Smartphones",
                "Units Sold": "1,923",
                "Revenue": "$1,923,000"
              },
              {
                "Rank": "3",
                "Product": "iPad Pro 12.9",
                "Category": "Tablets",
                "Units Sold": "1,456",
                "Revenue": "$1,456,000"
              }
            ],
            "list_0": [
              {
                "Customer": "Sarah M.",
                "Rating": "5 stars",
                "Review": "Absolutely love my new MacBook! The battery life is incredible and the performance is outstanding.",
                "Date": "2024-12-15",
                "Verified Purchase": "Yes"
              },
              {
                "Customer": "John D.",
                "Rating": "4 stars",
                "Review": "Great phone overall, but wish the battery lasted a bit longer with heavy usage.",
                "Date": "2024-12-14",
                "Verified Purchase": "Yes"
              },
              {
                "Customer": "Emily R.",
                "Rating": "5 stars",
                "Review": "The camera quality is phenomenal! Perfect for my photography business.",
                "Date": "2024-12-13",
                "Verified Purchase": "Yes"
              }
            ]
          },
          "total_rows": 11,
          "captured_texts_count": 5,
          "captured_lists_count": 6,
          "screenshots_count": 5
        },
        "metadata": {
          "test_mode": true,
          "browser_id": "d27ace57-75cb-441c-8589-8ba34e52f7d1",
          "user_id": 108
        }
      }
    }
  }
};

export const variantExamples = {
  "extract-run-api": {
    "shape": "extract-run",
    "releases": "v0.0.27 to v0.0.43",
    "summary": "A run through the REST API or an SDK. Its results are always empty, and have to be fetched by the id of the run.",
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.11.0"
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
          "captured_texts": {},
          "captured_lists": {},
          "crawl_data": {},
          "search_data": {},
          "captured_texts_count": 0,
          "captured_lists_count": 0,
          "screenshots_count": 0
        },
        "metadata": {
          "browser_id": "8c3b6f1d-2e47-4b9a-a1f0-7d5c4e3b2a19",
          "user_id": "1"
        }
      }
    }
  },
  "crawl-run": {
    "shape": "extract-run",
    "releases": "v0.0.31 to v0.0.43",
    "summary": "A run of a crawl robot.",
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.11.0"
    },
    "payload": {
      "event_type": "run_completed",
      "timestamp": "2026-11-23T22:40:03.118Z",
      "webhook_id": "7c0c5a0e-6a55-4f0b-9a39-3c1d61c3a6a1",
      "data": {
        "robot_id": "c2d4e6f8-0a1b-4c3d-9e5f-7a8b9c0d1e2f",
        "run_id": "3f5c7a91-6d2e-4b80-9c14-8a7b6c5d4e3f",
        "robot_name": "Example site",
        "status": "success",
        "started_at": "11/23/2026, 10:39:40 PM",
        "finished_at": "11/23/2026, 10:40:03 PM",
        "extracted_data": {
          "captured_texts": {},
          "captured_lists": {},
          "crawl_data": {
            "Crawl 1": [
              {
                "url": "https://example.com/",
                "title": "Example Domain",
                "text": "This domain is for use in illustrative examples."
              }
            ]
          },
          "search_data": {},
          "captured_texts_count": 0,
          "captured_lists_count": 0,
          "screenshots_count": 0
        },
        "metadata": {
          "browser_id": "1f8b2a44-5f3e-4a0c-9d0d-0f6f1e5d7c22",
          "user_id": 1
        }
      }
    }
  },
  "search-run": {
    "shape": "extract-run",
    "releases": "v0.0.31 to v0.0.43",
    "summary": "A run of a search robot.",
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.11.0"
    },
    "payload": {
      "event_type": "run_completed",
      "timestamp": "2026-11-23T22:45:19.640Z",
      "webhook_id": "7c0c5a0e-6a55-4f0b-9a39-3c1d61c3a6a1",
      "data": {
        "robot_id": "c2d4e6f8-0a1b-4c3d-9e5f-7a8b9c0d1e2f",
        "run_id": "4a6d8b02-7e3f-4c91-8d25-9b8c7d6e5f40",
        "robot_name": "Example search",
        "status": "success",
        "started_at": "11/23/2026, 10:45:02 PM",
        "finished_at": "11/23/2026, 10:45:19 PM",
        "extracted_data": {
          "captured_texts": {},
          "captured_lists": {},
          "crawl_data": {},
          "search_data": {
            "Search 1": [
              {
                "url": "https://example.com/",
                "title": "Example Domain",
                "position": 1
              }
            ]
          },
          "captured_texts_count": 0,
          "captured_lists_count": 0,
          "screenshots_count": 0
        },
        "metadata": {
          "browser_id": "1f8b2a44-5f3e-4a0c-9d0d-0f6f1e5d7c22",
          "user_id": 1
        }
      }
    }
  },
  "extract-run-v0.0.25": {
    "shape": "extract-run",
    "releases": "v0.0.25 to v0.0.30",
    "summary": "A run from the UI or a schedule, before there were crawl and search robots.",
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.11.0"
    },
    "payload": {
      "event_type": "run_completed",
      "timestamp": "2025-11-12T21:56:05.412Z",
      "webhook_id": "7c0c5a0e-6a55-4f0b-9a39-3c1d61c3a6a1",
      "data": {
        "robot_id": "4f1f2f0e-1c39-4d5e-8e0b-2f7c1a9b6d10",
        "run_id": "5b7e9c13-8f40-4da2-9e36-0c9d8e7f6051",
        "robot_name": "Laptop prices",
        "status": "success",
        "started_at": "11/12/2025, 9:55:41 PM",
        "finished_at": "11/12/2025, 9:56:05 PM",
        "extracted_data": {
          "captured_texts": {
            "Headline": [
              {
                "Price": "$1,099.00",
                "Product Name": "MacBook Air 13-inch M4"
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
  "scrape-run-ui-v0.0.40": {
    "shape": "scrape-run-ui",
    "releases": "v0.0.40 to v0.0.41",
    "summary": "A page scraped from the UI. The content is missing.",
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.11.0"
    },
    "payload": {
      "event_type": "run_completed",
      "timestamp": "2026-05-20T22:31:08.990Z",
      "webhook_id": "7c0c5a0e-6a55-4f0b-9a39-3c1d61c3a6a1",
      "data": {
        "runId": "6f1a8b24-0c3d-4e9f-b7d5-2c4a0f9e8d71",
        "robotId": "c2d4e6f8-0a1b-4c3d-9e5f-7a8b9c0d1e2f",
        "robotName": "Example docs",
        "status": "success",
        "finishedAt": "5/20/2026, 10:31:08 PM"
      }
    }
  },
  "scrape-run-ui-v0.0.29": {
    "shape": "scrape-run-ui",
    "releases": "v0.0.29 to v0.0.39",
    "summary": "A page scraped as Markdown and HTML, with both screenshots.",
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.11.0"
    },
    "payload": {
      "event_type": "run_completed",
      "timestamp": "2026-02-10T22:31:08.990Z",
      "webhook_id": "7c0c5a0e-6a55-4f0b-9a39-3c1d61c3a6a1",
      "data": {
        "runId": "7a2b9c35-1d4e-4fa0-88e6-3d5b1a0f9e82",
        "robotId": "c2d4e6f8-0a1b-4c3d-9e5f-7a8b9c0d1e2f",
        "robotName": "Example docs",
        "status": "success",
        "finishedAt": "2/10/2026, 10:31:08 PM",
        "markdown": "# Example Domain\n\nThis domain is for use in illustrative examples.\n",
        "html": "<!doctype html><html><body><h1>Example Domain</h1></body></html>",
        "screenshot_visible": "http://localhost:9000/maxun-run-screenshots/7a2b9c35/screenshot-visible.png",
        "screenshot_fullpage": "http://localhost:9000/maxun-run-screenshots/7a2b9c35/screenshot-fullpage.png"
      }
    }
  },
  "failed-run-v0.0.16": {
    "shape": "failed-run",
    "releases": "v0.0.16 to v0.0.22",
    "summary": "A run that failed half-way, with what it had extracted.",
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.11.0"
    },
    "payload": {
      "event_type": "run_failed",
      "timestamp": "2025-08-14T09:31:10.404Z",
      "webhook_id": "7c0c5a0e-6a55-4f0b-9a39-3c1d61c3a6a1",
      "data": {
        "robot_id": "4f1f2f0e-1c39-4d5e-8e0b-2f7c1a9b6d10",
        "run_id": "7b6c5d4e-3f2a-4b1c-9dae-8f7a6b5c4d3e",
        "robot_name": "Laptop prices",
        "status": "failed",
        "started_at": "8/14/2025, 9:30:12 AM",
        "finished_at": "8/14/2025, 9:31:10 AM",
        "error": {
          "message": "page.waitForSelector: Timeout 30000ms exceeded.",
          "stack": "TimeoutError: page.waitForSelector: Timeout 30000ms exceeded.\n    at Interpreter.runLoop (/app/maxun-core/src/interpret.ts:1204:27)",
          "type": "ExecutionError"
        },
        "partial_data_extracted": true,
        "extracted_data": {
          "captured_texts": [
            {
              "Price": "$3,999.00",
              "Product Name": "MacBook Pro 16-inch M3 Max"
            }
          ],
          "captured_lists": [
            [
              {
                "Rating": "5 stars",
                "Customer": "Sarah M."
              }
            ]
          ],
          "total_data_points_extracted": 4,
          "captured_texts_count": 1,
          "captured_lists_count": 1,
          "screenshots_count": 0
        },
        "metadata": {
          "browser_id": "1f8b2a44-5f3e-4a0c-9d0d-0f6f1e5d7c22",
          "user_id": 108
        }
      }
    }
  },
  "legacy-2025-v0.0.15": {
    "shape": "legacy-2025",
    "releases": "v0.0.15",
    "summary": "A run of a server of June 2025, whose lists are counted from 0.",
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/0.26.1"
    },
    "payload": {
      "event_type": "run_completed",
      "timestamp": "2025-06-12T09:30:44.020Z",
      "webhook_id": "7c0c5a0e-6a55-4f0b-9a39-3c1d61c3a6a1",
      "data": {
        "robot_id": "4f1f2f0e-1c39-4d5e-8e0b-2f7c1a9b6d10",
        "run_id": "88776655-4433-4221-9fff-eeddccbbaa99",
        "robot_name": "Laptop prices",
        "status": "success",
        "started_at": "6/12/2025, 9:30:12 AM",
        "finished_at": "6/12/2025, 9:30:44 AM",
        "extracted_data": {
          "captured_texts": [
            {
              "Price": "$3,999.00",
              "Product Name": "MacBook Pro 16-inch M3 Max"
            }
          ],
          "captured_lists": {
            "list_0": [
              {
                "Rating": "5 stars",
                "Customer": "Sarah M."
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
  "legacy-2025-v0.0.23": {
    "shape": "legacy-2025",
    "releases": "v0.0.23 to v0.0.24",
    "summary": "A run of a server of September 2025, whose lists are an array with holes.",
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.11.0"
    },
    "payload": {
      "event_type": "run_completed",
      "timestamp": "2025-09-30T09:30:44.020Z",
      "webhook_id": "7c0c5a0e-6a55-4f0b-9a39-3c1d61c3a6a1",
      "data": {
        "robot_id": "4f1f2f0e-1c39-4d5e-8e0b-2f7c1a9b6d10",
        "run_id": "99887766-5544-4332-8aaa-ffeeddccbbaa",
        "robot_name": "Laptop prices",
        "status": "success",
        "started_at": "9/30/2025, 9:30:12 AM",
        "finished_at": "9/30/2025, 9:30:44 AM",
        "extracted_data": {
          "captured_texts": [
            {
              "Price": "$3,999.00",
              "Product Name": "MacBook Pro 16-inch M3 Max"
            }
          ],
          "captured_lists": [
            null,
            [
              {
                "Rating": "5 stars",
                "Customer": "Sarah M."
              }
            ]
          ],
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
  }
};

export const otherExamples = {
  "cloud-n8n": {
    "releases": "Maxun Cloud",
    "headers": {
      "content-type": "application/json",
      "user-agent": "axios/1.11.0"
    },
    "payload": {
      "robot_id": "4f1f2f0e-1c39-4d5e-8e0b-2f7c1a9b6d10",
      "run_id": "0a1b2c3d-4e5f-4607-8192-a3b4c5d6e7f8",
      "robot_name": "Laptop prices",
      "timestamp": "2026-11-23T21:56:05.412Z",
      "data": [
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
      ],
      "metadata": {
        "total_records": 2,
        "data_types": [
          "list"
        ]
      }
    }
  }
};
