/**
 * Bytes in hexadecimal, sixteen to a line, as `hexdump -C` shows them.
 *
 * @module mock-server/inspector/delivery/hex-dump
 */

const PER_LINE = 16;

/**
 * Bytes in hexadecimal, with what of them is ASCII beside.
 *
 * @param bytes any bytes
 */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; start += PER_LINE) {
    const line = [...bytes.subarray(start, start + PER_LINE)];
    const hex = line.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = line
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCodePoint(byte) : '.'))
      .join('');
    lines.push(`${start.toString(16).padStart(8, '0')}  ${hex.padEnd(PER_LINE * 3)} ${text}`);
  }
  return lines.join('\n');
}
