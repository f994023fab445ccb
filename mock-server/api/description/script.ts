/**
 * Scripts as JSON.
 *
 * @module mock-server/api/description/script
 */
import { Type } from 'typebox';
import * as t from './words.ts';

const status = t.count('By default 200.', { minimum: 200, maximum: 599 });
/** An hour: longer than any sender waits. */
const HOUR_MS = 3_600_000;
const milliseconds = (description: string) => Type.Number({ minimum: 0, maximum: HOUR_MS, description });

const stepFields = {
  action: t.ref('ScriptAction'),
  when: t.optional(t.ref('ScriptFilter')),
  times: t.optional(
    Type.Union([
      t.count('How many deliveries it answers; 1 by default.', { minimum: 1 }),
      t.exactly('always'),
    ]),
  ),
  delayMs: t.optional(milliseconds('Milliseconds to wait before the response.')),
};

export const script: t.Schemas = {
  ScriptAction: t.variants('What a script does with a delivery.', [
    t.object(undefined, {
      type: t.exactly('reply'),
      status: t.optional(status),
      headers: t.optional(t.pairs()),
      body: t.optional(t.anything('A text as it is, anything else as JSON.')),
    }),
    t.object('Answers as the verdict says.', { type: t.exactly('default-reply') }),
    t.object('Takes the delivery and never answers.', { type: t.exactly('hang') }),
    t.object('Cuts the connection with a TCP reset.', { type: t.exactly('reset') }),
    t.object('Ends the connection without an answer.', { type: t.exactly('close') }),
    t.object('Sends bytes that are not HTTP.', { type: t.exactly('malformed') }),
    t.object('Sends the status line, then the body byte by byte.', {
      type: t.exactly('slow-body'),
      status: t.optional(status),
      body: t.optional(t.text('By default `{"ok":true}`.')),
      intervalMs: t.optional(milliseconds('Between two bytes; 1,000 by default.')),
    }),
    t.object(undefined, {
      type: t.exactly('redirect'),
      status: t.optional(t.oneOf([301, 302, 303, 307, 308], 'By default 302.')),
      location: t.optional(t.text('Absolute, or relative to the hook; the hook itself by default.')),
    }),
  ]),
  ScriptFilter: t.object('Which deliveries a step is for; all of the named fields have to fit.', {
    eventType: t.optional(t.text()),
    robot: t.optional(t.text('Id or name of the robot.')),
    runId: t.optional(t.text()),
    method: t.optional(t.text()),
  }),
  ScriptStep: t.object('One step of a script.', stepFields),
  ScriptRequest: t.object(
    'A script: each delivery is answered by the first step that fits and is not used up; then the verdict answers. Either `steps` or `preset`.',
    {
      steps: t.optional(Type.Array(t.ref('ScriptStep'), { maxItems: 1000 })),
      preset: t.optional(t.text('Name of a preset in the list.')),
    },
  ),
  ScriptStepState: t.object('A step, and how far it got.', {
    ...stepFields,
    title: t.text('The step in words, such as `503, 2 times, for run_failed`.'),
    used: t.count('Deliveries that it has answered.'),
    predicate: t.optional(t.flag('Whether a function given in code picks the deliveries as well.')),
  }),
  ScriptState: t.object('The script in force.', { steps: t.list(t.ref('ScriptStepState')) }),
  Preset: t.object('A script that is ready to use.', {
    name: t.text('Such as `retry-twice-then-succeed`.'),
    title: t.text('Such as `Retry twice then succeed`.'),
    description: t.text('What Maxun does about it.'),
    steps: t.list(t.ref('ScriptStep')),
  }),
  PresetList: t.object('Every ready script.', { presets: t.list(t.ref('Preset')) }),
};
