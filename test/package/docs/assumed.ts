/**
 * What the documentation's code takes for granted: the reader's own things, and what an earlier block of the same page
 * has made.
 *
 * @module test/package/docs/assumed
 */
import type { Server } from 'node:http';
import type { Pool, PoolClient } from 'pg';
import type { Model, ModelStatic, Sequelize } from 'sequelize';
import type { Receiver, RunCompletedEvent } from 'maxun-webhooks';
import type { Endpoint, MaxunWebhook, memoryQueue, Sender } from 'maxun-webhooks/sender';

declare global {
  // The reader's own.
  const secret: string;
  const secrets: string[];
  const url: string;
  const id: string;
  const timestamp: number;
  const runId: string;
  const robotId: string;
  const body: string;
  const rawBody: Uint8Array;
  const headers: Record<string, string>;
  const request: Request;
  const payload: unknown;
  /** Maxun's webhook settings, read from a file. */
  const settings: unknown;
  const server: Server;
  const data: RunCompletedEvent['data'];
  /** Fits whatever contract a block sends it by. */
  const event: never;
  const endpoint: Endpoint;
  const endpoints: Endpoint[];
  const client: PoolClient;
  const pool: Pool;
  const sequelize: Sequelize;
  const Run: ModelStatic<Model>;
  /** As Maxun's own model types its fields. */
  const Robot: { findOne(query: object): Promise<{ get(field: 'webhooks'): MaxunWebhook[] | null } | null> };
  /** As Maxun's own server has it. */
  const updateWebhookLastCalled: (robotId: string, webhookId: string) => Promise<void>;
  const yourSender: { send(url: string, event: unknown): Promise<void> };
  const codeUnderTest: (options: { webhook: string }) => Promise<void>;
  const save: (id: string, lists: object) => Promise<void>;
  const notify: (robot: string | undefined, reason: string | undefined) => void;
  class OrdersModule {
    readonly name: string;
  }
  class OrdersService {
    save(run: object): Promise<void>;
  }

  // Made by an earlier block.
  const receiver: Receiver<'report'>;
  const sender: Sender;
  const queue: ReturnType<typeof memoryQueue>;
}
