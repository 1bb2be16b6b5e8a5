/** Keeps a text on its line: what a file name may hold must neither forge a line of a log nor steer a terminal. */

/** Control characters, written as `\n` or `\u001b`. */
export const oneLine = (text: string): string =>
  text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0
    return code < 0x20 ? JSON.stringify(character).slice(1, -1) : `\\u${code.toString(16).padStart(4, '0')}`
  })
