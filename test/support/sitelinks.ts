/** Every address that the files of a written site name, held against the files and the ids that there are. */

/** Where pages may lead beside the site itself: networks on which an edition is passed on. */
const ELSEWHERE = /^https:\/\/(?:t\.me\/share\/url|x\.com\/intent\/post)\?/

/** Addresses that lead nowhere, each with the file that names it. `files` are by path from the root, as text. */
export function broken(files: ReadonlyMap<string, string>, home: string): string[] {
  const ids = new Map<string, ReadonlySet<string>>()
  const fileOf = (path: string) =>
    [path, `${path.replace(/\/$/, '')}/index.html`].find((one) => files.has(one))
  const idsOf = (file: string) => {
    const known = ids.get(file) ?? idsIn(files.get(file) ?? '')
    ids.set(file, known)
    return known
  }
  return [...files].flatMap(([path, text]) =>
    addressesIn(path, text, home).flatMap((address) => {
      if (ELSEWHERE.test(address)) return []
      const [to = '', id] = address.replace(home, '').split('#')
      const own = to === '' && !address.startsWith(home) ? path : fileOf(to === '' ? '/' : to)
      if (own === undefined) return [`${path} -> ${address}: no file`]
      const isThere = id === undefined || id === '' || idsOf(own).has(id)
      return isThere ? [] : [`${path} -> ${address}: no such id`]
    }),
  )
}

function idsIn(page: string): ReadonlySet<string> {
  return new Set([...page.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id))
}

/** Of a page all that it links to or loads; of other texts all that is written with the site's address. */
function addressesIn(path: string, text: string, home: string): string[] {
  if (!/\.(?:html|xml|json|txt)$/.test(path)) return []
  const whole = new RegExp(`${home.replaceAll('.', '\\.')}[^\\s"'<>\\\\&]*`, 'g')
  const absolute = [...text.matchAll(whole)].map(([address]) => address)
  if (!path.endsWith('.html')) return absolute
  const plain = text.replaceAll('&amp;', '&')
  const single = [...plain.matchAll(/\s(?:href|src|action|data-chart)="([^"]*)"/g)].map(([, one = '']) => one)
  const several = [...plain.matchAll(/\s(?:srcset|data-index)="([^"]*)"/g)].flatMap(([, list = '']) =>
    list.split(/,?\s+/).filter((one) => one.startsWith('/')),
  )
  const passedOn = single
    .filter((one) => ELSEWHERE.test(one))
    .map((one) => new URL(one).searchParams.get('url') ?? one)
  return [...new Set([...absolute, ...single, ...several, ...passedOn])].filter((one) => one !== '')
}
