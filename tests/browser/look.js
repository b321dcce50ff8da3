// look.js [--pictures FOLDER] FILE.html...: opens each page in
// Debian's chromium, at desktop and phone width, light and dark; runs axe-core
// over it, and sees that it asks the network for nothing and needs no sideways
// scrolling. Prints each fault and, last, "N passed, N failed"; with
// --pictures, leaves a PNG of each. Found in build/browser by run.sh.
"use strict";
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");
const { chromium } = require("playwright-core");

const axe = fs.readFileSync(require.resolve("axe-core"), "utf8");
const browser_path = process.env.CHROMIUM || "/usr/bin/chromium";

// What the Dutch government standard (EN 301 549) asks, and headings in order.
const RULES = {
  runOnly: {
    type: "tag",
    values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  },
  rules: { "heading-order": { enabled: true }, "page-has-heading-one": { enabled: true } },
};
const VIEWS = [
  { name: "desktop-light", width: 820, scheme: "light" },
  { name: "desktop-dark", width: 820, scheme: "dark" },
  { name: "phone-light", width: 375, scheme: "light" },
  { name: "phone-dark", width: 375, scheme: "dark" },
];

function arguments_of(words) {
  const out = { pictures: null, files: [] };
  for (let i = 0; i < words.length; i++) {
    if (words[i] === "--pictures") out.pictures = words[++i];
    else out.files.push(words[i]);
  }
  return out;
}

// One page in one context; each view is a new width and scheme of it.
async function open_page(browser, file, faults, scale) {
  const context = await browser.newContext({ deviceScaleFactor: scale });
  const page = await context.newPage();
  const own = pathToFileURL(file).href;
  await page.route("**/*", (route) => {
    const url = route.request().url();
    if (url === own || url.startsWith("data:")) return route.continue();
    faults.push(`asks for ${url}`);
    return route.abort();
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  await page.goto(own);
  await page.evaluate(axe);
  return { context, page };
}

async function look(page, view, faults) {
  await page.setViewportSize({ width: view.width, height: 900 });
  await page.emulateMedia({ colorScheme: view.scheme });
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) faults.push(`is ${wide} px wider than its window`);
  const result = await page.evaluate((rules) => window.axe.run(document, rules), RULES);
  for (const violation of result.violations)
    for (const node of violation.nodes)
      faults.push(`${violation.id}: ${node.target.join(" ")}: ` +
        node.failureSummary.replace(/\s+/g, " "));
  if (result.passes.length === 0) faults.push("axe-core looked at nothing");
}

// The number of views of the file that have a fault.
async function look_at(browser, file, pictures) {
  const faults = [];
  let failed = 0;
  const { context, page } = await open_page(browser, path.resolve(file), faults,
    1);
  for (const view of VIEWS) {
    await look(page, view, faults);
    for (const fault of faults) console.log(`${file} (${view.name}): ${fault}`);
    failed += faults.length > 0;
    faults.length = 0;
    if (pictures)
      await page.screenshot({
        path: path.join(pictures, `${path.basename(file, ".html")}-${view.name}.png`),
        fullPage: true,
      });
  }
  await context.close();
  return failed;
}

async function main() {
  const { pictures, files } = arguments_of(process.argv.slice(2));
  const browser = await chromium.launch({
    executablePath: browser_path,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
  let passed = 0, failed = 0;
  if (pictures) fs.mkdirSync(pictures, { recursive: true });
  for (const file of files) {
    const bad = await look_at(browser, file, pictures);
    failed += bad;
    passed += VIEWS.length - bad;
  }
  await browser.close();
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

main().then((code) => process.exit(code), (error) => {
  console.error(String(error));
  console.log("0 passed, 1 failed");
  process.exit(1);
});
