/** `npm run gallery [FOLDER]`: photographs every scene at both widths, in both themes and both languages, and makes a page of them. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { chromiumPath, ensureBuilt, open, startBrowser } from '../browser.ts'
import { looks, scenes, stage } from './scenes.ts'

const folder = resolve(process.argv[2] ?? '.pcu/gallery')

const nameOf = (scene: string, look: string): string => `${scene.replaceAll(/[^\w]+/gu, '-')}-${look}.png`

const photograph = async (): Promise<readonly string[]> => {
  const browser = await startBrowser()
  const names: string[] = []
  try {
    for (const scene of scenes) {
      for (const look of looks) {
        const { page, standIn, close } = await open(browser, scene.world(), { ...look, ...scene })
        const name = nameOf(scene.name, `${look.width}-${look.scheme}`)
        await stage(scene, page, standIn)
        await page.screenshot({ path: `${folder}/${name}`, fullPage: true })
        await close()
        names.push(name)
      }
    }
  } finally {
    await browser.close()
  }
  return names
}

if (chromiumPath === undefined) {
  process.stderr.write('No Chromium was found. Install it, or set CHROMIUM_PATH.\n')
  process.exitCode = 1
} else {
  await ensureBuilt()
  mkdirSync(folder, { recursive: true })
  const names = await photograph()
  const figures = names.map(
    (name) => `<figure><figcaption>${name}</figcaption><img src="${name}" loading="lazy"></figure>`
  )
  writeFileSync(`${folder}/index.html`, `<!doctype html><title>Gallery</title>${figures.join('\n')}`)
  process.stdout.write(`${names.length} photographs: ${folder}/index.html\n`)
}
