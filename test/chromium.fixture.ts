import { existsSync } from 'node:fs';

/** For a Chromium that talks to nobody. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A Chromium or Chrome of this machine; null when there is none. */
export function findChromium(): string | null {
  const places = [
    ...['chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:/Program Files/Google/Chrome/Application/chrome.exe',
  ];
  return process.env.CHROMIUM_PATH ?? places.find((place) => existsSync(place)) ?? null;
}
