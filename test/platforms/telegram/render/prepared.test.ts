/** The pictures of a message on Telegram: those for phones, in a single photo and in an album, and of older messages what they have. */
import { describe, expect, it } from 'vitest'
import type { Image } from '#src/chat/message.ts'
import { pack } from '#src/platforms/telegram/render/prepared.ts'
import { message } from '../../../support/messages.ts'

const size = { width: 1200, height: 675 }
const phoneSize = { width: 720, height: 900 }
const picture = (name: string): Image => ({
  name,
  alt: name,
  size,
  spec: `${name}, wide`,
  phone: { spec: `${name}, phone`, size: phoneSize, alt: name },
})

/** A picture that says which spec it was drawn of. */
const draw = async (spec: unknown) => Buffer.from(String(spec))

async function drawnFor(images: readonly Image[]): Promise<string[]> {
  const { preparedMessages, reason } = await pack(message({ images }), draw, String)
  expect(reason).toBeUndefined()
  return preparedMessages.flatMap(({ files }) =>
    [...files.values()].map((bytes) => Buffer.from(bytes).toString()),
  )
}

describe('the pictures that Telegram gets', () => {
  it('are those for phones', async () => {
    expect(await drawnFor([picture('funding')])).toEqual(['funding, phone'])
  })

  it('are those for phones in an album too', async () => {
    expect(await drawnFor([picture('sheet'), picture('funding')])).toEqual(['sheet, phone', 'funding, phone'])
  })

  it('are the wide ones of a message that was stored before there were others', async () => {
    const { phone: _, ...older } = picture('funding')
    expect(await drawnFor([older])).toEqual(['funding, wide'])
  })
})
