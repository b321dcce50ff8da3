<?xml version="1.0" encoding="UTF-8"?>
<!-- Het weekoverzicht voor de projectleider: geen namen, geen onderwerpregels. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:include href="words.nl.xsl"/>

<xsl:template match="/weekly">
  <letter lang="nl" reply="antwoord met" kicker="{@team-full}" title="Vragen in {@week-text}">
    <xsl:attribute name="subject">Vragen <xsl:value-of select="@team"/>, week <xsl:value-of select="@week"/>: <xsl:value-of select="sums/@received"/> binnen, <xsl:value-of select="sums/@handled"/> afgehandeld, <xsl:value-of select="sums/@open"/> open</xsl:attribute>
    <xsl:apply-templates select="reader"/>
    <xsl:apply-templates select="sums"/>
    <numbers>
      <number tone="calm" n="{sums/@received}">binnen</number>
      <number tone="calm" n="{sums/@handled}">afgehandeld</number>
      <number tone="calm" n="{sums/@open}">open</number>
      <number tone="late" n="{sums/@late-now}">nu te laat</number>
    </numbers>
    <xsl:call-template name="table"/>
    <xsl:call-template name="bars"/>
    <xsl:apply-templates select="late | coming"/>
    <xsl:apply-templates select="topics[topic]"/>
    <xsl:apply-templates select="reach[@known &gt; 0]"/>
    <xsl:apply-templates select="counted"/>
  </letter>
</xsl:template>

<xsl:template match="sums">
  <p>
    <xsl:text>In </xsl:text><xsl:value-of select="/weekly/@week-text"/>
    <xsl:choose>
      <xsl:when test="@received = 0"> kwamen geen vragen binnen</xsl:when>
      <xsl:when test="@received = 1"> kwam <b>1 vraag</b> binnen</xsl:when>
      <xsl:otherwise> kwamen <b><xsl:value-of select="@received"/> vragen</b> binnen</xsl:otherwise>
    </xsl:choose>
    <xsl:choose>
      <xsl:when test="@handled = 0"> en is er geen afgehandeld.</xsl:when>
      <xsl:when test="@handled = 1"> en is er <b>1 afgehandeld</b>.</xsl:when>
      <xsl:otherwise> en zijn er <b><xsl:value-of select="@handled"/> afgehandeld</b>.</xsl:otherwise>
    </xsl:choose>
    <xsl:text> </xsl:text>
    <xsl:call-template name="in-time"/>
    <xsl:text> </xsl:text>
    <b><xsl:call-template name="late-now"/></b>
  </p>
</xsl:template>

<!-- Eerst aantallen; een percentage alleen waar dat iets zegt. -->
<xsl:template name="in-time">
  <xsl:choose>
    <xsl:when test="@due = 0">Er was geen vraag die deze week beantwoord moest zijn.</xsl:when>
    <xsl:when test="@due = 1 and @in-time = 1">De enige vraag die deze week beantwoord moest zijn, was <b>op tijd</b><xsl:call-template name="trend"/>.</xsl:when>
    <xsl:when test="@due = 1">De enige vraag die deze week beantwoord moest zijn, was <b>niet op tijd</b><xsl:call-template name="trend"/>.</xsl:when>
    <xsl:when test="@in-time = 1">Van de <xsl:value-of select="@due"/> vragen die deze week beantwoord moesten zijn, was er <b>1 op tijd</b><xsl:call-template name="trend"/>.</xsl:when>
    <xsl:otherwise>Van de <xsl:value-of select="@due"/> vragen die deze week beantwoord moesten zijn, waren er <b><xsl:value-of select="@in-time"/> op tijd</b><xsl:if test="@share"> (<xsl:value-of select="@share"/>)</xsl:if><xsl:call-template name="trend"/>.</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="trend">
  <xsl:if test="@trend">
    <xsl:choose>
      <xsl:when test="@trend = 'same'">; dat is ongeveer gelijk aan </xsl:when>
      <xsl:when test="@trend = 'higher'">; dat is een groter deel dan in </xsl:when>
      <xsl:otherwise>; dat is een kleiner deel dan in </xsl:otherwise>
    </xsl:choose>
    <xsl:text>de </xsl:text><xsl:value-of select="@weeks-before"/> weken ervoor (<xsl:value-of select="@before-in-time"/> van <xsl:value-of select="@before-due"/>
    <xsl:if test="@before-share">, <xsl:value-of select="@before-share"/></xsl:if>
    <xsl:text>)</xsl:text>
  </xsl:if>
</xsl:template>

<!-- "Twee vragen zijn nu te laat; één daarvan is nog bij niemand belegd." -->
<xsl:template name="late-now">
  <xsl:variable name="word"><xsl:call-template name="word"><xsl:with-param name="n" select="@late-now"/></xsl:call-template></xsl:variable>
  <xsl:choose>
    <xsl:when test="@late-now = 0">Er is nu niets te laat.</xsl:when>
    <xsl:when test="@late-now = 1 and @late-unassigned = 1">Eén vraag is nu te laat; die is nog bij niemand belegd.</xsl:when>
    <xsl:when test="@late-now = 1">Eén vraag is nu te laat.</xsl:when>
    <xsl:otherwise>
      <xsl:value-of select="concat(translate(substring($word, 1, 1), 'twdvzané', 'TWDVZANÉ'), substring($word, 2))"/>
      <xsl:text> vragen zijn nu te laat</xsl:text>
      <xsl:choose>
        <xsl:when test="@late-unassigned = 0"/>
        <xsl:when test="@late-unassigned = @late-now">; ze zijn nog bij niemand belegd</xsl:when>
        <xsl:when test="@late-unassigned = 1">; één daarvan is nog bij niemand belegd</xsl:when>
        <xsl:otherwise>; <xsl:call-template name="word"><xsl:with-param name="n" select="@late-unassigned"/></xsl:call-template> daarvan zijn nog bij niemand belegd</xsl:otherwise>
      </xsl:choose>
      <xsl:text>.</xsl:text>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="table">
  <section tone="calm">
    <h>De week in cijfers</h>
    <table>
      <head>
        <th>Vragen</th>
        <th>Week <xsl:value-of select="@week"/></th>
        <xsl:if test="sums/@weeks-before &gt; 0">
          <th><xsl:call-template name="n">
            <xsl:with-param name="n" select="sums/@weeks-before"/>
            <xsl:with-param name="one" select="'week ervoor'"/>
            <xsl:with-param name="many" select="'weken ervoor, per week'"/>
          </xsl:call-template></th>
        </xsl:if>
      </head>
      <xsl:apply-templates select="rows/row[(@name != 'promised' and @name != 'paused' and @name != 'resumed') or @now &gt; 0 or (@before and @before != '0')]"/>
    </table>
    <xsl:if test="not(rows/row[@name = 'nine']/@now) and rows/row[@name = 'nine']/@answers &gt; 0">
      <p>Negen van de tien: pas genoemd vanaf 10 antwoorden.</p>
    </xsl:if>
  </section>
</xsl:template>

<xsl:template match="row">
  <row>
    <th>
      <xsl:choose>
        <xsl:when test="@name = 'received'">Binnengekomen</xsl:when>
        <xsl:when test="@name = 'reopened'">Heropend</xsl:when>
        <xsl:when test="@name = 'handled'">Afgehandeld</xsl:when>
        <xsl:when test="@name = 'paused'">Gaan wachten op de vraagsteller</xsl:when>
        <xsl:when test="@name = 'resumed'">Terug van wachten</xsl:when>
        <xsl:when test="@name = 'open'">Open op maandag 00:00</xsl:when>
        <xsl:when test="@name = 'in-time'">Op tijd van wat moest</xsl:when>
        <xsl:when test="@name = 'promised'">Waarvan op toegezegde dag</xsl:when>
        <xsl:when test="@name = 'half'">Helft beantwoord binnen</xsl:when>
        <xsl:otherwise>Negen van de tien binnen</xsl:otherwise>
      </xsl:choose>
    </th>
    <td><xsl:call-template name="now"/></td>
    <xsl:if test="/weekly/sums/@weeks-before &gt; 0"><td><xsl:call-template name="before"/></td></xsl:if>
  </row>
</xsl:template>

<xsl:template name="now">
  <xsl:choose>
    <xsl:when test="@name = 'open'"><xsl:value-of select="@now"/> (was <xsl:value-of select="@was"/>)</xsl:when>
    <xsl:when test="@name = 'in-time'"><xsl:value-of select="@now"/> van <xsl:value-of select="@due"/><xsl:if test="@share"> (<xsl:value-of select="@share"/>)</xsl:if></xsl:when>
    <xsl:when test="@now"><xsl:value-of select="@now"/></xsl:when>
    <xsl:otherwise>–</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="before">
  <xsl:choose>
    <xsl:when test="@name = 'in-time' and @before"><xsl:value-of select="@before"/> van <xsl:value-of select="@before-due"/></xsl:when>
    <xsl:when test="@before"><xsl:value-of select="@before"/></xsl:when>
    <xsl:otherwise>–</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="bars">
  <xsl:if test="weeks/week[@in-time &gt; 0 or @late &gt; 0]">
    <section tone="calm">
      <h>Op tijd en te laat, per week</h>
      <bars picture="{weeks/@picture}" alt="Staafdiagram: op tijd en te laat beantwoord, per week. De cijfers staan in de tabel hieronder." in-time="op tijd" late="te laat">
        <head><th>Week</th><th>Op tijd</th><th>Te laat</th><th>Verhouding</th></head>
        <xsl:for-each select="weeks/week">
          <bar week="{@no}" in-time="{@in-time}" late="{@late}" in-time-px="{@in-time-px}" late-px="{@late-px}"/>
        </xsl:for-each>
      </bars>
      <p>Van de vragen die in die week beantwoord moesten zijn.</p>
    </section>
  </xsl:if>
</xsl:template>

<xsl:template match="late">
  <xsl:if test="@n &gt; 0">
    <section tone="late">
      <h>Nu te laat (<xsl:value-of select="@n"/>)</h>
      <xsl:apply-templates select="card"/>
      <xsl:call-template name="more"/>
    </section>
  </xsl:if>
</xsl:template>

<xsl:template match="coming">
  <section tone="calm">
    <h>Komende week (<xsl:value-of select="@n"/>)</h>
    <xsl:choose>
      <xsl:when test="@n = 0"><p>Er hoeft komende week geen vraag beantwoord te zijn.</p></xsl:when>
      <xsl:otherwise>
        <list>
          <xsl:for-each select="card">
            <li><b><xsl:value-of select="@id"/></b> · <xsl:call-template name="organisation"/> · <xsl:call-template name="facts"/> · <xsl:if test="@due">uiterlijk <xsl:value-of select="@due-text"/></xsl:if></li>
          </xsl:for-each>
        </list>
        <xsl:call-template name="more"/>
      </xsl:otherwise>
    </xsl:choose>
  </section>
</xsl:template>

<xsl:template match="topics">
  <section tone="calm">
    <h>Onderwerpen</h>
    <p>
      <xsl:for-each select="topic">
        <xsl:if test="position() &gt; 1">, </xsl:if>
        <xsl:choose>
          <xsl:when test="@name"><xsl:value-of select="@name"/></xsl:when>
          <xsl:otherwise>onbekend</xsl:otherwise>
        </xsl:choose>
        <xsl:text> </xsl:text><xsl:value-of select="@n"/>
      </xsl:for-each>
      <xsl:text>.</xsl:text>
    </p>
  </section>
</xsl:template>

<xsl:template match="reach">
  <section tone="calm">
    <h>Bereik dit jaar</h>
    <p>
      <b><xsl:value-of select="@year"/> van de <xsl:value-of select="@known"/> gemeenten</b>
      <xsl:choose>
        <xsl:when test="@year = 1"> stelde een vraag; deze week </xsl:when>
        <xsl:otherwise> stelden een vraag; deze week </xsl:otherwise>
      </xsl:choose>
      <xsl:choose>
        <xsl:when test="@week = 0">geen</xsl:when>
        <xsl:otherwise><xsl:value-of select="@week"/><xsl:if test="@new &gt; 0">, waarvan <xsl:value-of select="@new"/> voor het eerst</xsl:if></xsl:otherwise>
      </xsl:choose>
      <xsl:text>.</xsl:text>
      <xsl:if test="@others &gt; 0"> Daarnaast <xsl:call-template name="n">
        <xsl:with-param name="n" select="@others"/>
        <xsl:with-param name="one" select="'andere organisatie'"/>
        <xsl:with-param name="many" select="'andere organisaties'"/>
      </xsl:call-template> deze week.</xsl:if>
    </p>
  </section>
</xsl:template>

<xsl:template match="counted">
  <foot>
    <xsl:if test="@files"><p>In de bijlage: een werkboek met alle cijfers en de vragen van deze week, en dezelfde cijfers als CSV.</p></xsl:if>
    <p>
      <xsl:text>Zo is geteld: </xsl:text><xsl:value-of select="@handled"/> afgehandeld<xsl:if test="@by-hand &gt; 0">, waarvan <xsl:value-of select="@by-hand"/> met de hand gemeld</xsl:if>.
      <xsl:if test="@no-answer-needed &gt; 0"> Zonder antwoord nodig: <xsl:value-of select="@no-answer-needed"/>.</xsl:if>
      <xsl:if test="@told + @told-handled &gt; 0"> Apart geteld: <xsl:call-template name="n">
        <xsl:with-param name="n" select="@told"/>
        <xsl:with-param name="one" select="'nieuwe vraag'"/>
        <xsl:with-param name="many" select="'nieuwe vragen'"/>
      </xsl:call-template> per telefoon of in overleg gesteld, <xsl:value-of select="@told-handled"/> afgehandeld.</xsl:if>
      <xsl:call-template name="left-out"/>
      <xsl:if test="@norm"> Norm: antwoord binnen <xsl:value-of select="@norm"/>, of een bericht wanneer wel.</xsl:if>
      <xsl:if test="@compared and not(correction)"> Geen correcties op eerdere weken.</xsl:if>
    </p>
    <xsl:if test="correction">
      <p>
        <xsl:text>Correcties op eerdere weken: </xsl:text>
        <xsl:for-each select="correction">
          <xsl:if test="position() &gt; 1">; </xsl:if>
          <xsl:text>week </xsl:text><xsl:value-of select="@week"/><xsl:text>, </xsl:text>
          <xsl:choose>
            <xsl:when test="@figure = 'received'">binnengekomen</xsl:when>
            <xsl:when test="@figure = 'reopened'">heropend</xsl:when>
            <xsl:when test="@figure = 'handled'">afgehandeld</xsl:when>
            <xsl:when test="@figure = 'in-time'">op tijd</xsl:when>
            <xsl:when test="@figure = 'due'">moest die week</xsl:when>
            <xsl:when test="@figure = 'open'">open</xsl:when>
            <xsl:otherwise><xsl:value-of select="@figure"/></xsl:otherwise>
          </xsl:choose>
          <xsl:text> </xsl:text><xsl:value-of select="@now"/> in plaats van <xsl:value-of select="@was"/>
        </xsl:for-each>
        <xsl:text>.</xsl:text>
      </p>
    </xsl:if>
  </foot>
</xsl:template>

<xsl:template name="left-out">
  <xsl:variable name="machine" select="sum(/weekly/intake/automatic/kind[@name != 'invitation']/@n)"/>
  <xsl:variable name="invited" select="sum(/weekly/intake/automatic/kind[@name = 'invitation']/@n)"/>
  <xsl:variable name="human" select="/weekly/intake/humans/@n"/>
  <xsl:if test="$machine + $invited + $human + @internal + @no-questions &gt; 0">
    <xsl:text> Niet meegeteld: </xsl:text>
    <xsl:if test="$machine &gt; 0"><xsl:call-template name="n">
      <xsl:with-param name="n" select="$machine"/>
      <xsl:with-param name="one" select="'nieuwsbrief of automatisch bericht'"/>
      <xsl:with-param name="many" select="'nieuwsbrieven en automatische berichten'"/>
    </xsl:call-template></xsl:if>
    <xsl:if test="$invited &gt; 0">
      <xsl:if test="$machine &gt; 0">, </xsl:if>
      <xsl:call-template name="n">
        <xsl:with-param name="n" select="$invited"/>
        <xsl:with-param name="one" select="'uitnodiging'"/>
        <xsl:with-param name="many" select="'uitnodigingen'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="$human &gt; 0">
      <xsl:if test="$machine + $invited &gt; 0">, </xsl:if>
      <xsl:call-template name="n">
        <xsl:with-param name="n" select="$human"/>
        <xsl:with-param name="one" select="'ander bericht zonder vraag'"/>
        <xsl:with-param name="many" select="'andere berichten zonder vraag'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="@internal &gt; 0">
      <xsl:if test="$machine + $invited + $human &gt; 0">, </xsl:if>
      <xsl:call-template name="n">
        <xsl:with-param name="n" select="@internal"/>
        <xsl:with-param name="one" select="'bericht van een collega'"/>
        <xsl:with-param name="many" select='"berichten van collega&apos;s"'/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="@no-questions &gt; 0">
      <xsl:if test="$machine + $invited + $human + @internal &gt; 0">, </xsl:if>
      <xsl:call-template name="n">
        <xsl:with-param name="n" select="@no-questions"/>
        <xsl:with-param name="one" select="'vraag die er geen bleek'"/>
        <xsl:with-param name="many" select="'vragen die er geen bleken'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:text>.</xsl:text>
  </xsl:if>
</xsl:template>

</xsl:stylesheet>
