/** Files below a folder, and what must not be among those of the image. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The project's own folder. */
export const ROOT = resolve(import.meta.dirname, '../..')

/** Every file below a folder; none where there is no such folder. Links are not followed. */
export function filesIn(path: string): string[] {
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  } catch {
    return []
  }
}

/** Bytes of all files below a folder. */
export function sizeOf(path: string): number {
  return filesIn(path).reduce((sum, file) => sum + statSync(file).size, 0)
}

/** A file's text, or nothing where it cannot be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Megabytes that a process holds in memory; undefined where it is gone or the system does not tell. */
export function memoryOf(pid: number): number | undefined {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readText(`/proc/${pid}/status`))?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024
}

/** What the program's folder in the image lacks, and what it has without need: a sentence each. */
export function strangersIn(app: string): string[] {
  const packages = ['vitest', 'typescript', '@biomejs/biome', '@electric-sql/pglite', 'node']
  const unwanted = [...packages.map((name) => join('node_modules', name)), 'test', 'bench', 'docs']
  return [
    ...unwanted
      .filter((name) => filesIn(join(app, name)).length > 0)
      .map((name) => `${name} is in the image`),
    ...['src', 'commands', 'locales', 'data/sample', 'node_modules']
      .filter((name) => filesIn(join(app, name)).length === 0)
      .map((name) => `${name} is not in the image`),
  ]
}
