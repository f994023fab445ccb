#!/usr/bin/env node
/**
 * The command line as a program of its own.
 *
 * @module cli/main
 */
import { runProgram } from './program.ts';

/** `… | head -1` closes the pipe: a command that listens to signals ends as on one, any other at once. */
function endWithPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  if (!process.emit('SIGTERM')) process.exit();
}

process.stdout.on('error', endWithPipe);
process.stderr.on('error', endWithPipe);
process.exitCode = await runProgram(process.argv.slice(2));
