/**
 * The inspector page of the mock receiver.
 *
 * @module mock-server/inspector/main
 */
import { render } from 'preact';
import './style/index.css';
import { App } from './app.tsx';
import { watchDetail } from './state/open-delivery.ts';
import { startFeed } from './state/feed.ts';
import { watchAddress } from './state/route.ts';
import { applyTheme } from './state/theme.ts';

applyTheme();
watchAddress();
watchDetail();
void startFeed();

const root = document.querySelector('#page');
if (root) render(<App />, root);
