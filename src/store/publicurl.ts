/** The address of a PostgreSQL database as it may be shown. */

/** A database's address without name and password: what may be shown. */
export function publicUrlOf(url: string): string {
  if (!URL.canParse(url)) return 'PostgreSQL'
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}
