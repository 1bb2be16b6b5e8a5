/** Puts a text into the clipboard, also where the page has none of its own. */

/** A page that was not opened by https has no clipboard; then what is shown is selected, so that a key copies it. Whether it is copied. */
export const copyText = async (text: string, shown: HTMLElement | null): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    if (shown !== null) globalThis.getSelection()?.selectAllChildren(shown)
    return document.execCommand('copy')
  }
}
