/** The page's scripts: what imports lead to, and nothing else. */
import { beforeAll, describe, expect, it } from 'vitest'
import { loadModules, type Modules } from '#src/platforms/preview/modules.ts'

let loaded: Modules
beforeAll(async () => {
  loaded = await loadModules()
})

/** `/assets/<hash>` before the path of each. */
const BASE = /^\/assets\/[0-9a-f]{12}(?=\/)/

describe('the page’s modules', () => {
  it('are the page, the charts it shares with the server, and their packages', () => {
    const paths = [...loaded.modules.keys()].map((path) => path.replace(BASE, ''))
    expect(paths).toContain('/page/main.js')
    expect(paths).toContain('/page/explorer.js')
    expect(paths).toContain('/shared/charts/canvas.js')
    expect(paths).toContain('/shared/charts/zoom.js')
    const packages = paths.flatMap((path) => /^\/vendor\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [])
    expect([...new Set(packages)]).toEqual(['d3-hierarchy'])
    expect(
      paths.filter((path) => !/^\/(page|shared\/(browser|charts|chat|i18n|market)|vendor)\//.test(path)),
    ).toEqual([])
  })

  it('import only each other', () => {
    for (const [path, code] of loaded.modules) {
      for (const [, target = ''] of code.matchAll(/\b(?:from\s+|^import\s*|import\()['"]([^'"\n]+)['"]/gm)) {
        expect(loaded.modules.has(target), `${path} imports ${target}`).toBe(true)
      }
    }
  })

  it('load the drawing of charts when a chart is first opened, and all else at once', () => {
    const { entry, atOnce, modules } = loaded
    const paths = atOnce.map((path) => path.replace(BASE, ''))
    expect(entry.replace(BASE, '')).toBe('/page/main.js')
    expect(atOnce.every((path) => modules.has(path))).toBe(true)
    expect(paths).toContain('/page/thread.js')
    expect(paths).not.toContain('/page/explorer.js')
    expect(paths.filter((path) => /canvas|layout|vendor/.test(path))).toEqual([])
  })

  it('are named anew together when one of them changes', async () => {
    const again = await loadModules()
    expect([...again.modules.keys()]).toEqual([...loaded.modules.keys()])
    expect(new Set([...loaded.modules.keys()].map((path) => BASE.exec(path)?.[0])).size).toBe(1)
  })

  it('are JavaScript without types, node or inline handlers', () => {
    for (const [path, code] of loaded.modules) {
      if (path.includes('/vendor/')) continue
      expect(code, path).not.toMatch(/\bnode:|\binnerHTML\b|\beval\(|\bprocess\./)
      expect(code, path).not.toMatch(/^(export )?(interface|type) \w+/m)
    }
  })
})
