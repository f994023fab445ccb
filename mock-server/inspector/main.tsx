/**
 * The inspector: the page of the mock receiver.
 *
 * @module mock-server/inspector/main
 */
import { render } from 'preact';
import './style/index.css';
import { App } from './app.tsx';
import { startFeed } from './state/feed.ts';
import { watchAddress } from './state/route.ts';
import { applyTheme } from './state/theme.ts';

applyTheme();
watchAddress();
void startFeed();

const root = document.querySelector('#page');
if (root) render(<App />, root);
