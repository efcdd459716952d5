import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { RUN_FILES } from '@modeseek/core';
import { newestPreview, runFiles } from './run-directory.ts';

/** The page that lists the runs of a folder: a picture, the prompt and how far each is, with a link to its own page. */
export function runListPage(folder: string, runs: readonly string[], appFiles: readonly string[]): string {
  const styles = appFiles.filter((name) => name.endsWith('.css'));
  const icon = appFiles.find((name) => name.endsWith('.svg'));
  const title = basename(resolve(folder));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · Modeseek</title>
${icon ? `<link rel="icon" href="/${escapeHtml(icon)}">` : ''}
${styles.map((name) => `<link rel="stylesheet" href="/${escapeHtml(name)}">`).join('\n')}
</head>
<body class="run-list">
<header><h1>${escapeHtml(title)}</h1><p>${runs.length} ${runs.length === 1 ? 'run' : 'runs'}</p></header>
<main>
${runs.map((name) => card(join(folder, name), name)).join('\n')}
</main>
</body>
</html>
`;
}

function card(run: string, name: string): string {
  const files = runFiles(run);
  const picture = files[RUN_FILES.turntable] ? RUN_FILES.turntable : newestPreview(files);
  const href = `/${encodeURIComponent(name)}/`;
  const state = files[RUN_FILES.mesh] ? 'Model ready' : picture ? 'In training' : 'No picture yet';
  const image = picture
    ? `<img src="${escapeHtml(`${href}files/${picture}?v=${files[picture]}`)}" alt="" loading="lazy">`
    : '<span class="no-picture"></span>';
  return `<a class="card" href="${escapeHtml(href)}">${image}<strong>${escapeHtml(promptOf(run) ?? name)}</strong><small>${escapeHtml(`${name} · ${state}`)}</small></a>`;
}

/** The prompt out of a run's config.json, where there is one. */
function promptOf(run: string): string | undefined {
  try {
    const { prompt } = JSON.parse(readFileSync(join(run, RUN_FILES.config), 'utf8'));
    return typeof prompt === 'string' ? prompt : undefined;
  } catch {
    return undefined;
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
