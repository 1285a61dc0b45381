/**
 * The page's scripts, without a build: the page's own modules, the chart code that it shares with the server, and the
 * packages of both, found by following imports from `page/main.ts`. What no import leads to is not served.
 */
import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'

/** Where the walk begins. */
const ENTRY = new URL('./page/main.ts', import.meta.url)
const SOURCE = new URL('../../', import.meta.url)

/** JavaScript by its path on the server: `/page/main.js`, `/shared/charts/canvas.js`, `/vendor/d3-hierarchy/…`. */
export async function loadModules(): Promise<ReadonlyMap<string, string>> {
  const modules = new Map<string, string>()
  const waiting = [ENTRY.href]
  const seen = new Set(waiting)
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    const { path, code, imports } = await loadModule(address)
    modules.set(path, code)
    for (const one of imports.filter((found) => !seen.has(found))) {
      seen.add(one)
      waiting.push(one)
    }
  }
  return modules
}

interface Module {
  readonly path: string
  readonly code: string
  /** Addresses of files. */
  readonly imports: readonly string[]
}

async function loadModule(address: string): Promise<Module> {
  const text = await readFile(fileURLToPath(address), 'utf8')
  const plain = address.endsWith('.ts') ? stripTypeScriptTypes(text) : text
  const imports: string[] = []
  const code = plain
    .replace(IMPORT, (_all, before: string, specifier: string, after: string) => {
      const target = resolve(specifier, address)
      imports.push(target)
      return `${before}${pathOf(target)}${after}`
    })
    // The maps of packages are not served.
    .replace(/^\/\/# sourceMappingURL=.*$/gm, '')
  return { path: pathOf(address), code, imports }
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
  if (address.startsWith(page)) return `/page/${javascript(address.slice(page.length))}`
  if (address.startsWith(SOURCE.href)) return `/shared/${javascript(address.slice(SOURCE.href.length))}`
  const packaged = address.lastIndexOf('/node_modules/')
  if (packaged >= 0) return `/vendor/${address.slice(packaged + '/node_modules/'.length)}`
  throw new Error(`the preview's page imports ${address}, which is neither ours nor of a package`)
}

function javascript(name: string): string {
  return name.replace(/\.ts$/, '.js')
}
