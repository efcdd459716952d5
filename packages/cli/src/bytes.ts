/** A size for people, in decimal units: `3.4 GB`, `12.0 MB`, `9 kB`. */
export function bytesForPeople(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${Math.ceil(bytes / 1e3)} kB`;
}
