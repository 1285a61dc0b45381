/** An answer as Discord will show it, drawn from the very request that Discord would get. */
import type { DiscordPayload } from '#src/platforms/discord/render/render.ts'
import type { PageReply } from '#src/platforms/preview/protocol.ts'
import { type AnswerParts, pictureOf } from './answer.ts'
import { linkOf } from './controls.ts'
import { h, ICONS, icon } from './dom.ts'
import { readDiscord } from './markup.ts'
import { countsOf, elementsOf } from './platform.ts'

type Component = DiscordPayload['body']['components'][number]
type Row = Extract<Component, { type: 1 }>

/** Whose time it is: Discord shows each reader theirs. */
export interface Reader {
  /** When the answer came. */
  readonly clock: string
  readonly language: string
  readonly zone: string
}

export function discordOf(reply: PageReply, parts: AnswerParts, reader: Reader): HTMLElement {
  const { say } = parts
  return h(
    'div',
    { class: 'discord' },
    reply.discord.flatMap(({ payload, counts }, index) => [
      h(
        'div',
        { class: 'discord-message' },
        index === 0
          ? h('span', { class: 'avatar', 'aria-hidden': 'true' }, '瓦')
          : h('span', { class: 'avatar none', 'aria-hidden': 'true' }),
        h(
          'div',
          { class: 'discord-body' },
          index === 0 &&
            h(
              'p',
              { class: 'discord-name' },
              h('strong', {}, say('title')),
              h('span', { class: 'app' }, say('platform.app')),
              h('time', {}, reader.clock),
            ),
          payload.body.components.map((component) => componentOf(component, reply, parts, reader)),
        ),
      ),
      countsOf(counts, say) ?? h('div'),
    ]),
  )
}

function componentOf(
  component: Component,
  reply: PageReply,
  parts: AnswerParts,
  reader: Reader,
): HTMLElement {
  const { language, zone } = reader
  switch (component.type) {
    case 10:
      return h('div', { class: 'discord-text' }, elementsOf(readDiscord(component.content, language, zone)))
    case 12: {
      const names = component.items.map(({ media }) => nameIn(media.url).replace(/\.png$/, ''))
      return h(
        'div',
        { class: 'discord-gallery' },
        reply.message.images
          .filter(({ name }) => names.includes(name))
          .map((image) => pictureOf(image, parts)),
      )
    }
    case 13:
      return h('p', { class: 'discord-file' }, icon(ICONS.file), nameIn(component.file.url))
    case 1:
      return rowOf(component, parts)
    case 17:
      return h(
        'div',
        { class: 'discord-frame' },
        component.components.map((one) => componentOf(one, reply, parts, reader)),
      )
  }
}

function rowOf(row: Row, { onClick }: AnswerParts): HTMLElement {
  return h(
    'div',
    { class: 'control-row' },
    row.components.map((control) => {
      // A page has no channels and no roles.
      if (control.type === 6 || control.type === 8) return h('span')
      if (control.type === 2 && control.style === 5)
        return linkOf(control.url, control.label, 'control') ?? h('span')
      if (control.type === 2) {
        return h(
          'button',
          {
            type: 'button',
            class: ['control', STYLES[control.style]].filter(Boolean).join(' '),
            'aria-haspopup': control.custom_id.startsWith('f:') ? 'dialog' : undefined,
            onclick: () => onClick(control.custom_id),
          },
          control.label,
        )
      }
      // A choice of many is asked for in a dialog.
      if (control.custom_id.startsWith('m:')) {
        const open = () => onClick(control.custom_id)
        return h(
          'button',
          { type: 'button', class: 'control many', 'aria-haspopup': 'dialog', onclick: open },
          control.placeholder,
        )
      }
      const select = h(
        'select',
        { class: 'control', 'aria-label': control.placeholder },
        !control.options.some((option) => option.default) && h('option', { value: '' }, control.placeholder),
        control.options.map((option) =>
          h('option', { value: option.value, selected: option.default === true }, option.label),
        ),
      )
      select.addEventListener('change', () => select.value !== '' && onClick(select.value))
      return select
    }),
  )
}

/** What Discord's numbers look like. */
const STYLES: Readonly<Record<number, string>> = { 1: 'blurple', 3: 'green', 4: 'red' }

/** `attachment://sheet.png` is `sheet.png`. */
function nameIn(url: string): string {
  return url.replace(/^attachment:\/\//, '')
}
