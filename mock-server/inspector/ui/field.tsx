/**
 * A field of a form with its label and hint.
 *
 * @module mock-server/inspector/ui/field
 */
import type { ComponentChildren, JSX } from 'preact';
import { receiver } from '../state/deliveries.ts';

/** What {@link Field} takes. */
export interface FieldProps {
  readonly label: string;
  readonly hint?: string;
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

/** The URL that something is sent to; the receiver's own hook where it is empty. */
export function UrlField({
  value,
  onInput,
}: {
  value: string;
  onInput: (value: string) => void;
}): JSX.Element {
  return (
    <Field label="URL" hint="Empty: the hook of this receiver.">
      <input
        type="url"
        name="url"
        placeholder={receiver.value?.urls[0]?.url}
        value={value}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </Field>
  );
}
