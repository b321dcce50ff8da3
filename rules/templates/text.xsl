<?xml version="1.0" encoding="UTF-8"?>
<!--
  Lays a letter out as plain text. Each paragraph is one line here; the
  program wraps lines at 76 columns and repeats a line's indent. Language
  plays no part: all words come from the letter.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:output method="text" encoding="UTF-8"/>
<xsl:strip-space elements="*"/>

<xsl:variable name="spaces" select="'                                                            '"/>
<xsl:variable name="dashes" select="'------------------------------------------------------------'"/>

<xsl:template match="*">
  <xsl:message terminate="yes">a letter has no &lt;<xsl:value-of select="name()"/>&gt; here</xsl:message>
</xsl:template>

<xsl:template match="letter"><xsl:apply-templates/></xsl:template>

<!-- The words of an element on one line. -->
<xsl:template name="line">
  <xsl:variable name="words"><xsl:apply-templates mode="inline"/></xsl:variable>
  <xsl:value-of select="normalize-space($words)"/>
</xsl:template>

<xsl:template match="b | i" mode="inline"><xsl:apply-templates mode="inline"/></xsl:template>

<xsl:template match="link" mode="inline">
  <xsl:text>[</xsl:text><xsl:value-of select="."/>: <xsl:value-of select="/letter/@reply"/> "<xsl:value-of select="@command"/>"]<xsl:text/>
</xsl:template>

<xsl:template match="greeting | p">
  <xsl:call-template name="line"/><xsl:text>&#10;&#10;</xsl:text>
</xsl:template>

<xsl:template match="banner"><xsl:apply-templates/></xsl:template>
<xsl:template match="banner/p">
  <xsl:text>*** </xsl:text><xsl:call-template name="line"/><xsl:text>&#10;&#10;</xsl:text>
</xsl:template>

<xsl:template match="numbers">
  <xsl:for-each select="number">
    <xsl:if test="position() &gt; 1"> · </xsl:if>
    <xsl:value-of select="@n"/><xsl:text> </xsl:text><xsl:call-template name="line"/>
  </xsl:for-each>
  <xsl:text>&#10;&#10;</xsl:text>
</xsl:template>

<xsl:template match="section | appendix"><xsl:apply-templates/><xsl:text>&#10;</xsl:text></xsl:template>

<!-- What a picture shows stands in a table as well. -->
<xsl:template match="picture"/>

<xsl:template match="section/h | appendix/h">
  <xsl:text>&#10;</xsl:text><xsl:call-template name="line"/><xsl:text>&#10;</xsl:text>
  <xsl:value-of select="substring($dashes, 1, string-length(normalize-space(.)))"/><xsl:text>&#10;</xsl:text>
</xsl:template>

<xsl:template match="card">
  <xsl:for-each select="h"><xsl:call-template name="line"/></xsl:for-each>
  <xsl:for-each select="facts"> · <xsl:call-template name="line"/></xsl:for-each>
  <xsl:text>&#10;</xsl:text>
  <xsl:apply-templates select="line | state | why | link"/>
  <xsl:text>&#10;</xsl:text>
</xsl:template>

<xsl:template match="card/line | card/why">
  <xsl:text>    </xsl:text><xsl:call-template name="line"/><xsl:text>&#10;</xsl:text>
</xsl:template>
<xsl:template match="card/state">
  <xsl:text>    </xsl:text><xsl:call-template name="line"/><xsl:text>.&#10;</xsl:text>
</xsl:template>

<xsl:template match="card/link">
  <xsl:text>    </xsl:text><xsl:apply-templates select="." mode="inline"/><xsl:text>&#10;</xsl:text>
</xsl:template>

<xsl:template match="list"><xsl:apply-templates/><xsl:text>&#10;</xsl:text></xsl:template>
<xsl:template match="li">
  <xsl:text>- </xsl:text><xsl:call-template name="line"/><xsl:text>&#10;</xsl:text>
</xsl:template>

<!-- A cell of a table, padded to its column. -->
<xsl:template name="cell">
  <xsl:param name="width"/>
  <xsl:param name="right"/>
  <xsl:variable name="words" select="normalize-space(.)"/>
  <xsl:variable name="pad" select="substring($spaces, 1, $width - string-length($words))"/>
  <xsl:if test="$right"><xsl:value-of select="$pad"/></xsl:if>
  <xsl:value-of select="$words"/>
  <xsl:if test="not($right)"><xsl:value-of select="$pad"/></xsl:if>
  <xsl:text> </xsl:text>
</xsl:template>

<xsl:template match="table"><xsl:apply-templates select="head | row"/><xsl:text>&#10;</xsl:text></xsl:template>
<!-- first and cell: columns of the first cell and of the others. -->
<xsl:template match="table/head | table/row">
  <xsl:variable name="first"><xsl:choose><xsl:when test="../@first"><xsl:value-of select="../@first"/></xsl:when><xsl:otherwise>28</xsl:otherwise></xsl:choose></xsl:variable>
  <xsl:variable name="others"><xsl:choose><xsl:when test="../@cell"><xsl:value-of select="../@cell"/></xsl:when><xsl:otherwise>22</xsl:otherwise></xsl:choose></xsl:variable>
  <xsl:for-each select="th[1]"><xsl:call-template name="cell"><xsl:with-param name="width" select="number($first)"/></xsl:call-template></xsl:for-each>
  <xsl:for-each select="td | th[position() &gt; 1]">
    <xsl:call-template name="cell"><xsl:with-param name="width" select="number($others)"/><xsl:with-param name="right" select="true()"/></xsl:call-template>
  </xsl:for-each>
  <xsl:text>&#10;</xsl:text>
</xsl:template>

<!-- Weeks as numbers and as a bar of characters. -->
<xsl:template match="bars"><xsl:apply-templates select="head | bar"/><xsl:text>&#10;</xsl:text></xsl:template>
<xsl:template match="bars/head">
  <xsl:for-each select="th[position() &lt; 4]">
    <xsl:call-template name="cell"><xsl:with-param name="width" select="9"/><xsl:with-param name="right" select="true()"/></xsl:call-template>
  </xsl:for-each>
  <xsl:text>&#10;</xsl:text>
</xsl:template>
<xsl:template match="bar">
  <xsl:for-each select="@week | @in-time | @late">
    <xsl:sort select="(name() = 'in-time') + 2 * (name() = 'late')" data-type="number"/>
    <xsl:call-template name="cell"><xsl:with-param name="width" select="9"/><xsl:with-param name="right" select="true()"/></xsl:call-template>
  </xsl:for-each>
  <xsl:text> </xsl:text>
  <xsl:value-of select="translate(substring($dashes, 1, round(@in-time-px div 4)), '-', '=')"/>
  <xsl:value-of select="translate(substring($dashes, 1, round(@late-px div 4)), '-', '!')"/>
  <xsl:text>&#10;</xsl:text>
</xsl:template>

<xsl:template match="foot">
  <xsl:text>&#10;--------&#10;</xsl:text><xsl:apply-templates/>
</xsl:template>

</xsl:stylesheet>
