/**
 * What is shown on the right, kept in the address, so that the back button, a reload and a copied link work.
 *
 * @module mock-server/inspector/state/route
 */
import { type Signal, signal } from '@preact/signals';

/** The tabs of a delivery, in their order. */
export const TABS = [
  'verdict',
  'run',
  'body',
  'diff',
  'headers',
  'signature',
  'raw',
  'attempts',
  'replay',
  'copy',
] as const;

/** A tab of a delivery. */
export type Tab = (typeof TABS)[number];

/** The tabs of a case of a probe, in their order. All but the first show its request and answer as those of a delivery. */
export const CASE_TABS = ['case', 'body', 'diff', 'headers', 'signature', 'raw', 'copy'] as const;

/** A tab of a case. */
export type CaseTab = (typeof CASE_TABS)[number];

/** The panels that are not about one delivery. */
export const PANELS = ['send', 'script', 'probe', 'docs'] as const;

/** A panel that is not about one delivery. */
export type Panel = (typeof PANELS)[number];

/** What is shown on the right: `#/d/12/body` is a delivery, `#/send` a panel, `#/probe/size-1mb/case` a case of the probe. */
export interface Route {
  /** `d` for a delivery, `list` where nothing is open. */
  readonly place: 'list' | 'd' | Panel;
  /** Of the delivery, or of the case. */
  readonly id?: string | undefined;
  readonly tab?: string | undefined;
  /** JSON pointer to the place in the body that another tab asked for; not in the address. */
  readonly pointer?: string;
}

/** What is shown on the right. */
export const route: Signal<Route> = signal(parseRoute(globalThis.location?.hash ?? ''));

/** The delivery that is open. */
export function openId(): string | undefined {
  return route.value.place === 'd' ? route.value.id : undefined;
}

/**
 * Reads the address.
 *
 * @param hash its part from `#` on
 */
function parseRoute(hash: string): Route {
  const [first, id = '', tab] = hash.replace(/^#\/?/, '').split('/');
  const hasId = /^[\w-]+$/.test(id);
  if (first === 'd' && hasId) return { place: 'd', id, tab };
  const place = PANELS.find((panel) => panel === first) ?? 'list';
  return place === 'probe' && hasId ? { place, id, tab } : { place };
}

/** The address of something to show. */
export function hashOf({ place, id, tab }: Route): string {
  return `#/${[place === 'list' ? '' : place, id, tab].filter(Boolean).join('/')}`;
}

/**
 * Shows something. Going from one delivery to another replaces the entry of the history, so that the back button leads
 * to the list; likewise for cases.
 */
export function navigate(target: Route): void {
  const { place, id } = route.value;
  const isSibling = place === target.place && id !== undefined && target.id !== undefined;
  history[isSibling ? 'replaceState' : 'pushState'](undefined, '', hashOf(target));
  route.value = target;
}

/** Shows a delivery, at the tab that is open unless another is given. */
export function openDelivery(id: string, tab?: Tab): void {
  const { value: now } = route;
  navigate({ place: 'd', id, tab: tab ?? (now.place === 'd' ? now.tab : undefined) });
}

/** Shows a case of the probe. */
export function openCase(id: string, tab: CaseTab = 'case'): void {
  navigate({ place: 'probe', id, tab });
}

/** Shows a place in the body of the delivery, or of the case, that is open. */
export function showInBody(pointer: string): void {
  navigate({ ...route.value, tab: 'body', pointer });
}

/** Follows the back button and links inside the page. */
export function watchAddress(): void {
  const read = (): void => {
    route.value = parseRoute(location.hash);
  };
  addEventListener('popstate', read);
  addEventListener('hashchange', read);
}
