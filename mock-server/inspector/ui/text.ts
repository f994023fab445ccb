/**
 * Numbers, times and bytes as people read them.
 *
 * @module mock-server/inspector/ui/text
 */

const WHOLE = new Intl.NumberFormat('en');
const KIBI = 1024;

/** A whole number with separators. */
export function formatCount(count: number): string {
  return WHOLE.format(count);
}

/** A count with its noun: `1 difference`, `12 differences`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${WHOLE.format(count)} ${count === 1 ? noun : plural}`;
}

/** A size in bytes, kB (1,024 bytes) or MB. */
export function formatBytes(bytes: number): string {
  if (bytes < KIBI) return `${bytes} B`;
  if (bytes < KIBI * KIBI) return `${(bytes / KIBI).toFixed(1)} kB`;
  return `${(bytes / KIBI / KIBI).toFixed(1)} MB`;
}

/** A duration in its natural unit: `3 ms`, `5.0 s`, `2 min 4 s`, `3 h 12 min`, `2 d 4 h`. */
export function formatDuration(ms: number): string {
  const size = Math.abs(ms);
  const sign = ms < 0 ? '−' : '';
  if (size < 1000) return `${sign}${Math.round(size)} ms`;
  if (size < 60_000) return `${sign}${(size / 1000).toFixed(1)} s`;
  const seconds = Math.round(size / 1000);
  if (seconds < 3600) return `${sign}${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return `${sign}${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${sign}${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`;
}

const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const DAY = new Intl.DateTimeFormat('sv', { dateStyle: 'short' });

/** The time of day in the reader's zone, with milliseconds. */
export function formatTime(iso: string): string {
  const date = new Date(iso);
  return `${TIME.format(date)}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** Day and time in the reader's zone: `2026-11-23 09:56:05.123`. */
export function formatDateTime(iso: string): string {
  return `${DAY.format(new Date(iso))} ${formatTime(iso)}`;
}

/** The beginning of an id, enough to tell it from others. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

/** A text for one line or a label, cut at 120 characters. */
export function cut(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
