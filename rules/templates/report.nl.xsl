<?xml version="1.0" encoding="UTF-8"?>
<!-- Een verslag over een periode: zinnen, cijfers, en in de bijlage wat ze betekenen. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:include href="words.nl.xsl"/>

<xsl:template match="/report">
  <letter lang="nl" reply="" title="Vragen in {@title}" subject="Vragen in {@title}">
    <xsl:attribute name="kicker"><xsl:choose>
      <xsl:when test="@team"><xsl:value-of select="@team"/></xsl:when>
      <xsl:otherwise>Alle teams</xsl:otherwise>
    </xsl:choose></xsl:attribute>
    <xsl:if test="@kind = 'year'"><p>Dit hoofdstuk laat zien welke vragen er in <xsl:value-of select="@title"/> binnenkwamen, hoe snel ze zijn beantwoord en wie ze stelden. De bijlage beschrijft wat elk cijfer betekent en hoe is geteld.</p></xsl:if>
    <xsl:apply-templates select="sums"/>
    <xsl:if test="@since"><p>Gemeten vanaf <xsl:value-of select="@since"/>.</p></xsl:if>
    <xsl:if test="@running"><p>De periode loopt nog; open en te laat zijn die van nu.</p></xsl:if>
    <numbers>
      <number tone="calm" n="{sums/@received}">binnen</number>
      <number tone="calm" n="{sums/@handled}">afgehandeld</number>
      <number tone="calm" n="{sums/@open_after}">open aan het einde</number>
      <number tone="late" n="{sums/@late_now}">te laat aan het einde</number>
    </numbers>
    <section tone="calm">
      <h>De cijfers</h>
      <xsl:call-template name="measures"><xsl:with-param name="rows" select="measures/measure[@main]"/></xsl:call-template>
    </section>
    <xsl:apply-templates select="parts | teams[part] | groups[part] | topics[item] | reach | method"/>
  </letter>
</xsl:template>

<xsl:template match="sums">
  <p>
    <xsl:text>In </xsl:text><xsl:value-of select="/report/@title"/>
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
    <xsl:text> Open bij het begin: </xsl:text><xsl:value-of select="@open_before"/><xsl:text>, aan het einde: </xsl:text><xsl:value-of select="@open_after"/><xsl:text>.</xsl:text>
  </p>
  <p>
    <xsl:choose>
      <xsl:when test="@due = 0">Er was geen vraag die in deze periode beantwoord moest zijn.</xsl:when>
      <xsl:otherwise>
        <xsl:text>Van de </xsl:text>
        <xsl:call-template name="n"><xsl:with-param name="n" select="@due"/></xsl:call-template>
        <xsl:choose>
          <xsl:when test="@due = 1"><xsl:text> die in deze periode beantwoord moest zijn, </xsl:text></xsl:when>
          <xsl:otherwise><xsl:text> die in deze periode beantwoord moesten zijn, </xsl:text></xsl:otherwise>
        </xsl:choose>
        <xsl:choose>
          <xsl:when test="@in_time = 1">was er <b>1 op tijd</b></xsl:when>
          <xsl:otherwise>waren er <b><xsl:value-of select="@in_time"/> op tijd</b></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="@in_time_share"> (<xsl:value-of select="@in_time_share"/>)</xsl:if>
        <xsl:if test="@on_promised_day &gt; 0">, waarvan <xsl:value-of select="@on_promised_day"/> op de dag die de vraagsteller was toegezegd</xsl:if>
        <xsl:choose>
          <xsl:when test="@late = 0">; niets was te laat.</xsl:when>
          <xsl:when test="@late = 1">; 1 was te laat of is nog niet beantwoord.</xsl:when>
          <xsl:otherwise>; <xsl:value-of select="@late"/> waren te laat of zijn nog niet beantwoord.</xsl:otherwise>
        </xsl:choose>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:text> </xsl:text>
    <xsl:choose>
      <xsl:when test="@late_now = 0">Aan het einde was niets te laat.</xsl:when>
      <xsl:otherwise>
        <xsl:text>Aan het einde </xsl:text>
        <b><xsl:choose>
          <xsl:when test="@late_now = 1">was 1 open vraag te laat</xsl:when>
          <xsl:otherwise>waren <xsl:value-of select="@late_now"/> open vragen te laat</xsl:otherwise>
        </xsl:choose></b>
        <xsl:if test="@late_unassigned &gt; 0">, bij niemand belegd: <xsl:value-of select="@late_unassigned"/></xsl:if>
        <xsl:text>.</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
  </p>
  <xsl:if test="@half">
    <p>
      <xsl:choose>
        <xsl:when test="@first_n = 1">Het eerste antwoord kwam binnen </xsl:when>
        <xsl:otherwise>De helft van de <xsl:value-of select="@first_n"/> eerste antwoorden kwam binnen </xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="@half"/><xsl:if test="@nine">, negen van de tien binnen <xsl:value-of select="@nine"/></xsl:if><xsl:text>.</xsl:text>
    </p>
  </xsl:if>
  <xsl:for-each select="/report/before">
    <p>
      <xsl:text>Ter vergelijking: in </xsl:text><xsl:value-of select="/report/@before-title"/><xsl:text> kwamen </xsl:text><xsl:value-of select="@received"/><xsl:text> vragen binnen en zijn er </xsl:text><xsl:value-of select="@handled"/>
      <xsl:choose>
        <xsl:when test="@due &gt; 0"><xsl:text> afgehandeld; van de </xsl:text><xsl:value-of select="@due"/><xsl:text> die beantwoord moesten zijn, waren er </xsl:text><xsl:value-of select="@in_time"/><xsl:text> op tijd</xsl:text><xsl:if test="@in_time_share"> (<xsl:value-of select="@in_time_share"/>)</xsl:if>.</xsl:when>
        <xsl:otherwise> afgehandeld.</xsl:otherwise>
      </xsl:choose>
    </p>
  </xsl:for-each>
</xsl:template>

<xsl:template name="measures">
  <xsl:param name="rows"/>
  <table first="48" cell="12">
    <head>
      <th>Cijfer</th>
      <th>Deze periode</th>
      <xsl:if test="/report/@before-title"><th>Ervoor</th></xsl:if>
    </head>
    <xsl:for-each select="$rows">
      <row>
        <th><xsl:value-of select="@label"/></th>
        <td><xsl:choose><xsl:when test="@now"><xsl:value-of select="@now"/></xsl:when><xsl:otherwise>–</xsl:otherwise></xsl:choose></td>
        <xsl:if test="/report/@before-title"><td><xsl:choose><xsl:when test="@before"><xsl:value-of select="@before"/></xsl:when><xsl:otherwise>–</xsl:otherwise></xsl:choose></td></xsl:if>
      </row>
    </xsl:for-each>
  </table>
  <xsl:if test="/report/@before-title">
    <p>Ervoor: <xsl:value-of select="/report/@before-title"/><xsl:if test="/report/@kind = 'week'">, per week</xsl:if>.</p>
  </xsl:if>
</xsl:template>

<!-- One line a part: weeks, months, teams, topics. -->
<xsl:template name="lines">
  <xsl:param name="head"/>
  <table first="24" cell="7">
    <head>
      <th><xsl:value-of select="$head"/></th>
      <th>Binnen</th><th>Klaar</th><th>Moest</th><th>Op tijd</th><th>Te laat</th><th>Open</th>
    </head>
    <xsl:for-each select="part">
      <row>
        <th><xsl:choose><xsl:when test="@label"><xsl:value-of select="@label"/></xsl:when><xsl:otherwise>onbekend</xsl:otherwise></xsl:choose></th>
        <td><xsl:value-of select="sums/@received"/></td><td><xsl:value-of select="sums/@handled"/></td><td><xsl:value-of select="sums/@due"/></td><td><xsl:value-of select="sums/@in_time"/></td><td><xsl:value-of select="sums/@late"/></td><td><xsl:value-of select="sums/@open_after"/></td>
      </row>
    </xsl:for-each>
  </table>
</xsl:template>

<xsl:template match="parts">
  <section tone="calm">
    <h>Op tijd en te laat</h>
    <xsl:for-each select="/report/in-time-picture"><picture src="{@src}" alt="Staafdiagram: op tijd en te laat, per deel van de periode. De cijfers staan in de tabel hieronder."/></xsl:for-each>
    <xsl:call-template name="lines"><xsl:with-param name="head" select="'Periode'"/></xsl:call-template>
    <p>Klaar: afgehandeld. Moest: de dag waarop een antwoord er uiterlijk moest zijn, viel in de periode. Open: aan het einde.</p>
  </section>
  <xsl:for-each select="/report/flow-picture">
    <section tone="calm">
      <h>Binnengekomen en afgehandeld</h>
      <picture src="{@src}" alt="Staafdiagram: binnengekomen en afgehandeld, per deel van de periode. De cijfers staan in de tabel hierboven."/>
    </section>
  </xsl:for-each>
</xsl:template>

<xsl:template match="teams">
  <section tone="calm">
    <h>Teams</h>
    <xsl:call-template name="lines"><xsl:with-param name="head" select="'Team'"/></xsl:call-template>
    <p>Een vraag van beide teams telt bij elk team, en in het totaal eenmaal.</p>
  </section>
</xsl:template>

<xsl:template match="groups">
  <section tone="calm">
    <h><xsl:choose>
      <xsl:when test="/report/@by = 'team'">Per team</xsl:when><xsl:when test="/report/@by = 'topic'">Per onderwerp</xsl:when><xsl:when test="/report/@by = 'kind'">Per soort organisatie</xsl:when><xsl:when test="/report/@by = 'province'">Per provincie</xsl:when><xsl:when test="/report/@by = 'gemeente'">Per gemeente</xsl:when><xsl:when test="/report/@by = 'person'">Per medewerker</xsl:when>
    </xsl:choose></h>
    <xsl:call-template name="lines"><xsl:with-param name="head"><xsl:choose>
      <xsl:when test="/report/@by = 'team'">Team</xsl:when><xsl:when test="/report/@by = 'topic'">Onderwerp</xsl:when><xsl:when test="/report/@by = 'kind'">Soort organisatie</xsl:when><xsl:when test="/report/@by = 'province'">Provincie</xsl:when><xsl:when test="/report/@by = 'gemeente'">Gemeente</xsl:when><xsl:when test="/report/@by = 'person'">Medewerker</xsl:when>
    </xsl:choose></xsl:with-param></xsl:call-template>
    <xsl:if test="/report/@by = 'gemeente' and /report/reach/@small &gt; 0">
      <p>Niet bij naam genoemd: <xsl:call-template name="n">
        <xsl:with-param name="n" select="/report/reach/@small"/>
        <xsl:with-param name="one" select="'gemeente'"/>
        <xsl:with-param name="many" select="'gemeenten'"/>
      </xsl:call-template> met hoogstens twee vragen.</p>
    </xsl:if>
    <xsl:if test="/report/@by = 'person'"><p>Cijfers per medewerker staan hier met instemming van de ondernemingsraad (WOR art. 27).</p></xsl:if>
  </section>
</xsl:template>

<xsl:template match="topics">
  <section tone="calm">
    <h>Onderwerpen</h>
    <xsl:for-each select="/report/topics-picture"><picture src="{@src}" alt="Staafdiagram: vragen per onderwerp. De cijfers staan hieronder."/></xsl:for-each>
    <p><xsl:call-template name="list"/></p>
    <xsl:if test="/report/reach/@repeated &gt; 0">
      <p><xsl:call-template name="n">
        <xsl:with-param name="n" select="/report/reach/@repeated"/>
        <xsl:with-param name="one" select="'onderwerp'"/>
        <xsl:with-param name="many" select="'onderwerpen'"/>
      </xsl:call-template><xsl:choose><xsl:when test="/report/reach/@repeated = 1"> kwam drie keer of vaker terug</xsl:when><xsl:otherwise> kwamen drie keer of vaker terug</xsl:otherwise></xsl:choose>.</p>
    </xsl:if>
  </section>
</xsl:template>

<!-- "bkr 4, lrk 2." -->
<xsl:template name="list">
  <xsl:for-each select="item">
    <xsl:if test="position() &gt; 1">, </xsl:if>
    <xsl:choose><xsl:when test="@label"><xsl:value-of select="@label"/></xsl:when><xsl:otherwise>onbekend</xsl:otherwise></xsl:choose>
    <xsl:text> </xsl:text><xsl:value-of select="@n"/>
  </xsl:for-each>
  <xsl:text>.</xsl:text>
</xsl:template>

<xsl:template match="reach">
  <section tone="calm">
    <h>Wie vroegen er</h>
    <p>
      <b><xsl:value-of select="@period"/><xsl:choose>
        <xsl:when test="@period = 1"> van de <xsl:value-of select="@known"/> gemeenten</xsl:when>
        <xsl:otherwise> van de <xsl:value-of select="@known"/> gemeenten</xsl:otherwise>
      </xsl:choose></b>
      <xsl:choose>
        <xsl:when test="@period = 1"> stelde in deze periode een vraag</xsl:when>
        <xsl:otherwise> stelden in deze periode een vraag</xsl:otherwise>
      </xsl:choose>
      <xsl:if test="@new &gt; 0">, waarvan <xsl:value-of select="@new"/> voor het eerst dit jaar</xsl:if>
      <xsl:text>.</xsl:text>
      <xsl:if test="@others &gt; 0"> Daarnaast <xsl:call-template name="n">
        <xsl:with-param name="n" select="@others"/>
        <xsl:with-param name="one" select="'andere organisatie'"/>
        <xsl:with-param name="many" select="'andere organisaties'"/>
      </xsl:call-template>.</xsl:if>
      <xsl:if test="@year &gt; @period"> Dit jaar tot en met het einde van de periode: <xsl:value-of select="@year"/>.</xsl:if>
    </p>
    <xsl:for-each select="../kinds[item]"><p>Vragen naar soort organisatie: <xsl:call-template name="list"/></p></xsl:for-each>
    <xsl:for-each select="../provinces[item]"><p>Gemeenten naar provincie: <xsl:call-template name="list"/></p></xsl:for-each>
  </section>
</xsl:template>

<xsl:template match="method">
  <xsl:variable name="machine" select="sum(../intake/automatic/kind[@name != 'invitation']/@n)"/>
  <xsl:variable name="invited" select="sum(../intake/automatic/kind[@name = 'invitation']/@n)"/>
  <xsl:variable name="human" select="../intake/humans/@n"/>
  <xsl:variable name="none" select="../sums/@no_answer_needed"/>
  <section tone="calm">
    <h>Wat niet is meegeteld</h>
    <xsl:choose>
      <xsl:when test="$machine + $invited + $human + @internal + @none + @merged + @history + $none = 0"><p>Er is niets weggelaten.</p></xsl:when>
      <xsl:otherwise>
        <p>Deze berichten en vragen tellen in geen enkel cijfer mee:</p>
        <list>
          <xsl:if test="$machine &gt; 0"><li><xsl:call-template name="n">
        <xsl:with-param name="n" select="$machine"/>
        <xsl:with-param name="one" select="'nieuwsbrief of automatisch bericht'"/>
        <xsl:with-param name="many" select="'nieuwsbrieven en automatische berichten'"/>
      </xsl:call-template></li></xsl:if><xsl:if test="$invited &gt; 0"><li><xsl:call-template name="n">
        <xsl:with-param name="n" select="$invited"/>
        <xsl:with-param name="one" select="'uitnodiging'"/>
        <xsl:with-param name="many" select="'uitnodigingen'"/>
      </xsl:call-template></li></xsl:if><xsl:if test="$human &gt; 0"><li><xsl:call-template name="n">
        <xsl:with-param name="n" select="$human"/>
        <xsl:with-param name="one" select="'ander bericht zonder vraag'"/>
        <xsl:with-param name="many" select="'andere berichten zonder vraag'"/>
      </xsl:call-template></li></xsl:if><xsl:if test="@internal &gt; 0"><li><xsl:call-template name="n">
        <xsl:with-param name="n" select="@internal"/>
        <xsl:with-param name="one" select="'bericht van een collega'"/>
        <xsl:with-param name="many" select="&quot;berichten van collega&apos;s&quot;"/>
      </xsl:call-template></li></xsl:if><xsl:if test="@none &gt; 0"><li><xsl:call-template name="n">
        <xsl:with-param name="n" select="@none"/>
        <xsl:with-param name="one" select="'vraag die er geen bleek'"/>
        <xsl:with-param name="many" select="'vragen die er geen bleken'"/>
      </xsl:call-template></li></xsl:if><xsl:if test="@merged &gt; 0"><li><xsl:call-template name="n">
        <xsl:with-param name="n" select="@merged"/>
        <xsl:with-param name="one" select="'vraag die bij een andere bleek te horen'"/>
        <xsl:with-param name="many" select="'vragen die bij een andere bleken te horen'"/>
      </xsl:call-template></li></xsl:if><xsl:if test="@history &gt; 0"><li><xsl:call-template name="n">
        <xsl:with-param name="n" select="@history"/>
        <xsl:with-param name="one" select="'vraag van voor de ingebruikname'"/>
        <xsl:with-param name="many" select="'vragen van voor de ingebruikname'"/>
      </xsl:call-template></li></xsl:if><xsl:if test="$none &gt; 0"><li><xsl:call-template name="n">
        <xsl:with-param name="n" select="$none"/>
        <xsl:with-param name="one" select="'vraag waarop geen antwoord nodig was (wel afgehandeld, niet bij op tijd)'"/>
        <xsl:with-param name="many" select="'vragen waarop geen antwoord nodig was (wel afgehandeld, niet bij op tijd)'"/>
      </xsl:call-template></li></xsl:if>
        </list>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="../sums/@told + ../sums/@told_handled &gt; 0"><p>Apart geteld, in geen van de cijfers: <xsl:value-of select="../sums/@told"/> per telefoon of in overleg gesteld, <xsl:value-of select="../sums/@told_handled"/> daarvan en van eerdere afgehandeld.</p></xsl:if>
    <p>Met de hand gemeld: <xsl:value-of select="../sums/@handled_by_hand"/> van de <xsl:value-of select="../sums/@handled"/> afhandelingen.</p>
  </section>
  <section tone="calm">
    <h>Correcties</h>
    <xsl:choose>
      <xsl:when test="correction">
        <list><xsl:for-each select="correction">
          <li>Week <xsl:value-of select="@week"/>: <xsl:choose>
            <xsl:when test="@figure = 'received'">binnengekomen</xsl:when><xsl:when test="@figure = 'reopened'">heropend</xsl:when><xsl:when test="@figure = 'handled'">afgehandeld</xsl:when><xsl:when test="@figure = 'in-time'">op tijd</xsl:when><xsl:when test="@figure = 'due'">moest die week</xsl:when><xsl:when test="@figure = 'open'">open</xsl:when>
          </xsl:choose><xsl:text> </xsl:text><xsl:value-of select="@now"/> in plaats van <xsl:value-of select="@was"/>.</li>
        </xsl:for-each></list>
      </xsl:when>
      <xsl:when test="not(/report/@team)"><p>Correcties staan in het verslag van elk team apart.</p></xsl:when>
      <xsl:when test="@compared"><p>Geen correcties op cijfers die eerder in een weekoverzicht stonden.</p></xsl:when>
      <xsl:otherwise><p>In deze periode is geen weekoverzicht verstuurd waarmee is vergeleken.</p></xsl:otherwise>
    </xsl:choose>
  </section>
  <appendix>
    <h>Bijlage 1. Alle cijfers</h>
    <xsl:for-each select="/report"><xsl:call-template name="measures"><xsl:with-param name="rows" select="measures/measure"/></xsl:call-template></xsl:for-each>
  </appendix>
  <appendix>
    <h>Bijlage 2. Begrippen en werkwijze</h>
    <list>
      <li><b>Vraag.</b> Een vraag begint met het eerste bericht van buiten, op het moment dat het in het postvak kwam. Een doorgestuurde mail telt vanaf het moment dat hij in het postvak kwam.</li>
      <li><b>Antwoord.</b> Het eerste bericht van een mens van onze kant aan de kant van de vraagsteller, gezien in Verzonden items of met het postvak in de Cc; of met de hand gemeld. Een automatische bevestiging is nooit een antwoord, een tussenbericht evenmin.</li>
      <li><b>Afgehandeld.</b> Het laatste woord is aan ons: beantwoord, telefonisch, doorverwezen, ingetrokken, dubbel, of geen antwoord nodig. Vraagt de vraagsteller door, dan is de vraag heropend en loopt er een nieuwe termijn.</li>
      <li><b>Wachten op de vraagsteller.</b> Telt niet als open. Open aan het einde = open bij het begin + binnengekomen + heropend + terug van wachten - afgehandeld - gaan wachten.</li>
      <li><b>Op tijd.</b> Van alle vragen waarvan de laatste dag in de periode viel, beantwoord of niet: afgehandeld op of voor die dag. Wie op tijd laat weten op welke dag het antwoord komt en die dag haalt, is ook op tijd; dat staat apart. Een dag die voorbij was, blijft gemist, ook als hij later is verzet.</li>
      <li><b>Werkdagen.</b> Gerekend in kantoortijd op werkdagen; een werkdag is zo lang als het kantoor die dag open is. Etmalen tellen ook nachten en weekenden. Gevraagd en beantwoord buiten kantoortijd is nul werkdagen; hoe vaak dat voorkwam staat in bijlage 1.</li>
      <li><b>Helft, negen van de tien.</b> De kleinste waarde waar de helft of negen van de tien op of onder ligt; altijd een waarde die echt voorkwam.</li>
      <li><b>Kleine aantallen.</b> Geen percentage onder de twintig, behalve over acht weken en langer. Geen &quot;negen van de tien&quot; onder de tien. Een gemeente met een of twee vragen wordt buiten het team niet genoemd.</li>
      <li><b>Vervolg.</b> Van een nieuwe vraag van dezelfde vraagsteller tot het antwoord daarop; elk vervolg telt apart.</li>
      <li><b>Beantwoord van wat binnenkwam.</b> Van de vragen die in de periode binnenkwamen en waarvan de norm voorbij is: hoeveel er minstens een antwoord kregen.</li>
    </list>
    <xsl:if test="@norm"><p>Norm: antwoord binnen <xsl:value-of select="@norm"/>, of een bericht wanneer wel.</p></xsl:if>
    <xsl:if test="norm-used"><p>Termijnen waarmee is gerekend: <xsl:for-each select="norm-used"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:value-of select="@days"/><xsl:choose><xsl:when test="@days = 1"> werkdag (</xsl:when><xsl:otherwise> werkdagen (</xsl:otherwise></xsl:choose><xsl:value-of select="@n"/>x)</xsl:for-each>.</p></xsl:if>
    <xsl:if test="calendar"><p>Kalenders waarmee is gemeten (versie, aantal metingen): <xsl:for-each select="calendar"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:value-of select="@version"/> (<xsl:value-of select="@n"/>)</xsl:for-each>.</p></xsl:if>
    <p>Een afgesloten meting houdt de termijn en de kalender waarmee zij is gemaakt.</p>
    <p>Periode: <xsl:value-of select="/report/@from"/> t/m <xsl:value-of select="/report/@to"/>. Gemaakt op <xsl:value-of select="/report/@made"/>.</p>
  </appendix>
</xsl:template>

</xsl:stylesheet>
