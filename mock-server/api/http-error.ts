/** @module mock-server/api/http-error */

/** A refusal of the control API that has a status of its own. */
export class HttpError extends Error {
  readonly status: number;

  /** @param message what was found and what to do, for the user */
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
