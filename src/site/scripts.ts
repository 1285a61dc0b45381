/** The scripts of the pages as files: what runs before a page is painted, the controls, and what draws charts, loaded last. */
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, buildSync } from 'esbuild'

export interface ScriptFile {
  /** Its name changes with its content. */
  readonly path: string
  readonly content: string
}

export interface Scripts {
  /** Paths of what each page loads. */
  readonly early: string
  readonly page: string
  readonly files: readonly ScriptFile[]
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** The same source makes the same bytes, wherever it lies. Throws where the source does not compile. */
export function bundleScripts(): Scripts {
  const [early] = bundle({ entryPoints: ['src/site/script/early.ts'], format: 'iife' })
  const modules = bundle({ entryPoints: ['src/site/script/page.ts'], format: 'esm', splitting: true })
  const page = modules.find(({ path }) => path.startsWith('/assets/page.'))
  if (!early || !page) throw new Error('the scripts of the site were not made')
  return { early: early.path, page: page.path, files: [early, ...modules] }
}

function bundle(options: BuildOptions): ScriptFile[] {
  const { outputFiles } = buildSync({
    ...options,
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    write: false,
    outdir: 'assets',
    entryNames: '[name].[hash]',
    chunkNames: '[name].[hash]',
    target: ['es2022', 'chrome111', 'firefox121', 'safari16.4'],
    charset: 'utf8',
    legalComments: 'inline',
    logLevel: 'silent',
  })
  return (outputFiles ?? []).map(({ path, text }) => ({ path: `/assets/${basename(path)}`, content: text }))
}
