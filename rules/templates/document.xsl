<?xml version="1.0" encoding="UTF-8"?>
<!--
  Lays a letter out as a page of its own: to be read on a screen, light or
  dark, and printed. One file without a request to anywhere. Of a letter it
  knows what reports hold; language plays no part: all words come from the
  letter.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
<xsl:strip-space elements="*"/>

<xsl:template match="*">
  <xsl:message terminate="yes">a letter has no &lt;<xsl:value-of select="name()"/>&gt; here</xsl:message>
</xsl:template>

<xsl:template match="letter">
  <html lang="{@lang}">
    <head>
      <meta charset="UTF-8"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <title><xsl:value-of select="@subject"/></title>
      <style>
:root{color-scheme:light dark;--ground:#f2f4f7;--sheet:#fff;--ink:#1b2733;--soft:#55606e;--rule:#d5dbe2;--calm:#0b4f7d;--late:#a3221c;--band:#f7f9fb}
@media (prefers-color-scheme:dark){:root{--ground:#12161b;--sheet:#1c2229;--ink:#e8ebef;--soft:#b4bdc8;--rule:#3b4550;--calm:#8fc6f2;--late:#ff9d94;--band:#222a32}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 "Segoe UI",Arial,sans-serif}
main{max-width:820px;margin:24px auto;padding:36px 44px 44px;background:var(--sheet);border-top:4px solid var(--calm)}
.kicker{margin:0;color:var(--soft);font-size:15px}
h1{margin:2px 0 22px;font-size:29px;line-height:1.25}
h2{margin:38px 0 12px;font-size:20px;line-height:1.3;color:var(--calm)}
p{margin:0 0 14px;max-width:66ch}
.note{color:var(--soft);font-size:14px}
.numbers{display:flex;flex-wrap:wrap;gap:12px 44px;margin:24px 0 8px;padding:16px 0;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule)}
.numbers div{display:flex;flex-direction:column-reverse}
.numbers dt{color:var(--soft);font-size:14px}
.numbers dd{margin:0;font-size:28px;line-height:1.2;font-weight:bold;color:var(--calm)}
.numbers .late{color:var(--late)}
.numbers .soft{color:var(--soft)}
dl{margin:0}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:0 0 14px;font-variant-numeric:tabular-nums}
th,td{padding:7px 0 7px 16px;border-bottom:1px solid var(--rule);text-align:right;vertical-align:top;font-weight:normal}
th:first-child{padding-left:0;text-align:left}
thead th{color:var(--soft);font-size:14px;border-bottom:2px solid var(--rule);vertical-align:bottom}
tbody tr:nth-child(even){background:var(--band)}
td:nth-child(2){font-weight:bold}
ul{margin:0 0 14px;padding-left:22px;max-width:66ch}
li{margin:0 0 7px}
img{display:block;width:100%;max-width:640px;height:auto;margin:0 0 16px;border:1px solid var(--rule)}
.appendix{margin-top:48px;padding-top:4px;border-top:4px solid var(--rule);font-size:15px}
@media (max-width:560px){main{margin:0;padding:20px 16px 28px}h1{font-size:24px}th,td{padding-left:9px}}
@media print{:root{color-scheme:light;--ground:#fff;--sheet:#fff;--ink:#000;--soft:#333;--rule:#999;--calm:#000;--late:#000;--band:#fff}
@page{margin:18mm 16mm}
main{margin:0;padding:0;max-width:none;border:0}body{font-size:10.5pt}
h1{font-size:18pt}h2{font-size:13pt;margin:16pt 0 5pt}th,td{padding-top:2.5pt;padding-bottom:2.5pt}img{max-width:120mm}.numbers{margin:12pt 0 0;padding:8pt 0}.numbers dd{font-size:18pt}
h1,h2,thead{break-after:avoid}tr,img,li,.numbers{break-inside:avoid}.appendix{margin:0;border:0;break-before:page}.appendix + .appendix{break-before:auto}}
      </style>
    </head>
    <body>
      <main>
        <p class="kicker"><xsl:value-of select="@kicker"/></p>
        <h1><xsl:value-of select="@title"/></h1>
        <xsl:apply-templates/>
      </main>
    </body>
  </html>
</xsl:template>

<xsl:template match="b"><b><xsl:apply-templates/></b></xsl:template>
<xsl:template match="i"><i><xsl:apply-templates/></i></xsl:template>
<xsl:template match="p"><p><xsl:apply-templates/></p></xsl:template>

<!-- A note below a table. -->
<xsl:template match="p[preceding-sibling::table]"><p class="note"><xsl:apply-templates/></p></xsl:template>

<xsl:template match="numbers"><dl class="numbers"><xsl:apply-templates/></dl></xsl:template>
<xsl:template match="number">
  <div><dt><xsl:apply-templates/></dt><dd>
    <xsl:if test="@tone = 'late' or @n = 0"><xsl:attribute name="class"><xsl:choose>
      <xsl:when test="@n = 0">soft</xsl:when>
      <xsl:otherwise>late</xsl:otherwise>
    </xsl:choose></xsl:attribute></xsl:if>
    <xsl:value-of select="@n"/>
  </dd></div>
</xsl:template>

<xsl:template match="section">
  <section>
    <xsl:apply-templates/>
  </section>
</xsl:template>
<xsl:template match="appendix"><section class="appendix"><xsl:apply-templates/></section></xsl:template>
<xsl:template match="section/h | appendix/h"><h2><xsl:apply-templates/></h2></xsl:template>

<xsl:template match="picture"><img src="{@src}" alt="{@alt}"/></xsl:template>

<xsl:template match="list"><ul><xsl:apply-templates/></ul></xsl:template>
<xsl:template match="li"><li><xsl:apply-templates/></li></xsl:template>

<!-- A wide table scrolls by itself; by keyboard as well. -->
<xsl:template match="table">
  <div class="wide" tabindex="0" role="group" aria-label="{normalize-space(../h)}">
    <table>
      <thead><xsl:apply-templates select="head"/></thead>
      <tbody><xsl:apply-templates select="row"/></tbody>
    </table>
  </div>
</xsl:template>
<xsl:template match="head | row"><tr><xsl:apply-templates/></tr></xsl:template>
<xsl:template match="head/th"><th scope="col"><xsl:apply-templates/></th></xsl:template>
<xsl:template match="row/th"><th scope="row"><xsl:apply-templates/></th></xsl:template>
<xsl:template match="td"><td><xsl:apply-templates/></td></xsl:template>

</xsl:stylesheet>
