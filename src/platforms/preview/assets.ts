/**
 * Every file that the page loads, by its path: a table, so that no path can lead anywhere else. Names change with content,
 * so that browsers keep them for ever.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type Encoding, pack } from '#src/http.ts'
import { loadModules } from './modules.ts'

export interface Asset {
  readonly type: string
  readonly body: Uint8Array<ArrayBuffer>
  packed(encoding: Encoding): Promise<Uint8Array<ArrayBuffer>>
}

export interface Assets {
  readonly files: ReadonlyMap<string, Asset>
  /** Addresses for the page's head. */
  readonly style: string
  readonly icons: Readonly<Record<'16' | '32' | '180' | 'svg', string>>
  /** The page's first script, and all that it imports at once. */
  readonly script: string
  readonly preloaded: readonly string[]
}

/** Of the page around the chat; then of the chat alone, later ones win. */
const FRAME = ['frame']
const CHAT =
  'base menu past thread welcome answer form box explorer platform discord telegram narrow motion'.split(' ')

/** `siteStyle` is the public site's: it holds for all but the chat. */
export async function loadAssets(siteStyle: string): Promise<Assets> {
  const [scripts, frame, chat, drawing, ...icons] = await Promise.all([
    loadModules(),
    styles(FRAME),
    styles(CHAT),
    readFile(pageFile('icon.svg')),
    ...[16, 32, 180].map((size) => readFile(pageFile(`icon-${size}.png`))),
  ])
  const files = new Map<string, Asset>()
  const add = (name: string, ending: string, type: string, body: string | Uint8Array) => {
    const bytes = new Uint8Array(typeof body === 'string' ? Buffer.from(body) : body)
    const path = `/assets/${name}.${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.${ending}`
    files.set(path, assetOf(type, bytes))
    return path
  }
  for (const [path, code] of scripts.modules)
    files.set(path, assetOf('text/javascript; charset=utf-8', new Uint8Array(Buffer.from(code))))
  const icon = (index: number) => add(`icon-${index}`, 'png', 'image/png', icons[index] ?? new Uint8Array())
  return {
    files,
    style: add('style', 'css', 'text/css; charset=utf-8', styleOf(siteStyle, frame, chat)),
    icons: { 16: icon(0), 32: icon(1), 180: icon(2), svg: add('icon', 'svg', 'image/svg+xml', drawing) },
    script: scripts.entry,
    preloaded: scripts.atOnce,
  }
}

/** Both styles name the same elements, so each holds in its own part of the page. */
function styleOf(site: string, frame: string, chat: string): string {
  const scoped = site.replaceAll(':root', ':scope').replace(/^html(?= \{)/gmu, ':scope')
  return `@scope (:root) to (.chat) {\n${scoped}\n}\n${frame}\n@scope (.chat) {\n${chat}\n}\n`
}

function assetOf(type: string, body: Uint8Array<ArrayBuffer>): Asset {
  const packing = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>()
  return {
    type,
    body,
    packed(encoding) {
      const making = packing.get(encoding) ?? pack(encoding, body).then((one) => new Uint8Array(one))
      packing.set(encoding, making)
      return making
    },
  }
}

async function styles(names: readonly string[]): Promise<string> {
  const texts = await Promise.all(names.map((name) => readFile(pageFile(`style/${name}.css`), 'utf8')))
  return texts.join('\n')
}

function pageFile(name: string): URL {
  return new URL(`./page/${name}`, import.meta.url)
}
