<?xml version="1.0" encoding="UTF-8"?>
<!-- Something that needs attention at once: a Woo request, a complaint, press, urgency. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:include href="words.en.xsl"/>

<xsl:template match="/signal">
  <letter lang="en" reply="reply with" kicker="Postwacht">
    <xsl:attribute name="subject">1 question that needs attention today (<xsl:value-of select="@day-text"/>)</xsl:attribute>
    <xsl:attribute name="title">This question needs attention today</xsl:attribute>
    <xsl:apply-templates select="reader"/>
    <banner tone="late">
      <xsl:for-each select="sign">
        <p><b><xsl:call-template name="looks-like"/></b><xsl:call-template name="law"/></p>
        <p><xsl:call-template name="advice"/></p>
        <xsl:if test="@why"><p>Recognised by: <xsl:value-of select="@why"/></p></xsl:if>
      </xsl:for-each>
    </banner>
    <section tone="today">
      <h>The question</h>
      <xsl:apply-templates select="question/card"/>
    </section>
    <foot><p>Why this mail: Postwacht recognised this in the text or by the sender, and may be wrong. It comes once for this question.</p></foot>
  </letter>
</xsl:template>

<xsl:template name="looks-like">
  <xsl:choose>
    <xsl:when test="@name = 'woo'">Looks like a request under the Woo (open government act).</xsl:when>
    <xsl:when test="@name = 'klacht'">Looks like a complaint.</xsl:when>
    <xsl:when test="@name = 'bezwaar'">Looks like an objection (bezwaarschrift).</xsl:when>
    <xsl:when test="@name = 'ingebrekestelling'">Looks like a notice of default (ingebrekestelling).</xsl:when>
    <xsl:when test="@name = 'avg'">Looks like a request about someone's own personal data (GDPR).</xsl:when>
    <xsl:when test="@name = 'datalek'">Looks like a report of a data breach.</xsl:when>
    <xsl:when test="@name = 'pers'">Looks like a question from the press or from politics.</xsl:when>
    <xsl:when test="@name = 'kamervragen'">Looks like parliamentary questions (Kamervragen).</xsl:when>
    <xsl:when test="@name = 'bsn'">It probably holds a citizen service number (BSN). Postwacht has not kept it.</xsl:when>
    <xsl:when test="@name = 'spoed'">The sender asks for haste.</xsl:when>
    <xsl:otherwise>Recognised as <xsl:value-of select="@name"/>.</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="law">
  <xsl:if test="@term">
    <xsl:text> The term (</xsl:text><xsl:value-of select="@term"/><xsl:choose>
      <xsl:when test="@end">, until <xsl:value-of select="@end-text"/></xsl:when>
      <xsl:otherwise>, up to and including <xsl:value-of select="@until-text"/></xsl:otherwise>
    </xsl:choose>
    <xsl:choose>
      <xsl:when test="../@binding or @name = 'avg' or @name = 'datalek'">) holds here too.</xsl:when>
      <xsl:otherwise>) holds for an administrative body.</xsl:otherwise>
    </xsl:choose>
  </xsl:if>
</xsl:template>

<xsl:template name="advice">
  <xsl:choose>
    <xsl:when test="@name = 'avg' or @name = 'datalek'">Put it before the data protection officer today.</xsl:when>
    <xsl:when test="@name = 'bsn'">Ask the data protection officer today whether the mail may stay in the mailbox.</xsl:when>
    <xsl:when test="@name = 'pers' or @name = 'kamervragen'">Put it before the spokesperson today, before an answer goes out.</xsl:when>
    <xsl:when test="@name = 'woo' or @name = 'klacht' or @name = 'bezwaar' or @name = 'ingebrekestelling'">Put it before the legal department today.</xsl:when>
    <xsl:otherwise>See today who takes it up.</xsl:otherwise>
  </xsl:choose>
</xsl:template>

</xsl:stylesheet>
