/** Table types of runs, decisions, looks, facts and saved settings (migration 0002). */
import type { Generated } from 'kysely'

/** One trip through the line. Counts are JSON of the contract's shapes. */
export interface RunTable {
  id: Generated<number>
  trigger: string
  dry_run: number
  started_at: number
  finished_at: number | null
  outcome: string
  sentence: string
  planned: string
  done: string
  requests: number
  decision_set: number | null
  /** Migration 0019. */
  only_title: string | null
}

/** What a run decided; runs that decided the same share a set. */
export interface DecisionSetTable {
  id: Generated<number>
  digest: string
}

/** One decision of a set, in order. */
export interface DecisionTable {
  set_id: number
  position: number
  unit: string
  action: string
  json: string
}

/** The plan of a run, file by file, with its digest (migration 0008). */
export interface PlanTable {
  run_id: number
  digest: string
  json: string
}

/** A remembered look at a unit's files. */
export interface InspectionTable {
  unit: string
  json: string
}

/** A small fact by name. */
export interface MemoryTable {
  name: string
  value: string
}

/** A setting that a person saved, JSON by key path. */
export interface SavedSettingTable {
  key: string
  value: string
}

/** The tables of this migration. */
export interface RunTables {
  run: RunTable
  decision_set: DecisionSetTable
  decision: DecisionTable
  plan: PlanTable
  inspection: InspectionTable
  memory: MemoryTable
  saved_setting: SavedSettingTable
}
