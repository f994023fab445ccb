/** Express 4, installed beside Express 5 under a name of its own, which has no types. */
declare module 'express4' {
  export { default } from 'express';
}
