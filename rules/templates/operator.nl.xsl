<?xml version="1.0" encoding="UTF-8"?>
<!-- Een postvak wordt niet gelezen, of juist weer wel. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:include href="words.nl.xsl"/>

<xsl:template match="/operator">
  <letter lang="nl" reply="antwoord met" kicker="Postwacht">
    <xsl:choose>
      <xsl:when test="@all-clear">
        <xsl:attribute name="title">Het postvak wordt weer gelezen</xsl:attribute>
        <xsl:attribute name="subject">Postwacht: 1 postvak wordt weer gelezen<xsl:if test="mailbox/@read-until"> (<xsl:value-of select="mailbox/@read-until-text"/>)</xsl:if></xsl:attribute>
      </xsl:when>
      <xsl:otherwise>
        <xsl:attribute name="title">Een postvak wordt niet gelezen</xsl:attribute>
        <xsl:attribute name="subject">Postwacht: 1 postvak niet gelezen<xsl:if test="@since"> sinds <xsl:value-of select="@since-text"/></xsl:if></xsl:attribute>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates select="reader"/>
    <xsl:choose>
      <xsl:when test="@all-clear"><xsl:call-template name="well"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="ill"/></xsl:otherwise>
    </xsl:choose>
  </letter>
</xsl:template>

<xsl:template name="ill">
  <banner tone="late">
    <p><b>Postvak <xsl:value-of select="mailbox/@name"/> wordt nu niet gelezen.</b>
    <xsl:if test="@since"> Het laatst ging het goed op <xsl:value-of select="@since-full"/>.</xsl:if></p>
    <xsl:if test="mailbox/@trouble"><p>Melding: <xsl:value-of select="mailbox/@trouble"/></p></xsl:if>
  </banner>
  <p>Wat er sindsdien binnenkwam, staat gewoon in het postvak, maar Postwacht telt en bewaakt het nog niet. Kijk daarom zelf in het postvak zolang dit duurt.</p>
  <p>Postwacht blijft het proberen en haalt alles in. Er gaat niets verloren en niets wordt dubbel verstuurd. Is dit niet vanzelf over, laat het dan de beheerder weten.</p>
  <foot><p>Je krijgt hierover één keer bericht, en nog één keer als het postvak weer wordt gelezen.</p></foot>
</xsl:template>

<xsl:template name="well">
  <banner tone="calm">
    <p><b>Postvak <xsl:value-of select="mailbox/@name"/> wordt weer gelezen.</b>
    <xsl:if test="mailbox/@read-until"> Gelezen tot <xsl:value-of select="mailbox/@read-until-full"/>.</xsl:if></p>
  </banner>
  <p>
    <xsl:choose>
      <xsl:when test="mailbox/@gap-from and mailbox/@gap-until">Tussen <xsl:value-of select="mailbox/@gap-from-full"/> en <xsl:value-of select="mailbox/@gap-until-full"/> is niet gekeken; alles is ingehaald.</xsl:when>
      <xsl:when test="@since">Sinds <xsl:value-of select="@since-full"/> was niet gekeken; alles is ingehaald.</xsl:when>
      <xsl:otherwise>Alles is ingehaald.</xsl:otherwise>
    </xsl:choose>
    <xsl:text> Je hoeft niets te doen.</xsl:text>
  </p>
</xsl:template>

</xsl:stylesheet>
