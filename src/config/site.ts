/** Settings of the public site. */
import { siteAddressIn } from '#src/siteaddress.ts'
import type { Setting } from './setting.ts'

export interface SiteConfig {
  /** Where the bot serves it, on HOST; undefined serves it nowhere. */
  readonly port: number | undefined
  /** The address that readers know, without a slash at its end; undefined where it has none. */
  readonly address: string | undefined
  /** What the shell runs in the site's folder after each freeze. */
  readonly publish: string | undefined
}

export const SITE_SETTINGS: readonly Setting[] = [
  {
    name: 'PUBLIC_URL',
    meaning:
      'The address of the public site, which posts and answers link to; without one there are no links',
    example: 'https://kawaraban.example',
    default: '',
  },
  {
    name: 'SITE_PORT',
    meaning: 'A port on which the bot serves the site itself; without one it does not',
    example: '8788',
    default: '',
  },
  {
    name: 'SITE_PUBLISH',
    meaning:
      'A command that the shell runs in the site’s folder after each freeze; its failure is logged and stops no post',
    example: 'rsync -a --delete ./ web@example.org:/srv/kawaraban/',
    default: '',
  },
]

export function readSite(
  text: (name: string) => string | undefined,
  problem: (name: string, what: string) => void,
): SiteConfig {
  const given = text('PUBLIC_URL')
  const address = given === undefined ? undefined : siteAddressIn(given)
  if (given !== undefined && address === undefined)
    problem('PUBLIC_URL', 'is not an http or https address of a whole host: no path, no query, no password')
  const port = text('SITE_PORT')
  if (port !== undefined && (!/^\d{1,5}$/u.test(port) || Number(port) > 65_535))
    problem('SITE_PORT', 'is no whole number from 0 to 65535')
  return {
    port: port === undefined ? undefined : Number(port),
    address,
    publish: text('SITE_PUBLISH'),
  }
}
