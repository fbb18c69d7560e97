// Draws every schedule of the library: the value over the count of steps taken.

import { areaY, line, text } from '@observablehq/plot'
import {
  constantSchedule,
  cosineDecaySchedule,
  cosineOnecycleSchedule,
  exponentialDecay,
  joinSchedules,
  linearOnecycleSchedule,
  linearSchedule,
  piecewiseConstantSchedule,
  piecewiseInterpolateSchedule,
  polynomialSchedule,
  sgdrSchedule,
  warmupConstantSchedule,
  warmupCosineDecaySchedule,
  warmupExponentialDecaySchedule,
  type Schedule,
} from 'optfuse'
import { figure } from './draw/figure.ts'
import { colourAt } from './draw/palette.ts'
import { panel } from './draw/panel.ts'
import { save } from './draw/save.ts'
import { settings } from './settings.ts'

const STEPS = 100

const cycle = { initValue: 0, warmupSteps: 8, endValue: 0.05 }

const gallery: Readonly<Record<string, Schedule>> = {
  constantSchedule: constantSchedule(0.6),
  linearSchedule: linearSchedule({ initValue: 1, endValue: 0.1, transitionSteps: 70, transitionBegin: 10 }),
  polynomialSchedule: polynomialSchedule({ initValue: 1, endValue: 0.1, power: 3, transitionSteps: 90 }),
  exponentialDecay: exponentialDecay({ initValue: 1, transitionSteps: 25, decayRate: 0.5 }),
  'exponentialDecay, staircase': exponentialDecay({
    initValue: 1,
    transitionSteps: 25,
    decayRate: 0.5,
    staircase: true,
  }),
  cosineDecaySchedule: cosineDecaySchedule({ initValue: 1, decaySteps: 90, alpha: 0.05 }),
  warmupConstantSchedule: warmupConstantSchedule({ initValue: 0, peakValue: 1, warmupSteps: 20 }),
  warmupCosineDecaySchedule: warmupCosineDecaySchedule({
    initValue: 0,
    peakValue: 1,
    warmupSteps: 15,
    decaySteps: STEPS,
  }),
  warmupExponentialDecaySchedule: warmupExponentialDecaySchedule({
    initValue: 0,
    peakValue: 1,
    warmupSteps: 15,
    transitionSteps: 20,
    decayRate: 0.5,
  }),
  piecewiseConstantSchedule: piecewiseConstantSchedule({
    initValue: 1,
    boundariesAndScales: { 30: 0.5, 60: 0.4, 85: 0.25 },
  }),
  piecewiseInterpolateSchedule: piecewiseInterpolateSchedule({
    interpolateType: 'cosine',
    initValue: 0.2,
    boundariesAndScales: { 30: 5, 60: 0.4, 90: 0.25 },
  }),
  linearOnecycleSchedule: linearOnecycleSchedule({ transitionSteps: STEPS, peakValue: 1 }),
  cosineOnecycleSchedule: cosineOnecycleSchedule({ transitionSteps: STEPS, peakValue: 1 }),
  sgdrSchedule: sgdrSchedule({
    cosineKwargs: [
      { ...cycle, peakValue: 1, decaySteps: 20 },
      { ...cycle, peakValue: 0.8, decaySteps: 30 },
      { ...cycle, peakValue: 0.6, decaySteps: 50 },
    ],
  }),
  joinSchedules: joinSchedules({
    schedules: [
      linearSchedule({ initValue: 0, endValue: 0.8, transitionSteps: 30 }),
      constantSchedule(0.8),
      constantSchedule(0.2),
    ],
    boundaries: [30, 70],
  }),
  'any function of the count': (count) => 0.5 + 0.4 * Math.cos(count / 6) * Math.exp(-count / 60),
}

const columns = 4
const width = 264
const height = 170

const panels = Object.entries(gallery).map(([name, schedule], place) => {
  const points = Array.from({ length: STEPS + 1 }, (_, count) => ({ count, value: schedule(count) }))
  const svg = panel({
    width,
    height,
    marginLeft: 34,
    marginRight: 12,
    marginTop: 30,
    marginBottom: 24,
    x: { label: null, ticks: [0, 50, 100] },
    y: { label: null, domain: [0, 1.05], ticks: [0, 0.5, 1], tickFormat: String, grid: true },
    style: { fontSize: '11px' },
    marks: [
      areaY(points, { x: 'count', y: 'value', curve: 'step-after', fill: colourAt(0), fillOpacity: 0.12 }),
      line(points, { x: 'count', y: 'value', curve: 'step-after', stroke: colourAt(0), strokeWidth: 2 }),
      text([name], { frameAnchor: 'top-left', dx: -28, dy: -22, fontSize: 12, fontWeight: 600 }),
    ],
  })
  return { x: 16 + (place % columns) * width, y: 74 + Math.floor(place / columns) * (height + 8), svg }
})

const drawing = figure({
  title: 'Schedules',
  subtitle: 'The value of a hyperparameter (up) by the count of steps taken (across)',
  width: 32 + columns * width,
  height: 84 + Math.ceil(panels.length / columns) * (height + 8),
  panels,
})

console.log(`${panels.length} schedules: ${save(settings().out, 'schedules.svg', drawing)}`)
