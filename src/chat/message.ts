/**
 * A message: what is said and shown, in one language, before any platform gives it its form.
 *
 * Plain data, so that it can be kept, compared and sent again. It knows neither markup nor limits; those belong to
 * the platforms, which render it.
 */

export interface Message {
  readonly title: string
  /** What the title does not say: the window, the zone. */
  readonly subtitle?: string
  readonly blocks: readonly Block[]
  readonly images: readonly Image[]
  /** Closing lines, each complete: sources, edition, that this is no advice. */
  readonly footer: readonly string[]
}

export type Block = Paragraph | Bullets | Table

export interface Paragraph {
  readonly kind: 'paragraph'
  readonly heading?: string
  readonly text: string
}

export interface Bullets {
  readonly kind: 'bullets'
  readonly heading?: string
  readonly items: readonly string[]
}

export interface Table {
  readonly kind: 'table'
  readonly heading?: string
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[]
  readonly rows: readonly (readonly string[])[]
}

export interface Image {
  /** File name without ending, unique in the message: `funding`, `sheet`. */
  readonly name: string
  /** A chart specification as plain data; charts know its shape and draw it when the message is sent. */
  readonly spec: unknown
  /** What the picture shows, for those who do not see it. */
  readonly alt: string
  /** Pixels. */
  readonly size: { readonly width: number; readonly height: number }
}
