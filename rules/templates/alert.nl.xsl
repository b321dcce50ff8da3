<?xml version="1.0" encoding="UTF-8"?>
<!-- Te laat, vandaag of morgen: één bericht voor alle vragen van iemand. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:include href="words.nl.xsl"/>

<xsl:variable name="leader" select="/alert/@escalation or /alert/reader/@role = 'leader'"/>

<xsl:template match="/alert">
  <letter lang="nl" reply="antwoord met" kicker="Postwacht">
    <xsl:attribute name="subject"><xsl:call-template name="subject"/></xsl:attribute>
    <xsl:attribute name="title"><xsl:call-template name="title"/></xsl:attribute>
    <xsl:apply-templates select="reader"/>
    <xsl:if test="$leader"><p>Ter kennisgeving aan de projectleider.</p></xsl:if>
    <xsl:apply-templates select="late | today | tomorrow | ahead"/>
    <xsl:if test="not($leader)"><xsl:call-template name="options"/></xsl:if>
    <xsl:call-template name="reason"/>
  </letter>
</xsl:template>

<!-- Alleen aantallen en dagen. -->
<xsl:template name="subject">
  <xsl:choose>
    <xsl:when test="late/@n = @n">
      <xsl:call-template name="n"><xsl:with-param name="n" select="@n"/></xsl:call-template>
      <xsl:choose>
        <xsl:when test="late/@due and @n = 1"> had uiterlijk <xsl:value-of select="late/@due-text"/> beantwoord moeten zijn</xsl:when>
        <xsl:when test="late/@due"> hadden uiterlijk <xsl:value-of select="late/@due-text"/> beantwoord moeten zijn</xsl:when>
        <xsl:otherwise> hadden al beantwoord moeten zijn</xsl:otherwise>
      </xsl:choose>
    </xsl:when>
    <xsl:when test="ahead/@n = @n"><xsl:call-template name="n"><xsl:with-param name="n" select="@n"/></xsl:call-template> met een lange termijn</xsl:when>
    <xsl:when test="late/@n = 0 and ahead/@n = 0 and (today/@n = 0 or tomorrow/@n = 0)">
      <xsl:call-template name="n"><xsl:with-param name="n" select="@n"/></xsl:call-template>
      <xsl:choose>
        <xsl:when test="@n = 1"> moet uiterlijk </xsl:when>
        <xsl:otherwise> moeten uiterlijk </xsl:otherwise>
      </xsl:choose>
      <xsl:choose>
        <xsl:when test="today/@n &gt; 0">vandaag, <xsl:value-of select="@day-text"/>,</xsl:when>
        <xsl:otherwise><xsl:value-of select="tomorrow/@due-text"/></xsl:otherwise>
      </xsl:choose>
      <xsl:text> beantwoord zijn</xsl:text>
    </xsl:when>
    <xsl:otherwise>
      <xsl:text>Vragen </xsl:text><xsl:value-of select="@day-text"/>: <xsl:if test="late/@n &gt; 0"><xsl:value-of select="late/@n"/> te laat</xsl:if>
      <xsl:if test="late/@n &gt; 0 and today/@n &gt; 0">, </xsl:if>
      <xsl:if test="today/@n &gt; 0"><xsl:value-of select="today/@n"/> vandaag</xsl:if>
      <xsl:if test="tomorrow/@n &gt; 0"><xsl:if test="late/@n + today/@n &gt; 0">, </xsl:if><xsl:value-of select="tomorrow/@n"/> uiterlijk <xsl:value-of select="tomorrow/@due-text"/></xsl:if>
      <xsl:if test="ahead/@n &gt; 0">, <xsl:value-of select="ahead/@n"/> later</xsl:if>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="title">
  <xsl:choose>
    <xsl:when test="@n = 1 and late/@n = 1">1 vraag is te laat</xsl:when>
    <xsl:when test="late/@n = @n"><xsl:value-of select="@n"/> vragen zijn te laat</xsl:when>
    <xsl:when test="late/@n &gt; 0">Vragen die nu aandacht vragen</xsl:when>
    <xsl:when test="ahead/@n = @n">Even vooruitkijken</xsl:when>
    <xsl:when test="@n = 1">1 vraag moet bijna beantwoord zijn</xsl:when>
    <xsl:otherwise><xsl:value-of select="@n"/> vragen moeten bijna beantwoord zijn</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="late">
  <xsl:if test="@n &gt; 0">
    <section tone="late">
      <h>Te laat (<xsl:value-of select="@n"/>)</h>
      <p>
        <xsl:choose>
          <xsl:when test="@n = 1">Bij deze vraag hebben we nog geen antwoord gezien:</xsl:when>
          <xsl:otherwise>Bij deze vragen hebben we nog geen antwoord gezien:</xsl:otherwise>
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
          <xsl:when test="self::today">Vandaag</xsl:when>
          <xsl:when test="self::ahead">Later</xsl:when>
          <xsl:when test="@due">Uiterlijk <xsl:value-of select="@due-text"/></xsl:when>
          <xsl:otherwise>Volgende werkdag</xsl:otherwise>
        </xsl:choose>
        <xsl:text> (</xsl:text><xsl:value-of select="@n"/><xsl:text>)</xsl:text>
      </h>
      <xsl:apply-templates select="card"/>
      <xsl:call-template name="more"/>
    </section>
  </xsl:if>
</xsl:template>

<!-- "Ontvangen do 12 november 09:37 · uiterlijk do 19 november (5 werkdagen) · doorgezet naar jou op vr 13 november." -->
<xsl:template match="alert/*/card">
  <card>
    <h><xsl:value-of select="@id"/> · <xsl:call-template name="organisation"/></h>
    <facts>
      <xsl:choose>
        <xsl:when test="$leader or not(@assignee)"><xsl:call-template name="facts"/></xsl:when>
        <xsl:when test="@topic"><xsl:value-of select="@topic"/></xsl:when>
        <xsl:otherwise>onderwerp onbekend</xsl:otherwise>
      </xsl:choose>
    </facts>
    <state><xsl:call-template name="state"/></state>
    <xsl:if test="not($leader)"><line><xsl:call-template name="found"><xsl:with-param name="when" select="false()"/></xsl:call-template></line></xsl:if>
    <line>
      <xsl:if test="@received">Ontvangen <xsl:value-of select="@received-full"/></xsl:if>
      <xsl:if test="@due"> · uiterlijk <xsl:value-of select="@due-text"/>
        <xsl:if test="@norm"> (<xsl:value-of select="@norm"/>)</xsl:if>
      </xsl:if>
      <xsl:if test="@assignee and @assigned and @assignee = /alert/reader/@name"> · doorgezet naar jou op <xsl:value-of select="@assigned-day"/></xsl:if>
      <xsl:if test="@assignee and @assigned and @assignee != /alert/reader/@name"> · doorgezet naar <xsl:value-of select="@assignee"/> op <xsl:value-of select="@assigned-day"/></xsl:if>
      <xsl:text>.</xsl:text>
    </line>
    <xsl:call-template name="why"/>
    <xsl:if test="not(parent::tomorrow or parent::ahead)"><xsl:apply-templates select="link[@what='klaar']"/></xsl:if>
  </card>
</xsl:template>

<xsl:template name="options">
  <section tone="calm">
    <h>Wat kun je doen?</h>
    <list>
      <xsl:if test="not(link)">
        <li><b>Al beantwoord</b> vanuit je eigen postvak? Stuur dat antwoord nog eens met het teampostvak in de Cc; dan ziet Postwacht het. Telefonisch afgedaan? Een korte bevestiging aan de vraagsteller, met het teampostvak in de Cc, is genoeg. Een eerdere dag kan de beheerder vastleggen.</li>
      </xsl:if>
      <xsl:if test="link"><li><b>Al beantwoord</b>, bijvoorbeeld vanuit je eigen postvak of telefonisch? Antwoord op dit bericht met <b>"<xsl:call-template name="example"/> klaar"</b>, of met de dag erbij: <b>"<xsl:call-template name="example"/> klaar gisteren"</b>.</li></xsl:if>
      <li><b>Meer tijd nodig?</b> Stuur de vraagsteller een kort tussenbericht met een datum, met het teampostvak in de Cc; Postwacht neemt die datum over.</li>
      <li><xsl:choose>
        <xsl:when test="late/@unassigned + today/@unassigned + tomorrow/@unassigned + ahead/@unassigned = @n"><b>Beleggen?</b></xsl:when>
        <xsl:otherwise><b>Niet voor jou?</b></xsl:otherwise>
      </xsl:choose>
      <xsl:choose>
        <xsl:when test="link"> Antwoord met <b>"<xsl:call-template name="example"/> naar"</b> en een naam.</xsl:when>
        <xsl:otherwise> Stuur de vraag vanuit het teampostvak door naar een collega; dan staat de vraag daar.</xsl:otherwise>
      </xsl:choose></li>
    </list>
    <xsl:if test="link[@what='help']/@href">
      <p><xsl:call-template name="link">
        <xsl:with-param name="link" select="link[@what='help']"/>
        <xsl:with-param name="says" select="'Andere opdrachten'"/>
      </xsl:call-template></p>
    </xsl:if>
  </section>
</xsl:template>

<xsl:template name="example"><xsl:value-of select="(//card)[1]/@id"/></xsl:template>

<xsl:template name="reason">
  <foot>
    <xsl:if test="@next">
      <p>Je krijgt hierover weer bericht op <b><xsl:value-of select="@next-text"/></b> als er dan nog geen antwoord is.</p>
    </xsl:if>
    <p>
      <xsl:text>Waarom deze mail: </xsl:text>
      <xsl:choose>
        <xsl:when test="$leader">
          <xsl:choose>
            <xsl:when test="@n = 1">deze vraag is al een aantal werkdagen te laat</xsl:when>
            <xsl:otherwise>deze vragen zijn al een aantal werkdagen te laat</xsl:otherwise>
          </xsl:choose>
        </xsl:when>
        <xsl:when test="late/@unassigned + today/@unassigned + tomorrow/@unassigned + ahead/@unassigned = @n">
          <xsl:choose>
            <xsl:when test="@n = 1">deze vraag staat nog bij niemand</xsl:when>
            <xsl:otherwise>deze vragen staan nog bij niemand</xsl:otherwise>
          </xsl:choose>
        </xsl:when>
        <xsl:when test="reader/@stands-in-for"><xsl:value-of select="reader/@stands-in-for"/> is er vandaag niet en jij bent achtervang</xsl:when>
        <xsl:when test="@n = 1">jij staat bij deze vraag</xsl:when>
        <xsl:otherwise>jij staat bij deze vragen</xsl:otherwise>
      </xsl:choose>
      <xsl:if test="@read-until"> en Postwacht zag tot <xsl:value-of select="@read-until-near"/> geen antwoord in Verzonden items of met het postvak in de Cc</xsl:if>
      <xsl:text>.</xsl:text>
    </p>
  </foot>
</xsl:template>

</xsl:stylesheet>
