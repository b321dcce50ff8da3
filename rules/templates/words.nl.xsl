<?xml version="1.0" encoding="UTF-8"?>
<!-- Woorden die meer dan één bericht gebruikt: meervoud, één vraag, aanhef. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<!-- "1 vraag", "2 vragen" -->
<xsl:template name="n">
  <xsl:param name="n"/>
  <xsl:param name="one" select="'vraag'"/>
  <xsl:param name="many" select="'vragen'"/>
  <xsl:value-of select="$n"/><xsl:text> </xsl:text>
  <xsl:choose>
    <xsl:when test="$n = 1"><xsl:value-of select="$one"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="$many"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- "één", "twee", ... "twaalf", 13 -->
<xsl:template name="word">
  <xsl:param name="n"/>
  <xsl:choose>
    <xsl:when test="$n = 1">één</xsl:when>
    <xsl:when test="$n = 2">twee</xsl:when>
    <xsl:when test="$n = 3">drie</xsl:when>
    <xsl:when test="$n = 4">vier</xsl:when>
    <xsl:when test="$n = 5">vijf</xsl:when>
    <xsl:when test="$n = 6">zes</xsl:when>
    <xsl:when test="$n = 7">zeven</xsl:when>
    <xsl:when test="$n = 8">acht</xsl:when>
    <xsl:when test="$n = 9">negen</xsl:when>
    <xsl:when test="$n = 10">tien</xsl:when>
    <xsl:when test="$n = 11">elf</xsl:when>
    <xsl:when test="$n = 12">twaalf</xsl:when>
    <xsl:otherwise><xsl:value-of select="$n"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Het begin van elk bericht: proefperiode, aanhef, achtervang. -->
<xsl:template match="reader">
  <xsl:if test="@shadow-for">
    <banner tone="calm"><p><b>Proefperiode.</b> Dit bericht zou verstuurd zijn aan <xsl:value-of select="@shadow-for"/>.</p></banner>
  </xsl:if>
  <greeting><xsl:choose><xsl:when test="/operator or /signal or /answer">Dag</xsl:when><xsl:otherwise>Goedemorgen</xsl:otherwise></xsl:choose><xsl:text> </xsl:text><xsl:value-of select="@name"/>,</greeting>
  <xsl:if test="@stands-in-for">
    <p>Je krijgt dit bericht als achtervang van <b><xsl:value-of select="@stands-in-for"/></b>.</p>
  </xsl:if>
</xsl:template>

<!-- Een opdracht als link; zonder adres staat er wat je kunt antwoorden. -->
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
    <xsl:otherwise>organisatie onbekend</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Onderwerp, en wie de vraag heeft. -->
<xsl:template name="facts">
  <xsl:choose>
    <xsl:when test="@topic"><xsl:value-of select="@topic"/></xsl:when>
    <xsl:otherwise>onderwerp onbekend</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@term and @term != 'servicenorm'"> · termijn <xsl:value-of select="@term"/></xsl:if>
  <xsl:choose>
    <xsl:when test="@assignee"> · bij <xsl:value-of select="@assignee"/></xsl:when>
    <xsl:when test="@has-assignee"> · belegd</xsl:when>
    <xsl:when test="/digest"> · bij niemand</xsl:when>
    <xsl:otherwise> · nog bij niemand</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@off-roster"> (staat niet op het rooster)</xsl:if>
</xsl:template>

<!-- Tot wanneer. -->
<xsl:template name="state">
  <xsl:choose>
    <xsl:when test="@days-late and @promised">Antwoord toegezegd voor <xsl:value-of select="@due-text"/>: <xsl:value-of select="@late-text"/> te laat</xsl:when>
    <xsl:when test="@days-late">Uiterlijk <xsl:value-of select="@due-text"/>: <xsl:value-of select="@late-text"/> te laat</xsl:when>
    <xsl:when test="@promised">Antwoord toegezegd voor <xsl:value-of select="@due-text"/></xsl:when>
    <xsl:when test="@due = /*/@day">Uiterlijk vandaag, <xsl:value-of select="@due-text"/></xsl:when>
    <xsl:when test="@due">Uiterlijk <xsl:value-of select="@due-text"/></xsl:when>
    <xsl:otherwise>Zonder termijn</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Zo vind je het bericht terug in Outlook. -->
<xsl:template name="found">
  <xsl:param name="when" select="true()"/>
  <xsl:if test="@asker"><xsl:value-of select="@asker"/>, </xsl:if>
  <xsl:choose>
    <xsl:when test="@subject">"<xsl:value-of select="@subject"/>"</xsl:when>
    <xsl:otherwise>zonder onderwerpregel</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="$when and @received">, <xsl:value-of select="@received-text"/></xsl:if>
  <xsl:if test="@folder and @folder != 'Postvak IN' and @folder != 'INBOX'">, map <xsl:value-of select="@folder"/></xsl:if>
  <xsl:text>.</xsl:text>
  <xsl:if test="@reopened"> Opnieuw open sinds <xsl:value-of select="@reopened-text"/>.</xsl:if>
</xsl:template>

<xsl:template name="why">
  <xsl:if test="@topic and @topic-why">
    <why>Herkend als <i><xsl:value-of select="@topic"/></i> door: <xsl:value-of select="@topic-why"/></why>
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

<!-- Een tussenbericht dat de dag niet vanzelf verzet (een tweede, of te laat). -->
<xsl:template name="further">
  <xsl:if test="@further">
    <line>
      <xsl:text>Op </xsl:text><xsl:value-of select="@further-day"/>
      <xsl:choose>
        <xsl:when test="@further-until"> ging een tussenbericht uit, met een antwoord uiterlijk <xsl:value-of select="@further-until-text"/>. Is dat de nieuwe dag?</xsl:when>
        <xsl:otherwise> ging een tweede tussenbericht uit, zonder dag. Meer tijd nodig? Antwoord met <b><xsl:value-of select="@id"/> uitstel 3</b>.</xsl:otherwise>
      </xsl:choose>
    </line>
    <xsl:if test="link[@what='uitstel']">
      <xsl:call-template name="link">
        <xsl:with-param name="link" select="link[@what='uitstel']"/>
        <xsl:with-param name="says" select="concat(@id, ': uitstel tot ', @further-until-text)"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:if>
</xsl:template>

<xsl:template match="link[@what='klaar']">
  <xsl:call-template name="link">
    <xsl:with-param name="link" select="."/>
    <xsl:with-param name="says" select="concat('Meld ', ../@id, ' als beantwoord')"/>
  </xsl:call-template>
</xsl:template>

<!-- De rest van een lange lijst. -->
<xsl:template name="more">
  <xsl:if test="@more">
    <p>En nog <xsl:call-template name="n"><xsl:with-param name="n" select="@more"/></xsl:call-template>.
    <xsl:if test="/*/link"> Antwoord met "overzicht" voor de hele lijst.</xsl:if></p>
  </xsl:if>
</xsl:template>

</xsl:stylesheet>
