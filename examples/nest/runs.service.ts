import { Injectable } from '@nestjs/common';
import type { Run } from 'maxun-webhooks';

/** Stands for what your app does with a run. */
@Injectable()
export class RunsService {
  complete(run: Run): void {
    console.log({ completed: run.id, lists: Object.keys(run.lists) });
  }

  fail(run: Run): void {
    console.log({ failed: run.id, why: run.error?.message });
  }
}
