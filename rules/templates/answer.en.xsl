<?xml version="1.0" encoding="UTF-8"?>
<!-- The answer to a mail of commands: what can be said, what was not understood, why, and the whole list. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:include href="words.en.xsl"/>

<xsl:template match="/answer">
  <letter lang="en" reply="reply with" kicker="Postwacht">
    <xsl:choose>
      <xsl:when test="@kind = 'help'">
        <xsl:attribute name="subject">Postwacht: how to give a command</xsl:attribute>
        <xsl:attribute name="title">How to give Postwacht a command</xsl:attribute>
      </xsl:when>
      <xsl:when test="@kind = 'unclear'">
        <xsl:attribute name="subject">Postwacht: nothing was carried out</xsl:attribute>
        <xsl:attribute name="title">Nothing was carried out</xsl:attribute>
      </xsl:when>
      <xsl:when test="@kind = 'why'">
        <xsl:attribute name="subject">Postwacht: why question <xsl:value-of select="open/card/@id"/> stands so</xsl:attribute>
        <xsl:attribute name="title">Why question <xsl:value-of select="open/card/@id"/> stands so</xsl:attribute>
      </xsl:when>
      <xsl:when test="@kind = 'rules'">
        <xsl:attribute name="subject">Rules <xsl:value-of select="line/@text"/>: <xsl:call-template name="would-change"/></xsl:attribute>
        <xsl:attribute name="title">What <xsl:value-of select="line/@text"/> would change</xsl:attribute>
      </xsl:when>
      <xsl:when test="@kind = 'faulty'">
        <xsl:attribute name="subject">Rules <xsl:value-of select="line/@text"/>: <xsl:call-template name="mistakes"/>, nothing taken into use</xsl:attribute>
        <xsl:attribute name="title"><xsl:value-of select="line/@text"/> cannot be used like this</xsl:attribute>
      </xsl:when>
      <xsl:otherwise>
        <xsl:attribute name="subject">Overview <xsl:value-of select="@day-text"/>: <xsl:call-template name="n-open"/></xsl:attribute>
        <xsl:attribute name="title">All open questions on <xsl:value-of select="@day-full"/></xsl:attribute>
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
        <xsl:with-param name="says" select="'Other commands'"/>
      </xsl:call-template></p>
    </xsl:if>
  </letter>
</xsl:template>

<xsl:template name="n-open">
  <xsl:choose>
    <xsl:when test="open/@n = 0">no open questions</xsl:when>
    <xsl:otherwise><xsl:call-template name="n">
      <xsl:with-param name="n" select="open/@n"/>
      <xsl:with-param name="one" select="'open question'"/>
      <xsl:with-param name="many" select="'open questions'"/>
    </xsl:call-template></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="help">
  <p>Reply to a notice of Postwacht, one command on a line. The number stands in front of each question; when the notice is about one question it may be left out.</p>
  <section tone="calm">
    <h>A question</h>
    <list>
      <li><b>147 done</b>, <b>147 done yesterday</b>, <b>147 done 18-11</b>: answered, on that day</li>
      <li><b>147 by phone</b>: answered by telephone; a day may follow</li>
      <li><b>147 extend 3</b>, <b>147 extend until 4 december</b>: so many working days later, or until that day</li>
      <li><b>147 to Daan</b>, <b>147 to me</b>: who answers it</li>
      <li><b>147 waiting</b>: waits for the asker</li>
      <li><b>147 referred</b>, <b>147 no answer needed</b>, <b>147 duplicate</b>, <b>147 withdrawn</b>: handled without an answer of ours</li>
      <li><b>147 reopen</b>: not done after all</li>
      <li><b>147 topic bkr</b>, <b>147 team W</b>: where it belongs</li>
      <li><b>147 no question</b>, <b>b812 a question after all</b>: the number of a message stands in the overview of the morning</li>
      <li><b>147 belongs to 139</b>, <b>147 split</b>: together with another question, or not</li>
      <li><b>why 147</b>: why it stands as it stands</li>
    </list>
  </section>
  <section tone="calm">
    <h>Further</h>
    <list>
      <li><b>147 and 148 done</b>: several questions on one line</li>
      <li><b>overview</b>: all that is open</li>
      <li><b>undo 5012</b>: take a step back; its number stands beside what was carried out</li>
      <xsl:if test="reader/@role = 'coordinator'">
        <li><b>question: the municipality of Ede called about ...</b>: one that did not come by mail</li>
        <li><b>absent Daan through 4 december</b>, <b>back Daan</b>: who is there</li>
        <li>a file of rules (<b>30-own.conf</b>) as an attachment: you are shown what it would change, and <b>use</b> takes it into use</li>
      </xsl:if>
    </list>
  </section>
  <foot><p>What was carried out stands in the coordinator's next morning overview, with a link to undo it. When Postwacht does not understand a line nothing happens, and you are told so. No command is needed when you answer from the team mailbox, or with the team mailbox in Cc.</p></foot>
</xsl:template>

<xsl:template name="unclear">
  <p>
    <xsl:choose>
      <xsl:when test="line and says">Postwacht could not go on at this line, so nothing of your mail was carried out:</xsl:when>
      <xsl:when test="line">Postwacht did not understand this line, so nothing of your mail was carried out:</xsl:when>
      <xsl:otherwise>Nothing of your mail was carried out.</xsl:otherwise>
    </xsl:choose>
  </p>
  <xsl:if test="line"><banner tone="today"><p><b>"<xsl:value-of select="line/@text"/>"</b></p></banner></xsl:if>
  <xsl:if test="says"><p><xsl:value-of select="says/@text"/></p></xsl:if>
  <xsl:if test="example">
    <p>This is understood, for example:</p>
    <list><xsl:for-each select="example"><li><b><xsl:value-of select="@text"/></b></li></xsl:for-each></list>
  </xsl:if>
  <xsl:if test="example"><p>Reply to this notice with the corrected lines, each with the number of its question.</p></xsl:if>
</xsl:template>

<xsl:template name="would-change">
  <xsl:choose>
    <xsl:when test="@changed = 0">nothing would change</xsl:when>
    <xsl:when test="@changed = 1">1 question would change</xsl:when>
    <xsl:otherwise><xsl:value-of select="@changed"/> questions would change</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="mistakes">
  <xsl:call-template name="n">
    <xsl:with-param name="n" select="@changed"/>
    <xsl:with-param name="one" select="'mistake'"/>
    <xsl:with-param name="many" select="'mistakes'"/>
  </xsl:call-template>
</xsl:template>

<xsl:template name="rules">
  <p><b><xsl:value-of select="line/@text"/></b> was looked through: it has no mistakes and all examples hold. All that Postwacht keeps was reckoned with it.</p>
  <list><xsl:for-each select="count"><li><xsl:value-of select="@text"/></li></xsl:for-each></list>
  <xsl:if test="reason">
    <section tone="calm">
      <h>Would change (<xsl:value-of select="@changed"/>)</h>
      <list><xsl:for-each select="reason"><li><xsl:value-of select="@text"/></li></xsl:for-each></list>
      <xsl:if test="@more"><p>And <xsl:call-template name="n"><xsl:with-param name="n" select="@more"/></xsl:call-template> more.</p></xsl:if>
    </section>
  </xsl:if>
  <xsl:if test="remark">
    <section tone="calm">
      <h>Noticed</h>
      <list><xsl:for-each select="remark"><li><xsl:value-of select="@text"/></li></xsl:for-each></list>
    </section>
  </xsl:if>
  <section tone="calm">
    <h>Taking it into use</h>
    <p>Reply to this notice with <b>use</b>. From then on these rules hold for what comes in; questions that are there stay as they are. The file that had this name before is kept. Rather not? Then there is nothing to do.</p>
  </section>
</xsl:template>

<xsl:template name="faulty">
  <p>Something in <b><xsl:value-of select="line/@text"/></b> is not right (<xsl:call-template name="mistakes"/>). The rules that are in use stay so.</p>
  <list><xsl:for-each select="reason"><li><xsl:value-of select="@text"/></li></xsl:for-each></list>
  <xsl:if test="@more"><p>And <xsl:value-of select="@more"/> more.</p></xsl:if>
  <p>Mend the file and send it as an attachment to a reply to this notice.</p>
</xsl:template>

<xsl:template name="reasons">
  <section tone="calm">
    <h>The question</h>
    <xsl:apply-templates select="open/card"/>
  </section>
  <xsl:if test="reason">
  <section tone="calm">
    <h>Why</h>
    <list><xsl:for-each select="reason"><li><xsl:value-of select="@text"/></li></xsl:for-each></list>
  </section>
  </xsl:if>
</xsl:template>

<xsl:template name="overview">
  <p>
    <xsl:choose>
      <xsl:when test="open/@n = 0">No questions are open.</xsl:when>
      <xsl:when test="open/@n = 1"><b>1 question</b> is open.</xsl:when>
      <xsl:otherwise><b><xsl:value-of select="open/@n"/> questions</b> are open, the most urgent first.</xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@table"> The whole list goes with this mail as a workbook, with what waits for its asker.</xsl:if>
  </p>
  <xsl:if test="open/card[@days-late]">
    <section tone="late">
      <h>Late (<xsl:value-of select="count(open/card[@days-late])"/>)</h>
      <xsl:apply-templates select="open/card[@days-late]"/>
    </section>
  </xsl:if>
  <xsl:if test="open/card[not(@days-late)]">
    <section tone="calm">
      <h>In time (<xsl:value-of select="count(open/card[not(@days-late)]) + sum(open/@more)"/>)</h>
      <xsl:apply-templates select="open/card[not(@days-late)]"/>
    </section>
  </xsl:if>
  <xsl:if test="open/@more">
    <p>And <xsl:call-template name="n"><xsl:with-param name="n" select="open/@more"/></xsl:call-template> more.</p>
  </xsl:if>
</xsl:template>

</xsl:stylesheet>
