import { readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { simulateSample } from '../../data/simulate/sample.ts'

const folder = fileURLToPath(new URL('../../data/sample/', import.meta.url))

describe('the sample history', () => {
  it('comes out of the simulation byte for byte', () => {
    const files = simulateSample()
    expect(readdirSync(folder).sort()).toEqual([...files.keys()].sort())
    for (const [file, text] of files) {
      // Compared as booleans: a difference of files this long would fill the screen.
      expect(readFileSync(`${folder}${file}`, 'utf8') === text, `${file} differs: run npm run sample`).toBe(
        true,
      )
    }
  })

  it('stays small enough to be cloned with the project', () => {
    const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(`${folder}${file}`).size, 0)
    expect(bytes).toBeLessThanOrEqual(6_000_000)
  })

  it('says that it is simulated and names nobody as a supplier', () => {
    const description = JSON.parse(readFileSync(`${folder}dataset.json`, 'utf8'))
    expect(description.kind).toBe('simulated')
    expect(description.name).toContain('simulated')
    expect(new Set(Object.values(description.suppliers).flat())).toEqual(new Set(['Kawaraban simulation']))
  })
})
