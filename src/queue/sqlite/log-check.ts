/**
 * Finds out whether the write-ahead log of a killed owner has lost commits. SQLite takes the first damaged frame for
 * the end of the log, as after a crash during a commit, and silently ignores the frames after it. But its index of the log,
 * the file `…-shm`, is written after the log, and contains how many frames were committed.
 *
 * @module queue/sqlite/log-check
 * @see https://www.sqlite.org/fileformat2.html#walformat
 * @see https://www.sqlite.org/walformat.html#the_wal_index_file_format
 */
import { closeSync, openSync, readSync } from 'node:fs';

/** Sizes in bytes: "WAL Header Format", "WAL Frame Header Format". */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** The magic number of a log whose checksums read words in little-endian order; big-endian ones have one more. */
const MAGIC = 0x377f0682;
/** What a checksum covers: in the header all fields before it; in a frame the first fields of its header, and the page. */
const SUMMED_HEADER_BYTES = 24;
const SUMMED_FRAME_BYTES = 8;

/** The index's header, in the machine's byte order: "The WAL-Index Header". */
const INDEX = { bytes: 48, version: 3_007_000, frames: 16, salt: 32, sum: 40 } as const;

type Sum = readonly [number, number];

/** The header of a log. */
interface Log {
  readonly file: number;
  readonly littleEndian: boolean;
  readonly pageBytes: number;
  /** The salt, which distinguishes its frames from those of an earlier log in the same file. */
  readonly salt: Buffer;
  readonly sum: Sum;
}

/**
 * @param path of a database that is not open
 * @returns `true` if commits are certainly lost; `false` if not, or if the index is missing or belongs to another log
 */
export function hasLostCommits(path: string): boolean {
  const file = open(`${path}-wal`);
  if (file === undefined) return false;
  try {
    const header = read(file, 0, HEADER_BYTES);
    // A new log may be blank after a power cut: its first commit was never acknowledged.
    if (header.length < HEADER_BYTES || header.every((byte) => byte === 0)) return false;
    const log = logOf(file, header);
    if (log === undefined) return true;
    return !hasWhole(log, committedFrames(`${path}-shm`, log.salt));
  } finally {
    closeSync(file);
  }
}

/** @returns `undefined` if the header is damaged */
function logOf(file: number, header: Buffer): Log | undefined {
  const littleEndian = header.readUInt32BE(0) === MAGIC;
  const sum = add(header.subarray(0, SUMMED_HEADER_BYTES), [0, 0], littleEndian);
  if (!isAt(header, SUMMED_HEADER_BYTES, sum)) return undefined;
  return { file, littleEndian, pageBytes: header.readUInt32BE(8), salt: header.subarray(16, 24), sum };
}

/** How many frames of this log are committed according to the index; 0 if it belongs to another log. */
function committedFrames(path: string, salt: Buffer): number {
  const file = open(path);
  if (file === undefined) return 0;
  try {
    const index = read(file, 0, INDEX.bytes);
    if (index.length < INDEX.bytes || index.readUInt32LE(0) !== INDEX.version) return 0;
    const [first, second] = add(index.subarray(0, INDEX.sum), [0, 0], true);
    const isWhole = index.readUInt32LE(INDEX.sum) === first && index.readUInt32LE(INDEX.sum + 4) === second;
    const isOfThis = index.subarray(INDEX.salt, INDEX.salt + salt.length).equals(salt);
    return isWhole && isOfThis ? index.readUInt32LE(INDEX.frames) : 0;
  } finally {
    closeSync(file);
  }
}

/** Whether the first `count` frames are undamaged: each checksum continues that of the previous frame. */
function hasWhole({ file, littleEndian, pageBytes, salt, sum }: Log, count: number): boolean {
  const frameBytes = FRAME_HEADER_BYTES + pageBytes;
  let running = sum;
  for (let n = 0; n < count; n += 1) {
    const frame = read(file, HEADER_BYTES + n * frameBytes, frameBytes);
    if (frame.length < frameBytes || !frame.subarray(8, 16).equals(salt)) return false;
    running = add(frame.subarray(0, SUMMED_FRAME_BYTES), running, littleEndian);
    running = add(frame.subarray(FRAME_HEADER_BYTES), running, littleEndian);
    if (!isAt(frame, 16, running)) return false;
  }
  return true;
}

/** "Checksum Algorithm". */
function add(bytes: Buffer, sum: Sum, littleEndian: boolean): Sum {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [first, second] = sum;
  for (let at = 0; at < bytes.length; at += 8) {
    first = (first + view.getUint32(at, littleEndian) + second) >>> 0;
    second = (second + view.getUint32(at + 4, littleEndian) + first) >>> 0;
  }
  return [first, second];
}

function isAt(bytes: Buffer, at: number, [first, second]: Sum): boolean {
  return bytes.readUInt32BE(at) === first && bytes.readUInt32BE(at + 4) === second;
}

function open(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch {
    return undefined;
  }
}

function read(file: number, at: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  return bytes.subarray(0, readSync(file, bytes, 0, size, at));
}
