/** The project's own files as the structure tests read them: source text, and who imports whom. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface Import {
  /** As written: `#src/market/time.ts`, `./section.ts`, `node:fs`. */
  readonly name: string
  /** Path from the project's root, for files of ours; undefined for packages. */
  readonly target: string | undefined
  readonly typeOnly: boolean
}

/** Paths from the project's root of every file with this ending below the folders, sorted. */
export function filesIn(folders: readonly string[], ending = '.ts'): string[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
        join(folder, path),
      ),
    )
    .filter((path) => path.endsWith(ending) && !path.includes('node_modules'))
    .sort()
}

export function exists(path: string): boolean {
  return existsSync(join(root, path))
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

export function jsonOf(path: string): Record<string, unknown> {
  return JSON.parse(textOf(path)) as Record<string, unknown>
}

/** The text without comments, so that a rule about code is not broken by an example in a comment. */
export function codeOf(path: string): string {
  return textOf(path)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '')
}

/** Every import, re-export and dynamic import of a file. */
export function importsOf(path: string): Import[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'"\n;]*?|\{[^}]*\}|[^'"\n;]*\{[^}]*\})\s*from\s*'([^']+)'|(?:^|\n)import '([^']+)'|import\('([^']+)'\)/g
  return [...codeOf(path).matchAll(pattern)].map((match) => {
    const name = match[2] ?? match[3] ?? match[4] ?? ''
    const target = name.startsWith('#src/')
      ? name.replace('#src/', 'src/')
      : name.startsWith('.')
        ? normalize(join(dirname(path), name))
        : undefined
    return { name, target, typeOnly: match[1] !== undefined }
  })
}

/** Whether a file is ours and part of the program: locales and package.json are not. */
export function isSource(target: string | undefined): target is string {
  return target?.startsWith('src/') === true
}

/** `market`, `platforms/discord`, `commands`, or the file's own name at the top of `src`. */
export function folderOf(path: string): string {
  const [top = '', folder = '', ...rest] = path.split('/')
  if (top !== 'src') return top
  if (rest.length === 0) return folder.replace(/\.ts$/, '')
  return folder === 'platforms' ? `platforms/${rest[0]}` : folder
}
