/** The address of the public site, as people give it. */

/**
 * The address of a site, without a slash at its end; undefined where a text is none. Pages link to each other from the root, so
 * that a site has a host of its own.
 */
export function siteAddressIn(text: string): string | undefined {
  if (!URL.canParse(text) || /[?#]/u.test(text)) return undefined
  const { protocol, username, password, pathname, origin } = new URL(text)
  const isWhole = username === '' && password === '' && /^\/*$/u.test(pathname)
  return isWhole && /^https?:$/u.test(protocol) ? origin : undefined
}
