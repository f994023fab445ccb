/**
 * Writes `contract.html`: both contracts as a page to read, without any script, for the inspector of the mock receiver.
 *
 * @module scripts/output/contract-page
 */
import { dereference } from '../codegen/json-schema.ts';
import type { Contract, Example, Message } from '../contract/contract.ts';
import { fieldsOf, type Field } from './contract-fields.ts';
import { allDefinitions, type Contracts } from './contracts.ts';
import type { OutputFile } from './file.ts';
import { escapeHtml, prose } from './html.ts';

/**
 * Both contracts as a page.
 *
 * @param contracts both contracts
 */
export function writeContractPage(contracts: Contracts): OutputFile {
  const { documented, observed } = contracts;
  const page = [
    HEAD,
    '<main>',
    `<h1>Maxun webhooks</h1>`,
    prose(descriptionOf(documented)),
    contentsOf(contracts),
    '<h2 id="headers">Headers</h2>',
    ...headersOf(contracts),
    '<h2 id="documented">Documented events</h2>',
    ...documented.messages.map((message) => section(message, contracts)),
    '<h2 id="observed">Observed shapes</h2>',
    prose(descriptionOf(observed)),
    ...[...observed.messages, ...observed.others].map((message) => section(message, contracts)),
    '</main>',
    '</body>',
    '</html>',
    '',
  ];
  return { path: 'contract.html', content: page.join('\n') };
}

// Colours and texts are the inspector's (its vite.config.ts joins them with contract-page.css); a policy of the server keeps everything else out.
const HEAD = `<!doctype html>
<!-- Written by \`npm run generate\` from asyncapi.yaml and contract/observed.yaml. Do not edit. -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The contract of Maxun webhooks</title>
<link rel="stylesheet" href="contract.css">
</head>
<body>`;

function descriptionOf({ source }: Contract): string {
  return (source.value as { info: { description: string } }).info.description;
}

function titleOf({ name, letter }: Message): string {
  const badge = letter === undefined ? '' : `<span class="letter">${escapeHtml(letter)}</span> `;
  return `${badge}${escapeHtml(name)}`;
}

function contentsOf({ documented, observed }: Contracts): string {
  const links = [...documented.messages, ...observed.messages, ...observed.others].map(
    (message) => `<li><a href="#${escapeHtml(message.name)}">${titleOf(message)}</a></li>`,
  );
  return `<nav aria-label="Contents"><ul><li><a href="#headers">Headers</a></li>${links.join('')}</ul></nav>`;
}

/** The headers of both contracts; all messages of one share theirs. */
function headersOf(contracts: Contracts): string[] {
  const definitions = allDefinitions(contracts);
  return [contracts.documented, contracts.observed].map(({ messages }, index) => {
    const name = messages[0]?.headers ?? '';
    const title = index === 0 ? 'As documented' : 'As observed';
    const fields = fieldsOf(dereference({ $ref: `#/definitions/${name}` }, definitions));
    return `<section><h3>${title}</h3>${table(fields)}</section>`;
  });
}

function section(message: Message, contracts: Contracts): string {
  const { name, summary, payload, eventType, examples } = message;
  const schema = dereference({ $ref: `#/definitions/${payload}` }, allDefinitions(contracts));
  const type =
    eventType === undefined || eventType === name
      ? ''
      : `<p class="type">event_type <code>${escapeHtml(eventType)}</code></p>`;
  return [
    `<section id="${escapeHtml(name)}">`,
    `<h3>${titleOf(message)}</h3>`,
    prose(summary),
    type,
    table(fieldsOf(schema)),
    ...examples.map(
      (example) =>
        `<details><summary>${captionOf(example)}</summary><pre>${escapeHtml(JSON.stringify(example.payload, undefined, 2))}</pre></details>`,
    ),
    '</section>',
  ].join('\n');
}

function captionOf({ summary, releases }: Example): string {
  return escapeHtml(releases === undefined ? 'Example' : `${releases}: ${summary}`);
}

function table(fields: readonly Field[]): string {
  const rows = fields.map(
    ({ name, depth, type, required, description }) =>
      `<tr><th scope="row" class="depth-${depth}"><code>${escapeHtml(name)}</code></th>` +
      `<td class="field-type">${escapeHtml(type)}${required ? ' <b>required</b>' : ''}</td>` +
      `<td>${prose(description)}</td></tr>`,
  );
  const head = '<tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Meaning</th></tr>';
  return `<table><thead>${head}</thead><tbody>${rows.join('\n')}</tbody></table>`;
}
