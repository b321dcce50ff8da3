<?xml version="1.0" encoding="UTF-8"?>
<!-- The words of the page of open questions; page.xsl lays it out. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="page.xsl"/>

<xsl:variable name="w-title" select="'Open questions'"/>
<xsl:variable name="w-made" select="'As of'"/>
<xsl:variable name="w-list" select="'The questions'"/>
<xsl:variable name="w-none" select="'No question is open.'"/>
<xsl:variable name="w-search" select="'Search'"/>
<xsl:variable name="w-all" select="'all'"/>
<xsl:variable name="w-shown" select="'{n} of {all} questions'"/>
<xsl:variable name="w-when" select="'When'"/>
<xsl:variable name="w-number" select="'No.'"/>
<xsl:variable name="w-organisation" select="'Organisation'"/>
<xsl:variable name="w-topic" select="'Topic'"/>
<xsl:variable name="w-team" select="'Team'"/>
<xsl:variable name="w-with" select="'Is with'"/>
<xsl:variable name="w-received" select="'Received'"/>
<xsl:variable name="w-unknown" select="'unknown'"/>
<xsl:variable name="w-both" select="'both teams'"/>
<xsl:variable name="w-somebody" select="'a colleague'"/>
<xsl:variable name="w-nobody" select="'nobody'"/>
<xsl:variable name="w-story" select="'Story'"/>
<xsl:variable name="w-of" select="'of question'"/>
<xsl:variable name="w-figures" select="'Figures up to and including'"/>
<xsl:variable name="w-week" select="'Week'"/>
<xsl:variable name="w-in" select="'Received'"/>
<xsl:variable name="w-out" select="'Handled'"/>
<xsl:variable name="w-in-time" select="'In time'"/>
<xsl:variable name="w-late" select="'Late'"/>
<xsl:variable name="w-topics" select="'Questions by topic'"/>
<xsl:variable name="w-questions" select="'Questions'"/>

<xsl:template name="urgency">
  <xsl:param name="of"/>
  <xsl:choose>
    <xsl:when test="$of = 'late'">Late</xsl:when>
    <xsl:when test="$of = 'today'">Today</xsl:when>
    <xsl:when test="$of = 'week'">This week</xsl:when>
    <xsl:when test="$of = 'later'">Later</xsl:when>
    <xsl:when test="$of = 'doubtful'">Please have a look</xsl:when>
    <xsl:otherwise>Waiting for the asker</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="late"><xsl:value-of select="@late-text"/> late</xsl:template>

<xsl:template name="mailbox-says">
  <xsl:text>Mailbox </xsl:text><xsl:value-of select="@name"/>
  <xsl:choose>
    <xsl:when test="@well"> read until <xsl:value-of select="@read-until-near"/>.</xsl:when>
    <xsl:otherwise> is not being read; read until <xsl:value-of select="@read-until-near"/>.</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="picture-says">
  <xsl:choose>
    <xsl:when test="@name = 'topics'">Chart: questions by topic in this week; the figures stand in the table below</xsl:when>
    <xsl:when test="@name = 'in-time'">Chart: in time and late by week; the figures stand in the table below</xsl:when>
    <xsl:otherwise>Chart: received and handled by week; the figures stand in the table below</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- What happened, in a few words. -->
<xsl:template name="event-says">
  <xsl:choose>
    <xsl:when test="@kind = 'opened'">received</xsl:when>
    <xsl:when test="@kind = 'team'">team <xsl:value-of select="@value"/></xsl:when>
    <xsl:when test="@kind = 'topic'">topic <xsl:value-of select="@value"/></xsl:when>
    <xsl:when test="@kind = 'term'">term <xsl:value-of select="@value"/></xsl:when>
    <xsl:when test="@kind = 'deadline'">to be answered by <xsl:value-of select="@day"/><xsl:choose>
      <xsl:when test="@value = 'named'"> (the asker named that day)</xsl:when>
      <xsl:when test="@value = 'promised'"> (promised)</xsl:when>
      <xsl:when test="@value = 'extended'"> (extended)</xsl:when>
      <xsl:when test="@value = 'resumed'"> (after the wait)</xsl:when>
    </xsl:choose></xsl:when>
    <xsl:when test="@kind = 'followed'">the asker wrote again</xsl:when>
    <xsl:when test="@kind = 'thanked'">the asker gave thanks</xsl:when>
    <xsl:when test="@kind = 'answered' and @value = 'phone'">answered by telephone</xsl:when>
    <xsl:when test="@kind = 'answered'">answered</xsl:when>
    <xsl:when test="@kind = 'interim'">interim answer sent<xsl:if test="@day">, an answer promised by <xsl:value-of select="@day"/></xsl:if></xsl:when>
    <xsl:when test="@kind = 'assigned'">handed over to <xsl:choose>
      <xsl:when test="@to"><xsl:value-of select="@to"/></xsl:when>
      <xsl:otherwise>a colleague</xsl:otherwise>
    </xsl:choose></xsl:when>
    <xsl:when test="@kind = 'consulted'">somebody else was consulted</xsl:when>
    <xsl:when test="@kind = 'closed'">closed: <xsl:choose>
      <xsl:when test="@value = 'referred'">referred on</xsl:when>
      <xsl:when test="@value = 'no-answer-needed'">no answer needed</xsl:when>
      <xsl:when test="@value = 'duplicate'">duplicate</xsl:when>
      <xsl:when test="@value = 'withdrawn'">withdrawn</xsl:when>
      <xsl:when test="@value = 'no-question'">no question</xsl:when>
      <xsl:otherwise>the asker was waited for too long</xsl:otherwise>
    </xsl:choose></xsl:when>
    <xsl:when test="@kind = 'reopened'">reopened</xsl:when>
    <xsl:when test="@kind = 'waiting'">waiting for the asker</xsl:when>
    <xsl:when test="@kind = 'resumed'">the term runs again</xsl:when>
    <xsl:when test="@kind = 'priority'">priority <xsl:value-of select="@value"/></xsl:when>
    <xsl:when test="@kind = 'noted'">noted</xsl:when>
    <xsl:when test="@kind = 'probably'">probably answered</xsl:when>
    <xsl:when test="@kind = 'doubted'">not sure that this is a question</xsl:when>
    <xsl:when test="@kind = 'joined'">joined with another question</xsl:when>
    <xsl:when test="@kind = 'split'">split</xsl:when>
    <xsl:when test="@kind = 'relinked'">goes on as question <xsl:value-of select="@other"/></xsl:when>
    <xsl:otherwise>undone</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@by-hand"> (by hand<xsl:if test="@by">, <xsl:value-of select="@by"/></xsl:if>)</xsl:if>
</xsl:template>

</xsl:stylesheet>
