<?xml version="1.0" encoding="UTF-8"?>
<!-- Iets dat meteen aandacht vraagt: een Woo-verzoek, een klacht, pers, spoed. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:include href="words.nl.xsl"/>

<xsl:template match="/signal">
  <letter lang="nl" reply="antwoord met" kicker="Postwacht">
    <xsl:attribute name="subject">1 vraag die vandaag aandacht vraagt (<xsl:value-of select="@day-text"/>)</xsl:attribute>
    <xsl:attribute name="title">Deze vraag vraagt vandaag aandacht</xsl:attribute>
    <xsl:apply-templates select="reader"/>
    <banner tone="late">
      <xsl:for-each select="sign">
        <p><b><xsl:call-template name="looks-like"/></b><xsl:call-template name="law"/></p>
        <p><xsl:call-template name="advice"/></p>
        <xsl:if test="@why"><p>Herkend door: <xsl:value-of select="@why"/></p></xsl:if>
      </xsl:for-each>
    </banner>
    <section tone="today">
      <h>De vraag</h>
      <xsl:apply-templates select="question/card"/>
    </section>
    <foot><p>Waarom deze mail: Postwacht herkende dit in de tekst of aan de afzender, en kan zich vergissen. Over deze vraag komt dit bericht één keer.</p></foot>
  </letter>
</xsl:template>

<xsl:template name="looks-like">
  <xsl:choose>
    <xsl:when test="@name = 'woo'">Lijkt op een Woo-verzoek.</xsl:when>
    <xsl:when test="@name = 'klacht'">Lijkt op een klacht.</xsl:when>
    <xsl:when test="@name = 'bezwaar'">Lijkt op een bezwaarschrift.</xsl:when>
    <xsl:when test="@name = 'ingebrekestelling'">Lijkt op een ingebrekestelling.</xsl:when>
    <xsl:when test="@name = 'avg'">Lijkt op een verzoek over eigen persoonsgegevens (AVG).</xsl:when>
    <xsl:when test="@name = 'datalek'">Lijkt op een melding van een datalek.</xsl:when>
    <xsl:when test="@name = 'pers'">Lijkt een vraag van de pers of uit de politiek.</xsl:when>
    <xsl:when test="@name = 'kamervragen'">Lijkt te gaan over Kamervragen.</xsl:when>
    <xsl:when test="@name = 'bsn'">Er staat waarschijnlijk een burgerservicenummer in. Postwacht heeft het niet bewaard.</xsl:when>
    <xsl:when test="@name = 'spoed'">De afzender vraagt om spoed.</xsl:when>
    <xsl:otherwise>Herkend als <xsl:value-of select="@name"/>.</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="law">
  <xsl:if test="@term">
    <xsl:text> De termijn (</xsl:text><xsl:value-of select="@term"/><xsl:choose>
      <xsl:when test="@end">, tot <xsl:value-of select="@end-text"/></xsl:when>
      <xsl:otherwise>, tot en met <xsl:value-of select="@until-text"/></xsl:otherwise>
    </xsl:choose>
    <xsl:choose>
      <xsl:when test="../@binding or @name = 'avg' or @name = 'datalek'">) geldt ook hier.</xsl:when>
      <xsl:otherwise>) geldt voor een bestuursorgaan.</xsl:otherwise>
    </xsl:choose>
  </xsl:if>
</xsl:template>

<xsl:template name="advice">
  <xsl:choose>
    <xsl:when test="@name = 'avg' or @name = 'datalek'">Leg dit vandaag voor aan de functionaris gegevensbescherming.</xsl:when>
    <xsl:when test="@name = 'bsn'">Vraag vandaag aan de functionaris gegevensbescherming of de mail in het postvak mag blijven.</xsl:when>
    <xsl:when test="@name = 'pers' or @name = 'kamervragen'">Leg dit vandaag voor aan de woordvoerder, vóór er antwoord gaat.</xsl:when>
    <xsl:when test="@name = 'woo' or @name = 'klacht' or @name = 'bezwaar' or @name = 'ingebrekestelling'">Leg dit vandaag voor aan Juridische Zaken.</xsl:when>
    <xsl:otherwise>Kijk vandaag wie dit oppakt.</xsl:otherwise>
  </xsl:choose>
</xsl:template>

</xsl:stylesheet>
