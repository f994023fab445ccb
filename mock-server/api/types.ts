/**
 * The types of the control API, for the page and for programs. They are generated: `api/description` is their source.
 *
 * @module mock-server/api/types
 */
export type * from '#generated/mock-api.js';
