/**
 * Scripts as JSON.
 *
 * @module mock-server/api/description/script
 */
import { Type } from 'typebox';
import {
  anything,
  count,
  exactly,
  flag,
  list,
  object,
  oneOf,
  optional,
  pairs,
  ref,
  type Schemas,
  text,
  variants,
} from './words.ts';

const status = count('By default 200.', { minimum: 200, maximum: 599 });
/** An hour: longer than any sender waits. */
const HOUR_MS = 3_600_000;
const milliseconds = (description: string) => Type.Number({ minimum: 0, maximum: HOUR_MS, description });

const stepFields = {
  action: ref('ScriptAction'),
  when: optional(ref('ScriptFilter')),
  times: optional(
    Type.Union([count('How many deliveries it answers; 1 by default.', { minimum: 1 }), exactly('always')]),
  ),
  delayMs: optional(milliseconds('Milliseconds to wait before the response.')),
};

export const script: Schemas = {
  ScriptAction: variants('What a script does with a delivery.', [
    object(undefined, {
      type: exactly('reply'),
      status: optional(status),
      headers: optional(pairs()),
      body: optional(anything('A text as it is, anything else as JSON.')),
    }),
    object('Answers as the verdict says.', { type: exactly('default-reply') }),
    object('Takes the delivery and never answers.', { type: exactly('hang') }),
    object('Cuts the connection with a TCP reset.', { type: exactly('reset') }),
    object('Ends the connection without an answer.', { type: exactly('close') }),
    object('Sends bytes that are not HTTP.', { type: exactly('malformed') }),
    object('Sends the status line, then the body byte by byte.', {
      type: exactly('slow-body'),
      status: optional(status),
      body: optional(text('By default `{"ok":true}`.')),
      intervalMs: optional(milliseconds('Between two bytes; 1,000 by default.')),
    }),
    object(undefined, {
      type: exactly('redirect'),
      status: optional(oneOf([301, 302, 303, 307, 308], 'By default 302.')),
      location: optional(text('Absolute, or relative to the hook; the hook itself by default.')),
    }),
  ]),
  ScriptFilter: object('Which deliveries a step is for; all of the named fields have to fit.', {
    eventType: optional(text()),
    robot: optional(text('Id or name of the robot.')),
    runId: optional(text()),
    method: optional(text()),
  }),
  ScriptStep: object('One step of a script.', stepFields),
  ScriptRequest: object(
    'A script: each delivery is answered by the first step that fits and is not used up; then the verdict answers. Either `steps` or `preset`.',
    {
      steps: optional(Type.Array(ref('ScriptStep'), { maxItems: 1000 })),
      preset: optional(text('Name of a preset in the list.')),
    },
  ),
  ScriptStepState: object('A step, and how far it got.', {
    ...stepFields,
    title: text('The step in words, such as `503, 2 times, for run_failed`.'),
    used: count('Deliveries that it has answered.'),
    predicate: optional(flag('Whether a function given in code picks the deliveries as well.')),
  }),
  ScriptState: object('The script in force.', { steps: list(ref('ScriptStepState')) }),
  Preset: object('A script that is ready to use.', {
    name: text('Such as `retry-twice-then-succeed`.'),
    title: text('Such as `Retry twice then succeed`.'),
    description: text('What Maxun does about it.'),
    steps: list(ref('ScriptStep')),
  }),
  PresetList: object('Every ready script.', { presets: list(ref('Preset')) }),
};
