/** Who goes first of many that post the same. */
import { describe, expect, it } from 'vitest'
import { createUploadOnce } from '#src/delivery/uploadonce.ts'

const { signal } = new AbortController()
const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('the first of many equal posts', () => {
  it('goes alone; when it has arrived all others go at once', async () => {
    const uploadOnce = createUploadOnce()
    const prepared = { parts: [{ weight: 1 }] }
    const first = await uploadOnce(prepared, 0, signal)
    let gone = 0
    for (let index = 0; index < 5; index++) void uploadOnce(prepared, 0, signal).then(() => gone++)
    await settle()
    expect(gone).toBe(0)
    first?.(true)
    await settle()
    expect(gone).toBe(5)
  })

  it('is followed by one other where it did not arrive', async () => {
    const uploadOnce = createUploadOnce()
    const prepared = { parts: [{ weight: 1 }] }
    const first = await uploadOnce(prepared, 0, signal)
    const others: (((arrived: boolean) => void) | undefined)[] = []
    for (let index = 0; index < 3; index++)
      void uploadOnce(prepared, 0, signal).then((one) => others.push(one))
    first?.(false)
    await settle()
    expect(others).toHaveLength(1)
    others[0]?.(true)
    await settle()
    expect(others).toHaveLength(3)
  })

  it('holds back neither another part nor another post', async () => {
    const uploadOnce = createUploadOnce()
    const prepared = { parts: [{ weight: 1 }, { weight: 1 }] }
    await uploadOnce(prepared, 0, signal)
    await uploadOnce(prepared, 1, signal)
    await uploadOnce({ parts: [{ weight: 1 }] }, 0, signal)
  })

  it('keeps nobody who stops waiting', async () => {
    const uploadOnce = createUploadOnce()
    const prepared = { parts: [{ weight: 1 }] }
    const stop = new AbortController()
    await uploadOnce(prepared, 0, stop.signal)
    const second = uploadOnce(prepared, 0, stop.signal)
    stop.abort()
    expect(await second).toBeUndefined()
  })
})
