/**
 * Forms and their fields. The browser keeps what is chosen and typed, and a form gives it by the names of its fields.
 *
 * @module mock-server/inspector/ui/form
 */
import type { ComponentChildren, InputHTMLAttributes, JSX } from 'preact';
import { canSign, receiver } from '../state/deliveries.ts';

/** What is chosen and typed, by the names of the fields. A box that is not checked is absent. */
export type Values = Readonly<Partial<Record<string, string>>>;

/** What {@link Form} takes. */
export interface FormProps {
  readonly onInput?: ((values: Values) => void) | undefined;
  readonly onSubmit?: (values: Values) => void;
  readonly children: ComponentChildren;
}

/** A form that the page handles by itself. */
export function Form({ onInput, onSubmit, children }: FormProps): JSX.Element {
  const submit = (event: JSX.TargetedEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onSubmit?.(valuesOf(event.currentTarget));
  };
  return (
    <form class="form" onInput={(event) => onInput?.(valuesOf(event.currentTarget))} onSubmit={submit}>
      {children}
    </form>
  );
}

function valuesOf(form: HTMLFormElement): Values {
  return Object.fromEntries(new FormData(form)) as Values;
}

interface Labelled {
  readonly label: string;
  readonly hint?: string | undefined;
}

/** A field with its label. */
export function Field({
  label,
  hint,
  children,
}: Labelled & { readonly children: ComponentChildren }): JSX.Element {
  return (
    <label class="field">
      <span>{label}</span>
      {children}
      {hint !== undefined && <small>{hint}</small>}
    </label>
  );
}

/** The URL that something is sent to. */
export function UrlField({ url }: { url?: string | undefined }): JSX.Element {
  return (
    <Field label="URL" hint="If empty, the hook of this receiver.">
      <input type="url" name="url" placeholder={receiver.value?.urls[0]?.url} defaultValue={url} />
    </Field>
  );
}

/** A secret to sign with. */
export function SecretField({
  secret,
  more = '',
}: {
  secret?: string | undefined;
  more?: string;
}): JSX.Element {
  const hint = canSign() ? 'If empty, that of this receiver.' : 'whsec_…, as the endpoint has it.';
  // As its value alone: the default is an attribute of the element, where the page would show it to everything that reads it.
  return (
    <Field label="Secret" hint={hint + more}>
      <input type="password" name="secret" autocomplete="off" required={!canSign()} value={secret} />
    </Field>
  );
}

/** What {@link SelectField} takes. */
export interface SelectFieldProps extends Labelled {
  readonly name: string;
  /** Texts by their values. */
  readonly options: readonly (readonly [value: string, text: string])[];
  /** The first by default. */
  readonly chosen?: string;
  readonly onChoose?: (value: string) => void;
}

/** A choice from a list. */
export function SelectField({ name, options, chosen, onChoose, ...field }: SelectFieldProps): JSX.Element {
  return (
    <Field {...field}>
      <select name={name} onInput={({ currentTarget }) => onChoose?.(currentTarget.value)}>
        {options.map(([value, text]) => (
          <option key={value} value={value} selected={value === chosen}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** Something to choose or leave; with the type `radio` one of several. */
export function Choice({ label, ...input }: { readonly label: string } & InputHTMLAttributes): JSX.Element {
  return (
    <label class="line">
      <input type="checkbox" {...input} />
      <span>{label}</span>
    </label>
  );
}

/** What {@link Choices} takes. */
export interface ChoicesProps {
  readonly label: string;
  readonly name: string;
  /** Texts by their values. */
  readonly options: Readonly<Record<string, string>>;
  readonly chosen: string;
}

/** A choice of one out of a few, each in words. */
export function Choices({ label, name, options, chosen }: ChoicesProps): JSX.Element {
  return (
    <fieldset class="field choices">
      <legend>{label}</legend>
      {Object.entries(options).map(([value, text]) => (
        <Choice
          key={value}
          type="radio"
          name={name}
          value={value}
          label={text}
          defaultChecked={value === chosen}
        />
      ))}
    </fieldset>
  );
}

/** How a delivery that is sent once more can be signed. */
export const SIGNINGS = {
  sign: 'signed again, with the current time',
  'as-received': 'as received, with the old signature and timestamp',
  unsigned: 'unsigned, as stock Maxun sends it',
};
