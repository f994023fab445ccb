/**
 * Both contracts, rendered: a page of its own in a frame, loaded when it is opened.
 *
 * @module mock-server/inspector/panels/docs-panel
 */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { apiUrl } from '../state/client.ts';
import { theme } from '../state/theme.ts';
import { DownloadLink } from '../ui/button.tsx';
import { PanelFrame } from '../ui/pane.tsx';

/** Both contracts. */
export function DocsPanel(): JSX.Element {
  const frame = useRef<HTMLIFrameElement>(null);
  const now = theme.value;
  const passTheme = (): void => {
    // Null as long as nothing of the page has been read: `onLoad` comes later.
    const root: HTMLElement | null | undefined = frame.current?.contentDocument?.documentElement;
    if (root) root.dataset['theme'] = now;
  };
  useEffect(passTheme, [now]);
  const files = ['asyncapi.yaml', 'observed.yaml'].map((file) => (
    <DownloadLink key={file} path={`contract/${file}`} name={file} />
  ));
  return (
    <PanelFrame title="The contracts" actions={files}>
      <iframe
        ref={frame}
        class="contract"
        src={apiUrl('inspector/contract.html')}
        sandbox="allow-same-origin allow-popups"
        title="The contracts"
        onLoad={passTheme}
      />
    </PanelFrame>
  );
}
