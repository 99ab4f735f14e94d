/** The timeline of 25,000 events, in the page and with the script of the package, in a real browser. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../scripts/processes.mjs';
import { openBrowser } from '../../scripts/workbenchPage.mjs';
import { groupEvents } from '../../src/swf/eventGroups';
import { barsOf, type Timeline } from '../../src/timeline/bars';
import { timelinePage } from '../../src/timeline/page';
import { longestHistory, mostEvents } from '../support/longestHistory';
import { type Figure, figure, median, note } from './figures';
import { numberIn, program, quick, runFresh } from './programs';

const rounds = quick ? 2 : 7;
/** How long the wheel turns, in milliseconds. */
const zoomFor = 3000;
/** A page of the test alone: nothing is asked of a network. */
const address = 'http://timeline.invalid/';

program(async (): Promise<Figure[]> => {
  const pure: unknown[] = [];
  for (let n = 0; n < rounds; n++) pure.push((await runFresh('timelineOnce')).result);
  const timeline: Timeline = {
    name: 'order-1',
    origin: 'bench',
    eventCount: mostEvents,
    open: true,
    bars: barsOf(groupEvents(longestHistory())),
  };
  const browser = await openBrowser();
  const painted: number[] = [];
  const rates: number[] = [];
  const slowest: number[] = [];
  try {
    for (let n = 0; n < rounds; n++) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await openTimeline(page);
      painted.push(await firstPaint(page, timeline));
      const { rate, longest } = await zoom(page);
      rates.push(rate);
      slowest.push(longest);
      await page.close();
    }
  } finally {
    await browser.close();
  }
  note(
    `Timeline: ${timeline.bars.length} bars, medians of ${rounds} pages; slowest frame ${Math.max(...slowest).toFixed(0)} ms`,
  );
  const middle = (key: string) => median(pure.map((each) => numberIn(each, key)));
  note(`Warm: groups and layout ${middle('pictureWarm').toFixed(1)} ms, document ${middle('textWarm').toFixed(1)} ms`);
  return [
    figure('25,000 events grouped and laid out, first time in a process', middle('pictureFirst'), 'ms', '<', 200),
    figure(
      '25,000 events written as a history document, first time in a process',
      middle('textFirst'),
      'ms',
      '<',
      1000,
    ),
    figure('Timeline of 25,000 events: from the message to the first paint', median(painted), 'ms', '<', 1000),
    figure('Timeline of 25,000 events: frames while zooming', median(rates), 'per second', '≥', 30),
  ];
});

async function openTimeline(page: Page): Promise<void> {
  const script = readFileSync(path.join(root, 'dist/timeline.js'), 'utf8');
  const html = timelinePage({ nonce: 'bench', scriptUri: `${address}timeline.js`, language: 'en', texts: undefined });
  await page.route(`${address}**`, async (route) => {
    const isScript = route.request().url().endsWith('.js');
    await route.fulfill(
      isScript ? { body: script, contentType: 'text/javascript' } : { body: html, contentType: 'text/html' },
    );
  });
  await page.addInitScript('globalThis.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} })');
  await page.goto(address);
  await page.waitForFunction("document.getElementById('legend')?.children.length > 0");
}

/** From the moment the message is sent, which is copied as VS Code copies it, until the frame after the first drawing. */
async function firstPaint(page: Page, timeline: Timeline): Promise<number> {
  await page.evaluate(`globalThis.message = ${JSON.stringify({ kind: 'show', address: 'a', timeline })}`);
  const ms: unknown = await page.evaluate(`new Promise((resolve) => {
    const start = performance.now();
    postMessage(globalThis.message, '*');
    const look = () => performance.getEntriesByName('swf-timeline-shown').length > 0
      ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)))
      : requestAnimationFrame(look);
    look();
  })`);
  return Number(ms);
}

/** Turns the wheel over the picture without a pause, in and out, and counts the frames that were drawn. */
async function zoom(page: Page): Promise<{ readonly rate: number; readonly longest: number }> {
  const result: unknown = await page.evaluate(`new Promise((resolve) => {
    const chart = document.getElementById('chart');
    const box = chart.getBoundingClientRect();
    performance.clearMarks();
    const start = performance.now();
    let [last, longest, n] = [start, 0, 0];
    const turn = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (now - start > ${zoomFor}) {
        const drawn = performance.getEntriesByName('swf-timeline-drawn').length;
        resolve({ rate: drawn / ((now - start) / 1000), longest });
        return;
      }
      const deltaY = n++ % 60 < 30 ? -120 : 120;
      chart.dispatchEvent(new WheelEvent('wheel', { deltaY, clientX: box.left + box.width * 0.6, clientY: box.top + 100, bubbles: true, cancelable: true }));
      requestAnimationFrame(turn);
    };
    requestAnimationFrame(turn);
  })`);
  return { rate: numberIn(result, 'rate'), longest: numberIn(result, 'longest') };
}
