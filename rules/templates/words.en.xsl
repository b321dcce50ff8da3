<?xml version="1.0" encoding="UTF-8"?>
<!-- Words that more than one notice uses: plural, one question, greeting. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<!-- "1 question", "2 questions" -->
<xsl:template name="n">
  <xsl:param name="n"/>
  <xsl:param name="one" select="'question'"/>
  <xsl:param name="many" select="'questions'"/>
  <xsl:value-of select="$n"/><xsl:text> </xsl:text>
  <xsl:choose>
    <xsl:when test="$n = 1"><xsl:value-of select="$one"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="$many"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- "one", "two", ... "twelve", 13 -->
<xsl:template name="word">
  <xsl:param name="n"/>
  <xsl:choose>
    <xsl:when test="$n = 1">one</xsl:when>
    <xsl:when test="$n = 2">two</xsl:when>
    <xsl:when test="$n = 3">three</xsl:when>
    <xsl:when test="$n = 4">four</xsl:when>
    <xsl:when test="$n = 5">five</xsl:when>
    <xsl:when test="$n = 6">six</xsl:when>
    <xsl:when test="$n = 7">seven</xsl:when>
    <xsl:when test="$n = 8">eight</xsl:when>
    <xsl:when test="$n = 9">nine</xsl:when>
    <xsl:when test="$n = 10">ten</xsl:when>
    <xsl:when test="$n = 11">eleven</xsl:when>
    <xsl:when test="$n = 12">twelve</xsl:when>
    <xsl:otherwise><xsl:value-of select="$n"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- How each notice begins: trial period, greeting, stand-in. -->
<xsl:template match="reader">
  <xsl:if test="@shadow-for">
    <banner tone="calm"><p><b>Trial period.</b> This notice would have been sent to <xsl:value-of select="@shadow-for"/>.</p></banner>
  </xsl:if>
  <greeting><xsl:choose><xsl:when test="/operator or /signal or /answer">Hello</xsl:when><xsl:otherwise>Good morning</xsl:otherwise></xsl:choose><xsl:text> </xsl:text><xsl:value-of select="@name"/>,</greeting>
  <xsl:if test="@stands-in-for">
    <p>You receive this notice as stand-in for <b><xsl:value-of select="@stands-in-for"/></b>.</p>
  </xsl:if>
</xsl:template>

<!-- A command as a link; without an address it says what to reply. -->
<xsl:template name="link">
  <xsl:param name="link"/>
  <xsl:param name="says"/>
  <xsl:if test="$link">
    <link command="{$link/@command}">
      <xsl:copy-of select="$link/@href"/>
      <xsl:value-of select="$says"/>
    </link>
  </xsl:if>
</xsl:template>

<xsl:template name="organisation">
  <xsl:choose>
    <xsl:when test="@organisation"><xsl:value-of select="@organisation"/></xsl:when>
    <xsl:otherwise>organisation unknown</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Topic, and who has the question. -->
<xsl:template name="facts">
  <xsl:choose>
    <xsl:when test="@topic"><xsl:value-of select="@topic"/></xsl:when>
    <xsl:otherwise>topic unknown</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@term and @term != 'servicenorm'"> · term <xsl:value-of select="@term"/></xsl:if>
  <xsl:choose>
    <xsl:when test="@assignee"> · with <xsl:value-of select="@assignee"/></xsl:when>
    <xsl:when test="@has-assignee"> · assigned</xsl:when>
    <xsl:when test="/digest"> · with nobody</xsl:when>
    <xsl:otherwise> · not assigned yet</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@off-roster"> (not on the roster)</xsl:if>
</xsl:template>

<!-- Until when. -->
<xsl:template name="state">
  <xsl:choose>
    <xsl:when test="@days-late and @promised">Answer promised for <xsl:value-of select="@due-text"/>: <xsl:value-of select="@late-text"/> late</xsl:when>
    <xsl:when test="@days-late">Due by <xsl:value-of select="@due-text"/>: <xsl:value-of select="@late-text"/> late</xsl:when>
    <xsl:when test="@promised">Answer promised for <xsl:value-of select="@due-text"/></xsl:when>
    <xsl:when test="@due = /*/@day">Due today, <xsl:value-of select="@due-text"/></xsl:when>
    <xsl:when test="@due">Due by <xsl:value-of select="@due-text"/></xsl:when>
    <xsl:otherwise>Without a due day</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- How to find the message in Outlook. -->
<xsl:template name="found">
  <xsl:param name="when" select="true()"/>
  <xsl:if test="@asker"><xsl:value-of select="@asker"/>, </xsl:if>
  <xsl:choose>
    <xsl:when test="@subject">"<xsl:value-of select="@subject"/>"</xsl:when>
    <xsl:otherwise>without a subject</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="$when and @received">, <xsl:value-of select="@received-text"/></xsl:if>
  <xsl:if test="@folder and @folder != 'Postvak IN' and @folder != 'INBOX'">, folder <xsl:value-of select="@folder"/></xsl:if>
  <xsl:text>.</xsl:text>
  <xsl:if test="@reopened"> Open again since <xsl:value-of select="@reopened-text"/>.</xsl:if>
</xsl:template>

<xsl:template name="why">
  <xsl:if test="@topic and @topic-why">
    <why>Recognised as <i><xsl:value-of select="@topic"/></i> by: <xsl:value-of select="@topic-why"/></why>
  </xsl:if>
</xsl:template>

<xsl:template match="card">
  <card>
    <h><xsl:value-of select="@id"/> · <xsl:call-template name="organisation"/></h>
    <facts><xsl:call-template name="facts"/></facts>
    <xsl:if test="not(@brief)">
      <state><xsl:call-template name="state"/></state>
    </xsl:if>
    <xsl:if test="not(@brief) and (@asker or @subject)">
      <line><xsl:call-template name="found"/></line>
    </xsl:if>
    <xsl:call-template name="why"/>
    <xsl:call-template name="further"/>
    <xsl:if test="parent::late or parent::today">
      <xsl:apply-templates select="link[@what='klaar']"/>
    </xsl:if>
  </card>
</xsl:template>

<!-- An interim reply that does not move the day by itself (a second one, or late). -->
<xsl:template name="further">
  <xsl:if test="@further">
    <line>
      <xsl:text>On </xsl:text><xsl:value-of select="@further-day"/>
      <xsl:choose>
        <xsl:when test="@further-until"> an interim reply went out, promising an answer by <xsl:value-of select="@further-until-text"/>. Is that the new day?</xsl:when>
        <xsl:otherwise> a second interim reply went out, naming no day. More time needed? Answer with <b><xsl:value-of select="@id"/> uitstel 3</b>.</xsl:otherwise>
      </xsl:choose>
    </line>
    <xsl:if test="link[@what='uitstel']">
      <xsl:call-template name="link">
        <xsl:with-param name="link" select="link[@what='uitstel']"/>
        <xsl:with-param name="says" select="concat(@id, ': more time until ', @further-until-text)"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:if>
</xsl:template>

<xsl:template match="link[@what='klaar']">
  <xsl:call-template name="link">
    <xsl:with-param name="link" select="."/>
    <xsl:with-param name="says" select="concat('Report ', ../@id, ' as answered')"/>
  </xsl:call-template>
</xsl:template>

<!-- The rest of a long list. -->
<xsl:template name="more">
  <xsl:if test="@more">
    <p>And <xsl:call-template name="n"><xsl:with-param name="n" select="@more"/></xsl:call-template> more.
    <xsl:if test="/*/link"> Reply with "overview" for the whole list.</xsl:if></p>
  </xsl:if>
</xsl:template>

</xsl:stylesheet>
