// A browser that does what it is told, a line at a time: {"verb": "open", …} on stdin, on stdout
// {"value": …} or {"error": "what was in the way"}. It never waits until a page is so: whoever
// asks looks again. It ends with its input.
//
//   open {url}                       goes to an address
//   text {}                          what is to be read on the page and in its frames, one string
//   tables {}                        tables, those in frames too: lists of rows, rows of cells
//   click {label}                    the one visible button, link or option of that name
//   fill {label, value}              the input or editor that has this label
//   picture {file, width, height}    the page as a PNG, in a window of that size
//
// While a dialog is open, click and fill mean what is in it.
//
// Arguments: the browser's program, and the folder in which puppeteer-core is installed.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [program, installed] = process.argv.slice(2);
const puppeteer = createRequire(installed + '/')('puppeteer-core');
const browser = await puppeteer.launch({
  executablePath: program,
  timeout: 120_000, // on a busy machine
  // Chromium's own sandbox needs rights that root in a container does not have; only pages of
  // this machine are opened here.
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--lang=en-GB'],
  defaultViewport: { width: 1280, height: 900 },
});
const [page] = await browser.pages();
page.setDefaultTimeout(120_000);

const verbs = {
  open: async ({ url }) => {
    await page.goto(url, { waitUntil: 'domcontentloaded' });
  },
  text: async () => (await everywhere(() => document.body.innerText)).join('\n'),
  tables: async () => (await everywhere(tables)).flat(),
  click: async ({ label }) => (await found(control, label)).click(),
  fill: async ({ label, value }) => {
    await (await found(field, label)).focus();
    await page.keyboard.down('Control');
    await page.keyboard.press('KeyA');
    await page.keyboard.up('Control');
    // In one piece: editors complete brackets and quotes that are typed one by one.
    await page.keyboard.sendCharacter(value);
    // An editor lays JSON out anew when it is left; a click that leaves it would then miss.
    await page.keyboard.press('Tab');
  },
  picture: async ({ file, width, height }) => {
    await page.setViewport({ width, height });
    await page.screenshot({ path: file });
  },
};

/** What a function answers on the page and in each of its frames that is still there. */
async function everywhere(look) {
  const answers = await Promise.allSettled(page.frames().map((frame) => frame.evaluate(look)));
  return answers.filter((one) => one.status === 'fulfilled').map((one) => one.value);
}

/** The one element that a function finds by a label. */
async function found(look, label) {
  const elements = await page.evaluateHandle(look, label);
  const count = await elements.evaluate((list) => list.length);
  if (count !== 1) {
    throw new Error(`${count} visible things are called "${label}"`);
  }
  return (await elements.evaluateHandle((list) => list[0])).asElement();
}

// The functions below run in the page.

function tables() {
  return [...document.querySelectorAll('table')].map((table) =>
    [...table.rows].map((row) => [...row.cells].map((cell) => cell.innerText.trim())),
  );
}

function control(label) {
  const shown = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const names = (element) => [
    element.innerText.trim(),
    // An option is called by its first line; what follows describes it.
    element.innerText.trim().split('\n')[0].trim(),
    element.ariaLabel,
    // A list to choose from is a button around an input with a label. The page has each dialog
    // twice, with the same ids.
    ...[...element.querySelectorAll('input[id]')].map((input) =>
      root.querySelector(`label[for=${CSS.escape(input.id)}]`)?.innerText.trim(),
    ),
  ];
  const root = document.querySelector('dialog[open]') ?? document;
  const all = [...root.querySelectorAll('button, a, [role=menuitem], [role=option], [role=tab]')]
    .filter((element) => shown(element) && names(element).includes(label));
  return all.filter((element) => !all.some((other) => other !== element && element.contains(other)));
}

function field(label) {
  const root = document.querySelector('dialog[open]') ?? document;
  return [...root.querySelectorAll('label')]
    .filter((element) => element.innerText.trim() === label && element.checkVisibility())
    .map((element) => root.querySelector(`[id=${CSS.escape(element.htmlFor)}]`))
    .map((field) => field?.querySelector('[contenteditable=true]') ?? field)
    .filter((field) => field !== null && !field.disabled);
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const { verb, ...given } = JSON.parse(line);
    answer = { value: (await verbs[verb](given)) ?? null };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
await browser.close();
