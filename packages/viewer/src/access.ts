import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Whether a host, without port and brackets, is this machine by a name that no other site can take. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The host of a Host header, without its port and brackets. */
export function hostname(header = ''): string {
  return header.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
}

/** Nobody guesses it: 128 random bits, as a part of an address. */
export function newToken(): string {
  return randomBytes(16).toString('base64url');
}

/** Whether two texts are the same. The time that it takes tells nothing of where they differ. */
export function sameText(a: string, b: string): boolean {
  const [hashA, hashB] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(hashA, hashB);
}
