/** How a user calls a command: in a checkout by Yarn, elsewhere by npx. */
export function commandLine(command: string): string {
  return `${import.meta.url.endsWith('.ts') ? 'yarn' : 'npx modeseek'} ${command}`;
}
