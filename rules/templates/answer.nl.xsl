<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord op een mail met opdrachten: wat er kan, wat niet te begrijpen was, waarom, en de hele lijst. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:include href="words.nl.xsl"/>

<xsl:template match="/answer">
  <letter lang="nl" reply="antwoord met" kicker="Postwacht">
    <xsl:choose>
      <xsl:when test="@kind = 'help'">
        <xsl:attribute name="subject">Postwacht: zo geef je een opdracht</xsl:attribute>
        <xsl:attribute name="title">Zo geef je Postwacht een opdracht</xsl:attribute>
      </xsl:when>
      <xsl:when test="@kind = 'unclear'">
        <xsl:attribute name="subject">Postwacht: er is niets uitgevoerd</xsl:attribute>
        <xsl:attribute name="title">Er is niets uitgevoerd</xsl:attribute>
      </xsl:when>
      <xsl:when test="@kind = 'why'">
        <xsl:attribute name="subject">Postwacht: waarom vraag <xsl:value-of select="open/card/@id"/> zo staat</xsl:attribute>
        <xsl:attribute name="title">Waarom vraag <xsl:value-of select="open/card/@id"/> zo staat</xsl:attribute>
      </xsl:when>
      <xsl:when test="@kind = 'rules'">
        <xsl:attribute name="subject">Regels <xsl:value-of select="line/@text"/>: <xsl:call-template name="would-change"/></xsl:attribute>
        <xsl:attribute name="title">Wat <xsl:value-of select="line/@text"/> zou veranderen</xsl:attribute>
      </xsl:when>
      <xsl:when test="@kind = 'faulty'">
        <xsl:attribute name="subject">Regels <xsl:value-of select="line/@text"/>: <xsl:call-template name="mistakes"/>, niets in gebruik genomen</xsl:attribute>
        <xsl:attribute name="title"><xsl:value-of select="line/@text"/> kan zo niet in gebruik</xsl:attribute>
      </xsl:when>
      <xsl:otherwise>
        <xsl:attribute name="subject">Overzicht <xsl:value-of select="@day-text"/>: <xsl:call-template name="n-open"/></xsl:attribute>
        <xsl:attribute name="title">Alle open vragen op <xsl:value-of select="@day-full"/></xsl:attribute>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates select="reader"/>
    <xsl:choose>
      <xsl:when test="@kind = 'help'"><xsl:call-template name="help"/></xsl:when>
      <xsl:when test="@kind = 'unclear'"><xsl:call-template name="unclear"/></xsl:when>
      <xsl:when test="@kind = 'why'"><xsl:call-template name="reasons"/></xsl:when>
      <xsl:when test="@kind = 'rules'"><xsl:call-template name="rules"/></xsl:when>
      <xsl:when test="@kind = 'faulty'"><xsl:call-template name="faulty"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="overview"/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@kind != 'help' and link[@what='help']/@href">
      <p><xsl:call-template name="link">
        <xsl:with-param name="link" select="link[@what='help']"/>
        <xsl:with-param name="says" select="'Andere opdrachten'"/>
      </xsl:call-template></p>
    </xsl:if>
  </letter>
</xsl:template>

<xsl:template name="n-open">
  <xsl:choose>
    <xsl:when test="open/@n = 0">geen open vragen</xsl:when>
    <xsl:otherwise><xsl:call-template name="n">
      <xsl:with-param name="n" select="open/@n"/>
      <xsl:with-param name="one" select="'open vraag'"/>
      <xsl:with-param name="many" select="'open vragen'"/>
    </xsl:call-template></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="help">
  <p>Antwoord op een bericht van Postwacht, met één opdracht op een regel. Het nummer staat vooraan bij elke vraag; gaat het bericht over één vraag, dan mag het weg.</p>
  <section tone="calm">
    <h>Een vraag</h>
    <list>
      <li><b>147 klaar</b>, <b>147 klaar gisteren</b>, <b>147 klaar 18-11</b>: beantwoord, op die dag</li>
      <li><b>147 telefonisch</b>: beantwoord per telefoon; een dag mag erbij</li>
      <li><b>147 uitstel 3</b>, <b>147 uitstel tot 4 december</b>: zoveel werkdagen later, of tot die dag</li>
      <li><b>147 naar Daan</b>, <b>147 naar mij</b>: wie haar beantwoordt</li>
      <li><b>147 wacht</b>: wacht op de vraagsteller</li>
      <li><b>147 doorverwezen</b>, <b>147 geen antwoord nodig</b>, <b>147 dubbel</b>, <b>147 ingetrokken</b>: zonder antwoord van ons afgedaan</li>
      <li><b>147 heropen</b>: toch nog niet klaar</li>
      <li><b>147 onderwerp bkr</b>, <b>147 team W</b>: zo hoort ze</li>
      <li><b>147 geen vraag</b>, <b>b812 toch een vraag</b>: het nummer van een bericht staat in het overzicht van de ochtend</li>
      <li><b>147 hoort bij 139</b>, <b>147 los</b>: met een andere vraag samen, of juist niet</li>
      <li><b>waarom 147</b>: waarom ze zo staat</li>
    </list>
  </section>
  <section tone="calm">
    <h>Verder</h>
    <list>
      <li><b>147 en 148 klaar</b>: meer vragen op één regel</li>
      <li><b>overzicht</b>: alles wat openstaat</li>
      <li><b>ongedaan 5012</b>: een stap terugdraaien; het nummer staat bij wat verwerkt is</li>
      <xsl:if test="reader/@role = 'coordinator'">
        <li><b>vraag: gemeente Ede belde over ...</b>: een vraag die niet per mail kwam</li>
        <li><b>afwezig Daan t/m 4 december</b>, <b>terug Daan</b>: wie er is</li>
        <li>een regelbestand (<b>30-eigen.conf</b>) als bijlage: je krijgt te zien wat het zou veranderen, en met <b>gebruik</b> neem je het in gebruik</li>
      </xsl:if>
    </list>
  </section>
  <foot><p>Wat is uitgevoerd, staat in het volgende ochtendoverzicht van de coördinator, met een link om het ongedaan te maken. Begrijpt Postwacht een regel niet, dan gebeurt er niets en krijg je daarover bericht. Zonder opdracht kan ook: antwoord vanuit het teampostvak, of met het teampostvak in de Cc.</p></foot>
</xsl:template>

<xsl:template name="unclear">
  <p>
    <xsl:choose>
      <xsl:when test="line and says">Bij deze regel kon Postwacht niet verder, en daarom is er van je mail niets uitgevoerd:</xsl:when>
      <xsl:when test="line">Deze regel begreep Postwacht niet, en daarom is er van je mail niets uitgevoerd:</xsl:when>
      <xsl:otherwise>Van je mail is niets uitgevoerd.</xsl:otherwise>
    </xsl:choose>
  </p>
  <xsl:if test="line"><banner tone="today"><p><b>"<xsl:value-of select="line/@text"/>"</b></p></banner></xsl:if>
  <xsl:if test="says"><p><xsl:value-of select="says/@text"/></p></xsl:if>
  <xsl:if test="example">
    <p>Zo begrijpt Postwacht het wel, bijvoorbeeld:</p>
    <list><xsl:for-each select="example"><li><b><xsl:value-of select="@text"/></b></li></xsl:for-each></list>
  </xsl:if>
  <xsl:if test="example"><p>Antwoord op dit bericht met de verbeterde regels, elk met het nummer van de vraag.</p></xsl:if>
</xsl:template>

<xsl:template name="would-change">
  <xsl:choose>
    <xsl:when test="@changed = 0">er zou niets veranderen</xsl:when>
    <xsl:when test="@changed = 1">1 vraag zou veranderen</xsl:when>
    <xsl:otherwise><xsl:value-of select="@changed"/> vragen zouden veranderen</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="mistakes">
  <xsl:call-template name="n">
    <xsl:with-param name="n" select="@changed"/>
    <xsl:with-param name="one" select="'fout'"/>
    <xsl:with-param name="many" select="'fouten'"/>
  </xsl:call-template>
</xsl:template>

<xsl:template name="rules">
  <p><b><xsl:value-of select="line/@text"/></b> is nagekeken: er staan geen fouten in en alle voorbeelden kloppen. Alles wat Postwacht bewaart, is ermee doorgerekend.</p>
  <list><xsl:for-each select="count"><li><xsl:value-of select="@text"/></li></xsl:for-each></list>
  <xsl:if test="reason">
    <section tone="calm">
      <h>Zou veranderen (<xsl:value-of select="@changed"/>)</h>
      <list><xsl:for-each select="reason"><li><xsl:value-of select="@text"/></li></xsl:for-each></list>
      <xsl:if test="@more"><p>En nog <xsl:call-template name="n"><xsl:with-param name="n" select="@more"/></xsl:call-template>.</p></xsl:if>
    </section>
  </xsl:if>
  <xsl:if test="remark">
    <section tone="calm">
      <h>Opgevallen</h>
      <list><xsl:for-each select="remark"><li><xsl:value-of select="@text"/></li></xsl:for-each></list>
    </section>
  </xsl:if>
  <section tone="calm">
    <h>In gebruik nemen</h>
    <p>Antwoord op dit bericht met <b>gebruik</b>. Daarna gelden deze regels voor wat er binnenkomt; vragen die er al zijn, blijven zoals ze zijn. Het vorige bestand met deze naam wordt bewaard. Liever niet? Dan hoef je niets te doen.</p>
  </section>
</xsl:template>

<xsl:template name="faulty">
  <p>In <b><xsl:value-of select="line/@text"/></b> staat iets dat niet klopt (<xsl:call-template name="mistakes"/>). De regels die in gebruik zijn, blijven gelden.</p>
  <list><xsl:for-each select="reason"><li><xsl:value-of select="@text"/></li></xsl:for-each></list>
  <xsl:if test="@more"><p>En nog <xsl:value-of select="@more"/>.</p></xsl:if>
  <p>Verbeter het bestand en stuur het als bijlage bij een antwoord op dit bericht.</p>
</xsl:template>

<xsl:template name="reasons">
  <section tone="calm">
    <h>De vraag</h>
    <xsl:apply-templates select="open/card"/>
  </section>
  <xsl:if test="reason">
  <section tone="calm">
    <h>Waarom</h>
    <list><xsl:for-each select="reason"><li><xsl:value-of select="@text"/></li></xsl:for-each></list>
  </section>
  </xsl:if>
</xsl:template>

<xsl:template name="overview">
  <p>
    <xsl:choose>
      <xsl:when test="open/@n = 0">Er staan geen vragen open.</xsl:when>
      <xsl:when test="open/@n = 1">Er staat <b>1 vraag</b> open.</xsl:when>
      <xsl:otherwise>Er staan <b><xsl:value-of select="open/@n"/> vragen</b> open, de dringendste eerst.</xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@table"> De hele lijst zit als werkboek (Excel) bij deze mail, met wat op de vraagsteller wacht.</xsl:if>
  </p>
  <xsl:if test="open/card[@days-late]">
    <section tone="late">
      <h>Te laat (<xsl:value-of select="count(open/card[@days-late])"/>)</h>
      <xsl:apply-templates select="open/card[@days-late]"/>
    </section>
  </xsl:if>
  <xsl:if test="open/card[not(@days-late)]">
    <section tone="calm">
      <h>Op tijd (<xsl:value-of select="count(open/card[not(@days-late)]) + sum(open/@more)"/>)</h>
      <xsl:apply-templates select="open/card[not(@days-late)]"/>
    </section>
  </xsl:if>
  <xsl:if test="open/@more">
    <p>En nog <xsl:call-template name="n"><xsl:with-param name="n" select="open/@more"/></xsl:call-template>.</p>
  </xsl:if>
</xsl:template>

</xsl:stylesheet>
