/** Telegram's refusals, in its own words: they have no codes but those of HTTP. */

export class Refusal extends Error {
  readonly status: number
  readonly parameters: Readonly<Record<string, number>> | undefined

  constructor(status: number, description: string, parameters?: Readonly<Record<string, number>>) {
    super(description)
    this.status = status
    this.parameters = parameters
  }
}

export const REFUSALS = {
  noChat: [400, 'Bad Request: chat not found'],
  noTopic: [400, 'Bad Request: message thread not found'],
  closedTopic: [400, 'Bad Request: TOPIC_CLOSED'],
  empty: [400, 'Bad Request: message text is empty'],
  textTooLong: [400, 'Bad Request: message is too long'],
  captionTooLong: [400, 'Bad Request: message caption is too long'],
  noMessage: [400, 'Bad Request: message to edit not found'],
  notModified: [
    400,
    'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  ],
  noText: [400, 'Bad Request: there is no text in the message to edit'],
  noCaption: [400, 'Bad Request: there is no caption in the message to edit'],
  noMessageToDelete: [400, 'Bad Request: message to delete not found'],
  cannotDelete: [400, "Bad Request: message can't be deleted for everyone"],
  noMessageToPin: [400, 'Bad Request: message to pin not found'],
  noMessageToUnpin: [400, 'Bad Request: message to unpin not found'],
  noMessageToReply: [400, 'Bad Request: message to be replied not found'],
  noMessageToReact: [400, 'Bad Request: message to react not found'],
  noReaction: [400, 'Bad Request: REACTION_INVALID'],
  oldQuery: [400, 'Bad Request: query is too old and response timeout expired or query ID is invalid'],
  mayNotWrite: [400, 'Bad Request: not enough rights to send text messages to the chat'],
  mayNotShow: [400, 'Bad Request: not enough rights to send photos to the chat'],
  mayNotPost: [400, 'Bad Request: need administrator rights in the channel chat'],
  unpaid: [403, 'Forbidden: ALLOW_PAYMENT_REQUIRED_25'],
  mayNotPin: [400, 'Bad Request: not enough rights to manage pinned messages in the chat'],
  badButton: [400, 'Bad Request: BUTTON_DATA_INVALID'],
  badFile: [400, 'Bad Request: wrong remote file identifier specified: Wrong string length'],
  badAlbum: [400, 'Bad Request: wrong number of media in the album'],
  noMember: [400, 'Bad Request: PARTICIPANT_ID_INVALID'],
  unauthorized: [401, 'Unauthorized'],
  blocked: [403, 'Forbidden: bot was blocked by the user'],
  kicked: [403, 'Forbidden: bot was kicked from the supergroup chat'],
  deleted: [403, 'Forbidden: the group chat was deleted'],
  noStart: [403, "Forbidden: bot can't initiate conversation with a user"],
  notIn: [403, 'Forbidden: bot is not a member of the channel chat'],
  noMethod: [404, 'Not Found'],
  twoPollers: [
    409,
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  ],
  webhookActive: [
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  ],
} as const satisfies Readonly<Record<string, readonly [number, string]>>

export type RefusalName = keyof typeof REFUSALS

export function refuse(name: RefusalName): never {
  const [status, description] = REFUSALS[name]
  throw new Refusal(status, description)
}
