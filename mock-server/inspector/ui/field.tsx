/**
 * Fields of a form with label and hint.
 *
 * @module mock-server/inspector/ui/field
 */
import type { ComponentChildren, InputHTMLAttributes, JSX, TextareaHTMLAttributes } from 'preact';
import type { Signing } from '../../api/types.ts';
import { receiver } from '../state/deliveries.ts';

/** What {@link Field} takes. */
interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly children: ComponentChildren;
}

/** A field of a form. */
function Field({ label, hint, children }: FieldProps): JSX.Element {
  return (
    <label class="field">
      <span>{label}</span>
      {children}
      {hint !== undefined && <small>{hint}</small>}
    </label>
  );
}

/** What a field shows, and what it calls with what the user chose or typed. */
export interface Bound<Value> {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** What a field takes, besides the attributes of its element. */
type FieldOf<Attributes, Value = string> = Omit<Attributes, 'value' | 'onChange'> &
  Omit<FieldProps, 'children'> &
  Bound<Value>;

/** A line of text. */
export function TextField({ label, hint, onChange, ...input }: FieldOf<InputHTMLAttributes>): JSX.Element {
  return (
    <Field label={label} hint={hint}>
      <input {...input} onInput={({ currentTarget }) => onChange(currentTarget.value)} />
    </Field>
  );
}

/** Lines of code. */
export function CodeField({ label, hint, onChange, ...area }: FieldOf<TextareaHTMLAttributes>): JSX.Element {
  return (
    <Field label={label} hint={hint}>
      <textarea
        class="code"
        spellcheck={false}
        {...area}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </Field>
  );
}

/** The URL that something is sent to. */
export function UrlField(url: Bound<string>): JSX.Element {
  return (
    <TextField
      label="URL"
      hint="If empty, the hook of this receiver."
      type="url"
      name="url"
      placeholder={receiver.value?.urls[0]?.url}
      {...url}
    />
  );
}

/** A secret that is typed. */
export function SecretField(
  secret: Bound<string> & { readonly hint: string; readonly required: boolean },
): JSX.Element {
  return <TextField label="Secret" type="password" name="secret" autocomplete="off" {...secret} />;
}

/** Something to choose or leave. */
export function CheckField(field: Omit<FieldOf<InputHTMLAttributes, boolean>, 'hint'>): JSX.Element {
  const { label, value, onChange, ...input } = field;
  return (
    <label class="line">
      <input
        type="checkbox"
        {...input}
        checked={value}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}

interface Options {
  readonly name: string;
  readonly options: readonly (readonly [value: string, text: string])[];
}

/** A choice from a list: texts by their values. */
export function SelectField({ name, options, value, onChange, ...field }: FieldOf<Options>): JSX.Element {
  return (
    <Field {...field}>
      <select name={name} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** How a delivery that is sent once more can be signed. */
const SIGNINGS: Readonly<Record<Signing, string>> = {
  sign: 'signed again, with the current time',
  'as-received': 'as received, with the old signature and timestamp',
  unsigned: 'unsigned, as stock Maxun sends it',
};

/** The choice of a signature. */
export function SigningField({ value, onChange }: Bound<Signing>): JSX.Element {
  return (
    <fieldset class="field choices">
      <legend>Signature</legend>
      {Object.entries(SIGNINGS).map(([signing, label]) => (
        <label key={signing} class="line">
          <input
            type="radio"
            name="signing"
            checked={signing === value}
            onChange={() => onChange(signing as Signing)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
