/** Where the bytes of each library lie, and what is known of the disks. */
import type { Insight } from '@pcu/contract'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { sizeText } from '../../ui/words/numbers.ts'
import { Bars } from './bars.tsx'
import { Figure } from './figure.tsx'
import { percentText } from './numbers.ts'
import { insightText } from './text.ts'

const text = insightText.sections

const shareOf = (poolBytes: number, totalBytes: number): number => (totalBytes === 0 ? 0 : poolBytes / totalBytes)

/** How much of each library lies on the pool. */
export function Sections({ insight: { sections } }: { readonly insight: Insight }) {
  if (sections === null || sections.length === 0)
    return (
      <Card title={text.title}>
        <Empty sentence={sections === null ? text.unread : text.none} />
      </Card>
    )
  const pool = sections.reduce((sum, { poolBytes }) => sum + poolBytes, 0)
  const all = sections.reduce((sum, { totalBytes }) => sum + totalBytes, 0)
  return (
    <Figure
      title={text.title}
      sentences={[text.of(sizeText(pool), sizeText(all), percentText(shareOf(pool, all) * 100))]}
      table={{
        columns: [text.section, text.pool, text.all, text.share],
        rows: sections.map(({ sectionId, title, poolBytes, totalBytes }) => ({
          key: sectionId,
          cells: [
            <bdi key="title">{title}</bdi>,
            sizeText(poolBytes),
            sizeText(totalBytes),
            percentText(shareOf(poolBytes, totalBytes) * 100)
          ]
        }))
      }}
    >
      <Bars
        rows={sections.map(({ sectionId, title, poolBytes, totalBytes }) => ({
          key: sectionId,
          name: <bdi>{title}</bdi>,
          value: text.of(sizeText(poolBytes), sizeText(totalBytes), percentText(shareOf(poolBytes, totalBytes) * 100)),
          share: shareOf(poolBytes, totalBytes)
        }))}
      />
    </Figure>
  )
}
