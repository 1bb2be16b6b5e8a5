/** Everything on the pool that we put there, with its reason; can be filtered and ordered. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { arranged, type CachedUnit, holding, type Order, orders, searchable, wordsOfCached } from '@pcu/contract'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { Loaded } from '../../api/loaded.tsx'
import { cachedQuery } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { usePages } from '../../ui/pager.tsx'
import { sizeText } from '../../ui/words/numbers.ts'
import { CachedRow } from './cached-row.tsx'
import { Nothing } from './nothing.tsx'
import classes from './on-the-pool.module.css'
import { cachedText } from './text.ts'

const PAGE = 10

const sizeOf = (units: readonly CachedUnit[]): string =>
  sizeText(units.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))

/** The card of cached units. */
export function OnThePool() {
  const query = useQuery(cachedQuery)
  const units = query.data?.units
  const aside = units === undefined || units.length === 0 ? undefined : cachedText.count(units.length, sizeOf(units))
  return (
    <Card title={cachedText.title} aside={aside}>
      <Loaded query={query} lines={4}>
        {(answer) => (answer.units.length === 0 ? <Nothing /> : <Units units={answer.units} />)}
      </Loaded>
    </Card>
  )
}

function Units({ units }: { readonly units: readonly CachedUnit[] }) {
  const [filter, setFilter] = useState('')
  const [order, setOrder] = useState<Order>('newest')
  const wanted = useDeferredValue(filter)
  const all = useMemo(() => searchable(units, wordsOfCached), [units])
  const found = useMemo(() => arranged(holding(all, wanted), order), [all, wanted, order])
  const { rows, pager } = usePages(found, PAGE)
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          className={classes.filter ?? ''}
          type="search"
          aria-label={cachedText.filter}
          placeholder={cachedText.filter}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label={cachedText.sort}
          value={order}
          data={orders.map((value) => ({ value, label: cachedText.orders[value] }))}
          onChange={(event) => setOrder(orders.find((known) => known === event.currentTarget.value) ?? 'newest')}
        />
      </div>
      {rows.length === 0 ? (
        <Empty sentence={cachedText.noneFound}>
          <Button className={classes.clear ?? ''} size="sm" variant="default" onClick={() => setFilter('')}>
            {cachedText.clear}
          </Button>
        </Empty>
      ) : (
        <ul>
          {rows.map((unit) => (
            <CachedRow key={unit.id} unit={unit} />
          ))}
        </ul>
      )}
      {pager}
    </>
  )
}
