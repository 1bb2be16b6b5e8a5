/** The frame of every chart: what it shows in words, the chart, and the same as a table that anyone can open. */
import { Button } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { Card } from '../../ui/card.tsx'
import classes from './figure.module.css'
import { insightText } from './text.ts'

/** A table; the first column names its rows. */
export interface TableForm {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[]
}

interface FigureProps {
  readonly title: string
  /** The chart in sentences. */
  readonly sentences: readonly string[]
  readonly children: ReactNode
  readonly table: TableForm
}

/** A card with a chart. */
export function Figure({ title, sentences, children, table }: FigureProps) {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const label = isOpen ? insightText.hideTable : insightText.table
  return (
    <Card title={title}>
      <div className={classes.figure}>
        <p className={classes.sentences}>{sentences.join(' ')}</p>
        {children}
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconTable size={16} aria-hidden="true" />}
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            aria-label={`${label}: ${title}`}
            onClick={() => setOpen(!isOpen)}
          >
            {label}
          </Button>
        </div>
        {isOpen ? <Table id={id} title={insightText.tableOf(title)} table={table} /> : null}
      </div>
    </Card>
  )
}

/** Scrolls by itself, also with the keyboard. */
export function Table({
  id,
  title,
  table
}: {
  readonly id?: string
  readonly title: string
  readonly table: TableForm
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse
    <section id={id} className={classes.scroll} aria-label={title} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ key, cells: [first, ...others] }) => (
            <tr key={key}>
              <th scope="row">{first}</th>
              {others.map((cell, position) => (
                <td key={table.columns[position + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
