<?xml version="1.0" encoding="UTF-8"?>
<!-- De woorden van de pagina met open vragen; page.xsl maakt haar op. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:include href="page.xsl"/>

<xsl:variable name="w-title" select="'Open vragen'"/>
<xsl:variable name="w-made" select="'Stand van'"/>
<xsl:variable name="w-list" select="'De vragen'"/>
<xsl:variable name="w-none" select="'Er staan geen vragen open.'"/>
<xsl:variable name="w-search" select="'Zoeken'"/>
<xsl:variable name="w-all" select="'alle'"/>
<xsl:variable name="w-shown" select="'{n} van de {all} vragen'"/>
<xsl:variable name="w-when" select="'Wanneer'"/>
<xsl:variable name="w-number" select="'Nr.'"/>
<xsl:variable name="w-organisation" select="'Organisatie'"/>
<xsl:variable name="w-topic" select="'Onderwerp'"/>
<xsl:variable name="w-team" select="'Team'"/>
<xsl:variable name="w-with" select="'Ligt bij'"/>
<xsl:variable name="w-received" select="'Ontvangen'"/>
<xsl:variable name="w-unknown" select="'onbekend'"/>
<xsl:variable name="w-both" select="'beide teams'"/>
<xsl:variable name="w-somebody" select="'een collega'"/>
<xsl:variable name="w-nobody" select="'niemand'"/>
<xsl:variable name="w-story" select="'Verloop'"/>
<xsl:variable name="w-of" select="'van vraag'"/>
<xsl:variable name="w-figures" select="'Cijfers tot en met'"/>
<xsl:variable name="w-week" select="'Week'"/>
<xsl:variable name="w-in" select="'Binnengekomen'"/>
<xsl:variable name="w-out" select="'Afgehandeld'"/>
<xsl:variable name="w-in-time" select="'Op tijd'"/>
<xsl:variable name="w-late" select="'Te laat'"/>
<xsl:variable name="w-topics" select="'Vragen per onderwerp'"/>
<xsl:variable name="w-questions" select="'Vragen'"/>

<xsl:template name="urgency">
  <xsl:param name="of"/>
  <xsl:choose>
    <xsl:when test="$of = 'late'">Te laat</xsl:when>
    <xsl:when test="$of = 'today'">Vandaag</xsl:when>
    <xsl:when test="$of = 'week'">Deze week</xsl:when>
    <xsl:when test="$of = 'later'">Later</xsl:when>
    <xsl:when test="$of = 'doubtful'">Graag even kijken</xsl:when>
    <xsl:otherwise>Wacht op de vraagsteller</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="late"><xsl:value-of select="@late-text"/> te laat</xsl:template>

<xsl:template name="mailbox-says">
  <xsl:text>Postvak </xsl:text><xsl:value-of select="@name"/>
  <xsl:choose>
    <xsl:when test="@well"> gelezen tot <xsl:value-of select="@read-until-near"/>.</xsl:when>
    <xsl:otherwise> wordt niet gelezen; gelezen tot <xsl:value-of select="@read-until-near"/>.</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="picture-says">
  <xsl:choose>
    <xsl:when test="@name = 'topics'">Grafiek: vragen per onderwerp in deze week; de cijfers staan in de tabel eronder</xsl:when>
    <xsl:when test="@name = 'in-time'">Grafiek: op tijd en te laat per week; de cijfers staan in de tabel eronder</xsl:when>
    <xsl:otherwise>Grafiek: binnengekomen en afgehandeld per week; de cijfers staan in de tabel eronder</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Wat er gebeurde, in een paar woorden. -->
<xsl:template name="event-says">
  <xsl:choose>
    <xsl:when test="@kind = 'opened'">binnengekomen</xsl:when>
    <xsl:when test="@kind = 'team'">team <xsl:value-of select="@value"/></xsl:when>
    <xsl:when test="@kind = 'topic'">onderwerp <xsl:value-of select="@value"/></xsl:when>
    <xsl:when test="@kind = 'term'">termijn <xsl:value-of select="@value"/></xsl:when>
    <xsl:when test="@kind = 'deadline'">uiterlijk beantwoorden op <xsl:value-of select="@day"/><xsl:choose>
      <xsl:when test="@value = 'named'"> (de vraagsteller noemde die dag)</xsl:when>
      <xsl:when test="@value = 'promised'"> (toegezegd)</xsl:when>
      <xsl:when test="@value = 'extended'"> (uitstel)</xsl:when>
      <xsl:when test="@value = 'resumed'"> (na het wachten)</xsl:when>
    </xsl:choose></xsl:when>
    <xsl:when test="@kind = 'followed'">de vraagsteller schreef opnieuw</xsl:when>
    <xsl:when test="@kind = 'thanked'">de vraagsteller bedankte</xsl:when>
    <xsl:when test="@kind = 'answered' and @value = 'phone'">telefonisch beantwoord</xsl:when>
    <xsl:when test="@kind = 'answered'">beantwoord</xsl:when>
    <xsl:when test="@kind = 'interim'">tussenbericht gestuurd<xsl:if test="@day">, antwoord toegezegd voor <xsl:value-of select="@day"/></xsl:if></xsl:when>
    <xsl:when test="@kind = 'assigned'">doorgezet naar <xsl:choose>
      <xsl:when test="@to"><xsl:value-of select="@to"/></xsl:when>
      <xsl:otherwise>een collega</xsl:otherwise>
    </xsl:choose></xsl:when>
    <xsl:when test="@kind = 'consulted'">nagevraagd bij een ander</xsl:when>
    <xsl:when test="@kind = 'closed'">gesloten: <xsl:choose>
      <xsl:when test="@value = 'referred'">doorverwezen</xsl:when>
      <xsl:when test="@value = 'no-answer-needed'">geen antwoord nodig</xsl:when>
      <xsl:when test="@value = 'duplicate'">dubbel</xsl:when>
      <xsl:when test="@value = 'withdrawn'">ingetrokken</xsl:when>
      <xsl:when test="@value = 'no-question'">geen vraag</xsl:when>
      <xsl:otherwise>te lang op de vraagsteller gewacht</xsl:otherwise>
    </xsl:choose></xsl:when>
    <xsl:when test="@kind = 'reopened'">heropend</xsl:when>
    <xsl:when test="@kind = 'waiting'">wacht op de vraagsteller</xsl:when>
    <xsl:when test="@kind = 'resumed'">de termijn loopt weer</xsl:when>
    <xsl:when test="@kind = 'priority'">prioriteit <xsl:choose>
      <xsl:when test="@value = 'high'">hoog</xsl:when>
      <xsl:when test="@value = 'low'">laag</xsl:when>
      <xsl:otherwise>gewoon</xsl:otherwise>
    </xsl:choose></xsl:when>
    <xsl:when test="@kind = 'noted'">genoteerd</xsl:when>
    <xsl:when test="@kind = 'probably'">waarschijnlijk beantwoord</xsl:when>
    <xsl:when test="@kind = 'doubted'">onzeker of dit een vraag is</xsl:when>
    <xsl:when test="@kind = 'joined'">samengevoegd met een andere vraag</xsl:when>
    <xsl:when test="@kind = 'split'">gesplitst</xsl:when>
    <xsl:when test="@kind = 'relinked'">gaat verder als vraag <xsl:value-of select="@other"/></xsl:when>
    <xsl:otherwise>ongedaan gemaakt</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@by-hand"> (met de hand<xsl:if test="@by">, <xsl:value-of select="@by"/></xsl:if>)</xsl:if>
</xsl:template>

</xsl:stylesheet>
