<?xml version="1.0" encoding="UTF-8"?>
<!-- Het dagelijkse bericht aan de coördinator. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:include href="words.nl.xsl"/>

<xsl:template match="/digest">
  <letter lang="nl" reply="antwoord met" kicker="Postwacht" title="Vragen op {@day-full}">
    <xsl:attribute name="subject"><xsl:call-template name="subject"/></xsl:attribute>
    <xsl:apply-templates select="held"/>
    <xsl:apply-templates select="mailboxes/mailbox[not(@well)]"/>
    <xsl:apply-templates select="reader"/>
    <xsl:call-template name="open"/>
    <xsl:call-template name="sections"/>
    <xsl:apply-templates select="waiting[@n &gt; 0]"/>
    <xsl:apply-templates select="intake"/>
    <xsl:call-template name="read"/>
    <xsl:call-template name="react"/>
  </letter>
</xsl:template>

<xsl:template name="subject">
  <xsl:text>Vragen </xsl:text><xsl:value-of select="@day-text"/><xsl:text>: </xsl:text>
  <xsl:if test="late/@n &gt; 0"><xsl:value-of select="late/@n"/> te laat, </xsl:if>
  <xsl:if test="today/@n &gt; 0"><xsl:value-of select="today/@n"/> vandaag, </xsl:if>
  <xsl:choose>
    <xsl:when test="open/@n = 0">geen open vragen</xsl:when>
    <xsl:otherwise><xsl:value-of select="open/@n"/> open</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="mailboxes/@ill &gt; 0">, <xsl:call-template name="n">
    <xsl:with-param name="n" select="mailboxes/@ill"/>
    <xsl:with-param name="one" select="'postvak'"/>
    <xsl:with-param name="many" select="'postvakken'"/>
  </xsl:call-template> niet gelezen</xsl:if>
</xsl:template>

<!-- Er gaat niets uit, tot iemand het vrijgeeft. -->
<xsl:template match="held">
  <banner tone="late">
    <p><b>Postwacht verstuurt nu alleen dit overzicht.</b>
    <xsl:choose>
      <xsl:when test="@why = 'questions'"> Er kwamen <xsl:value-of select="@n"/> nieuwe vragen in één keer binnen.</xsl:when>
      <xsl:when test="@why = 'notices'"> Binnen een uur werden <xsl:value-of select="@n"/> berichten gemaakt, meer dan te verwachten is.</xsl:when>
      <xsl:otherwise> De gegevens komen uit een reservekopie; wat daarna is verstuurd, is niet bekend.</xsl:otherwise>
    </xsl:choose>
    <xsl:text> Klopt het zo? Vraag de beheerder dan om het vrij te geven ("postwacht release").</xsl:text></p>
  </banner>
</xsl:template>

<xsl:template match="mailbox[not(@well)]">
  <banner tone="late">
    <p><b>Postvak <xsl:value-of select="@name"/> wordt nu niet gelezen.</b>
    <xsl:if test="@read-until"> Gelezen tot <xsl:value-of select="@read-until-near"/>; wat daarna binnenkwam, staat hier nog niet bij.</xsl:if>
    <xsl:if test="not(@read-until)"> Het is nog niet gelezen.</xsl:if>
    <xsl:if test="@trouble"> Melding: <xsl:value-of select="@trouble"/></xsl:if></p>
  </banner>
</xsl:template>

<!-- "Er staan 10 vragen open: 8 Kinderopvang & VE, 2 Werk & Inkomen." -->
<xsl:template name="open">
  <p>
    <xsl:choose>
      <xsl:when test="open/@n = 0">Er staan geen vragen open.</xsl:when>
      <xsl:otherwise>
        <xsl:choose>
          <xsl:when test="open/@n = 1">Er staat </xsl:when>
          <xsl:otherwise>Er staan </xsl:otherwise>
        </xsl:choose>
        <b><xsl:call-template name="n"><xsl:with-param name="n" select="open/@n"/></xsl:call-template></b>
        <xsl:text> open</xsl:text>
        <xsl:for-each select="open/team">
          <xsl:choose>
            <xsl:when test="position() = 1">: </xsl:when>
            <xsl:otherwise>, </xsl:otherwise>
          </xsl:choose>
          <xsl:value-of select="@n"/><xsl:text> </xsl:text><xsl:value-of select="@name"/>
        </xsl:for-each>
        <xsl:if test="open/@shared"> (<xsl:value-of select="open/@shared"/> van beide teams)</xsl:if>
        <xsl:text>.</xsl:text>
        <xsl:if test="late/@n = 0"> Er is niets te laat.</xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </p>
  <xsl:if test="open/@n &gt; 0">
    <numbers>
      <number tone="late" n="{late/@n}">te laat</number>
      <number tone="today" n="{today/@n}">vandaag</number>
      <number tone="calm" n="{week/@n}">later deze week</number>
      <number tone="calm" n="{open/@n}">open in totaal</number>
    </numbers>
  </xsl:if>
</xsl:template>

<xsl:template name="sections">
  <xsl:apply-templates select="late"><xsl:with-param name="h" select="'Te laat'"/><xsl:with-param name="tone" select="'late'"/></xsl:apply-templates>
  <xsl:apply-templates select="today"><xsl:with-param name="h" select="'Vandaag'"/><xsl:with-param name="tone" select="'today'"/></xsl:apply-templates>
  <xsl:apply-templates select="week"><xsl:with-param name="h" select="'Later deze week'"/></xsl:apply-templates>
  <xsl:apply-templates select="later"><xsl:with-param name="h" select="'Daarna'"/></xsl:apply-templates>
  <xsl:apply-templates select="fresh">
    <xsl:with-param name="h">
      <xsl:text>Nieuw</xsl:text>
      <xsl:if test="intake/@since"> sinds <xsl:value-of select="intake/@since-weekday"/></xsl:if>
    </xsl:with-param>
  </xsl:apply-templates>
  <xsl:apply-templates select="interim"><xsl:with-param name="h" select="'Tussenbericht gestuurd'"/></xsl:apply-templates>
  <xsl:apply-templates select="look"><xsl:with-param name="h" select="'Graag even kijken'"/><xsl:with-param name="tone" select="'today'"/></xsl:apply-templates>
</xsl:template>

<xsl:template match="late | today | week | later | fresh | interim | look">
  <xsl:param name="h"/>
  <xsl:param name="tone" select="'calm'"/>
  <xsl:if test="@n &gt; 0">
    <section tone="{$tone}">
      <h><xsl:value-of select="$h"/> (<xsl:value-of select="@n"/>)</h>
      <xsl:apply-templates select="card"/>
      <xsl:call-template name="more"/>
    </section>
  </xsl:if>
</xsl:template>

<!-- Waarschijnlijk beantwoord, of misschien geen vraag. -->
<xsl:template match="look/card">
  <card>
    <h><xsl:value-of select="@id"/> · <xsl:call-template name="organisation"/></h>
    <facts><xsl:call-template name="facts"/></facts>
    <line><xsl:call-template name="found"/></line>
    <xsl:if test="@probably">
      <line><xsl:call-template name="probably"/></line>
      <xsl:apply-templates select="link[@what='klaar']"/>
    </xsl:if>
    <xsl:if test="@doubtful">
      <line>Onzeker of dit een vraag is.</line>
      <xsl:call-template name="link">
        <xsl:with-param name="link" select="link[@what='geen-vraag']"/>
        <xsl:with-param name="says" select="concat(@id, ' is geen vraag')"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="further"/>
  </card>
</xsl:template>

<xsl:template name="probably">
  <xsl:choose>
    <xsl:when test="@probably = 'subject'"><xsl:value-of select="@id"/> is waarschijnlijk beantwoord: <xsl:choose>
        <xsl:when test="@answered-by"><xsl:value-of select="@answered-by"/></xsl:when>
        <xsl:otherwise>een collega</xsl:otherwise>
      </xsl:choose> mailde<xsl:if test="@answered"><xsl:text> </xsl:text><xsl:value-of select="@answered-text"/></xsl:if>
      <xsl:if test="@answered-subject"> "<xsl:value-of select="@answered-subject"/>"</xsl:if> aan de vraagsteller. Klopt dat?</xsl:when>
    <xsl:when test="@probably = 'quoted'"><xsl:value-of select="@id"/> is waarschijnlijk beantwoord: de vraagsteller haalt een antwoord aan dat Postwacht niet zag<xsl:if test="@answered"> (<xsl:value-of select="@answered-text"/>)</xsl:if>. Klopt dat?</xsl:when>
    <xsl:when test="@probably = 'flag'"><xsl:value-of select="@id"/> is waarschijnlijk beantwoord: het bericht staat in het postvak als beantwoord gemarkeerd. Klopt dat?</xsl:when>
    <xsl:when test="@probably = 'deleted'">Het bericht staat in Verwijderde items. Is deze vraag beantwoord?</xsl:when>
    <xsl:otherwise><xsl:value-of select="@id"/> is waarschijnlijk beantwoord. Klopt dat?</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="waiting">
  <p>Wacht op de vraagsteller: <xsl:call-template name="n"><xsl:with-param name="n" select="@n"/></xsl:call-template>.</p>
</xsl:template>

<!-- Wat geen vraag was: elk bericht van een mens, en de rest per soort. -->
<xsl:template match="intake">
  <xsl:if test="humans/@n &gt; 0 or automatic/@n &gt; 0 or junk/@n &gt; 0">
    <section tone="calm">
      <h>Geen vraag<xsl:if test="humans/@n &gt; 0"> (<xsl:value-of select="humans/@n"/> van een mens)</xsl:if></h>
      <xsl:apply-templates select="humans"/>
      <xsl:if test="automatic/@n &gt; 0">
        <p>Automatisch: <xsl:apply-templates select="automatic/kind"/>.</p>
      </xsl:if>
      <xsl:if test="junk/@n &gt; 0">
        <p>Van een bekende afzender, maar in Ongewenste e-mail:</p>
        <xsl:apply-templates select="junk"/>
      </xsl:if>
    </section>
  </xsl:if>
</xsl:template>

<xsl:template match="humans | junk">
  <xsl:if test="mail">
    <list><xsl:apply-templates select="mail"/></list>
  </xsl:if>
  <xsl:if test="@more">
    <p>En nog <xsl:call-template name="n">
      <xsl:with-param name="n" select="@more"/>
      <xsl:with-param name="one" select="'bericht'"/>
      <xsl:with-param name="many" select="'berichten'"/>
    </xsl:call-template>; antwoord met "overzicht" voor de hele lijst.</p>
  </xsl:if>
</xsl:template>

<xsl:template match="mail">
  <li>
    <xsl:if test="@sender"><xsl:value-of select="@sender"/>, </xsl:if>
    <xsl:if test="@organisation"><xsl:value-of select="@organisation"/>, </xsl:if>
    <xsl:choose>
      <xsl:when test="@subject">"<xsl:value-of select="@subject"/>"</xsl:when>
      <xsl:otherwise>zonder onderwerpregel</xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@received">, <xsl:value-of select="@received-text"/></xsl:if>
    <xsl:if test="link">
      <xsl:text> </xsl:text>
      <xsl:call-template name="link">
        <xsl:with-param name="link" select="link"/>
        <xsl:with-param name="says" select="concat(@reference, ' is toch een vraag')"/>
      </xsl:call-template>
    </xsl:if>
  </li>
</xsl:template>

<xsl:template match="kind">
  <xsl:if test="position() &gt; 1">, </xsl:if>
  <xsl:choose>
    <xsl:when test="@name = 'newsletter'"><xsl:call-template name="n"><xsl:with-param name="n" select="@n"/><xsl:with-param name="one" select="'nieuwsbrief'"/><xsl:with-param name="many" select="'nieuwsbrieven'"/></xsl:call-template></xsl:when>
    <xsl:when test="@name = 'auto-reply'"><xsl:call-template name="n"><xsl:with-param name="n" select="@n"/><xsl:with-param name="one" select="'afwezigheidsbericht'"/><xsl:with-param name="many" select="'afwezigheidsberichten'"/></xsl:call-template></xsl:when>
    <xsl:when test="@name = 'invitation'"><xsl:call-template name="n"><xsl:with-param name="n" select="@n"/><xsl:with-param name="one" select="'uitnodiging'"/><xsl:with-param name="many" select="'uitnodigingen'"/></xsl:call-template></xsl:when>
    <xsl:when test="@name = 'bounce'"><xsl:call-template name="n"><xsl:with-param name="n" select="@n"/><xsl:with-param name="one" select="'melding dat mail niet aankwam'"/><xsl:with-param name="many" select="'meldingen dat mail niet aankwam'"/></xsl:call-template></xsl:when>
    <xsl:when test="@name = 'receipt'"><xsl:call-template name="n"><xsl:with-param name="n" select="@n"/><xsl:with-param name="one" select="'ontvangst- of leesbevestiging'"/><xsl:with-param name="many" select="'ontvangst- of leesbevestigingen'"/></xsl:call-template></xsl:when>
    <xsl:otherwise><xsl:call-template name="n"><xsl:with-param name="n" select="@n"/><xsl:with-param name="one" select="'ongewenst bericht'"/><xsl:with-param name="many" select="'ongewenste berichten'"/></xsl:call-template></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Tot wanneer gelezen, de som, en wat is uitgevoerd. -->
<xsl:template name="read">
  <section tone="calm">
    <h>Gelezen en verwerkt</h>
    <p>
      <xsl:if test="mailboxes/@read-until">
        <xsl:choose>
          <xsl:when test="mailboxes/@n = 1">Postvak gelezen tot </xsl:when>
          <xsl:when test="mailboxes/@ill &gt; 0">De andere postvakken zijn gelezen tot </xsl:when>
          <xsl:otherwise>Postvakken gelezen tot </xsl:otherwise>
        </xsl:choose>
        <xsl:value-of select="mailboxes/@read-until-near"/>
        <xsl:text>. </xsl:text>
      </xsl:if>
      <xsl:for-each select="intake"><xsl:call-template name="sum"/></xsl:for-each>
    </p>
    <xsl:for-each select="mailboxes/gap">
      <p>Postvak <xsl:value-of select="@name"/>: <xsl:value-of select="@from-near"/> tot <xsl:if test="@until-day = /*/@day-text and @from-day != @until-day">vandaag </xsl:if><xsl:value-of select="@until-near"/> niet gekeken; alles is ingehaald.</p>
    </xsl:for-each>
    <xsl:for-each select="mailboxes/mailbox[@expires]">
      <p>De toegang tot postvak <xsl:value-of select="@name"/> verloopt op <xsl:value-of select="@expires-text"/>; vraag de beheerder om die te vernieuwen.</p>
    </xsl:for-each>
    <xsl:if test="post">
      <p>De toegang tot de mailserver waarmee Postwacht verstuurt verloopt op <xsl:value-of select="post/@expires-text"/>; vraag de beheerder om die te vernieuwen.</p>
    </xsl:if>
    <xsl:apply-templates select="carried-out[@n &gt; 0]"/>
    <xsl:apply-templates select="refused[@n &gt; 0]"/>
    <xsl:if test="calendar">
      <p>De lijst van dagen die met een feestdag zijn gelijkgesteld, is bekend tot en met <xsl:value-of select="calendar/@until-text"/>. Vraag de beheerder het volgende besluit toe te voegen.</p>
    </xsl:if>
    <xsl:apply-templates select="told[@n &gt; 0]"/>
    <xsl:if test="uncertain/@n = 1">
      <p>Van 1 eerder bericht van Postwacht is niet zeker of het is aangekomen; het wordt niet nog eens gestuurd.</p>
    </xsl:if>
    <xsl:if test="uncertain/@n &gt; 1">
      <p>Van <xsl:value-of select="uncertain/@n"/> eerdere berichten van Postwacht is niet zeker of ze zijn aangekomen; ze worden niet nog eens gestuurd.</p>
    </xsl:if>
  </section>
</xsl:template>

<!-- Mail aan Postwacht die niet is uitgevoerd. -->
<xsl:template match="told">
  <p>Mail aan Postwacht die niet is uitgevoerd:</p>
  <list><xsl:apply-templates select="mail-to-us"/></list>
  <xsl:if test="@more">
    <p>En nog <xsl:call-template name="n">
      <xsl:with-param name="n" select="@more"/>
      <xsl:with-param name="one" select="'bericht'"/>
      <xsl:with-param name="many" select="'berichten'"/>
    </xsl:call-template>.</p>
  </xsl:if>
</xsl:template>

<xsl:template match="mail-to-us">
  <li>
    <xsl:value-of select="@sender"/>
    <xsl:if test="@address and @address != @sender"> (<xsl:value-of select="@address"/>)</xsl:if>
    <xsl:if test="@at">, <xsl:value-of select="@at-near"/></xsl:if>
    <xsl:text>: </xsl:text>
    <xsl:choose>
      <xsl:when test="@why = 'away'">een automatisch antwoord op een bericht van Postwacht. Afwezig? Antwoord met "afwezig", de naam en "t/m" een dag; dan neemt de achtervang het over.</xsl:when>
      <xsl:when test="@why = 'stranger'">geweigerd, want dit adres staat niet op het rooster<xsl:call-template name="told-subject"/>.</xsl:when>
      <xsl:when test="@why = 'forged'">geweigerd: volgens de eigen mailserver komt deze mail niet van dit adres<xsl:call-template name="told-subject"/>.</xsl:when>
      <xsl:when test="@why = 'unproven'">geweigerd: niet te bewijzen is dat deze mail echt van dit adres komt<xsl:call-template name="told-subject"/>.</xsl:when>
      <xsl:when test="@why = 'forged-permit'">geweigerd: de link is vervalst, of was voor iets of iemand anders.</xsl:when>
      <xsl:when test="@why = 'expired'">geweigerd: de link is niet meer geldig.</xsl:when>
      <xsl:when test="@why = 'no-permit'">geweigerd: geen antwoord op een bericht van Postwacht aan dit adres, en geen link daaruit.</xsl:when>
      <xsl:when test="@why = 'repeated'">dezelfde link nog eens; er was niets meer te doen.</xsl:when>
      <xsl:otherwise>niet begrepen, en na drie antwoorden op één dag niet meer beantwoord.</xsl:otherwise>
    </xsl:choose>
  </li>
</xsl:template>

<xsl:template name="told-subject"><xsl:if test="@subject"> ("<xsl:value-of select="@subject"/>")</xsl:if></xsl:template>

<xsl:template match="refused">
  <p>Niet aangekomen:</p>
  <list><xsl:for-each select="notice">
    <li>het bericht aan <xsl:value-of select="@to"/><xsl:if test="@at"> (<xsl:value-of select="@at-near"/>)</xsl:if><xsl:if test="@reason">: <xsl:value-of select="@reason"/></xsl:if></li>
  </xsl:for-each></list>
  <xsl:if test="@more">
    <p>En nog <xsl:call-template name="n">
      <xsl:with-param name="n" select="@more"/>
      <xsl:with-param name="one" select="'bericht'"/>
      <xsl:with-param name="many" select="'berichten'"/>
    </xsl:call-template>.</p>
  </xsl:if>
</xsl:template>

<!-- "Sinds vrijdag 08:30: 18 berichten = 2 nieuwe vragen + 3 bij bestaande vragen + 13 geen vraag." -->
<xsl:template name="sum">
  <xsl:choose>
    <xsl:when test="@since">Sinds <xsl:value-of select="@since-weekday"/><xsl:text> </xsl:text><xsl:value-of select="@since-time"/>: </xsl:when>
    <xsl:otherwise>Sinds de start: </xsl:otherwise>
  </xsl:choose>
  <xsl:choose>
    <xsl:when test="@messages = 0">geen nieuwe berichten.</xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="n">
        <xsl:with-param name="n" select="@messages"/>
        <xsl:with-param name="one" select="'bericht'"/>
        <xsl:with-param name="many" select="'berichten'"/>
      </xsl:call-template>
      <xsl:text> = </xsl:text>
      <xsl:call-template name="n">
        <xsl:with-param name="n" select="@new"/>
        <xsl:with-param name="one" select="'nieuwe vraag'"/>
        <xsl:with-param name="many" select="'nieuwe vragen'"/>
      </xsl:call-template> + <xsl:value-of select="@known"/> bij bestaande vragen + <xsl:value-of select="@none"/> geen vraag<xsl:if test="@aside &gt; 0"> + <xsl:value-of select="@aside"/> opzijgezet (niet te lezen)</xsl:if>
      <xsl:text>.</xsl:text>
    </xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@ours &gt; 0"> Niet meegeteld: <xsl:call-template name="n">
    <xsl:with-param name="n" select="@ours"/>
    <xsl:with-param name="one" select="'bericht'"/>
    <xsl:with-param name="many" select="'berichten'"/>
  </xsl:call-template> van Postwacht zelf.</xsl:if>
</xsl:template>

<xsl:template match="carried-out">
  <p>Verwerkt:</p>
  <list><xsl:apply-templates select="act"/></list>
  <xsl:if test="@more">
    <p>En nog <xsl:call-template name="n">
      <xsl:with-param name="n" select="@more"/>
      <xsl:with-param name="one" select="'stap'"/>
      <xsl:with-param name="many" select="'stappen'"/>
    </xsl:call-template>.</p>
  </xsl:if>
</xsl:template>

<xsl:template match="act">
  <li>
    <xsl:if test="@id"><xsl:value-of select="@id"/><xsl:text> </xsl:text></xsl:if>
    <xsl:choose>
      <xsl:when test="@what = 'answered'">klaar</xsl:when>
      <xsl:when test="@what = 'phone'">telefonisch beantwoord</xsl:when>
      <xsl:when test="@what = 'referred'">doorverwezen</xsl:when>
      <xsl:when test="@what = 'no-answer-needed'">geen antwoord nodig</xsl:when>
      <xsl:when test="@what = 'duplicate'">dubbel</xsl:when>
      <xsl:when test="@what = 'withdrawn'">ingetrokken</xsl:when>
      <xsl:when test="@what = 'expired'">gesloten: de vraagsteller reageerde niet meer</xsl:when>
      <xsl:when test="@what = 'assigned'">naar <xsl:value-of select="@detail"/></xsl:when>
      <xsl:when test="@what = 'extended'">uitstel</xsl:when>
      <xsl:when test="@what = 'topic'">onderwerp <xsl:value-of select="@detail"/></xsl:when>
      <xsl:when test="@what = 'team'">team <xsl:value-of select="@detail"/></xsl:when>
      <xsl:when test="@what = 'waiting'">wacht op de vraagsteller</xsl:when>
      <xsl:when test="@what = 'reopened'">heropend</xsl:when>
      <xsl:when test="@what = 'no-question'">geen vraag</xsl:when>
      <xsl:when test="@what = 'a-question'">toch een vraag</xsl:when>
      <xsl:when test="@what = 'joined'">hoort bij <xsl:value-of select="@detail"/></xsl:when>
      <xsl:when test="@what = 'split'">losgemaakt</xsl:when>
      <xsl:when test="@what = 'absent'"><xsl:value-of select="@detail"/> afwezig</xsl:when>
      <xsl:when test="@what = 'back'"><xsl:value-of select="@detail"/> terug</xsl:when>
      <xsl:when test="@what = 'rules'">regels <xsl:value-of select="@detail"/> in gebruik genomen</xsl:when>
      <xsl:when test="@what = 'resumed'">loopt weer</xsl:when>
      <xsl:when test="@what = 'note'">notitie</xsl:when>
      <xsl:when test="@what = 'undone'">hersteld</xsl:when>
      <xsl:when test="@what = 'term'">termijn <xsl:value-of select="@detail"/></xsl:when>
      <xsl:when test="@what = 'priority'">prioriteit <xsl:value-of select="@detail"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@what"/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@from"> vanaf <xsl:value-of select="@from-text"/></xsl:if>
    <xsl:if test="@on">
      <xsl:choose>
        <xsl:when test="@what = 'extended'"> tot </xsl:when>
        <xsl:when test="@what = 'absent'"> t/m </xsl:when>
        <xsl:otherwise> op </xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="@on-text"/>
    </xsl:if>
    <xsl:text> (</xsl:text>
    <xsl:choose>
      <xsl:when test="@by-reader">jij</xsl:when>
      <xsl:when test="@by"><xsl:value-of select="@by"/></xsl:when>
      <xsl:otherwise>vanzelf</xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@at">, <xsl:value-of select="@at-near"/></xsl:if>
    <xsl:text>)</xsl:text>
    <xsl:if test="link">
      <xsl:text> </xsl:text>
      <xsl:call-template name="link">
        <xsl:with-param name="link" select="link"/>
        <xsl:with-param name="says" select="concat('Ongedaan maken: stap ', substring-after(link/@command, ' '))"/>
      </xsl:call-template>
    </xsl:if>
  </li>
</xsl:template>

<xsl:template name="react">
  <section tone="calm">
    <h>Reageren</h>
    <xsl:choose>
      <xsl:when test="not(link)">
        <p>Postwacht ziet antwoorden vanzelf: in Verzonden items van het teampostvak, of met het teampostvak in de Cc. Wie een vraag vanuit het teampostvak doorstuurt naar een collega, legt haar daar neer. Antwoorden op dit bericht worden niet gelezen; wat de post niet laat zien, legt de beheerder vast.</p>
      </xsl:when>
      <xsl:when test="//card">
        <p>Reageren kan door te antwoorden op dit bericht, bijvoorbeeld: "<xsl:call-template name="example"/> klaar", "<xsl:call-template name="example"/> naar" en een naam, "<xsl:call-template name="example"/> uitstel 2", "overzicht" of "help".</p>
      </xsl:when>
      <xsl:otherwise>
        <p>Reageren kan door te antwoorden op dit bericht, bijvoorbeeld met "overzicht" of "help".</p>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="link[@what='help']/@href">
      <p><xsl:call-template name="link">
        <xsl:with-param name="link" select="link[@what='help']"/>
        <xsl:with-param name="says" select="'Andere opdrachten'"/>
      </xsl:call-template></p>
    </xsl:if>
  </section>
</xsl:template>

<!-- Een nummer dat in dit bericht staat. -->
<xsl:template name="example"><xsl:value-of select="(//card)[1]/@id"/></xsl:template>

</xsl:stylesheet>
