/** What Telegram takes, as numbers. Lengths are UTF-16 units of the text as it is shown, without its tags. */

export const TEXT = 4096
export const CAPTION = 1024

/** Formatted stretches of one text; further ones lose their formatting. */
export const ENTITIES = 100

/** Pictures of an album. */
export const ALBUM = { least: 2, most: 10 } as const

/** Buttons under one message; those of a row share its width, so that their words count in cells. */
export const KEYBOARD = { buttons: 100, row: 8, cells: 36, label: 64, payload: 64 } as const

/** What a phone shows: cells of a preformatted line, and rows before a table tires. */
export const SCREEN = { cells: 36, rows: 40 } as const

/** Of the list of commands. */
export const COMMANDS = { commands: 100, name: 32, description: 256 } as const

/** Characters of what Telegram shows of the bot. */
export const PROFILE = { name: 64, description: 512, short_description: 120 } as const

/** Of the alert that a click may bring up, which the member who clicked alone sees. */
export const ALERT = 200

/** Results of an inline query. */
export const INLINE = 50

/** Messages a second overall and in one chat, and a minute in one group. */
export const RATES = { overall: 30, chat: 1, group: 20 } as const

/** Of a group's minute: what answers leave to posts, and what the answers to one member have. */
export const GROUP_SHARES = { posts: 6, member: 7 } as const

/** Bytes of a photo, and of a file that is read. */
export const BYTES = { photo: 10 * 1024 * 1024, file: 1024 * 1024 } as const

/** Of the pale words in the field that answers a question. */
export const PLACEHOLDER = 64

/** Of a rich message: characters, blocks with the rows and items in them, columns of a table. */
export const RICH = { characters: 32_768, blocks: 500, columns: 20 } as const
