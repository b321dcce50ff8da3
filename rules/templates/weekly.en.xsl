<?xml version="1.0" encoding="UTF-8"?>
<!-- The weekly summary for the project leader: no names, no subjects. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:include href="words.en.xsl"/>

<xsl:template match="/weekly">
  <letter lang="en" reply="reply with" kicker="{@team-full}" title="Questions in {@week-text}">
    <xsl:attribute name="subject">Questions <xsl:value-of select="@team"/>, week <xsl:value-of select="@week"/>: <xsl:value-of select="sums/@received"/> received, <xsl:value-of select="sums/@handled"/> handled, <xsl:value-of select="sums/@open"/> open</xsl:attribute>
    <xsl:apply-templates select="reader"/>
    <xsl:apply-templates select="sums"/>
    <numbers>
      <number tone="calm" n="{sums/@received}">received</number>
      <number tone="calm" n="{sums/@handled}">handled</number>
      <number tone="calm" n="{sums/@open}">open</number>
      <number tone="late" n="{sums/@late-now}">late now</number>
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
      <xsl:when test="@received = 0">, no questions came in</xsl:when>
      <xsl:when test="@received = 1">, <b>1 question</b> came in</xsl:when>
      <xsl:otherwise>, <b><xsl:value-of select="@received"/> questions</b> came in</xsl:otherwise>
    </xsl:choose>
    <xsl:choose>
      <xsl:when test="@handled = 0"> and none was handled.</xsl:when>
      <xsl:when test="@handled = 1"> and <b>1 was handled</b>.</xsl:when>
      <xsl:otherwise> and <b><xsl:value-of select="@handled"/> were handled</b>.</xsl:otherwise>
    </xsl:choose>
    <xsl:text> </xsl:text>
    <xsl:call-template name="in-time"/>
    <xsl:text> </xsl:text>
    <b><xsl:call-template name="late-now"/></b>
  </p>
</xsl:template>

<!-- Counts first; a percentage only where it says something. -->
<xsl:template name="in-time">
  <xsl:choose>
    <xsl:when test="@due = 0">No question was due this week.</xsl:when>
    <xsl:when test="@due = 1 and @in-time = 1">The only question that was due this week was <b>in time</b><xsl:call-template name="trend"/>.</xsl:when>
    <xsl:when test="@due = 1">The only question that was due this week was <b>not in time</b><xsl:call-template name="trend"/>.</xsl:when>
    <xsl:when test="@in-time = 1">Of the <xsl:value-of select="@due"/> questions due this week, <b>1 was in time</b><xsl:call-template name="trend"/>.</xsl:when>
    <xsl:otherwise>Of the <xsl:value-of select="@due"/> questions due this week, <b><xsl:value-of select="@in-time"/> were in time</b><xsl:if test="@share"> (<xsl:value-of select="@share"/>)</xsl:if><xsl:call-template name="trend"/>.</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="trend">
  <xsl:if test="@trend">
    <xsl:choose>
      <xsl:when test="@trend = 'same'">; that is about the same as in </xsl:when>
      <xsl:when test="@trend = 'higher'">; that is a larger part than in </xsl:when>
      <xsl:otherwise>; that is a smaller part than in </xsl:otherwise>
    </xsl:choose>
    <xsl:text>the </xsl:text><xsl:value-of select="@weeks-before"/> weeks before (<xsl:value-of select="@before-in-time"/> of <xsl:value-of select="@before-due"/>
    <xsl:if test="@before-share">, <xsl:value-of select="@before-share"/></xsl:if>
    <xsl:text>)</xsl:text>
  </xsl:if>
</xsl:template>

<!-- "Two questions are late now; one of them is not assigned yet." -->
<xsl:template name="late-now">
  <xsl:variable name="word"><xsl:call-template name="word"><xsl:with-param name="n" select="@late-now"/></xsl:call-template></xsl:variable>
  <xsl:choose>
    <xsl:when test="@late-now = 0">Nothing is late now.</xsl:when>
    <xsl:when test="@late-now = 1 and @late-unassigned = 1">One question is late now; it is not assigned yet.</xsl:when>
    <xsl:when test="@late-now = 1">One question is late now.</xsl:when>
    <xsl:otherwise>
      <xsl:value-of select="concat(translate(substring($word, 1, 1), 'tfosen', 'TFOSEN'), substring($word, 2))"/>
      <xsl:text> questions are late now</xsl:text>
      <xsl:choose>
        <xsl:when test="@late-unassigned = 0"/>
        <xsl:when test="@late-unassigned = @late-now">; they are not assigned yet</xsl:when>
        <xsl:when test="@late-unassigned = 1">; one of them is not assigned yet</xsl:when>
        <xsl:otherwise>; <xsl:call-template name="word"><xsl:with-param name="n" select="@late-unassigned"/></xsl:call-template> of them are not assigned yet</xsl:otherwise>
      </xsl:choose>
      <xsl:text>.</xsl:text>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="table">
  <section tone="calm">
    <h>The week in figures</h>
    <table>
      <head>
        <th>Questions</th>
        <th>Week <xsl:value-of select="@week"/></th>
        <xsl:if test="sums/@weeks-before &gt; 0">
          <th><xsl:call-template name="n">
            <xsl:with-param name="n" select="sums/@weeks-before"/>
            <xsl:with-param name="one" select="'week before'"/>
            <xsl:with-param name="many" select="'weeks before, per week'"/>
          </xsl:call-template></th>
        </xsl:if>
      </head>
      <xsl:apply-templates select="rows/row[(@name != 'promised' and @name != 'paused' and @name != 'resumed') or @now &gt; 0 or (@before and @before != '0')]"/>
    </table>
    <xsl:if test="not(rows/row[@name = 'nine']/@now) and rows/row[@name = 'nine']/@answers &gt; 0">
      <p>Nine in ten: given from 10 answers on.</p>
    </xsl:if>
  </section>
</xsl:template>

<xsl:template match="row">
  <row>
    <th>
      <xsl:choose>
        <xsl:when test="@name = 'received'">Received</xsl:when>
        <xsl:when test="@name = 'reopened'">Reopened</xsl:when>
        <xsl:when test="@name = 'handled'">Handled</xsl:when>
        <xsl:when test="@name = 'paused'">Put to wait for the asker</xsl:when>
        <xsl:when test="@name = 'resumed'">Back from waiting</xsl:when>
        <xsl:when test="@name = 'open'">Open on Monday 00:00</xsl:when>
        <xsl:when test="@name = 'in-time'">In time of what was due</xsl:when>
        <xsl:when test="@name = 'promised'">Of those on the promised day</xsl:when>
        <xsl:when test="@name = 'half'">Half answered within</xsl:when>
        <xsl:otherwise>Nine in ten within</xsl:otherwise>
      </xsl:choose>
    </th>
    <td><xsl:call-template name="now"/></td>
    <xsl:if test="/weekly/sums/@weeks-before &gt; 0"><td><xsl:call-template name="before"/></td></xsl:if>
  </row>
</xsl:template>

<xsl:template name="now">
  <xsl:choose>
    <xsl:when test="@name = 'open'"><xsl:value-of select="@now"/> (was <xsl:value-of select="@was"/>)</xsl:when>
    <xsl:when test="@name = 'in-time'"><xsl:value-of select="@now"/> of <xsl:value-of select="@due"/><xsl:if test="@share"> (<xsl:value-of select="@share"/>)</xsl:if></xsl:when>
    <xsl:when test="@now"><xsl:value-of select="@now"/></xsl:when>
    <xsl:otherwise>–</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="before">
  <xsl:choose>
    <xsl:when test="@name = 'in-time' and @before"><xsl:value-of select="@before"/> of <xsl:value-of select="@before-due"/></xsl:when>
    <xsl:when test="@before"><xsl:value-of select="@before"/></xsl:when>
    <xsl:otherwise>–</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="bars">
  <xsl:if test="weeks/week[@in-time &gt; 0 or @late &gt; 0]">
    <section tone="calm">
      <h>In time and late, by week</h>
      <bars picture="{weeks/@picture}" alt="Bar chart: answered in time and late, by week. The table below has the figures." in-time="in time" late="late">
        <head><th>Week</th><th>In time</th><th>Late</th><th>Proportion</th></head>
        <xsl:for-each select="weeks/week">
          <bar week="{@no}" in-time="{@in-time}" late="{@late}" in-time-px="{@in-time-px}" late-px="{@late-px}"/>
        </xsl:for-each>
      </bars>
      <p>Of the questions that were due in that week.</p>
    </section>
  </xsl:if>
</xsl:template>

<xsl:template match="late">
  <xsl:if test="@n &gt; 0">
    <section tone="late">
      <h>Late now (<xsl:value-of select="@n"/>)</h>
      <xsl:apply-templates select="card"/>
      <xsl:call-template name="more"/>
    </section>
  </xsl:if>
</xsl:template>

<xsl:template match="coming">
  <section tone="calm">
    <h>Coming week (<xsl:value-of select="@n"/>)</h>
    <xsl:choose>
      <xsl:when test="@n = 0"><p>No question is due in the coming week.</p></xsl:when>
      <xsl:otherwise>
        <list>
          <xsl:for-each select="card">
            <li><b><xsl:value-of select="@id"/></b> · <xsl:call-template name="organisation"/> · <xsl:call-template name="facts"/> · <xsl:if test="@due">due by <xsl:value-of select="@due-text"/></xsl:if></li>
          </xsl:for-each>
        </list>
        <xsl:call-template name="more"/>
      </xsl:otherwise>
    </xsl:choose>
  </section>
</xsl:template>

<xsl:template match="topics">
  <section tone="calm">
    <h>Topics</h>
    <p>
      <xsl:for-each select="topic">
        <xsl:if test="position() &gt; 1">, </xsl:if>
        <xsl:choose>
          <xsl:when test="@name"><xsl:value-of select="@name"/></xsl:when>
          <xsl:otherwise>unknown</xsl:otherwise>
        </xsl:choose>
        <xsl:text> </xsl:text><xsl:value-of select="@n"/>
      </xsl:for-each>
      <xsl:text>.</xsl:text>
    </p>
  </section>
</xsl:template>

<xsl:template match="reach">
  <section tone="calm">
    <h>Reach this year</h>
    <p>
      <b><xsl:value-of select="@year"/> of the <xsl:value-of select="@known"/> municipalities</b>
      <xsl:choose>
        <xsl:when test="@year = 1"> asked a question; this week </xsl:when>
        <xsl:otherwise> asked a question; this week </xsl:otherwise>
      </xsl:choose>
      <xsl:choose>
        <xsl:when test="@week = 0">none</xsl:when>
        <xsl:otherwise><xsl:value-of select="@week"/><xsl:if test="@new &gt; 0">, <xsl:value-of select="@new"/> of them for the first time</xsl:if></xsl:otherwise>
      </xsl:choose>
      <xsl:text>.</xsl:text>
      <xsl:if test="@others &gt; 0"> Besides, <xsl:call-template name="n">
        <xsl:with-param name="n" select="@others"/>
        <xsl:with-param name="one" select="'other organisation'"/>
        <xsl:with-param name="many" select="'other organisations'"/>
      </xsl:call-template> this week.</xsl:if>
    </p>
  </section>
</xsl:template>

<xsl:template match="counted">
  <foot>
    <xsl:if test="@files"><p>Attached: a workbook with all figures and the questions of this week, and the same figures as CSV.</p></xsl:if>
    <p>
      <xsl:text>How it was counted: </xsl:text><xsl:value-of select="@handled"/> handled<xsl:if test="@by-hand &gt; 0">, <xsl:value-of select="@by-hand"/> of them reported by hand</xsl:if>.
      <xsl:if test="@no-answer-needed &gt; 0"> No answer needed: <xsl:value-of select="@no-answer-needed"/>.</xsl:if>
      <xsl:if test="@told + @told-handled &gt; 0"> Counted apart: <xsl:call-template name="n">
        <xsl:with-param name="n" select="@told"/>
        <xsl:with-param name="one" select="'new question'"/>
        <xsl:with-param name="many" select="'new questions'"/>
      </xsl:call-template> asked by telephone or in a meeting, <xsl:value-of select="@told-handled"/> handled.</xsl:if>
      <xsl:call-template name="left-out"/>
      <xsl:if test="@norm"> Norm: an answer within <xsl:value-of select="@norm"/>, or word of when.</xsl:if>
      <xsl:if test="@compared and not(correction)"> No corrections to earlier weeks.</xsl:if>
    </p>
    <xsl:if test="correction">
      <p>
        <xsl:text>Corrections to earlier weeks: </xsl:text>
        <xsl:for-each select="correction">
          <xsl:if test="position() &gt; 1">; </xsl:if>
          <xsl:text>week </xsl:text><xsl:value-of select="@week"/><xsl:text>, </xsl:text>
          <xsl:choose>
            <xsl:when test="@figure = 'received'">received</xsl:when>
            <xsl:when test="@figure = 'reopened'">reopened</xsl:when>
            <xsl:when test="@figure = 'handled'">handled</xsl:when>
            <xsl:when test="@figure = 'in-time'">in time</xsl:when>
            <xsl:when test="@figure = 'due'">due that week</xsl:when>
            <xsl:when test="@figure = 'open'">open</xsl:when>
            <xsl:otherwise><xsl:value-of select="@figure"/></xsl:otherwise>
          </xsl:choose>
          <xsl:text> </xsl:text><xsl:value-of select="@now"/> instead of <xsl:value-of select="@was"/>
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
    <xsl:text> Not counted: </xsl:text>
    <xsl:if test="$machine &gt; 0"><xsl:call-template name="n">
      <xsl:with-param name="n" select="$machine"/>
      <xsl:with-param name="one" select="'newsletter or automatic message'"/>
      <xsl:with-param name="many" select="'newsletters and automatic messages'"/>
    </xsl:call-template></xsl:if>
    <xsl:if test="$invited &gt; 0">
      <xsl:if test="$machine &gt; 0">, </xsl:if>
      <xsl:call-template name="n">
        <xsl:with-param name="n" select="$invited"/>
        <xsl:with-param name="one" select="'invitation'"/>
        <xsl:with-param name="many" select="'invitations'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="$human &gt; 0">
      <xsl:if test="$machine + $invited &gt; 0">, </xsl:if>
      <xsl:call-template name="n">
        <xsl:with-param name="n" select="$human"/>
        <xsl:with-param name="one" select="'other message without a question'"/>
        <xsl:with-param name="many" select="'other messages without a question'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="@internal &gt; 0">
      <xsl:if test="$machine + $invited + $human &gt; 0">, </xsl:if>
      <xsl:call-template name="n">
        <xsl:with-param name="n" select="@internal"/>
        <xsl:with-param name="one" select="'message of a colleague'"/>
        <xsl:with-param name="many" select="'messages of colleagues'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="@no-questions &gt; 0">
      <xsl:if test="$machine + $invited + $human + @internal &gt; 0">, </xsl:if>
      <xsl:call-template name="n">
        <xsl:with-param name="n" select="@no-questions"/>
        <xsl:with-param name="one" select="'question that proved to be none'"/>
        <xsl:with-param name="many" select="'questions that proved to be none'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:text>.</xsl:text>
  </xsl:if>
</xsl:template>

</xsl:stylesheet>
