<?xml version="1.0" encoding="UTF-8"?>
<!--
  Lays the page of open questions out: one file without a request to anywhere,
  read on a screen, light or dark, by keyboard, aloud, and printed. The script
  adds search, filters and sorting; without it the page is a plain table. All
  words come from page.nl.xsl or page.en.xsl. What a stranger wrote stands in
  text, never in an attribute. sha256-STYLE and sha256-SCRIPT are filled in
  afterwards.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
<xsl:strip-space elements="*"/>
<xsl:key name="team" match="/page/team" use="@code"/>

<xsl:template match="/page">
  <html lang="{@lang}">
    <head>
      <meta charset="UTF-8"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-STYLE'; script-src 'sha256-SCRIPT'; base-uri 'none'; form-action 'none'"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <meta name="referrer" content="no-referrer"/>
      <title><xsl:value-of select="$w-title"/>: <xsl:value-of select="@n"/></title>
      <xsl:call-template name="style"/>
    </head>
    <body>
      <main>
        <p class="kicker">Postwacht</p>
        <h1><xsl:value-of select="$w-title"/></h1>
        <p><xsl:value-of select="$w-made"/><xsl:text> </xsl:text><xsl:value-of select="@made"/>.
          <xsl:apply-templates select="mailbox"/></p>
        <dl class="numbers"><xsl:apply-templates select="count"/></dl>
        <xsl:call-template name="questions"/>
        <xsl:apply-templates select="figures"/>
      </main>
      <xsl:call-template name="script"/>
    </body>
  </html>
</xsl:template>

<xsl:template match="mailbox">
  <span class="box"><xsl:call-template name="mailbox-says"/></span>
  <xsl:text> </xsl:text>
</xsl:template>

<xsl:template match="count">
  <div>
    <dt><xsl:call-template name="urgency"><xsl:with-param name="of" select="@urgency"/></xsl:call-template></dt>
    <dd>
      <xsl:attribute name="class"><xsl:choose>
        <xsl:when test="@n = 0">soft</xsl:when>
        <xsl:otherwise><xsl:value-of select="@urgency"/></xsl:otherwise>
      </xsl:choose></xsl:attribute>
      <xsl:value-of select="@n"/>
    </dd>
  </div>
</xsl:template>

<xsl:template name="questions">
  <section aria-labelledby="list">
    <h2 id="list"><xsl:value-of select="$w-list"/></h2>
    <div id="find" class="find" role="search" hidden="hidden">
      <p><label for="words"><xsl:value-of select="$w-search"/></label>
        <input id="words" type="search" autocomplete="off" spellcheck="false"/></p>
      <p><label for="state"><xsl:value-of select="$w-when"/></label>
        <select id="state">
          <option value=""><xsl:value-of select="$w-all"/></option>
          <xsl:for-each select="count">
            <option value="{@urgency}"><xsl:call-template name="urgency"><xsl:with-param name="of" select="@urgency"/></xsl:call-template></option>
          </xsl:for-each>
        </select></p>
      <xsl:if test="count(team) &gt; 1">
        <p><label for="team"><xsl:value-of select="$w-team"/></label>
          <select id="team">
            <option value=""><xsl:value-of select="$w-all"/></option>
            <xsl:for-each select="team">
              <option value="{@code}"><xsl:value-of select="@name"/></option>
            </xsl:for-each>
          </select></p>
      </xsl:if>
    </div>
    <p id="shown" role="status" data-says="{$w-shown}"></p>
    <xsl:choose>
      <xsl:when test="question">
        <div class="wide" tabindex="0" role="group" aria-labelledby="list">
          <table id="questions" role="table">
            <thead role="rowgroup"><tr role="row">
              <th scope="col" role="columnheader" aria-sort="ascending"><xsl:value-of select="$w-when"/></th>
              <th scope="col" role="columnheader"><xsl:value-of select="$w-number"/></th>
              <th scope="col" role="columnheader"><xsl:value-of select="$w-organisation"/></th>
              <th scope="col" role="columnheader" class="more"><xsl:value-of select="$w-topic"/></th>
              <th scope="col" role="columnheader" class="more"><xsl:value-of select="$w-team"/></th>
              <th scope="col" role="columnheader" class="more"><xsl:value-of select="$w-with"/></th>
              <th scope="col" role="columnheader" class="more"><xsl:value-of select="$w-received"/></th>
            </tr></thead>
            <tbody role="rowgroup"><xsl:apply-templates select="question"/></tbody>
          </table>
        </div>
      </xsl:when>
      <xsl:otherwise><p><xsl:value-of select="$w-none"/></p></xsl:otherwise>
    </xsl:choose>
  </section>
</xsl:template>

<xsl:template match="question">
  <tr role="row" data-state="{@urgency}" data-team="{@team}">
    <td role="cell" data-sort="{@rank}{@due}">
      <b class="{@urgency}"><xsl:call-template name="urgency"><xsl:with-param name="of" select="@urgency"/></xsl:call-template></b>
      <xsl:if test="@due"><span class="line"><xsl:value-of select="@due-text"/></span></xsl:if>
      <xsl:if test="@late-text"><span class="line late"><xsl:call-template name="late"/></span></xsl:if>
    </td>
    <th scope="row" role="rowheader" class="find-in"><xsl:value-of select="@id"/></th>
    <td role="cell">
      <span class="find-in"><xsl:choose>
        <xsl:when test="@organisation"><xsl:value-of select="@organisation"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$w-unknown"/></xsl:otherwise>
      </xsl:choose></span>
      <xsl:if test="@topic"><span class="line less"><xsl:value-of select="@topic"/></span></xsl:if>
      <xsl:if test="@asker"><span class="line find-in"><xsl:value-of select="@asker"/></span></xsl:if>
      <xsl:if test="@subject"><span class="line find-in">“<xsl:value-of select="@subject"/>”</span></xsl:if>
      <details>
        <summary><xsl:value-of select="$w-story"/><span class="aside"><xsl:text> </xsl:text><xsl:value-of select="$w-of"/><xsl:text> </xsl:text><xsl:value-of select="@id"/></span></summary>
        <ol><xsl:apply-templates select="event"/></ol>
      </details>
    </td>
    <td role="cell" class="more find-in"><xsl:choose>
      <xsl:when test="@topic"><xsl:value-of select="@topic"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$w-unknown"/></xsl:otherwise>
    </xsl:choose></td>
    <td role="cell" class="more find-in"><xsl:choose>
      <xsl:when test="key('team', @team)"><xsl:value-of select="key('team', @team)/@name"/></xsl:when>
      <xsl:when test="@team = 'beide'"><xsl:value-of select="$w-both"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$w-unknown"/></xsl:otherwise>
    </xsl:choose></td>
    <td role="cell" class="more find-in"><xsl:choose>
      <xsl:when test="@assignee"><xsl:value-of select="@assignee"/></xsl:when>
      <xsl:when test="@has-assignee"><xsl:value-of select="$w-somebody"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$w-nobody"/></xsl:otherwise>
    </xsl:choose></td>
    <td role="cell" class="more" data-sort="{@received}"><xsl:value-of select="@received-text"/></td>
  </tr>
</xsl:template>

<xsl:template match="event">
  <li><span class="at"><xsl:value-of select="@at"/></span>: <xsl:call-template name="event-says"/></li>
</xsl:template>

<xsl:template match="picture">
  <img src="{@src}">
    <xsl:attribute name="alt"><xsl:call-template name="picture-says"/></xsl:attribute>
  </img>
</xsl:template>

<xsl:template match="figures">
  <section aria-labelledby="weeks">
    <h2 id="weeks"><xsl:value-of select="$w-figures"/><xsl:text> </xsl:text><xsl:value-of select="@title"/></h2>
    <div class="pictures"><xsl:apply-templates select="picture[@name != 'topics']"/></div>
    <div class="wide" tabindex="0" role="group" aria-labelledby="weeks">
      <table class="figures">
        <thead><tr>
          <th scope="col"><xsl:value-of select="$w-week"/></th>
          <th scope="col"><xsl:value-of select="$w-in"/></th>
          <th scope="col"><xsl:value-of select="$w-out"/></th>
          <th scope="col"><xsl:value-of select="$w-in-time"/></th>
          <th scope="col"><xsl:value-of select="$w-late"/></th>
        </tr></thead>
        <tbody><xsl:for-each select="week"><tr>
          <th scope="row"><xsl:value-of select="@label"/></th>
          <td><xsl:value-of select="@received"/></td>
          <td><xsl:value-of select="@handled"/></td>
          <td><xsl:value-of select="@in-time"/></td>
          <td><xsl:value-of select="@late"/></td>
        </tr></xsl:for-each></tbody>
      </table>
    </div>
    <xsl:if test="topic">
      <h3 id="topics"><xsl:value-of select="$w-topics"/><xsl:text>, </xsl:text><xsl:value-of select="@title"/></h3>
      <div class="pictures"><xsl:apply-templates select="picture[@name = 'topics']"/></div>
      <div class="wide" tabindex="0" role="group" aria-labelledby="topics">
        <table class="figures">
          <thead><tr>
            <th scope="col"><xsl:value-of select="$w-topic"/></th>
            <th scope="col"><xsl:value-of select="$w-questions"/></th>
          </tr></thead>
          <tbody><xsl:for-each select="topic"><tr>
            <th scope="row"><xsl:choose>
              <xsl:when test="@label"><xsl:value-of select="@label"/></xsl:when>
              <xsl:otherwise><xsl:value-of select="$w-unknown"/></xsl:otherwise>
            </xsl:choose></th>
            <td><xsl:value-of select="@count"/></td>
          </tr></xsl:for-each></tbody>
        </table>
      </div>
    </xsl:if>
  </section>
</xsl:template>

<xsl:template name="style">
  <style>
:root{color-scheme:light dark;--ground:#f2f4f7;--sheet:#fff;--ink:#1b2733;--soft:#55606e;--rule:#d5dbe2;--edge:#6b7785;--calm:#0b4f7d;--late:#a3221c;--band:#f7f9fb}
@media (prefers-color-scheme:dark){:root{--ground:#12161b;--sheet:#1c2229;--ink:#e8ebef;--soft:#b4bdc8;--rule:#3b4550;--edge:#93a0ae;--calm:#8fc6f2;--late:#ff9d94;--band:#222a32}}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 "Segoe UI",Arial,sans-serif}
main{max-width:1180px;margin:24px auto;padding:32px 40px 40px;background:var(--sheet);border-top:4px solid var(--calm)}
.kicker{margin:0;color:var(--soft);font-size:15px}
h1{margin:2px 0 12px;font-size:29px;line-height:1.25}
h3{margin:22px 0 8px;font-size:17px;line-height:1.3;color:var(--ink)}
h2{margin:34px 0 12px;font-size:20px;line-height:1.3;color:var(--calm)}
p{margin:0 0 12px}
.numbers{display:flex;flex-wrap:wrap;gap:12px 44px;margin:20px 0 8px;padding:16px 0;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule)}
.numbers div{display:flex;flex-direction:column-reverse}
.numbers dt{color:var(--soft);font-size:14px}
.numbers dd{margin:0;font-size:28px;line-height:1.2;font-weight:bold;color:var(--calm)}
.numbers dd.late,.late{color:var(--late)}
.numbers dd.soft{color:var(--soft)}
.find{display:flex;flex-wrap:wrap;gap:12px 24px;margin:0 0 4px}
.find p{margin:0;flex:0 1 240px}
label{display:block;color:var(--soft);font-size:14px}
input,select{width:100%;min-height:40px;padding:6px 10px;font:inherit;color:inherit;background:var(--sheet);border:1px solid var(--edge);border-radius:3px}
:focus-visible{outline:3px solid var(--calm);outline-offset:2px}
#shown{min-height:24px;margin:8px 0;color:var(--soft);font-size:14px}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
/* Rows as grids: only those in sight are laid out, so that thousands are
   quick. Their roles stand in the markup, since a table that is displayed
   otherwise loses its own. */
#questions,#questions thead,#questions tbody{display:block}
#questions tr{display:grid;grid-template-columns:14fr 6fr 25fr 16fr 16fr 11fr 12fr;border-bottom:1px solid var(--rule)}
#questions tbody tr{content-visibility:auto;contain-intrinsic-size:auto 66px}
#questions th,#questions td{border:0;min-width:0}
#questions thead tr{border-bottom:2px solid var(--rule)}
th,td{padding:8px 14px 8px 0;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top;font-weight:normal;overflow-wrap:break-word}
thead th{color:var(--soft);font-size:14px;border-bottom:2px solid var(--rule);vertical-align:bottom}
thead button{margin:0;padding:4px 0;min-height:28px;font:inherit;text-align:left;color:inherit;background:none;border:0;cursor:pointer;text-decoration:underline;text-underline-offset:3px}
th[aria-sort] button{color:var(--ink);font-weight:bold}
th[aria-sort=ascending] button::after{content:" \2191"}
th[aria-sort=descending] button::after{content:" \2193"}
#questions tbody th{font-weight:bold}
.line{display:block;font-size:15px}
.less{display:none}
details{font-size:15px}
summary{display:inline-block;padding:3px 0;color:var(--calm);cursor:pointer;text-decoration:underline;text-underline-offset:3px}
summary::before{content:"+\a0"}details[open] summary::before{content:"\2212\a0"}
ol{margin:4px 0 8px;padding-left:22px}
li{margin:0 0 4px}
.at{color:var(--soft)}
.aside{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
details{position:relative}
.pictures{display:flex;flex-wrap:wrap;gap:16px;margin:0 0 16px}
img{display:block;width:100%;max-width:520px;height:auto;border:1px solid var(--rule)}
.figures{max-width:640px}
.figures th + th,.figures td{text-align:right}
@media (max-width:700px){main{margin:0;padding:20px 16px 28px}h1{font-size:24px}.more{display:none}.less{display:block}.numbers{gap:10px 26px}
#questions tr{grid-template-columns:31fr 13fr 56fr}ol{padding-left:18px}th,td{padding-right:9px}}
@media print{:root{color-scheme:light;--ground:#fff;--sheet:#fff;--ink:#000;--soft:#333;--rule:#999;--calm:#000;--late:#000;--band:#fff}
@page{size:A4 landscape;margin:14mm}
main{margin:0;padding:0;max-width:none;border:0}body{font-size:10pt}.find,#shown,details:not([open]){display:none}.wide{overflow:visible}
.more{display:block}.less{display:none}
#questions{display:table}#questions thead{display:table-header-group}#questions tbody{display:table-row-group}#questions tr{display:table-row;content-visibility:visible}#questions th,#questions td,#questions .more{display:table-cell;border-bottom:1px solid var(--rule)}thead{display:table-header-group}tr,img{break-inside:avoid}h2,h3{break-after:avoid}th,td{padding-top:2pt;padding-bottom:2pt}thead button{text-decoration:none;padding:0;min-height:0}img{max-width:110mm}.line,details{font-size:9.5pt}}
</style>
</xsl:template>

<xsl:template name="script">
  <script><![CDATA[
"use strict";
(() => {
  const table = document.getElementById("questions");
  if (!table) return;
  const body = table.tBodies[0], find = document.getElementById("find");
  const shown = document.getElementById("shown");
  const words = document.getElementById("words");
  const state = document.getElementById("state");
  const team = document.getElementById("team");
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const plain = (s) => s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const rows = Array.from(body.rows, (row) => ({
    row,
    text: plain(Array.from(row.querySelectorAll(".find-in"), (n) => n.textContent).join(" ")),
    keys: Array.from(row.cells, (cell) => cell.dataset.sort ||
      (cell.querySelector(".find-in") || cell).textContent.trim()),
  }));

  function filter() {
    const wanted = plain(words.value).split(/\s+/).filter(Boolean);
    let n = 0;
    for (const one of rows) {
      const data = one.row.dataset;
      const fits = (!state.value || data.state === state.value) &&
        (!team || !team.value || data.team === team.value || data.team === "beide") &&
        wanted.every((word) => one.text.includes(word));
      if (one.row.hidden === fits) one.row.hidden = !fits;
      n += fits;
    }
    shown.textContent = shown.dataset.says.replace("{n}", n).replace("{all}", rows.length);
  }

  function sort(column, head) {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const way = down ? -1 : 1;
    rows.sort((a, b) => way * order.compare(a.keys[column], b.keys[column]) ||
      order.compare(a.keys[0], b.keys[0]) || order.compare(a.keys[1], b.keys[1]));
    body.append(...rows.map((one) => one.row));
  }

  Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(column, head));
    head.replaceChildren(button);
  });
  words.addEventListener("input", filter);
  state.addEventListener("change", filter);
  if (team) team.addEventListener("change", filter);
  find.hidden = false;
  filter();
})();
]]></script>
</xsl:template>

</xsl:stylesheet>
