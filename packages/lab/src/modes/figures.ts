import { encodePng } from '@modeseek/node';
import sharp from 'sharp';
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { GaussianMixture } from '../mixtures/index.ts';
import type { Points } from './metrics.ts';

/** Edge of a panel, in pixels. */
const PANEL = 150;
/** Half the edge of what a panel shows, in the plane's units. */
const SHOWN = 1.25;
const PANELS_A_ROW = 6;
const COLOUR = '#d9480f';

/** Points that a method left in a density, and how they got there. */
export interface Panel {
  title: string;
  /** Where the points were, the end last; one entry where there is no way to show. */
  path: readonly Points[];
}

/** A line of a chart. */
export interface Line {
  /** Which of the charts side by side. */
  chart: string;
  name: string;
  points: readonly { x: number; y: number }[];
}

/** Groups of panels over a picture of the density. */
export async function drawPanels(
  density: GaussianMixture,
  groups: readonly { title: string; panels: readonly Panel[] }[],
): Promise<Buffer> {
  const background = `data:image/png;base64,${(await heatmap(density)).toString('base64')}`;
  return draw({
    spacing: 18,
    vconcat: groups.map((group) => ({
      spacing: 6,
      columns: PANELS_A_ROW,
      concat: group.panels.map(({ title, path }) => panel(background, `${title}, ${group.title}`, path)),
    })),
  } as TopLevelSpec);
}

/** Line charts side by side, both axes logarithmic. */
export function drawLines(lines: readonly Line[], titles: { x: string; y: string }): Promise<Buffer> {
  const charts = [...new Set(lines.map(({ chart }) => chart))];
  const values = lines.flatMap(({ chart, name, points }) =>
    points.map(({ x, y }) => ({ chart, name, x, y })),
  );
  return draw({
    data: { values: values.filter(({ x, y }) => x > 0 && y > 0) },
    facet: { field: 'chart', type: 'nominal', title: null, sort: charts },
    columns: 2,
    spec: {
      width: 330,
      height: 220,
      mark: { type: 'line', strokeWidth: 1.5 },
      encoding: {
        x: {
          field: 'x',
          type: 'quantitative',
          scale: { type: 'log', nice: false },
          title: titles.x,
          axis: { grid: false },
        },
        y: { field: 'y', type: 'quantitative', scale: { type: 'log', nice: false }, title: titles.y },
        color: {
          field: 'name',
          type: 'nominal',
          title: null,
          sort: [...new Set(lines.map(({ name }) => name))],
          scale: { scheme: 'tableau10' },
        },
      },
    },
  } as TopLevelSpec);
}

function panel(background: string, title: string, path: readonly Points[]) {
  const scale = { domain: [-SHOWN, SHOWN] };
  const axis = (field: string) => ({ field, type: 'quantitative', scale, axis: null });
  const end = path[path.length - 1];
  const shownPaths = path.length > 1 ? indices(end, 7) : [];
  return {
    title: { text: title, fontSize: 11, fontWeight: 'normal', offset: 3 },
    width: PANEL,
    height: PANEL,
    view: { stroke: '#ddd' },
    layer: [
      {
        data: { values: [{ x: 0, y: 0, url: background }] },
        mark: { type: 'image', width: PANEL, height: PANEL, aspect: false },
        encoding: { x: axis('x'), y: axis('y'), url: { field: 'url', type: 'nominal' } },
      },
      {
        data: {
          values: shownPaths.flatMap((i) =>
            path.map((points, step) => ({ i, step, x: points[i], y: points[i + 1] })),
          ),
        },
        mark: { type: 'line', color: '#555', strokeWidth: 0.4, opacity: 0.6, clip: true },
        encoding: { x: axis('x'), y: axis('y'), detail: { field: 'i' }, order: { field: 'step' } },
      },
      {
        data: { values: indices(end, 1).map((i) => ({ x: end[i], y: end[i + 1] })) },
        mark: { type: 'circle', color: COLOUR, size: 5, opacity: 0.8, clip: true },
        encoding: { x: axis('x'), y: axis('y') },
      },
    ],
  };
}

/** Where every `step`-th point begins in an array of points. */
function indices(points: Points, step: number): number[] {
  return Array.from({ length: Math.ceil(points.length / 2 / step) }, (_, k) => 2 * step * k);
}

/** The density as blue on white, as dark as the fourth root of it. */
async function heatmap(density: GaussianMixture): Promise<Buffer> {
  const edge = 2 * PANEL;
  const at = (i: number) => SHOWN * ((2 * i + 1) / edge - 1);
  const values = Float64Array.from({ length: edge * edge }, (_, i) =>
    Math.exp(density.logDensity([at(i % edge), -at(Math.floor(i / edge))], 0.01) / 4),
  );
  const highest = values.reduce((a, b) => Math.max(a, b));
  const pale = [0.42, 0.62, 0.86];
  const data = new Float32Array(3 * values.length).map(
    (_, i) => 1 - (1 - pale[i % 3]) * (values[Math.floor(i / 3)] / highest),
  );
  return encodePng({ data, batch: 1, height: edge, width: edge });
}

async function draw(spec: TopLevelSpec): Promise<Buffer> {
  const { spec: compiled } = compile({ background: 'white', padding: 8, ...spec });
  const svg = await new View(parse(compiled), { renderer: 'none' }).toSVG();
  return sharp(Buffer.from(svg), { density: 144 }).png({ palette: true }).toBuffer();
}
