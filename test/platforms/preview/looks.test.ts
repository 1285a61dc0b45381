/** The pages' looks as settings of their chats. */
import { describe, expect, it } from 'vitest'
import type { Memory } from '#src/chat/memory.ts'
import { createLooks, withLooks } from '#src/platforms/preview/looks.ts'

const look = { language: 'ja', theme: 'light', colors: 'jp', zone: 'Asia/Tokyo' } as const

describe('looks', () => {
  it('stand for the settings of the page’s chat, and leave other chats alone', async () => {
    const looks = createLooks()
    const memory = withLooks(
      { settings: async () => ({ language: 'en', private: true }) } as unknown as Memory,
      looks,
    )
    looks.remember('preview:one', look)
    expect(await memory.settings('preview:one')).toEqual({ ...look, private: true })
    expect(await memory.settings('discord:1')).toEqual({ language: 'en', private: true })
  })

  it('forget the page that asked longest ago, so that they never grow without end', () => {
    const looks = createLooks()
    for (let page = 0; page < 600; page++) looks.remember(`preview:${page}`, look)
    expect(looks.of('preview:0')).toBeUndefined()
    expect(looks.of('preview:599')).toEqual(look)
  })
})
