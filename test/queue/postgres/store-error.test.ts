import { describe, expect, it } from 'vitest';
import { storeErrorOf } from '../../../src/postgres/store-error.ts';

const refusal = (code: string, message: string): Error => Object.assign(new Error(message), { code });

describe('what Postgres and the way to it report', () => {
  it.each([
    ['28P01', 'password authentication failed for user "maxun"'],
    ['3D000', 'database "maxum" does not exist'],
    ['53300', 'sorry, too many clients already'],
    ['25P02', 'current transaction is aborted'],
  ])('is told in the server’s own words where they name no value: %s', (code, message) => {
    expect(storeErrorOf(refusal(code, message), 'nothing was kept')).toMatchObject({
      code: 'ERR_WEBHOOK_STORE_UNAVAILABLE',
      message: `Postgres refused (SQLSTATE ${code}: ${message}); nothing was kept`,
    });
  });

  it.each([
    ['25006', 'default_transaction_read_only'],
    ['25P03', 'idle_in_transaction_session_timeout'],
    ['25P04', 'transaction_timeout'],
    ['55P03', 'lock_timeout'],
    ['57014', 'statement_timeout'],
    ['57P05', 'idle_session_timeout'],
  ])('says which setting of a session is in the way: %s', (code, setting) => {
    expect(storeErrorOf(refusal(code, 'refused'), 'nothing was kept').message).toContain(setting);
  });

  it('is told by its code alone where the words may hold what was to be stored', () => {
    const error = storeErrorOf(refusal('22P02', 'invalid input syntax: "canary"'), 'nothing was kept');
    expect(error.message).toBe('Postgres refused (SQLSTATE 22P02); nothing was kept');
  });

  it.each([
    [new Error('connect ECONNREFUSED 127.0.0.1:5432'), 'connect ECONNREFUSED 127.0.0.1:5432'],
    [
      new AggregateError([new Error('ECONNREFUSED ::1:5432'), new Error('ECONNREFUSED 127.0.0.1:5432')]),
      'ECONNREFUSED ::1:5432, ECONNREFUSED 127.0.0.1:5432',
    ],
  ])('names the address that did not answer: %s', (cause, found) => {
    const error = storeErrorOf(cause, 'nothing was kept');
    expect(error.message).toBe(`Postgres did not answer as it should (${found}); nothing was kept`);
  });
});
