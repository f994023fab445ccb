/**
 * `maxun-webhooks doctor`: says what will go wrong with webhook settings.
 *
 * @module cli/commands/doctor
 */
import { askUrls, type Diagnosis, diagnose, type Finding, type Severity } from '../../doctor/index.ts';
import { maxunApi } from '../../maxun-api/index.ts';
import { readDocuments } from '../documents.ts';
import { reportFailure } from '../input.ts';
import { type Colour, paint, safe, safeJson } from '../terminal.ts';

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
  const settings = await settingsOf(file, options);
  if (settings === undefined) return 2;
  const diagnosis = await diagnoseFile(settings.value, options);
  console.log(options.json ? safeJson(diagnosis) : describeDiagnosis(diagnosis));
  return diagnosis.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

async function settingsOf(
  file: string | undefined,
  { maxun }: DoctorCommandOptions,
): Promise<{ readonly value: unknown } | undefined> {
  if (maxun === undefined) return readSettingsFile(file ?? '-');
  if (file !== undefined) throw new TypeError('Give a file or --maxun, not both.');
  try {
    return { value: await maxunApi({ baseUrl: maxun }).storedRobots() };
  } catch (error) {
    // Not 1, which says that the settings were read and have errors.
    reportFailure(error);
    return undefined;
  }
}

async function diagnoseFile(value: unknown, options: DoctorCommandOptions): Promise<Diagnosis> {
  // Before anything is sent, so that settings and options that cannot be used are refused first.
  const offline = diagnose(value, options);
  if (!options.online) return offline;
  const { allow, yes: allowPublic } = options;
  return diagnose(value, { ...options, answers: await askUrls(value, { probe: true, allow, allowPublic }) });
}

async function readSettingsFile(file: string): Promise<{ readonly value: unknown } | undefined> {
  const documents = await readDocuments(file);
  if (documents === undefined) return undefined;
  const [document] = documents;
  if (documents.length === 1 && document?.error === undefined) return { value: document?.value };
  const problem = document?.error ?? `it has ${documents.length} documents of JSON, one per line`;
  const line = document?.error === undefined ? '' : ` (line ${document.line})`;
  console.error(`The settings cannot be read${line}: ${safe(problem)}. Expected one JSON document.`);
  return undefined;
}

function describeDiagnosis({ webhooks, findings }: Diagnosis): string {
  const count = `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;
  const summary = `${webhooks} ${webhooks === 1 ? 'webhook' : 'webhooks'}, ${findings.length === 0 ? 'nothing found' : count}`;
  return [...findings.map(describeFinding), summary].join('\n');
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
