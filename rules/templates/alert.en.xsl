<?xml version="1.0" encoding="UTF-8"?>
<!-- Late, today or tomorrow: one notice for all of somebody's questions. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:include href="words.en.xsl"/>

<xsl:variable name="leader" select="/alert/@escalation or /alert/reader/@role = 'leader'"/>

<xsl:template match="/alert">
  <letter lang="en" reply="reply with" kicker="Postwacht">
    <xsl:attribute name="subject"><xsl:call-template name="subject"/></xsl:attribute>
    <xsl:attribute name="title"><xsl:call-template name="title"/></xsl:attribute>
    <xsl:apply-templates select="reader"/>
    <xsl:if test="$leader"><p>For the information of the project leader.</p></xsl:if>
    <xsl:apply-templates select="late | today | tomorrow | ahead"/>
    <xsl:if test="not($leader)"><xsl:call-template name="options"/></xsl:if>
    <xsl:call-template name="reason"/>
  </letter>
</xsl:template>

<!-- Counts and days only. -->
<xsl:template name="subject">
  <xsl:choose>
    <xsl:when test="late/@n = @n">
      <xsl:call-template name="n"><xsl:with-param name="n" select="@n"/></xsl:call-template>
      <xsl:choose>
        <xsl:when test="late/@due and @n = 1"> was due by <xsl:value-of select="late/@due-text"/></xsl:when>
        <xsl:when test="late/@due"> were due by <xsl:value-of select="late/@due-text"/></xsl:when>
        <xsl:otherwise> should have been answered by now</xsl:otherwise>
      </xsl:choose>
    </xsl:when>
    <xsl:when test="ahead/@n = @n"><xsl:call-template name="n"><xsl:with-param name="n" select="@n"/></xsl:call-template> with a long term</xsl:when>
    <xsl:when test="late/@n = 0 and ahead/@n = 0 and (today/@n = 0 or tomorrow/@n = 0)">
      <xsl:call-template name="n"><xsl:with-param name="n" select="@n"/></xsl:call-template>
      <xsl:choose>
        <xsl:when test="@n = 1"> is due </xsl:when>
        <xsl:otherwise> are due </xsl:otherwise>
      </xsl:choose>
      <xsl:choose>
        <xsl:when test="today/@n &gt; 0">today, <xsl:value-of select="@day-text"/></xsl:when>
        <xsl:otherwise>by <xsl:value-of select="tomorrow/@due-text"/></xsl:otherwise>
      </xsl:choose>
    </xsl:when>
    <xsl:otherwise>
      <xsl:text>Questions </xsl:text><xsl:value-of select="@day-text"/>: <xsl:if test="late/@n &gt; 0"><xsl:value-of select="late/@n"/> late</xsl:if>
      <xsl:if test="late/@n &gt; 0 and today/@n &gt; 0">, </xsl:if>
      <xsl:if test="today/@n &gt; 0"><xsl:value-of select="today/@n"/> today</xsl:if>
      <xsl:if test="tomorrow/@n &gt; 0"><xsl:if test="late/@n + today/@n &gt; 0">, </xsl:if><xsl:value-of select="tomorrow/@n"/> by <xsl:value-of select="tomorrow/@due-text"/></xsl:if>
      <xsl:if test="ahead/@n &gt; 0">, <xsl:value-of select="ahead/@n"/> later</xsl:if>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="title">
  <xsl:choose>
    <xsl:when test="@n = 1 and late/@n = 1">1 question is late</xsl:when>
    <xsl:when test="late/@n = @n"><xsl:value-of select="@n"/> questions are late</xsl:when>
    <xsl:when test="late/@n &gt; 0">Questions that need attention now</xsl:when>
    <xsl:when test="ahead/@n = @n">Looking ahead</xsl:when>
    <xsl:when test="@n = 1">1 question is nearly due</xsl:when>
    <xsl:otherwise><xsl:value-of select="@n"/> questions are nearly due</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="late">
  <xsl:if test="@n &gt; 0">
    <section tone="late">
      <h>Late (<xsl:value-of select="@n"/>)</h>
      <p>
        <xsl:choose>
          <xsl:when test="@n = 1">We have not seen an answer to this question yet:</xsl:when>
          <xsl:otherwise>We have not seen an answer to these questions yet:</xsl:otherwise>
        </xsl:choose>
      </p>
      <xsl:apply-templates select="card"/>
      <xsl:call-template name="more"/>
    </section>
  </xsl:if>
</xsl:template>

<xsl:template match="today | tomorrow | ahead">
  <xsl:if test="@n &gt; 0">
    <section tone="today">
      <h>
        <xsl:choose>
          <xsl:when test="self::today">Today</xsl:when>
          <xsl:when test="self::ahead">Later</xsl:when>
          <xsl:when test="@due">Due by <xsl:value-of select="@due-text"/></xsl:when>
          <xsl:otherwise>Next working day</xsl:otherwise>
        </xsl:choose>
        <xsl:text> (</xsl:text><xsl:value-of select="@n"/><xsl:text>)</xsl:text>
      </h>
      <xsl:apply-templates select="card"/>
      <xsl:call-template name="more"/>
    </section>
  </xsl:if>
</xsl:template>

<!-- "Received Thu 12 November 09:37 · due by Thu 19 November (5 working days) · handed to you on Fri 13 November." -->
<xsl:template match="alert/*/card">
  <card>
    <h><xsl:value-of select="@id"/> · <xsl:call-template name="organisation"/></h>
    <facts>
      <xsl:choose>
        <xsl:when test="$leader or not(@assignee)"><xsl:call-template name="facts"/></xsl:when>
        <xsl:when test="@topic"><xsl:value-of select="@topic"/></xsl:when>
        <xsl:otherwise>topic unknown</xsl:otherwise>
      </xsl:choose>
    </facts>
    <state><xsl:call-template name="state"/></state>
    <xsl:if test="not($leader)"><line><xsl:call-template name="found"><xsl:with-param name="when" select="false()"/></xsl:call-template></line></xsl:if>
    <line>
      <xsl:if test="@received">Received <xsl:value-of select="@received-full"/></xsl:if>
      <xsl:if test="@due"> · due by <xsl:value-of select="@due-text"/>
        <xsl:if test="@norm"> (<xsl:value-of select="@norm"/>)</xsl:if>
      </xsl:if>
      <xsl:if test="@assignee and @assigned and @assignee = /alert/reader/@name"> · handed to you on <xsl:value-of select="@assigned-day"/></xsl:if>
      <xsl:if test="@assignee and @assigned and @assignee != /alert/reader/@name"> · handed to <xsl:value-of select="@assignee"/> on <xsl:value-of select="@assigned-day"/></xsl:if>
      <xsl:text>.</xsl:text>
    </line>
    <xsl:call-template name="why"/>
    <xsl:if test="not(parent::tomorrow or parent::ahead)"><xsl:apply-templates select="link[@what='klaar']"/></xsl:if>
  </card>
</xsl:template>

<xsl:template name="options">
  <section tone="calm">
    <h>What can you do?</h>
    <list>
      <xsl:if test="not(link)">
        <li><b>Already answered</b> from your own mailbox? Send that answer once more with the team mailbox in Cc, and Postwacht will see it. Dealt with by telephone? A short confirmation to the asker, with the team mailbox in Cc, is enough. The administrator can record an earlier day.</li>
      </xsl:if>
      <xsl:if test="link"><li><b>Already answered</b>, for instance from your own mailbox or by telephone? Reply to this notice with <b>"<xsl:call-template name="example"/> done"</b>, or with the day: <b>"<xsl:call-template name="example"/> done yesterday"</b>.</li></xsl:if>
      <li><b>Need more time?</b> Send the asker a short interim reply that names a day, with the team mailbox in Cc; Postwacht takes that day over.</li>
      <li><xsl:choose>
        <xsl:when test="late/@unassigned + today/@unassigned + tomorrow/@unassigned + ahead/@unassigned = @n"><b>Who takes it?</b></xsl:when>
        <xsl:otherwise><b>Not for you?</b></xsl:otherwise>
      </xsl:choose>
      <xsl:choose>
        <xsl:when test="link"> Reply with <b>"<xsl:call-template name="example"/> to"</b> and a name.</xsl:when>
        <xsl:otherwise> Forward the question from the team mailbox to a colleague; it is his or hers from then on.</xsl:otherwise>
      </xsl:choose></li>
    </list>
    <xsl:if test="link[@what='help']/@href">
      <p><xsl:call-template name="link">
        <xsl:with-param name="link" select="link[@what='help']"/>
        <xsl:with-param name="says" select="'Other commands'"/>
      </xsl:call-template></p>
    </xsl:if>
  </section>
</xsl:template>

<xsl:template name="example"><xsl:value-of select="(//card)[1]/@id"/></xsl:template>

<xsl:template name="reason">
  <foot>
    <xsl:if test="@next">
      <p>You will hear about this again on <b><xsl:value-of select="@next-text"/></b> if there is no answer by then.</p>
    </xsl:if>
    <p>
      <xsl:text>Why this mail: </xsl:text>
      <xsl:choose>
        <xsl:when test="$leader">
          <xsl:choose>
            <xsl:when test="@n = 1">this question has been late for some working days</xsl:when>
            <xsl:otherwise>these questions have been late for some working days</xsl:otherwise>
          </xsl:choose>
        </xsl:when>
        <xsl:when test="late/@unassigned + today/@unassigned + tomorrow/@unassigned + ahead/@unassigned = @n">
          <xsl:choose>
            <xsl:when test="@n = 1">this question is with nobody yet</xsl:when>
            <xsl:otherwise>these questions are with nobody yet</xsl:otherwise>
          </xsl:choose>
        </xsl:when>
        <xsl:when test="reader/@stands-in-for"><xsl:value-of select="reader/@stands-in-for"/> is away today and you stand in</xsl:when>
        <xsl:when test="@n = 1">you have this question</xsl:when>
        <xsl:otherwise>you have these questions</xsl:otherwise>
      </xsl:choose>
      <xsl:if test="@read-until"> and until <xsl:value-of select="@read-until-near"/> Postwacht saw no answer in Sent items or with the mailbox in Cc</xsl:if>
      <xsl:text>.</xsl:text>
    </p>
  </foot>
</xsl:template>

</xsl:stylesheet>
