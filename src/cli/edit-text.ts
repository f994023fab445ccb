/**
 * Lets the user change a text in an editor.
 *
 * @module cli/edit-text
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Opens `$VISUAL`, or `$EDITOR`, on a file with the text, and waits until it is closed.
 *
 * @param text what to start from
 * @param name the file's name, whose ending tells the editor what it is
 * @returns what the file held in the end
 * @throws {RangeError} if the editor cannot be started, or reports a failure
 */
export async function editText(text: string, name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'maxun-webhooks-'));
  try {
    const file = join(folder, name);
    await writeFile(file, text, { mode: 0o600 });
    await openEditor(file);
    return await readFile(file, 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function openEditor(file: string): Promise<void> {
  const fallback = process.platform === 'win32' ? 'notepad' : 'vi';
  const editor = process.env['VISUAL'] || process.env['EDITOR'] || fallback;
  // The variable is a command line (`code --wait`), so it is for the shell to read, as git does it.
  const child = spawn(`${editor} "${file}"`, { shell: true, stdio: 'inherit' });
  const [code] = await once(child, 'close');
  if (code !== 0)
    throw new RangeError(`The editor '${editor}' failed: set EDITOR to one that can be started.`);
}
