/** The page's scripts: what imports lead to, and nothing else. */
import { beforeAll, describe, expect, it } from 'vitest'
import { loadModules } from '#src/platforms/preview/modules.ts'

let modules: ReadonlyMap<string, string>
beforeAll(async () => {
  modules = await loadModules()
})

describe('the page’s modules', () => {
  it('are the page, the charts it shares with the server, and their packages', () => {
    const paths = [...modules.keys()]
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
    for (const [path, code] of modules) {
      for (const [, target = ''] of code.matchAll(/\b(?:from\s+|^import\s*|import\()['"]([^'"\n]+)['"]/gm)) {
        expect(modules.has(target), `${path} imports ${target}`).toBe(true)
      }
    }
  })

  it('are JavaScript without types, node or inline handlers', () => {
    for (const [path, code] of modules) {
      if (path.startsWith('/vendor/')) continue
      expect(code, path).not.toMatch(/\bnode:|\binnerHTML\b|\beval\(|\bprocess\./)
      expect(code, path).not.toMatch(/^(export )?(interface|type) \w+/m)
    }
  })
})
