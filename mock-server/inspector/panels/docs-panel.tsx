/**
 * The documented contract, rendered. It is a page of its own, loaded when it is asked for.
 *
 * @module mock-server/inspector/panels/docs-panel
 */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { theme } from '../state/theme.ts';
import { Icon } from '../ui/icon.tsx';
import { PanelFrame } from './panel-frame.tsx';

const CONTRACT = '/__mock/inspector/contract.html';

/** The documented contract. */
export function DocsPanel(): JSX.Element {
  const frame = useRef<HTMLIFrameElement>(null);
  const now = theme.value;
  const passTheme = (): void => {
    const inner = frame.current?.contentDocument;
    if (inner) inner.documentElement.dataset['theme'] = now;
  };
  useEffect(passTheme, [now]);
  return (
    <PanelFrame title="The contract" actions={<Files />}>
      <iframe
        ref={frame}
        class="contract"
        src={CONTRACT}
        sandbox="allow-same-origin allow-popups"
        title="The contract"
        onLoad={passTheme}
      />
    </PanelFrame>
  );
}

function Files(): JSX.Element {
  return (
    <>
      <a class="button" href={CONTRACT} target="_blank" rel="noopener">
        <Icon name="link" /> Own page
      </a>
      <a class="button" href="/__mock/contract/asyncapi.yaml" download="asyncapi.yaml">
        <Icon name="download" /> asyncapi.yaml
      </a>
      <a class="button" href="/__mock/contract/observed.yaml" download="observed.yaml">
        <Icon name="download" /> observed.yaml
      </a>
    </>
  );
}
