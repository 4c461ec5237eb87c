/**
 * The plots of docs/evidence.md. Each follows the reader's colour scheme, its background too: a picture is not told that of
 * the page about it.
 */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { inKilobytes, inMegabytes, megabytes } from './format.ts';
import type { Run } from './run.ts';

const WIDTH = 760;

/** What of the DOM is needed here: this project is checked without its types. */
interface Drawn {
  readonly outerHTML: string;
}
const { document } = parseHTML('<html></html>') as unknown as { readonly document: Drawn };

const STYLE = `
svg { color: #1f2328; background: #ffffff; font-family: system-ui, sans-serif; font-size: 12px; }
@media (prefers-color-scheme: dark) { svg { color: #e6edf3; background: #0d1117; } }`;

/** Both stand out from white and from near black. */
const COLOURS = {
  before: '#d9730d',
  after: '#3a8fd9',
  heap: '#8a6fd1',
  external: '#d9730d',
} as const;

/** The text of each plot by its name. */
export function plotsOf({ idleSockets, curesKept, serviceCourse }: Run): Record<string, string> {
  return {
    'service-memory': courseOf(
      serviceCourse.map((sample) => ({
        ...sample,
        value: megabytes(sample['heap bytes'] + sample['external bytes']),
      })),
      'heap and external memory, MB',
    ),
    'service-sockets': courseOf(
      serviceCourse.map((sample) => ({ ...sample, value: sample.sockets })),
      'open sockets',
    ),
    'idle-sockets': idleSocketsPlot(idleSockets),
    'cures-kept': curesPlot(curesKept),
  };
}

interface CoursePoint {
  readonly state: 'before' | 'after';
  readonly requests: number;
  readonly value: number;
}

/** Two lines, each named at its end. */
function courseOf(points: readonly CoursePoint[], label: string): string {
  return draw({
    height: 310,
    marginTop: 32,
    marginLeft: 56,
    marginRight: 150,
    x: { label: 'requests', grid: true, tickFormat: 's' },
    y: { label, grid: true, zero: true },
    marks: [
      Plot.ruleY([0]),
      Plot.line(points, {
        x: 'requests',
        y: 'value',
        z: 'state',
        stroke: (point: CoursePoint) => COLOURS[point.state],
        strokeWidth: 2,
      }),
      Plot.text(
        points,
        Plot.selectLast({
          x: 'requests',
          y: 'value',
          z: 'state',
          text: (point: CoursePoint) =>
            point.state === 'before' ? 'as it was written' : 'after codemod all',
          fill: (point: CoursePoint) => COLOURS[point.state],
          textAnchor: 'start',
          dx: 8,
        }),
      ),
    ],
  });
}

/** A row for each version, with a bar for each bound. */
function idleSocketsPlot(rows: Run['idleSockets']): string {
  const bars = rows.flatMap((row) => [
    {
      version: `axios ${row.axios}`,
      of: '100 idle sockets',
      ...inMB(row['bytes left, 100 idle sockets']),
      colour: COLOURS.before,
    },
    {
      version: `axios ${row.axios}`,
      of: 'bounded to 10',
      ...inMB(row['bytes left, bounded to 10']),
      colour: COLOURS.after,
    },
  ]);
  return barsOf(bars, 'MB left after 100 requests at once, with bodies of 100 KB');
}

/** A row for each cure, with a bar for each memory. */
function curesPlot(rows: Run['curesKept']): string {
  const bars = rows.flatMap((row) => [
    {
      version: row.cure,
      of: 'heap',
      ...inKB(row['heap bytes/call, one field']),
      colour: COLOURS.heap,
    },
    {
      version: row.cure,
      of: 'external',
      ...inKB(row['external bytes/call, one field']),
      colour: COLOURS.external,
    },
  ]);
  return barsOf(bars, 'KB kept of a response, of which one field is needed');
}

interface Bar {
  /** The row. */
  readonly version: string;
  /** The bar in the row. */
  readonly of: string;
  readonly value: number;
  /** As it is written beside the bar. */
  readonly figure: string;
  readonly colour: string;
}

const inMB = (bytes: number) => ({ value: megabytes(bytes), figure: inMegabytes(bytes) });
const inKB = (bytes: number) => ({ value: bytes / 1_000, figure: inKilobytes(bytes) });

function barsOf(bars: readonly Bar[], label: string): string {
  const rows = [...new Set(bars.map(({ version }) => version))];
  return draw({
    height: 60 + 52 * rows.length,
    marginLeft: 120,
    marginRight: 180,
    marginTop: 36,
    marginBottom: 12,
    x: { label, labelAnchor: 'left', axis: 'top', grid: true, ticks: 6 },
    y: { axis: null, domain: [...new Set(bars.map(({ of }) => of))] },
    fy: { label: null, domain: rows, padding: 0.25 },
    marks: [
      Plot.barX(bars, { x: 'value', y: 'of', fy: 'version', fill: 'colour' }),
      Plot.text(bars, {
        x: 'value',
        y: 'of',
        fy: 'version',
        text: (bar: Bar) => `${bar.of}: ${bar.figure}`,
        textAnchor: 'start',
        dx: 6,
      }),
      Plot.axisFy({ anchor: 'left', textAnchor: 'start', dx: -110 }),
      Plot.ruleX([0]),
    ],
  });
}

function draw(options: Plot.PlotOptions): string {
  const { outerHTML } = Plot.plot({
    width: WIDTH,
    color: { type: 'identity' },
    ...options,
    document,
  }) as unknown as Drawn;
  return `${outerHTML.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"').replace('>', `><style>${STYLE}</style>`)}\n`;
}
