/**
 * The page's scripts, without a build: the page's own modules, the chart code that it shares with the server, and the
 * packages of both, found by following imports from `page/main.ts`. What no import leads to is not served.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'

/** Where the walk begins. */
const ENTRY = new URL('./page/main.ts', import.meta.url)
const SOURCE = new URL('../../', import.meta.url)

export interface Modules {
  /** JavaScript by its path: `/assets/<hash of all>/page/main.js`, `…/shared/charts/canvas.js`, `…/vendor/d3-hierarchy/…`. */
  readonly modules: ReadonlyMap<string, string>
  /** The path of the first, and of those that it imports at once, directly or not. */
  readonly entry: string
  readonly atOnce: readonly string[]
}

export async function loadModules(): Promise<Modules> {
  const loaded = new Map<string, Module>()
  const waiting = [ENTRY.href]
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    if (loaded.has(address)) continue
    const one = await loadModule(address)
    loaded.set(address, one)
    waiting.push(...one.atOnce, ...one.later)
  }
  const all = [...loaded.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1))
  const hash = createHash('sha256')
  for (const { path, code } of all) hash.update(path).update(code)
  const base = `/assets/${hash.digest('hex').slice(0, 12)}`
  const based = (text: string) => text.replaceAll(BASE, base)
  return {
    modules: new Map(all.map(({ path, code }) => [based(path), based(code)])),
    entry: based(pathOf(ENTRY.href)),
    atOnce: [...importedAtOnce(loaded)].map((address) => based(pathOf(address))),
  }
}

/** Stands for the folder of all modules until its name, which is made of them, is known. */
const BASE = '/assets/~'

/** The modules that the first needs before it runs. */
function importedAtOnce(loaded: ReadonlyMap<string, Module>): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = [...(loaded.get(ENTRY.href)?.atOnce ?? [])]
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    if (found.has(address)) continue
    found.add(address)
    waiting.push(...(loaded.get(address)?.atOnce ?? []))
  }
  return found
}

interface Module {
  readonly path: string
  readonly code: string
  /** Addresses of files: imported before it runs, and by `import()`. */
  readonly atOnce: readonly string[]
  readonly later: readonly string[]
}

async function loadModule(address: string): Promise<Module> {
  const text = await readFile(fileURLToPath(address), 'utf8')
  const plain = address.endsWith('.ts') ? stripTypeScriptTypes(text) : text
  const [atOnce, later]: [string[], string[]] = [[], []]
  const code = plain
    .replace(IMPORT, (_all, before: string, specifier: string, after: string) => {
      const target = resolve(specifier, address)
      ;(before.startsWith('import(') ? later : atOnce).push(target)
      return `${before}${pathOf(target)}${after}`
    })
    // The maps of packages are not served.
    .replace(/^\/\/# sourceMappingURL=.*$/gm, '')
  return { path: pathOf(address), code, atOnce, later }
}

/** `from '…'` of an import or export, `import '…'`, and `import('…')`; in our code and packages never in a text. */
const IMPORT =
  /((?:^|\n)(?:import|export)\b[^'"`;]*?\bfrom\s*['"]|(?:^|\n)import\s*['"]|\bimport\(['"])([^'"\n]+)(['"])/g

function resolve(specifier: string, from: string): string {
  if (specifier.startsWith('#src/')) return new URL(specifier.slice('#src/'.length), SOURCE).href
  if (specifier.startsWith('.')) return new URL(specifier, from).href
  return import.meta.resolve(specifier)
}

function pathOf(address: string): string {
  const page = new URL('./', ENTRY).href
  if (address.startsWith(page)) return `${BASE}/page/${javascript(address.slice(page.length))}`
  if (address.startsWith(SOURCE.href))
    return `${BASE}/shared/${javascript(address.slice(SOURCE.href.length))}`
  const packaged = address.lastIndexOf('/node_modules/')
  if (packaged >= 0) return `${BASE}/vendor/${address.slice(packaged + '/node_modules/'.length)}`
  throw new Error(`the preview's page imports ${address}, which is neither ours nor of a package`)
}

function javascript(name: string): string {
  return name.replace(/\.ts$/, '.js')
}
