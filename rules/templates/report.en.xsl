<?xml version="1.0" encoding="UTF-8"?>
<!-- A report over a period: sentences, figures, and in the appendix what they mean. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:include href="words.en.xsl"/>

<xsl:template match="/report">
  <letter lang="en" reply="" title="Questions in {@title}" subject="Questions in {@title}">
    <xsl:attribute name="kicker"><xsl:choose>
      <xsl:when test="@team"><xsl:value-of select="@team"/></xsl:when>
      <xsl:otherwise>All teams</xsl:otherwise>
    </xsl:choose></xsl:attribute>
    <xsl:if test="@kind = 'year'"><p>This chapter shows which questions came in during <xsl:value-of select="@title"/>, how soon they were answered and who asked them. The appendix describes what each figure means and how it was counted.</p></xsl:if>
    <xsl:apply-templates select="sums"/>
    <xsl:if test="@since"><p>Measured from <xsl:value-of select="@since"/>.</p></xsl:if>
    <xsl:if test="@running"><p>The period is still running; open and late are those of now.</p></xsl:if>
    <numbers>
      <number tone="calm" n="{sums/@received}">received</number>
      <number tone="calm" n="{sums/@handled}">handled</number>
      <number tone="calm" n="{sums/@open_after}">open at the end</number>
      <number tone="late" n="{sums/@late_now}">late at the end</number>
    </numbers>
    <section tone="calm">
      <h>The figures</h>
      <xsl:call-template name="measures"><xsl:with-param name="rows" select="measures/measure[@main]"/></xsl:call-template>
    </section>
    <xsl:apply-templates select="parts | teams[part] | groups[part] | topics[item] | reach | method"/>
  </letter>
</xsl:template>

<xsl:template match="sums">
  <p>
    <xsl:text>In </xsl:text><xsl:value-of select="/report/@title"/>
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
    <xsl:text> Open at the start: </xsl:text><xsl:value-of select="@open_before"/><xsl:text>, at the end: </xsl:text><xsl:value-of select="@open_after"/><xsl:text>.</xsl:text>
  </p>
  <p>
    <xsl:choose>
      <xsl:when test="@due = 0">No question had to be answered in this period.</xsl:when>
      <xsl:otherwise>
        <xsl:text>Of the </xsl:text>
        <xsl:call-template name="n"><xsl:with-param name="n" select="@due"/></xsl:call-template>
        <xsl:choose>
          <xsl:when test="@due = 1"><xsl:text> that had to be answered in this period, </xsl:text></xsl:when>
          <xsl:otherwise><xsl:text> that had to be answered in this period, </xsl:text></xsl:otherwise>
        </xsl:choose>
        <xsl:choose>
          <xsl:when test="@in_time = 1"><b>1 was in time</b></xsl:when>
          <xsl:otherwise><b><xsl:value-of select="@in_time"/> were in time</b></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="@in_time_share"> (<xsl:value-of select="@in_time_share"/>)</xsl:if>
        <xsl:if test="@on_promised_day &gt; 0">, of which <xsl:value-of select="@on_promised_day"/> on the day that the asker had been promised</xsl:if>
        <xsl:choose>
          <xsl:when test="@late = 0">; nothing was late.</xsl:when>
          <xsl:when test="@late = 1">; 1 was late or is not answered yet.</xsl:when>
          <xsl:otherwise>; <xsl:value-of select="@late"/> were late or are not answered yet.</xsl:otherwise>
        </xsl:choose>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:text> </xsl:text>
    <xsl:choose>
      <xsl:when test="@late_now = 0">At the end nothing was late.</xsl:when>
      <xsl:otherwise>
        <xsl:text>At the end </xsl:text>
        <b><xsl:choose>
          <xsl:when test="@late_now = 1">1 open question was late</xsl:when>
          <xsl:otherwise><xsl:value-of select="@late_now"/> open questions were late</xsl:otherwise>
        </xsl:choose></b>
        <xsl:if test="@late_unassigned &gt; 0">, with nobody: <xsl:value-of select="@late_unassigned"/></xsl:if>
        <xsl:text>.</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
  </p>
  <xsl:if test="@half">
    <p>
      <xsl:choose>
        <xsl:when test="@first_n = 1">The first answer came within </xsl:when>
        <xsl:otherwise>Half of the <xsl:value-of select="@first_n"/> first answers came within </xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="@half"/><xsl:if test="@nine">, nine of ten within <xsl:value-of select="@nine"/></xsl:if><xsl:text>.</xsl:text>
    </p>
  </xsl:if>
  <xsl:for-each select="/report/before">
    <p>
      <xsl:text>For comparison: in </xsl:text><xsl:value-of select="/report/@before-title"/><xsl:text>, </xsl:text><xsl:value-of select="@received"/><xsl:text> questions came in and </xsl:text><xsl:value-of select="@handled"/>
      <xsl:choose>
        <xsl:when test="@due &gt; 0"><xsl:text> were handled; of the </xsl:text><xsl:value-of select="@due"/><xsl:text> that had to be answered, </xsl:text><xsl:value-of select="@in_time"/><xsl:text> were in time</xsl:text><xsl:if test="@in_time_share"> (<xsl:value-of select="@in_time_share"/>)</xsl:if>.</xsl:when>
        <xsl:otherwise> were handled.</xsl:otherwise>
      </xsl:choose>
    </p>
  </xsl:for-each>
</xsl:template>

<xsl:template name="measures">
  <xsl:param name="rows"/>
  <table first="48" cell="12">
    <head>
      <th>Figure</th>
      <th>This period</th>
      <xsl:if test="/report/@before-title"><th>Before</th></xsl:if>
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
    <p>Before: <xsl:value-of select="/report/@before-title"/><xsl:if test="/report/@kind = 'week'">, per week</xsl:if>.</p>
  </xsl:if>
</xsl:template>

<!-- One line a part: weeks, months, teams, topics. -->
<xsl:template name="lines">
  <xsl:param name="head"/>
  <table first="24" cell="7">
    <head>
      <th><xsl:value-of select="$head"/></th>
      <th>In</th><th>Done</th><th>Due</th><th>In time</th><th>Late</th><th>Open</th>
    </head>
    <xsl:for-each select="part">
      <row>
        <th><xsl:choose><xsl:when test="@label"><xsl:value-of select="@label"/></xsl:when><xsl:otherwise>unknown</xsl:otherwise></xsl:choose></th>
        <td><xsl:value-of select="sums/@received"/></td><td><xsl:value-of select="sums/@handled"/></td><td><xsl:value-of select="sums/@due"/></td><td><xsl:value-of select="sums/@in_time"/></td><td><xsl:value-of select="sums/@late"/></td><td><xsl:value-of select="sums/@open_after"/></td>
      </row>
    </xsl:for-each>
  </table>
</xsl:template>

<xsl:template match="parts">
  <section tone="calm">
    <h>In time and late</h>
    <xsl:for-each select="/report/in-time-picture"><picture src="{@src}" alt="Bar chart: in time and late, by part of the period. The table below has the figures."/></xsl:for-each>
    <xsl:call-template name="lines"><xsl:with-param name="head" select="'Period'"/></xsl:call-template>
    <p>Done: handled. Due: the last day for an answer fell in the period. Open: at its end.</p>
  </section>
  <xsl:for-each select="/report/flow-picture">
    <section tone="calm">
      <h>Received and handled</h>
      <picture src="{@src}" alt="Bar chart: received and handled, by part of the period. The table above has the figures."/>
    </section>
  </xsl:for-each>
</xsl:template>

<xsl:template match="teams">
  <section tone="calm">
    <h>Teams</h>
    <xsl:call-template name="lines"><xsl:with-param name="head" select="'Team'"/></xsl:call-template>
    <p>A question of both teams counts for each, and once in the total.</p>
  </section>
</xsl:template>

<xsl:template match="groups">
  <section tone="calm">
    <h><xsl:choose>
      <xsl:when test="/report/@by = 'team'">By team</xsl:when><xsl:when test="/report/@by = 'topic'">By topic</xsl:when><xsl:when test="/report/@by = 'kind'">By kind of organisation</xsl:when><xsl:when test="/report/@by = 'province'">By province</xsl:when><xsl:when test="/report/@by = 'gemeente'">By municipality</xsl:when><xsl:when test="/report/@by = 'person'">By person</xsl:when>
    </xsl:choose></h>
    <xsl:call-template name="lines"><xsl:with-param name="head"><xsl:choose>
      <xsl:when test="/report/@by = 'team'">Team</xsl:when><xsl:when test="/report/@by = 'topic'">Topic</xsl:when><xsl:when test="/report/@by = 'kind'">Kind of organisation</xsl:when><xsl:when test="/report/@by = 'province'">Province</xsl:when><xsl:when test="/report/@by = 'gemeente'">Municipality</xsl:when><xsl:when test="/report/@by = 'person'">Person</xsl:when>
    </xsl:choose></xsl:with-param></xsl:call-template>
    <xsl:if test="/report/@by = 'gemeente' and /report/reach/@small &gt; 0">
      <p>Not named: <xsl:call-template name="n">
        <xsl:with-param name="n" select="/report/reach/@small"/>
        <xsl:with-param name="one" select="'municipality'"/>
        <xsl:with-param name="many" select="'municipalities'"/>
      </xsl:call-template> with at most two questions.</p>
    </xsl:if>
    <xsl:if test="/report/@by = 'person'"><p>Figures per person stand here with the consent of the works council (WOR art. 27).</p></xsl:if>
  </section>
</xsl:template>

<xsl:template match="topics">
  <section tone="calm">
    <h>Topics</h>
    <xsl:for-each select="/report/topics-picture"><picture src="{@src}" alt="Bar chart: questions by topic. The figures follow below."/></xsl:for-each>
    <p><xsl:call-template name="list"/></p>
    <xsl:if test="/report/reach/@repeated &gt; 0">
      <p><xsl:call-template name="n">
        <xsl:with-param name="n" select="/report/reach/@repeated"/>
        <xsl:with-param name="one" select="'topic'"/>
        <xsl:with-param name="many" select="'topics'"/>
      </xsl:call-template><xsl:choose><xsl:when test="/report/reach/@repeated = 1"> came back three times or more</xsl:when><xsl:otherwise> came back three times or more</xsl:otherwise></xsl:choose>.</p>
    </xsl:if>
  </section>
</xsl:template>

<!-- "bkr 4, lrk 2." -->
<xsl:template name="list">
  <xsl:for-each select="item">
    <xsl:if test="position() &gt; 1">, </xsl:if>
    <xsl:choose><xsl:when test="@label"><xsl:value-of select="@label"/></xsl:when><xsl:otherwise>unknown</xsl:otherwise></xsl:choose>
    <xsl:text> </xsl:text><xsl:value-of select="@n"/>
  </xsl:for-each>
  <xsl:text>.</xsl:text>
</xsl:template>

<xsl:template match="reach">
  <section tone="calm">
    <h>Who asked</h>
    <p>
      <b><xsl:value-of select="@period"/><xsl:choose>
        <xsl:when test="@period = 1"> of the <xsl:value-of select="@known"/> municipalities</xsl:when>
        <xsl:otherwise> of the <xsl:value-of select="@known"/> municipalities</xsl:otherwise>
      </xsl:choose></b>
      <xsl:choose>
        <xsl:when test="@period = 1"> asked a question in this period</xsl:when>
        <xsl:otherwise> asked a question in this period</xsl:otherwise>
      </xsl:choose>
      <xsl:if test="@new &gt; 0">, of which <xsl:value-of select="@new"/> for the first time this year</xsl:if>
      <xsl:text>.</xsl:text>
      <xsl:if test="@others &gt; 0"> In addition <xsl:call-template name="n">
        <xsl:with-param name="n" select="@others"/>
        <xsl:with-param name="one" select="'other organisation'"/>
        <xsl:with-param name="many" select="'other organisations'"/>
      </xsl:call-template>.</xsl:if>
      <xsl:if test="@year &gt; @period"> This year up to the end of the period: <xsl:value-of select="@year"/>.</xsl:if>
    </p>
    <xsl:for-each select="../kinds[item]"><p>Questions by kind of organisation: <xsl:call-template name="list"/></p></xsl:for-each>
    <xsl:for-each select="../provinces[item]"><p>Municipalities by province: <xsl:call-template name="list"/></p></xsl:for-each>
  </section>
</xsl:template>

<xsl:template match="method">
  <xsl:variable name="machine" select="sum(../intake/automatic/kind[@name != 'invitation']/@n)"/>
  <xsl:variable name="invited" select="sum(../intake/automatic/kind[@name = 'invitation']/@n)"/>
  <xsl:variable name="human" select="../intake/humans/@n"/>
  <xsl:variable name="none" select="../sums/@no_answer_needed"/>
  <section tone="calm">
    <h>What is not counted</h>
    <xsl:choose>
      <xsl:when test="$machine + $invited + $human + @internal + @none + @merged + @history + $none = 0"><p>Nothing is left out.</p></xsl:when>
      <xsl:otherwise>
        <p>These messages and questions are in none of the figures:</p>
        <list>
          <xsl:if test="$machine &gt; 0"><li><xsl:call-template name="n">
        <xsl:with-param name="n" select="$machine"/>
        <xsl:with-param name="one" select="'newsletter or automatic message'"/>
        <xsl:with-param name="many" select="'newsletters and automatic messages'"/>
      </xsl:call-template></li></xsl:if><xsl:if test="$invited &gt; 0"><li><xsl:call-template name="n">
        <xsl:with-param name="n" select="$invited"/>
        <xsl:with-param name="one" select="'invitation'"/>
        <xsl:with-param name="many" select="'invitations'"/>
      </xsl:call-template></li></xsl:if><xsl:if test="$human &gt; 0"><li><xsl:call-template name="n">
        <xsl:with-param name="n" select="$human"/>
        <xsl:with-param name="one" select="'other message without a question'"/>
        <xsl:with-param name="many" select="'other messages without a question'"/>
      </xsl:call-template></li></xsl:if><xsl:if test="@internal &gt; 0"><li><xsl:call-template name="n">
        <xsl:with-param name="n" select="@internal"/>
        <xsl:with-param name="one" select="'message of a colleague'"/>
        <xsl:with-param name="many" select="'messages of colleagues'"/>
      </xsl:call-template></li></xsl:if><xsl:if test="@none &gt; 0"><li><xsl:call-template name="n">
        <xsl:with-param name="n" select="@none"/>
        <xsl:with-param name="one" select="'question that proved to be none'"/>
        <xsl:with-param name="many" select="'questions that proved to be none'"/>
      </xsl:call-template></li></xsl:if><xsl:if test="@merged &gt; 0"><li><xsl:call-template name="n">
        <xsl:with-param name="n" select="@merged"/>
        <xsl:with-param name="one" select="'question that proved to belong to another'"/>
        <xsl:with-param name="many" select="'questions that proved to belong to another'"/>
      </xsl:call-template></li></xsl:if><xsl:if test="@history &gt; 0"><li><xsl:call-template name="n">
        <xsl:with-param name="n" select="@history"/>
        <xsl:with-param name="one" select="'question from before the start of use'"/>
        <xsl:with-param name="many" select="'questions from before the start of use'"/>
      </xsl:call-template></li></xsl:if><xsl:if test="$none &gt; 0"><li><xsl:call-template name="n">
        <xsl:with-param name="n" select="$none"/>
        <xsl:with-param name="one" select="'question that needed no answer (handled, but not among in time)'"/>
        <xsl:with-param name="many" select="'questions that needed no answer (handled, but not among in time)'"/>
      </xsl:call-template></li></xsl:if>
        </list>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="../sums/@told + ../sums/@told_handled &gt; 0"><p>Counted apart, in none of the figures: <xsl:value-of select="../sums/@told"/> asked by telephone or in a meeting, <xsl:value-of select="../sums/@told_handled"/> of these and earlier ones handled.</p></xsl:if>
    <p>Reported by hand: <xsl:value-of select="../sums/@handled_by_hand"/> of the <xsl:value-of select="../sums/@handled"/> handlings.</p>
  </section>
  <section tone="calm">
    <h>Corrections</h>
    <xsl:choose>
      <xsl:when test="correction">
        <list><xsl:for-each select="correction">
          <li>Week <xsl:value-of select="@week"/>: <xsl:choose>
            <xsl:when test="@figure = 'received'">received</xsl:when><xsl:when test="@figure = 'reopened'">reopened</xsl:when><xsl:when test="@figure = 'handled'">handled</xsl:when><xsl:when test="@figure = 'in-time'">in time</xsl:when><xsl:when test="@figure = 'due'">due that week</xsl:when><xsl:when test="@figure = 'open'">open</xsl:when>
          </xsl:choose><xsl:text> </xsl:text><xsl:value-of select="@now"/> instead of <xsl:value-of select="@was"/>.</li>
        </xsl:for-each></list>
      </xsl:when>
      <xsl:when test="not(/report/@team)"><p>Corrections stand in the report of each team.</p></xsl:when>
      <xsl:when test="@compared"><p>No corrections of figures that stood in an earlier weekly summary.</p></xsl:when>
      <xsl:otherwise><p>No weekly summary was sent in this period with which to compare.</p></xsl:otherwise>
    </xsl:choose>
  </section>
  <appendix>
    <h>Appendix 1. All figures</h>
    <xsl:for-each select="/report"><xsl:call-template name="measures"><xsl:with-param name="rows" select="measures/measure"/></xsl:call-template></xsl:for-each>
  </appendix>
  <appendix>
    <h>Appendix 2. Definitions and method</h>
    <list>
      <li><b>Question.</b> A question begins with the first message from outside, at the moment at which it came into the mailbox. A forwarded mail counts from the moment at which it came into the mailbox.</li>
      <li><b>Answer.</b> The first message of a person on our side to the side of the asker, seen in Sent Items or with the mailbox in Cc; or reported by hand. An automatic confirmation is never an answer, nor is an interim message.</li>
      <li><b>Handled.</b> The last word is ours: answered, by telephone, referred on, withdrawn, duplicate, or no answer needed. When the asker asks on, the question is reopened with a new term.</li>
      <li><b>Waiting for the asker.</b> Does not count as open. Open at the end = open at the start + received + reopened + back from waiting - handled - put to wait.</li>
      <li><b>In time.</b> Of all questions whose last day fell in the period, answered or not: handled on or before that day. Whoever says in time on which day the answer comes, and keeps that day, is in time as well; that stands apart. A day that had passed stays missed, also when it was moved later.</li>
      <li><b>Working days.</b> Counted in office hours on working days; a working day is as long as the office is open on it. Days of 24 hours count nights and weekends as well. Asked and answered outside office hours is no working day; appendix 1 says how often.</li>
      <li><b>Half, nine of ten.</b> The smallest value at or below which half or nine of ten lie; always a value that occurred.</li>
      <li><b>Small numbers.</b> No percentage under twenty, except over eight weeks and longer. No &quot;nine of ten&quot; under ten. A municipality with one or two questions is not named outside the team.</li>
      <li><b>Asked on.</b> From a new question of the same asker to the answer to it; each counts by itself.</li>
      <li><b>Answered of what came in.</b> Of the questions that came in during the period and whose norm has passed: how many got at least one answer.</li>
    </list>
    <xsl:if test="@norm"><p>Norm: an answer within <xsl:value-of select="@norm"/>, or a message saying when.</p></xsl:if>
    <xsl:if test="norm-used"><p>Terms used: <xsl:for-each select="norm-used"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:value-of select="@days"/><xsl:choose><xsl:when test="@days = 1"> working day (</xsl:when><xsl:otherwise> working days (</xsl:otherwise></xsl:choose><xsl:value-of select="@n"/>x)</xsl:for-each>.</p></xsl:if>
    <xsl:if test="calendar"><p>Calendars used (version, number of measurements): <xsl:for-each select="calendar"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:value-of select="@version"/> (<xsl:value-of select="@n"/>)</xsl:for-each>.</p></xsl:if>
    <p>A closed measurement keeps the term and the calendar with which it was made.</p>
    <p>Period: <xsl:value-of select="/report/@from"/> to <xsl:value-of select="/report/@to"/>. Made on <xsl:value-of select="/report/@made"/>.</p>
  </appendix>
</xsl:template>

</xsl:stylesheet>
