/** What a line holds that nobody sees, or that turns around what stands beside it, made visible. */

/** Control characters and marks of direction; joiners stay, since signs are made of them. */
const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu

/** The text with each of them written as its number, such as `\u202e`. */
export const visible = (text: string): string =>
  text.replaceAll(unseen, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
