<?xml version="1.0" encoding="UTF-8"?>
<!-- A mailbox is not being read, or is read again. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:include href="words.en.xsl"/>

<xsl:template match="/operator">
  <letter lang="en" reply="reply with" kicker="Postwacht">
    <xsl:choose>
      <xsl:when test="@all-clear">
        <xsl:attribute name="title">The mailbox is being read again</xsl:attribute>
        <xsl:attribute name="subject">Postwacht: 1 mailbox is being read again<xsl:if test="mailbox/@read-until"> (<xsl:value-of select="mailbox/@read-until-text"/>)</xsl:if></xsl:attribute>
      </xsl:when>
      <xsl:otherwise>
        <xsl:attribute name="title">A mailbox is not being read</xsl:attribute>
        <xsl:attribute name="subject">Postwacht: 1 mailbox not read<xsl:if test="@since"> since <xsl:value-of select="@since-text"/></xsl:if></xsl:attribute>
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
    <p><b>Mailbox <xsl:value-of select="mailbox/@name"/> is not being read.</b>
    <xsl:if test="@since"> It last went well on <xsl:value-of select="@since-full"/>.</xsl:if></p>
    <xsl:if test="mailbox/@trouble"><p>Message: <xsl:value-of select="mailbox/@trouble"/></p></xsl:if>
  </banner>
  <p>What came in since is in the mailbox as usual, but Postwacht does not count or guard it yet. Please look into the mailbox yourself while this lasts.</p>
  <p>Postwacht keeps trying and will catch up. Nothing is lost and nothing is sent twice. If it does not pass by itself, let the administrator know.</p>
  <foot><p>You hear about this once, and once more when the mailbox is read again.</p></foot>
</xsl:template>

<xsl:template name="well">
  <banner tone="calm">
    <p><b>Mailbox <xsl:value-of select="mailbox/@name"/> is being read again.</b>
    <xsl:if test="mailbox/@read-until"> Read until <xsl:value-of select="mailbox/@read-until-full"/>.</xsl:if></p>
  </banner>
  <p>
    <xsl:choose>
      <xsl:when test="mailbox/@gap-from and mailbox/@gap-until">Between <xsl:value-of select="mailbox/@gap-from-full"/> and <xsl:value-of select="mailbox/@gap-until-full"/> it was not read; all of it has been caught up.</xsl:when>
      <xsl:when test="@since">It had not been read since <xsl:value-of select="@since-full"/>; all of it has been caught up.</xsl:when>
      <xsl:otherwise>All of it has been caught up.</xsl:otherwise>
    </xsl:choose>
    <xsl:text> There is nothing for you to do.</xsl:text>
  </p>
</xsl:template>

</xsl:stylesheet>
