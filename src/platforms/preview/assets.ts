/** Every file that the page may load, by its path: a table, so that no path can lead anywhere else. */
import { readFile } from 'node:fs/promises'
import { loadModules } from './modules.ts'

export interface Asset {
  readonly type: string
  readonly body: string | Uint8Array<ArrayBuffer>
  /** `cache-control`. */
  readonly cache: string
}

/** In the order in which `index.html` names them; later ones win. */
const STYLES = 'base frame side past thread answer form box explorer platform discord telegram narrow'.split(
  ' ',
)

/** The seal in the sizes that browsers and home screens ask for. */
const ICONS = ['icon-16.png', 'icon-32.png', 'icon-180.png']

/** `fonts` are the paths of the regular and the bold file. */
export async function loadAssets(fonts: readonly string[]): Promise<ReadonlyMap<string, Asset>> {
  const [modules, page, styles, icon, icons, regular, bold] = await Promise.all([
    loadModules(),
    readPageFile('index.html'),
    Promise.all(STYLES.map((name) => readPageFile(`style/${name}.css`))),
    readPageFile('icon.svg'),
    Promise.all(ICONS.map((name) => readFile(pageFile(name)))),
    ...fonts.map((path) => readFile(path)),
  ])
  const fresh = (type: string, body: Asset['body']): Asset => ({ type, body, cache: 'no-cache' })
  const font = (body: Uint8Array<ArrayBuffer> = new Uint8Array()): Asset => ({
    type: 'font/ttf',
    body,
    cache: 'public, max-age=604800',
  })
  return new Map<string, Asset>([
    ['/', fresh('text/html; charset=utf-8', page)],
    ...STYLES.map((name, index): [string, Asset] => [
      `/page/style/${name}.css`,
      fresh('text/css; charset=utf-8', styles[index] ?? ''),
    ]),
    ['/page/icon.svg', fresh('image/svg+xml', icon)],
    ...ICONS.map((name, index): [string, Asset] => [
      `/page/${name}`,
      fresh('image/png', icons[index] ?? new Uint8Array()),
    ]),
    ['/font/regular.ttf', font(regular)],
    ['/font/bold.ttf', font(bold)],
    ...[...modules].map(([path, code]): [string, Asset] => [
      path,
      fresh('text/javascript; charset=utf-8', code),
    ]),
  ])
}

function readPageFile(name: string): Promise<string> {
  return readFile(pageFile(name), 'utf8')
}

function pageFile(name: string): URL {
  return new URL(`./page/${name}`, import.meta.url)
}
