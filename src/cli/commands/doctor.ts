/**
 * `maxun-webhooks doctor`: says what will go wrong with webhook settings.
 *
 * @module cli/commands/doctor
 */
import { askUrls, type Diagnosis, diagnose, type Finding, type Severity } from '../../doctor/index.ts';
import { maxunApi } from '../../maxun-api/index.ts';
import { readDocuments } from '../documents.ts';
import { throwAsMisuse } from '../input.ts';
import { type Colour, countOf, paint, safe, safeJson } from '../terminal.ts';

/** The options of the command, as the command line gives them. */
export interface DoctorCommandOptions {
  readonly handlerSeconds?: number;
  readonly release?: string;
  readonly maxun?: string;
  readonly online: boolean;
  readonly allow: readonly string[];
  readonly yes: boolean;
  readonly json: boolean;
}

const COLOURS: Readonly<Record<Severity, Colour>> = { error: 'red', warning: 'yellow', note: 'dim' };

/**
 * Diagnoses the settings in a file or of a Maxun server, and prints what it finds.
 *
 * @param file path of a file, or `-` for standard input; `undefined` with `--maxun`
 * @param options what is known of the handler and the server, and the form of the output
 * @returns the exit code: 0 without errors, 1 with errors, 2 for misuse
 */
export async function doctorCommand(
  file: string | undefined,
  options: DoctorCommandOptions,
): Promise<number> {
  const diagnosis = await diagnoseSettings(await settingsOf(file, options), options);
  console.log(options.json ? safeJson(diagnosis) : describeDiagnosis(diagnosis));
  return diagnosis.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

async function settingsOf(file: string | undefined, { maxun }: DoctorCommandOptions): Promise<unknown> {
  if (maxun === undefined) return readSettingsFile(file ?? '-');
  if (file !== undefined) throw new TypeError('Give a file or --maxun, not both.');
  return maxunApi({ baseUrl: maxun }).storedRobots().catch(throwAsMisuse);
}

async function diagnoseSettings(value: unknown, options: DoctorCommandOptions): Promise<Diagnosis> {
  // Before anything is sent, so that settings and options that cannot be used are refused first.
  const offline = diagnose(value, options);
  if (!options.online) return offline;
  const { allow, yes: allowPublic } = options;
  return diagnose(value, { ...options, answers: await askUrls(value, { probe: true, allow, allowPublic }) });
}

async function readSettingsFile(file: string): Promise<unknown> {
  const documents = await readDocuments(file);
  const [document] = documents;
  if (documents.length === 1 && document?.error === undefined) return document?.value;
  const problem = document?.error ?? `it has ${documents.length} documents of JSON, one per line`;
  const line = document?.error === undefined ? '' : ` (line ${document.line})`;
  throw new TypeError(`The settings cannot be read${line}: ${problem}. Expected one JSON document.`);
}

function describeDiagnosis({ webhooks, findings }: Diagnosis): string {
  const found = findings.length === 0 ? 'nothing found' : countOf(findings.length, 'finding');
  return [...findings.map(describeFinding), `${countOf(webhooks, 'webhook')}, ${found}`].join('\n');
}

function describeFinding({ id, severity, webhook, found, why, fix }: Finding): string {
  const name = webhook.id === undefined ? '' : ` (${webhook.id})`;
  return [
    `${paint(COLOURS[severity], severity.padEnd(7))}  ${id}  ${safe(`${webhook.place || '/'}${name}`)}`,
    `  found  ${safe(found)}`,
    `  why    ${safe(why)}`,
    `  fix    ${safe(fix)}`,
    '',
  ].join('\n');
}
