/**
 * Fields of a form with label and hint.
 *
 * @module mock-server/inspector/ui/field
 */
import type { ComponentChildren, JSX } from 'preact';
import type { Signing } from '../../api/types.ts';
import { receiver } from '../state/deliveries.ts';

/** What {@link Field} takes. */
export interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly children: ComponentChildren;
}

/** A field of a form. */
export function Field({ label, hint, children }: FieldProps): JSX.Element {
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

/** The URL that something is sent to. */
export function UrlField({ value, onChange }: Bound<string>): JSX.Element {
  return (
    <Field label="URL" hint="If empty, the hook of this receiver.">
      <input
        type="url"
        name="url"
        placeholder={receiver.value?.urls[0]?.url}
        value={value}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </Field>
  );
}

/** A secret that is typed. */
export function SecretField({
  hint,
  required,
  value,
  onChange,
}: Bound<string> & { readonly hint: string; readonly required: boolean }): JSX.Element {
  return (
    <Field label="Secret" hint={hint}>
      <input
        type="password"
        name="secret"
        autocomplete="off"
        required={required}
        value={value}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </Field>
  );
}

/** A choice from a list: texts by their values. */
export function SelectField({
  name,
  options,
  value,
  onChange,
  ...field
}: Bound<string> &
  Omit<FieldProps, 'children'> & {
    readonly name: string;
    readonly options: readonly (readonly [value: string, text: string])[];
  }): JSX.Element {
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
        <label key={signing}>
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
