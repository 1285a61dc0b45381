/** What must hold of every message as Discord gets it: limits kept, no word lost, no control that would not work. */
import { expect } from 'vitest'
import { parsePayload } from '#src/chat/action.ts'
import type { Message } from '#src/chat/message.ts'
import type { DiscordControl, Part, TopComponent } from '#src/platforms/discord/render/payload.ts'
import { stampOf } from '#src/platforms/discord/render/markdown.ts'
import {
  DISCORD_MOST,
  type DiscordPayload,
  renderDiscord,
  sizeOf,
} from '#src/platforms/discord/render/render.ts'
import { shownByDiscord } from './discordText.ts'
import { skeleton, wordsIn } from './messages/words.ts'

export function checkOnDiscord(one: Message): void {
  const payloads = renderDiscord(one)
  for (const payload of payloads) checkLimits(payload)
  const text = skeleton(shownOnDiscord(payloads) + labels(payloads))
  for (const words of wordsIn(one)) {
    const stamped = (one.instants ?? []).reduce(
      (all, instant) => all.replaceAll(instant.text, stampOf(instant)),
      words,
    )
    // In a table a time stays as it was written.
    expect(
      [skeleton(stamped), skeleton(words)].some((expected) => text.includes(expected)),
      words,
    ).toBe(true)
  }
  const uploads = payloads.flatMap((payload) =>
    payload.uploads.map((upload) => ('image' in upload ? upload.image : upload.file)),
  )
  expect(uploads.toSorted()).toEqual([...one.images, ...(one.files ?? [])].map(({ name }) => name).toSorted())
}

function checkLimits(payload: DiscordPayload): void {
  const { body, uploads } = payload
  const size = sizeOf(payload)
  expect(size.text).toBeLessThanOrEqual(4000)
  expect(size.bytes).toBeLessThanOrEqual(DISCORD_MOST.bytes)
  expect(size.components).toBeLessThanOrEqual(40)
  expect(size.attachments).toBeLessThanOrEqual(10)
  expect(body.components.length).toBeGreaterThan(0)
  expect(body.attachments.map(({ id, filename }) => [id, filename])).toEqual(
    uploads.map(({ filename }, n) => [String(n), filename]),
  )
  const text = JSON.stringify(body)
  expect(text.isWellFormed()).toBe(true)
  const ids = controls(body.components).flatMap((one) => ('custom_id' in one ? [one.custom_id] : []))
  expect(new Set(ids).size).toBe(ids.length)
  for (const component of partsOf(body.components)) {
    if (component.type === 10) expect(component.content.trim()).not.toBe('')
    if (component.type === 12)
      expect((component.items[0]?.description ?? '').length).toBeLessThanOrEqual(1024)
    if (component.type !== 1) continue
    const selects = component.components.filter(({ type }) => type !== 2)
    expect(component.components.length).toBeLessThanOrEqual(selects.length > 0 ? 1 : 5)
  }
  for (const control of controls(body.components)) checkControl(control)
}

function checkControl(control: DiscordControl): void {
  const label = labelOf(control)
  expect(label).not.toBe('')
  expect(label.length).toBeLessThanOrEqual(control.type === 2 ? 80 : 150)
  if (control.type === 2 && control.style === 5) {
    expect(URL.canParse(control.url)).toBe(true)
    return
  }
  expect(Buffer.byteLength(control.custom_id)).toBeLessThanOrEqual(64)
  const own = control.custom_id.replace(/^[fmp]:/, 'a:')
  if (control.type === 6 || control.type === 8) {
    expect(parsePayload(own)).toBeDefined()
    return
  }
  if (control.type === 3 && control.custom_id.startsWith('m:')) {
    expect(parsePayload(own)).toBeDefined()
    expect(control.max_values).toBeLessThanOrEqual(control.options.length)
    return
  }
  const payloads = control.type === 2 ? [own] : control.options.map(({ value }) => value)
  const words = control.type === 2 ? [] : control.options.map((option) => option.label)
  expect(payloads.length).toBeLessThanOrEqual(25)
  for (const payload of payloads) {
    expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(64)
    expect(parsePayload(payload)).toBeDefined()
  }
  for (const label of words) {
    expect(label).not.toBe('')
    expect(label.length).toBeLessThanOrEqual(100)
  }
  if (control.type === 3)
    expect(control.options.filter((option) => option.default).length).toBeLessThanOrEqual(1)
}

function controls(components: readonly TopComponent[]): DiscordControl[] {
  return partsOf(components).flatMap((component) => (component.type === 1 ? component.components : []))
}

function labels(payloads: readonly DiscordPayload[]): string {
  return payloads
    .flatMap(({ body }) => controls(body.components))
    .map(labelOf)
    .join('\n')
}

function labelOf(control: DiscordControl): string {
  return control.type === 2 ? control.label : control.placeholder
}

/** All text as a reader sees it. */
export function shownOnDiscord(payloads: readonly DiscordPayload[]): string {
  return payloads
    .flatMap(({ body }) =>
      partsOf(body.components).flatMap((component) =>
        component.type === 10 ? [shownByDiscord(component.content)] : [],
      ),
    )
    .join('\n')
}

/** What stands by itself or in a frame, in order. */
export function partsOf(components: readonly TopComponent[]): Part[] {
  return components.flatMap((component) => (component.type === 17 ? component.components : [component]))
}

export function componentText(component: TopComponent): string {
  if (component.type === 17) return component.components.map(componentText).join('\n')
  if (component.type === 10) return component.content
  if (component.type === 12) return component.items.map(({ media }) => media.url).join(' ')
  return component.type === 13 ? component.file.url : 'controls'
}
