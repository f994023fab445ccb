/**
 * What is shown on the right, kept in the address, so that the back button, a reload and a copied link work.
 *
 * @module mock-server/inspector/state/route
 */
import { type Signal, signal } from '@preact/signals';

/** The tabs of a delivery, in their order. */
export const TABS =
  // prettier-ignore
  ['verdict', 'run', 'body', 'diff', 'headers', 'signature', 'raw', 'attempts', 'replay', 'copy'] as const;

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

/** What is shown on the right. */
export type Route =
  | { readonly kind: 'none' }
  | { readonly kind: 'delivery'; readonly id: string; readonly tab: Tab }
  | { readonly kind: 'case'; readonly id: string; readonly tab: CaseTab }
  | { readonly kind: 'panel'; readonly panel: Panel };

/** What is shown on the right. */
export const route: Signal<Route> = signal(parseRoute(globalThis.location?.hash ?? ''));

/** JSON pointer to the place in the body that another tab asked for; absent where none did. */
export const bodyTarget: Signal<string | undefined> = signal(undefined);

/**
 * Reads the address.
 *
 * @param hash its part from `#` on
 */
function parseRoute(hash: string): Route {
  const [first = '', second = '', third = ''] = hash.replace(/^#\/?/, '').split('/');
  if (first === 'd' && /^\d+$/.test(second)) {
    return { kind: 'delivery', id: second, tab: TABS.find((tab) => tab === third) ?? 'verdict' };
  }
  if (first === 'probe' && /^[\w-]+$/.test(second)) {
    return { kind: 'case', id: second, tab: CASE_TABS.find((tab) => tab === third) ?? 'case' };
  }
  const panel = PANELS.find((panel) => panel === first);
  return panel ? { kind: 'panel', panel } : { kind: 'none' };
}

/** The address of something to show. */
export function hashOf(target: Route): string {
  if (target.kind === 'delivery') return `#/d/${target.id}/${target.tab}`;
  if (target.kind === 'case') return `#/probe/${target.id}/${target.tab}`;
  return target.kind === 'panel' ? `#/${target.panel}` : '#/';
}

/**
 * Shows something. Going from one delivery to another replaces the entry of the history, so that the back button leads
 * to the list.
 */
export function navigate(target: Route): void {
  const method = route.value.kind === target.kind ? 'replaceState' : 'pushState';
  history[method](undefined, '', hashOf(target));
  route.value = target;
}

/** Shows a delivery, at the tab that is open unless another is given. */
export function openDelivery(id: string, tab?: Tab): void {
  const { value: now } = route;
  navigate({ kind: 'delivery', id, tab: tab ?? (now.kind === 'delivery' ? now.tab : 'verdict') });
}

/** Shows a case of the probe, at the tab that is open unless another is given. */
export function openCase(id: string, tab?: CaseTab): void {
  const { value: now } = route;
  navigate({ kind: 'case', id, tab: tab ?? (now.kind === 'case' ? now.tab : 'case') });
}

/** Shows a place in the body of the delivery, or of the case, that is open. */
export function showInBody(pointer: string): void {
  const { value: now } = route;
  bodyTarget.value = pointer;
  if (now.kind === 'delivery') openDelivery(now.id, 'body');
  if (now.kind === 'case') openCase(now.id, 'body');
}

/** Follows the back button and links inside the page. */
export function watchAddress(): void {
  const read = (): void => {
    route.value = parseRoute(location.hash);
  };
  addEventListener('popstate', read);
  addEventListener('hashchange', read);
}
