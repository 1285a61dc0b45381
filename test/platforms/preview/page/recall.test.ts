/** Arrow keys through what was asked before. */
import { describe, expect, it } from 'vitest'
import { createRecall } from '#src/platforms/preview/page/recall.ts'

function storage(kept: Record<string, string> = {}) {
  return {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => {
      kept[key] = value
    },
  }
}

describe('what was asked before', () => {
  it('comes back newest first, and the draft after it', () => {
    const recall = createRecall(storage())
    recall.add('/a')
    recall.add('/b')
    expect([recall.older('dra'), recall.older('/b'), recall.older('/a')]).toEqual(['/b', '/a', undefined])
    expect([recall.newer(), recall.newer(), recall.newer()]).toEqual(['/b', 'dra', undefined])
  })

  it('is kept for the next visit, without repeats, at most a hundred', () => {
    const kept = {}
    const recall = createRecall(storage(kept))
    for (let i = 0; i < 150; i++) recall.add(`/${i}`)
    recall.add('/149')
    const again = createRecall(storage(kept))
    expect(again.older('')).toBe('/149')
    expect(again.older('')).toBe('/148')
    let count = 2
    while (again.older('') !== undefined) count++
    expect(count).toBe(100)
  })

  it('starts empty where nothing or nonsense is kept', () => {
    expect(createRecall(undefined).older('')).toBeUndefined()
    expect(createRecall(storage({ 'kawaraban.asked': '{' })).older('')).toBeUndefined()
    expect(createRecall(storage({ 'kawaraban.asked': '{"a":1}' })).older('')).toBeUndefined()
  })
})
