<?xml version="1.0" encoding="UTF-8"?>
<!--
  Lays a letter out as HTML for mail: tables, inline styles and widths in
  pixels, because Outlook draws mail with Word; a sheet of 640 pixels that
  narrows on a phone; a style element that only serves dark mode and phones,
  where it is understood. Colours: each pair has a contrast of 4.5:1 or more,
  in light and in dark. Language plays no part: all words come from the
  letter.

  What a letter may hold (anything else is refused, here and in text.xsl):
    letter   lang, subject, kicker, title, reply ("antwoord met")
    greeting, p              words, with b, i and link inside
    banner tone              p: something to see first
    numbers                  number n tone
    section tone             h, then p, list, card, table, bars
    card                     h, facts, state, line, why, link
    list                     li
    table                    head and row, of th and td
    bars in-time late        head of th; bar week in-time late and both -px;
                             picture: Content-ID of the same as a chart, alt
    foot                     p
    link command href        href only where there is an address
  A tone is late, today or calm.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
<xsl:strip-space elements="*"/>

<xsl:variable name="font">font-family:'Segoe UI',Arial,sans-serif;</xsl:variable>
<xsl:variable name="body" select="concat($font, 'font-size:15px;line-height:22px;color:#1b2733;')"/>
<xsl:variable name="small" select="concat($font, 'font-size:14px;line-height:20px;')"/>
<xsl:variable name="blank" select="'&#160;'"/>

<xsl:template match="*">
  <xsl:message terminate="yes">a letter has no &lt;<xsl:value-of select="name()"/>&gt; here</xsl:message>
</xsl:template>

<!-- The colour of a tone: late, today or calm. -->
<xsl:template name="tone">
  <xsl:param name="tone"/>
  <xsl:choose>
    <xsl:when test="$tone = 'late'">#a3221c</xsl:when>
    <xsl:when test="$tone = 'today'">#7a4a00</xsl:when>
    <xsl:otherwise>#0b4f7d</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="tone-class">
  <xsl:param name="tone"/>
  <xsl:choose>
    <xsl:when test="$tone = 'late' or $tone = 'today'"><xsl:value-of select="$tone"/></xsl:when>
    <xsl:otherwise>calm</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="letter">
  <html lang="{@lang}">
    <head>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <meta name="supported-color-schemes" content="light dark"/>
      <title><xsl:value-of select="@subject"/></title>
      <style>
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:520px){.pad{padding-left:16px!important;padding-right:16px!important}.number{padding-right:20px!important}.wide{width:100%!important;height:auto!important}}
@media (prefers-color-scheme:dark){
.page{background-color:#12161b!important}
.sheet{background-color:#1c2229!important}
.ink{color:#e8ebef!important}
.soft{color:#b4bdc8!important}
.late{color:#ff9d94!important}
.today{color:#f0c36a!important}
.calm,.link{color:#8fc6f2!important}
.late-bar{background-color:#ff9d94!important}
.today-bar{background-color:#f0c36a!important}
.calm-bar{background-color:#8fc6f2!important}
.rule{border-color:#3b4550!important}
.box{background-color:#252d36!important}
}
</style>
    </head>
    <body class="page" style="margin:0;padding:0;background-color:#f2f4f7;">
      <table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f2f4f7" style="background-color:#f2f4f7;">
        <tr><td align="center" style="padding:16px 8px 24px 8px;">
          <xsl:comment>[if mso]&gt;&lt;table role="presentation" width="640" align="center" cellpadding="0" cellspacing="0" border="0"&gt;&lt;tr&gt;&lt;td&gt;&lt;![endif]</xsl:comment>
          <table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" style="max-width:640px;background-color:#ffffff;">
            <tr><td class="calm-bar" height="4" bgcolor="#0b4f7d" style="height:4px;line-height:4px;font-size:1px;background-color:#0b4f7d;"><xsl:value-of select="$blank"/></td></tr>
            <tr><td class="pad ink" align="left" style="padding:20px 28px 28px 28px;{$body}">
              <p class="soft" style="margin:0 0 2px 0;{$small}color:#55606e;"><xsl:value-of select="@kicker"/></p>
              <h1 class="ink" style="margin:0 0 18px 0;{$font}font-size:23px;line-height:30px;font-weight:bold;color:#1b2733;"><xsl:value-of select="@title"/></h1>
              <xsl:apply-templates/>
            </td></tr>
          </table>
          <xsl:comment>[if mso]&gt;&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;&lt;![endif]</xsl:comment>
        </td></tr>
      </table>
    </body>
  </html>
</xsl:template>

<!-- Words with emphasis and links. -->
<xsl:template match="b"><b><xsl:apply-templates/></b></xsl:template>
<xsl:template match="i"><i><xsl:apply-templates/></i></xsl:template>

<xsl:template match="link">
  <xsl:choose>
    <xsl:when test="starts-with(@href, 'mailto:')">
      <a class="link" href="{@href}" style="color:#0b4f9c;text-decoration:underline;"><xsl:value-of select="normalize-space(.)"/></a>
    </xsl:when>
    <xsl:otherwise>(<xsl:value-of select="normalize-space(.)"/>: <xsl:value-of select="/letter/@reply"/><xsl:text> </xsl:text><b>"<xsl:value-of select="@command"/>"</b>)</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="greeting | p">
  <p class="ink" style="margin:0 0 14px 0;{$body}"><xsl:apply-templates/></p>
</xsl:template>

<xsl:template match="banner">
  <xsl:variable name="class"><xsl:call-template name="tone-class"><xsl:with-param name="tone" select="@tone"/></xsl:call-template></xsl:variable>
  <xsl:variable name="colour"><xsl:call-template name="tone"><xsl:with-param name="tone" select="@tone"/></xsl:call-template></xsl:variable>
  <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 18px 0;">
    <tr>
      <td class="{$class}-bar" width="4" bgcolor="{$colour}" style="width:4px;font-size:1px;background-color:{$colour};"><xsl:value-of select="$blank"/></td>
      <td class="box" bgcolor="#f2f4f7" style="padding:12px 16px 2px 14px;background-color:#f2f4f7;"><xsl:apply-templates/></td>
    </tr>
  </table>
</xsl:template>

<xsl:template match="banner/p">
  <p class="ink" style="margin:0 0 10px 0;{$body}"><xsl:apply-templates/></p>
</xsl:template>

<!-- The few numbers that matter, each with its word. -->
<xsl:template match="numbers">
  <table role="presentation" class="rule" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:4px 0 22px 0;border-top:1px solid #d5dbe2;border-bottom:1px solid #d5dbe2;">
    <tr><td>
      <table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><xsl:apply-templates select="number"/></tr></table>
    </td></tr>
  </table>
</xsl:template>

<xsl:template match="number">
  <xsl:variable name="tone">
    <xsl:choose>
      <xsl:when test="@n = 0">soft</xsl:when>
      <xsl:otherwise><xsl:value-of select="@tone"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="class">
    <xsl:choose>
      <xsl:when test="@n = 0">soft</xsl:when>
      <xsl:otherwise><xsl:call-template name="tone-class"><xsl:with-param name="tone" select="$tone"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="colour">
    <xsl:choose>
      <xsl:when test="@n = 0">#55606e</xsl:when>
      <xsl:otherwise><xsl:call-template name="tone"><xsl:with-param name="tone" select="$tone"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <td class="number" valign="top" style="padding:10px 36px 10px 0;">
    <span class="{$class}" style="{$font}font-size:24px;line-height:30px;font-weight:bold;color:{$colour};"><xsl:value-of select="@n"/></span>
    <br/>
    <span class="soft" style="{$small}color:#55606e;"><xsl:apply-templates/></span>
  </td>
</xsl:template>

<xsl:template match="section">
  <xsl:apply-templates/>
</xsl:template>

<xsl:template match="section/h">
  <xsl:variable name="class"><xsl:call-template name="tone-class"><xsl:with-param name="tone" select="../@tone"/></xsl:call-template></xsl:variable>
  <xsl:variable name="colour"><xsl:call-template name="tone"><xsl:with-param name="tone" select="../@tone"/></xsl:call-template></xsl:variable>
  <h2 class="{$class}" style="margin:26px 0 12px 0;{$font}font-size:18px;line-height:24px;font-weight:bold;color:{$colour};"><xsl:apply-templates/></h2>
</xsl:template>

<!-- One question. -->
<xsl:template match="card">
  <xsl:variable name="tone" select="../@tone"/>
  <xsl:variable name="class"><xsl:call-template name="tone-class"><xsl:with-param name="tone" select="$tone"/></xsl:call-template></xsl:variable>
  <xsl:variable name="colour"><xsl:call-template name="tone"><xsl:with-param name="tone" select="$tone"/></xsl:call-template></xsl:variable>
  <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px 0;">
    <tr>
      <td class="{$class}-bar" width="3" bgcolor="{$colour}" style="width:3px;font-size:1px;background-color:{$colour};"><xsl:value-of select="$blank"/></td>
      <td valign="top" style="padding:0 0 2px 14px;word-break:break-word;">
        <h3 class="ink" style="margin:0;{$font}font-size:16px;line-height:22px;font-weight:bold;color:#1b2733;"><xsl:apply-templates select="h"/></h3>
        <xsl:choose>
          <xsl:when test="$class = 'calm'"><xsl:apply-templates select="state"/></xsl:when>
          <xsl:otherwise><xsl:apply-templates select="state"><xsl:with-param name="class" select="$class"/><xsl:with-param name="colour" select="$colour"/></xsl:apply-templates></xsl:otherwise>
        </xsl:choose>
        <xsl:apply-templates select="facts | line | why"/>
        <xsl:apply-templates select="link"/>
      </td>
    </tr>
  </table>
</xsl:template>

<xsl:template match="card/h"><xsl:apply-templates/></xsl:template>

<xsl:template match="card/state">
  <xsl:param name="class" select="'ink'"/>
  <xsl:param name="colour" select="'#1b2733'"/>
  <p class="{$class}" style="margin:0 0 2px 0;{$font}font-size:15px;line-height:22px;font-weight:bold;color:{$colour};"><xsl:apply-templates/></p>
</xsl:template>

<xsl:template match="card/facts | card/line">
  <p class="ink" style="margin:0;{$body}"><xsl:apply-templates/></p>
</xsl:template>

<xsl:template match="card/why">
  <p class="soft" style="margin:0;{$small}color:#55606e;"><xsl:apply-templates/></p>
</xsl:template>

<xsl:template match="card/link">
  <xsl:choose>
    <xsl:when test="starts-with(@href, 'mailto:')">
      <table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 4px 0;">
        <tr><td class="rule" style="padding:5px 12px 6px 12px;border:1px solid #8795a5;border-radius:4px;">
          <a class="link" href="{@href}" style="{$font}font-size:15px;line-height:20px;color:#0b4f9c;text-decoration:none;font-weight:bold;"><xsl:value-of select="normalize-space(.)"/></a>
        </td></tr>
      </table>
    </xsl:when>
    <xsl:otherwise>
      <p class="soft" style="margin:4px 0 0 0;{$small}color:#55606e;"><xsl:value-of select="normalize-space(.)"/>: <xsl:value-of select="/letter/@reply"/><xsl:text> </xsl:text><b>"<xsl:value-of select="@command"/>"</b></p>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="list">
  <ul style="margin:0 0 14px 0;padding:0 0 0 20px;"><xsl:apply-templates/></ul>
</xsl:template>

<xsl:template match="li">
  <li class="ink" style="margin:0 0 5px 0;{$body}word-break:break-word;"><xsl:apply-templates/></li>
</xsl:template>

<!-- Figures. -->
<xsl:template match="table">
  <table width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 14px 0;border-collapse:collapse;">
    <xsl:apply-templates select="head | row"/>
  </table>
</xsl:template>

<xsl:template match="table/head">
  <tr><xsl:apply-templates select="th"/></tr>
</xsl:template>
<xsl:template match="bars/head">
  <tr><xsl:apply-templates select="th[not(string(../../@picture)) or position() &lt; 4]"/></tr>
</xsl:template>

<xsl:template match="head/th">
  <xsl:variable name="align"><xsl:choose>
    <xsl:when test="position() = 1 or (ancestor::bars and position() = 4)">left</xsl:when>
    <xsl:otherwise>right</xsl:otherwise>
  </xsl:choose></xsl:variable>
  <xsl:variable name="left"><xsl:choose>
    <xsl:when test="position() = 1">0</xsl:when>
    <xsl:otherwise>14px</xsl:otherwise>
  </xsl:choose></xsl:variable>
  <th scope="col" class="soft rule" align="{$align}" valign="bottom" style="padding:4px 0 6px {$left};border-bottom:2px solid #d5dbe2;{$small}font-weight:normal;color:#55606e;text-align:{$align};"><xsl:apply-templates/></th>
</xsl:template>

<xsl:template match="row"><tr><xsl:apply-templates/></tr></xsl:template>

<xsl:template match="row/th">
  <th scope="row" class="ink rule" align="left" valign="top" style="padding:6px 0 6px 0;border-bottom:1px solid #d5dbe2;{$body}font-weight:normal;text-align:left;"><xsl:apply-templates/></th>
</xsl:template>

<xsl:template match="row/td">
  <td align="right" valign="top" style="padding:6px 0 6px 14px;border-bottom:1px solid #d5dbe2;{$body}text-align:right;">
    <xsl:attribute name="class"><xsl:choose>
      <xsl:when test="position() = 2">ink rule</xsl:when>
      <xsl:otherwise>soft rule</xsl:otherwise>
    </xsl:choose></xsl:attribute>
    <xsl:choose>
      <xsl:when test="position() = 2"><b><xsl:apply-templates/></b></xsl:when>
      <xsl:otherwise><span class="soft" style="color:#55606e;"><xsl:apply-templates/></span></xsl:otherwise>
    </xsl:choose>
  </td>
</xsl:template>

<!-- A row a week: its numbers, and a bar of cells that Word can draw. -->
<xsl:template match="bars">
  <xsl:if test="string(@picture)">
    <p style="margin:0 0 12px 0;"><img class="wide" src="cid:{@picture}" width="576" alt="{@alt}" style="width:576px;border:0;"/></p>
  </xsl:if>
  <table cellpadding="0" cellspacing="0" border="0" style="margin:0 0 10px 0;border-collapse:collapse;">
    <xsl:apply-templates select="head | bar"/>
  </table>
  <xsl:if test="not(string(@picture))">
    <p class="soft" style="margin:0 0 4px 0;{$small}color:#55606e;">
      <span class="calm" style="color:#0b4f7d;">&#9632;</span><xsl:text> </xsl:text><xsl:value-of select="@in-time"/>
      <xsl:text>&#160;&#160; </xsl:text>
      <span class="late" style="color:#a3221c;">&#9632;</span><xsl:text> </xsl:text><xsl:value-of select="@late"/>
    </p>
  </xsl:if>
</xsl:template>

<xsl:template match="p[preceding-sibling::bars or preceding-sibling::table]" priority="1">
  <p class="soft" style="margin:0 0 14px 0;{$small}color:#55606e;"><xsl:apply-templates/></p>
</xsl:template>

<xsl:template match="bar">
  <tr>
    <th scope="row" class="ink" align="left" style="padding:3px 0 3px 0;{$body}text-align:left;">
      <xsl:attribute name="style">padding:3px 0 3px 0;<xsl:value-of select="$body"/>text-align:left;<xsl:choose>
        <xsl:when test="position() = last()">font-weight:bold;</xsl:when>
        <xsl:otherwise>font-weight:normal;</xsl:otherwise>
      </xsl:choose></xsl:attribute>
      <xsl:value-of select="@week"/>
    </th>
    <td class="ink" align="right" style="padding:3px 0 3px 14px;{$body}text-align:right;"><xsl:value-of select="@in-time"/></td>
    <td class="ink" align="right" style="padding:3px 0 3px 14px;{$body}text-align:right;"><xsl:value-of select="@late"/></td>
    <xsl:if test="not(string(../@picture))"><td style="padding:3px 0 3px 14px;">
      <xsl:if test="@in-time-px &gt; 0 or @late-px &gt; 0">
        <table role="presentation" cellpadding="0" cellspacing="0" border="0">
          <tr>
            <xsl:if test="@in-time-px &gt; 0"><td class="calm-bar" width="{@in-time-px}" height="14" bgcolor="#0b4f7d" style="width:{@in-time-px}px;height:14px;line-height:14px;font-size:1px;background-color:#0b4f7d;"><xsl:value-of select="$blank"/></td></xsl:if>
            <xsl:if test="@late-px &gt; 0"><td class="late-bar" width="{@late-px}" height="14" bgcolor="#a3221c" style="width:{@late-px}px;height:14px;line-height:14px;font-size:1px;background-color:#a3221c;"><xsl:value-of select="$blank"/></td></xsl:if>
          </tr>
        </table>
      </xsl:if>
    </td></xsl:if>
  </tr>
</xsl:template>

<xsl:template match="foot">
  <table role="presentation" class="rule" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:26px 0 0 0;border-top:1px solid #d5dbe2;">
    <tr><td style="padding:14px 0 0 0;"><xsl:apply-templates/></td></tr>
  </table>
</xsl:template>

<xsl:template match="foot/p">
  <p class="soft" style="margin:0 0 8px 0;{$small}color:#55606e;"><xsl:apply-templates/></p>
</xsl:template>

</xsl:stylesheet>
