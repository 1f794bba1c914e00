/** The pages of the navigation, longest path first. */
export const pages = [
  '/logs/notifications', '/logs/requests', '/transactions', '/endpoints', '/simulator', '/scenarios', '/doctor', '/notifications', '/clock', '/lab', '/methods', '/api-keys', '/keys', '/settings', '/',
] as const;

export type Page = (typeof pages)[number];

/** The navigation entry an address belongs to. */
export function pageOf(pathname: string): Page {
  // Both logs in one, and comparing, are entered from the request log.
  if (/^\/logs\/(all|compare)(\/|$)/.test(pathname)) return '/logs/requests';
  return pages.find((page) => pathname === page || pathname.startsWith(page === '/' ? '//' : `${page}/`)) ?? '/';
}
