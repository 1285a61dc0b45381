/** The scripts of the pages: what they weigh, that they name all they load, and that the same source makes the same bytes. */
import { brotliCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bundleScripts } from '#src/site/scripts.ts'

/** Bytes of all scripts together, compressed, and as they are. */
const MOST = { compressed: 60_000, raw: 120_000 }
/** Bytes of what a page loads before anything is touched, compressed. */
const MOST_AT_FIRST = 3_000

const scripts = bundleScripts()
const packed = (content: string) => brotliCompressSync(content).length
const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0)
/** Files that a script imports as it is loaded, itself included. */
function loadedWith(path: string): string[] {
  const { content } = scripts.files.find((one) => one.path === path) ?? expect.fail(`there is no ${path}`)
  const names = [...content.matchAll(/(?:from|^import|[;}]import)"\.\/([^"]+)"/g)].map(([, name]) => name)
  return [path, ...names.flatMap((name) => loadedWith(`/assets/${name}`))]
}

describe('the scripts of the site', () => {
  it('weigh little, and next to nothing before a chart is touched', () => {
    expect(sum(scripts.files.map(({ content }) => packed(content)))).toBeLessThan(MOST.compressed)
    expect(sum(scripts.files.map(({ content }) => Buffer.byteLength(content)))).toBeLessThan(MOST.raw)
    const first = [scripts.early, ...loadedWith(scripts.page)]
    expect(first.filter((path) => path.includes('drawing'))).toEqual([])
    const atFirst = scripts.files.filter(({ path }) => first.includes(path))
    expect(atFirst.length).toBeGreaterThan(1)
    expect(sum(atFirst.map(({ content }) => packed(content)))).toBeLessThan(MOST_AT_FIRST)
  })

  it('have names that change with their content, and load only each other', () => {
    for (const { path, content } of scripts.files) {
      expect(path).toMatch(/^\/assets\/\w+\.[A-Z0-9]{8}\.js$/)
      for (const [, name] of content.matchAll(/"\.\/([^"]+\.js)"/g))
        expect(scripts.files.map((one) => one.path)).toContain(`/assets/${name}`)
      expect(content).not.toMatch(/\beval\(|new Function|innerHTML|document\.cookie|node:/)
      expect(content.match(/https?:\/\/[\w.]+/g)?.filter((one) => !KNOWN.includes(one)) ?? []).toEqual([])
    }
  })

  it('are the same bytes each time', () => {
    expect(bundleScripts()).toEqual(scripts)
  })
})

/** A namespace and the home of a licence: nothing that is loaded. */
const KNOWN = ['http://www.w3.org', 'https://github.com']
