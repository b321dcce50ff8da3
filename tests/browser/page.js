// page.js DEMO.html HOSTILE.html MANY.html: uses the page as people do, in
// Debian's chromium: search, filters, sorting, a story, keyboard, dark, print,
// without a script, what a stranger wrote, and 2,000 questions. DEMO is made
// from the bundled mailbox, the other two by test_publish. The last line
// counts; what is wrong stands before it.
"use strict";
const os = require("os");
const { pathToFileURL } = require("url");
const { chromium } = require("playwright-core");

// On a machine that others use as well, in proportion.
const crowd = Math.max(1, os.loadavg()[0] / os.cpus().length);
const LOAD_MS = 1000 * crowd, FILTER_MS = 100 * crowd;
let passed = 0, failed = 0;

function check(what, holds, got) {
  if (holds) passed++;
  else {
    failed++;
    console.log(`${what}: ${JSON.stringify(got)}`);
  }
}

async function open_page(browser, file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1180, height: 900 }, ...options });
  const page = await context.newPage();
  page.said = [];
  const own = pathToFileURL(file).href;
  await page.route("**/*", (route) => {
    const url = route.request().url();
    if (url === own || url.startsWith("data:")) return route.continue();
    page.said.push(`asks for ${url}`);
    return route.abort();
  });
  page.on("pageerror", (error) => page.said.push(error.message));
  page.on("console", (message) => page.said.push(message.text()));
  page.on("dialog", (dialog) => { page.said.push("a dialog"); dialog.dismiss(); });
  await page.goto(own);
  return page;
}

const shown = (page) => page.$$eval("#questions tbody tr",
  (rows) => rows.filter((row) => row.offsetParent !== null).length);
// Not innerText: rows out of sight are not laid out.
const column = (page, n) => page.$$eval("#questions tbody tr",
  (rows, at) => rows.filter((row) => !row.hidden)
    .map((row) => (row.cells[at].querySelector("b, .find-in") || row.cells[at])
      .textContent.trim()), n);

async function find(page) {
  const all = await shown(page);
  check("the page has questions", all > 5, all);
  await page.fill("#words", "zWoLLe");
  const found = await column(page, 2);
  check("search finds by organisation", found.length > 0 && found.length < all &&
    found.every((name) => name.includes("Zwolle")), found);
  check("and says how many", (await page.innerText("#shown")) ===
    `${found.length} van de ${all} vragen`, await page.innerText("#shown"));
  await page.fill("#words", "geen enkele");
  check("search may find nothing", (await shown(page)) === 0);
  await page.fill("#words", "");
  check("all come back", (await shown(page)) === all);
  await page.selectOption("#state", "late");
  const late = await column(page, 0);
  check("filter by urgency", late.length > 0 && late.every((s) => s === "Te laat"), late);
  await page.selectOption("#state", "");
  await page.selectOption("#team", "W");
  const team = await column(page, 4);
  check("filter by team", team.length > 0 && team.length < all &&
    team.every((s) => s === "Werk & Inkomen"), team);
  await page.selectOption("#team", "");
}

async function sort(page) {
  const head = page.getByRole("button", { name: "Organisatie" });
  const names = await column(page, 2);
  const wanted = [...names].sort(new Intl.Collator("nl", { numeric: true }).compare);
  await head.click();
  check("sort by organisation", String(await column(page, 2)) === String(wanted),
    await column(page, 2));
  check("aria-sort says so", (await page.$eval("#questions th[aria-sort]",
    (th) => th.textContent + th.getAttribute("aria-sort"))) === "Organisatieascending");
  await head.focus();
  await page.keyboard.press("Enter");
  check("by keyboard, the other way", String(await column(page, 2)) ===
    String(wanted.reverse()), await column(page, 2));
  await page.getByRole("button", { name: "Nr." }).click();
  const numbers = (await column(page, 1)).map(Number);
  check("numbers sort as numbers", numbers.every((n, i) => i === 0 || numbers[i - 1] < n), numbers);
  await page.getByRole("button", { name: "Wanneer" }).click();
  check("by urgency again", (await column(page, 0))[0] === "Te laat", await column(page, 0));
}

async function story(page) {
  const first = page.locator("details").first();
  check("a story is folded in", !(await first.locator("ol").isVisible()));
  await first.locator("summary").focus();
  await page.keyboard.press("Enter");
  check("and opens by keyboard", await first.locator("ol").isVisible());
  check("and begins at the beginning", /binnengekomen/.test(
    await first.locator("li").first().innerText()));
}

async function faces(page) {
  const ground = () => page.$eval("body", (body) => getComputedStyle(body).backgroundColor);
  const light = await ground();
  await page.emulateMedia({ colorScheme: "dark" });
  check("dark is dark", (await ground()) !== light, light);
  await page.emulateMedia({ colorScheme: "dark", media: "print" });
  check("paper is white", (await ground()) === "rgb(255, 255, 255)", await ground());
  check("no controls on paper", !(await page.isVisible("#find")));
  check("every column on paper", await page.isVisible("#questions thead th:nth-child(7)"));
  await page.emulateMedia({ colorScheme: "light", media: "screen" });
  check("charts are drawn", (await page.$$eval("img", (all) =>
    all.filter((img) => img.naturalWidth > 0 && img.alt).length)) === 3);
}

async function policy(page) {
  const ran = await page.evaluate(async () => {
    let blocked = 0;
    document.addEventListener("securitypolicyviolation", () => blocked++);
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    const image = document.createElement("img");
    image.src = "https://example.org/x.png";
    document.body.append(image);
    await new Promise((done) => setTimeout(done, 200));
    return { ran: window.ran === true, blocked };
  });
  check("a foreign script or picture is refused", !ran.ran && ran.blocked >= 2, ran);
  page.said = page.said.filter((s) => !s.includes("Content Security Policy"));
}

async function many(browser, file) {
  const page = await open_page(browser, file);
  const loads = [];
  await page.unroute("**/*"); // which is slow, and has been looked at
  for (let i = 0; i < 3; i++) {
    await page.reload();
    loads.push(await page.evaluate(() =>
      performance.getEntriesByType("navigation")[0].loadEventEnd));
  }
  const t = Math.min(...loads);
  check("2,000 questions are shown", (await shown(page)) === 2000);
  check("and load within a second", t > 0 && t < LOAD_MS, loads);
  const filter = await page.evaluate(() => {
    const words = document.getElementById("words"), times = [];
    for (const word of ["s", "su", "sudwest", "sudwest-fryslan", "zwolle 1", ""]) {
      const start = performance.now();
      words.value = word;
      words.dispatchEvent(new Event("input"));
      document.body.offsetHeight; // with the layout that follows
      times.push(performance.now() - start);
    }
    return times;
  });
  // The median: on a loaded machine one of them may have to wait.
  const median = [...filter].sort((a, b) => a - b)[3];
  check("and are filtered within a tenth of it", median < FILTER_MS, filter);
  console.log(`2,000 questions: loaded in ${Math.round(t)} ms, filtered in ` +
    `${median.toFixed(1)} ms (median of ${filter.length})`);
  await page.fill("#words", "sudwest-fryslan");
  check("search minds no accents", (await column(page, 2))
    .every((s) => s === "gemeente Súdwest-Fryslân") && (await shown(page)) > 600);
  await page.selectOption("#team", "K");
  check("of both teams is of each", (await shown(page)) > 600, await shown(page));
  check("nothing is wrong with it", page.said.length === 0, page.said);
  await page.context().close();
}

async function main() {
  const [demo, hostile, large] = process.argv.slice(2);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
  const page = await open_page(browser, demo);
  for (const part of [find, sort, story, faces, policy]) await part(page);
  check("nothing is asked for, nothing goes wrong", page.said.length === 0, page.said);

  const plain = await open_page(browser, demo, { javaScriptEnabled: false });
  check("without a script it is a table", (await plain.locator("#questions tbody tr").count()) > 5);
  check("without controls", !(await plain.isVisible("#find")));

  const bad = await open_page(browser, hostile);
  check("what a stranger wrote is text", (await bad.innerText("#questions"))
    .includes("</script><script>alert(1)</script>"));
  check("and does nothing", bad.said.length === 0, bad.said);

  await many(browser, large);
  await browser.close();
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

main().then((code) => process.exit(code), (error) => {
  console.error(String(error));
  console.log(`${passed} passed, ${failed + 1} failed`);
  process.exit(1);
});
