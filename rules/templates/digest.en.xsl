<?xml version="1.0" encoding="UTF-8"?>
<!-- The daily notice to the coordinator. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:include href="words.en.xsl"/>

<xsl:template match="/digest">
  <letter lang="en" reply="reply with" kicker="Postwacht" title="Questions on {@day-full}">
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
  <xsl:text>Questions </xsl:text><xsl:value-of select="@day-text"/><xsl:text>: </xsl:text>
  <xsl:if test="late/@n &gt; 0"><xsl:value-of select="late/@n"/> late, </xsl:if>
  <xsl:if test="today/@n &gt; 0"><xsl:value-of select="today/@n"/> today, </xsl:if>
  <xsl:choose>
    <xsl:when test="open/@n = 0">no open questions</xsl:when>
    <xsl:otherwise><xsl:value-of select="open/@n"/> open</xsl:otherwise>
  </xsl:choose>
  <xsl:if test="mailboxes/@ill &gt; 0">, <xsl:call-template name="n">
    <xsl:with-param name="n" select="mailboxes/@ill"/>
    <xsl:with-param name="one" select="'mailbox'"/>
    <xsl:with-param name="many" select="'mailboxes'"/>
  </xsl:call-template> not read</xsl:if>
</xsl:template>

<!-- Nothing leaves until somebody releases it. -->
<xsl:template match="held">
  <banner tone="late">
    <p><b>Postwacht now sends nothing but this overview.</b>
    <xsl:choose>
      <xsl:when test="@why = 'questions'"> <xsl:value-of select="@n"/> new questions came in at once.</xsl:when>
      <xsl:when test="@why = 'notices'"> <xsl:value-of select="@n"/> notices were made within an hour, more than is to be expected.</xsl:when>
      <xsl:otherwise> The data come from a backup; what was sent after it was made is not known.</xsl:otherwise>
    </xsl:choose>
    <xsl:text> Is this right? Then ask the administrator to release it ("postwacht release").</xsl:text></p>
  </banner>
</xsl:template>

<xsl:template match="mailbox[not(@well)]">
  <banner tone="late">
    <p><b>Mailbox <xsl:value-of select="@name"/> is not being read.</b>
    <xsl:if test="@read-until"> Read until <xsl:value-of select="@read-until-near"/>; what came in later is not included here.</xsl:if>
    <xsl:if test="not(@read-until)"> It has not been read yet.</xsl:if>
    <xsl:if test="@trouble"> Message: <xsl:value-of select="@trouble"/></xsl:if></p>
  </banner>
</xsl:template>

<!-- "10 questions are open: 8 Kinderopvang & VE, 2 Werk & Inkomen." -->
<xsl:template name="open">
  <p>
    <xsl:choose>
      <xsl:when test="open/@n = 0">No questions are open.</xsl:when>
      <xsl:otherwise>
        <b><xsl:call-template name="n"><xsl:with-param name="n" select="open/@n"/></xsl:call-template></b>
        <xsl:choose>
          <xsl:when test="open/@n = 1"> is open</xsl:when>
          <xsl:otherwise> are open</xsl:otherwise>
        </xsl:choose>
        <xsl:for-each select="open/team">
          <xsl:choose>
            <xsl:when test="position() = 1">: </xsl:when>
            <xsl:otherwise>, </xsl:otherwise>
          </xsl:choose>
          <xsl:value-of select="@n"/><xsl:text> </xsl:text><xsl:value-of select="@name"/>
        </xsl:for-each>
        <xsl:if test="open/@shared"> (<xsl:value-of select="open/@shared"/> of both teams)</xsl:if>
        <xsl:text>.</xsl:text>
        <xsl:if test="late/@n = 0"> Nothing is late.</xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </p>
  <xsl:if test="open/@n &gt; 0">
    <numbers>
      <number tone="late" n="{late/@n}">late</number>
      <number tone="today" n="{today/@n}">today</number>
      <number tone="calm" n="{week/@n}">later this week</number>
      <number tone="calm" n="{open/@n}">open in all</number>
    </numbers>
  </xsl:if>
</xsl:template>

<xsl:template name="sections">
  <xsl:apply-templates select="late"><xsl:with-param name="h" select="'Late'"/><xsl:with-param name="tone" select="'late'"/></xsl:apply-templates>
  <xsl:apply-templates select="today"><xsl:with-param name="h" select="'Today'"/><xsl:with-param name="tone" select="'today'"/></xsl:apply-templates>
  <xsl:apply-templates select="week"><xsl:with-param name="h" select="'Later this week'"/></xsl:apply-templates>
  <xsl:apply-templates select="later"><xsl:with-param name="h" select="'After that'"/></xsl:apply-templates>
  <xsl:apply-templates select="fresh">
    <xsl:with-param name="h">
      <xsl:text>New</xsl:text>
      <xsl:if test="intake/@since"> since <xsl:value-of select="intake/@since-weekday"/></xsl:if>
    </xsl:with-param>
  </xsl:apply-templates>
  <xsl:apply-templates select="interim"><xsl:with-param name="h" select="'Interim reply sent'"/></xsl:apply-templates>
  <xsl:apply-templates select="look"><xsl:with-param name="h" select="'Please have a look'"/><xsl:with-param name="tone" select="'today'"/></xsl:apply-templates>
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

<!-- Probably answered, or perhaps no question. -->
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
      <line>Not sure that this is a question.</line>
      <xsl:call-template name="link">
        <xsl:with-param name="link" select="link[@what='geen-vraag']"/>
        <xsl:with-param name="says" select="concat(@id, ' is no question')"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="further"/>
  </card>
</xsl:template>

<xsl:template name="probably">
  <xsl:choose>
    <xsl:when test="@probably = 'subject'"><xsl:value-of select="@id"/> has probably been answered: <xsl:choose>
        <xsl:when test="@answered-by"><xsl:value-of select="@answered-by"/></xsl:when>
        <xsl:otherwise>a colleague</xsl:otherwise>
      </xsl:choose> mailed<xsl:if test="@answered"><xsl:text> </xsl:text><xsl:value-of select="@answered-text"/></xsl:if>
      <xsl:if test="@answered-subject">, "<xsl:value-of select="@answered-subject"/>",</xsl:if> to the asker. Is that right?</xsl:when>
    <xsl:when test="@probably = 'quoted'"><xsl:value-of select="@id"/> has probably been answered: the asker quotes an answer that Postwacht did not see<xsl:if test="@answered"> (<xsl:value-of select="@answered-text"/>)</xsl:if>. Is that right?</xsl:when>
    <xsl:when test="@probably = 'flag'"><xsl:value-of select="@id"/> has probably been answered: the message is marked as answered in the mailbox. Is that right?</xsl:when>
    <xsl:when test="@probably = 'deleted'">The message is in Deleted items. Has this question been answered?</xsl:when>
    <xsl:otherwise><xsl:value-of select="@id"/> has probably been answered. Is that right?</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="waiting">
  <p>Waiting for the asker: <xsl:call-template name="n"><xsl:with-param name="n" select="@n"/></xsl:call-template>.</p>
</xsl:template>

<!-- What was no question: each message from a person, the rest by kind. -->
<xsl:template match="intake">
  <xsl:if test="humans/@n &gt; 0 or automatic/@n &gt; 0 or junk/@n &gt; 0">
    <section tone="calm">
      <h>No question<xsl:if test="humans/@n &gt; 0"> (<xsl:value-of select="humans/@n"/> from a person)</xsl:if></h>
      <xsl:apply-templates select="humans"/>
      <xsl:if test="automatic/@n &gt; 0">
        <p>Automatic: <xsl:apply-templates select="automatic/kind"/>.</p>
      </xsl:if>
      <xsl:if test="junk/@n &gt; 0">
        <p>From a known sender, but in Junk Email:</p>
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
    <p>And <xsl:call-template name="n">
      <xsl:with-param name="n" select="@more"/>
      <xsl:with-param name="one" select="'message'"/>
      <xsl:with-param name="many" select="'messages'"/>
    </xsl:call-template> more; reply with "overview" for the whole list.</p>
  </xsl:if>
</xsl:template>

<xsl:template match="mail">
  <li>
    <xsl:if test="@sender"><xsl:value-of select="@sender"/>, </xsl:if>
    <xsl:if test="@organisation"><xsl:value-of select="@organisation"/>, </xsl:if>
    <xsl:choose>
      <xsl:when test="@subject">"<xsl:value-of select="@subject"/>"</xsl:when>
      <xsl:otherwise>without a subject</xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@received">, <xsl:value-of select="@received-text"/></xsl:if>
    <xsl:if test="link">
      <xsl:text> </xsl:text>
      <xsl:call-template name="link">
        <xsl:with-param name="link" select="link"/>
        <xsl:with-param name="says" select="concat(@reference, ' is a question after all')"/>
      </xsl:call-template>
    </xsl:if>
  </li>
</xsl:template>

<xsl:template match="kind">
  <xsl:if test="position() &gt; 1">, </xsl:if>
  <xsl:choose>
    <xsl:when test="@name = 'newsletter'"><xsl:call-template name="n"><xsl:with-param name="n" select="@n"/><xsl:with-param name="one" select="'newsletter'"/><xsl:with-param name="many" select="'newsletters'"/></xsl:call-template></xsl:when>
    <xsl:when test="@name = 'auto-reply'"><xsl:call-template name="n"><xsl:with-param name="n" select="@n"/><xsl:with-param name="one" select="'out-of-office reply'"/><xsl:with-param name="many" select="'out-of-office replies'"/></xsl:call-template></xsl:when>
    <xsl:when test="@name = 'invitation'"><xsl:call-template name="n"><xsl:with-param name="n" select="@n"/><xsl:with-param name="one" select="'invitation'"/><xsl:with-param name="many" select="'invitations'"/></xsl:call-template></xsl:when>
    <xsl:when test="@name = 'bounce'"><xsl:call-template name="n"><xsl:with-param name="n" select="@n"/><xsl:with-param name="one" select="'delivery failure'"/><xsl:with-param name="many" select="'delivery failures'"/></xsl:call-template></xsl:when>
    <xsl:when test="@name = 'receipt'"><xsl:call-template name="n"><xsl:with-param name="n" select="@n"/><xsl:with-param name="one" select="'delivery or read receipt'"/><xsl:with-param name="many" select="'delivery or read receipts'"/></xsl:call-template></xsl:when>
    <xsl:otherwise><xsl:call-template name="n"><xsl:with-param name="n" select="@n"/><xsl:with-param name="one" select="'junk message'"/><xsl:with-param name="many" select="'junk messages'"/></xsl:call-template></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Read until when, the sum, and what was carried out. -->
<xsl:template name="read">
  <section tone="calm">
    <h>Read and carried out</h>
    <p>
      <xsl:if test="mailboxes/@read-until">
        <xsl:choose>
          <xsl:when test="mailboxes/@n = 1">Mailbox read until </xsl:when>
          <xsl:when test="mailboxes/@ill &gt; 0">The other mailboxes were read until </xsl:when>
          <xsl:otherwise>Mailboxes read until </xsl:otherwise>
        </xsl:choose>
        <xsl:value-of select="mailboxes/@read-until-near"/>
        <xsl:text>. </xsl:text>
      </xsl:if>
      <xsl:for-each select="intake"><xsl:call-template name="sum"/></xsl:for-each>
    </p>
    <xsl:for-each select="mailboxes/gap">
      <p>Mailbox <xsl:value-of select="@name"/>: not read from <xsl:value-of select="@from-near"/> to <xsl:if test="@until-day = /*/@day-text and @from-day != @until-day">today </xsl:if><xsl:value-of select="@until-near"/>; all of it has been caught up.</p>
    </xsl:for-each>
    <xsl:for-each select="mailboxes/mailbox[@expires]">
      <p>Access to mailbox <xsl:value-of select="@name"/> expires on <xsl:value-of select="@expires-text"/>; ask the administrator to renew it.</p>
    </xsl:for-each>
    <xsl:if test="post">
      <p>Access to the mail server by which Postwacht sends expires on <xsl:value-of select="post/@expires-text"/>; ask the administrator to renew it.</p>
    </xsl:if>
    <xsl:apply-templates select="carried-out[@n &gt; 0]"/>
    <xsl:apply-templates select="refused[@n &gt; 0]"/>
    <xsl:if test="calendar">
      <p>The list of days that a decree equates with holidays is known until <xsl:value-of select="calendar/@until-text"/>. Ask the administrator to add the next decree.</p>
    </xsl:if>
    <xsl:apply-templates select="told[@n &gt; 0]"/>
    <xsl:if test="uncertain/@n = 1">
      <p>Of 1 earlier notice it is not certain that it arrived; it is not sent again.</p>
    </xsl:if>
    <xsl:if test="uncertain/@n &gt; 1">
      <p>Of <xsl:value-of select="uncertain/@n"/> earlier notices it is not certain that they arrived; they are not sent again.</p>
    </xsl:if>
  </section>
</xsl:template>

<!-- Mail to Postwacht that was not carried out. -->
<xsl:template match="told">
  <p>Mail to Postwacht that was not carried out:</p>
  <list><xsl:apply-templates select="mail-to-us"/></list>
  <xsl:if test="@more">
    <p>And <xsl:call-template name="n">
      <xsl:with-param name="n" select="@more"/>
      <xsl:with-param name="one" select="'message'"/>
      <xsl:with-param name="many" select="'messages'"/>
    </xsl:call-template> more.</p>
  </xsl:if>
</xsl:template>

<xsl:template match="mail-to-us">
  <li>
    <xsl:value-of select="@sender"/>
    <xsl:if test="@address and @address != @sender"> (<xsl:value-of select="@address"/>)</xsl:if>
    <xsl:if test="@at">, <xsl:value-of select="@at-near"/></xsl:if>
    <xsl:text>: </xsl:text>
    <xsl:choose>
      <xsl:when test="@why = 'away'">an automatic answer to a notice of Postwacht. Away? Reply with "absent", the name and "through" a day; then the stand-in takes over.</xsl:when>
      <xsl:when test="@why = 'stranger'">refused, for this address is not on the roster<xsl:call-template name="told-subject"/>.</xsl:when>
      <xsl:when test="@why = 'forged'">refused: by the own mail server this mail is not from this address<xsl:call-template name="told-subject"/>.</xsl:when>
      <xsl:when test="@why = 'unproven'">refused: nothing proves that this mail is really from this address<xsl:call-template name="told-subject"/>.</xsl:when>
      <xsl:when test="@why = 'forged-permit'">refused: the link is forged, or was for something or somebody else.</xsl:when>
      <xsl:when test="@why = 'expired'">refused: the link is not valid any more.</xsl:when>
      <xsl:when test="@why = 'no-permit'">refused: no reply to a notice of Postwacht to this address, and no link in one.</xsl:when>
      <xsl:when test="@why = 'repeated'">the same link once more; nothing was left to do.</xsl:when>
      <xsl:otherwise>not understood, and not answered any more after three answers on one day.</xsl:otherwise>
    </xsl:choose>
  </li>
</xsl:template>

<xsl:template name="told-subject"><xsl:if test="@subject"> ("<xsl:value-of select="@subject"/>")</xsl:if></xsl:template>

<xsl:template match="refused">
  <p>Not delivered:</p>
  <list><xsl:for-each select="notice">
    <li>the notice to <xsl:value-of select="@to"/><xsl:if test="@at"> (<xsl:value-of select="@at-near"/>)</xsl:if><xsl:if test="@reason">: <xsl:value-of select="@reason"/></xsl:if></li>
  </xsl:for-each></list>
  <xsl:if test="@more">
    <p>And <xsl:call-template name="n">
      <xsl:with-param name="n" select="@more"/>
      <xsl:with-param name="one" select="'more'"/>
      <xsl:with-param name="many" select="'more'"/>
    </xsl:call-template>.</p>
  </xsl:if>
</xsl:template>

<!-- "Since Friday 08:30: 18 messages = 2 new questions + 3 with known questions + 13 no question." -->
<xsl:template name="sum">
  <xsl:choose>
    <xsl:when test="@since">Since <xsl:value-of select="@since-weekday"/><xsl:text> </xsl:text><xsl:value-of select="@since-time"/>: </xsl:when>
    <xsl:otherwise>Since the start: </xsl:otherwise>
  </xsl:choose>
  <xsl:choose>
    <xsl:when test="@messages = 0">no new messages.</xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="n">
        <xsl:with-param name="n" select="@messages"/>
        <xsl:with-param name="one" select="'message'"/>
        <xsl:with-param name="many" select="'messages'"/>
      </xsl:call-template>
      <xsl:text> = </xsl:text>
      <xsl:call-template name="n">
        <xsl:with-param name="n" select="@new"/>
        <xsl:with-param name="one" select="'new question'"/>
        <xsl:with-param name="many" select="'new questions'"/>
      </xsl:call-template> + <xsl:value-of select="@known"/> with known questions + <xsl:value-of select="@none"/> no question<xsl:if test="@aside &gt; 0"> + <xsl:value-of select="@aside"/> set aside (unreadable)</xsl:if>
      <xsl:text>.</xsl:text>
    </xsl:otherwise>
  </xsl:choose>
  <xsl:if test="@ours &gt; 0"> Not counted: <xsl:call-template name="n">
    <xsl:with-param name="n" select="@ours"/>
    <xsl:with-param name="one" select="'message'"/>
    <xsl:with-param name="many" select="'messages'"/>
  </xsl:call-template> of Postwacht itself.</xsl:if>
</xsl:template>

<xsl:template match="carried-out">
  <p>Carried out:</p>
  <list><xsl:apply-templates select="act"/></list>
  <xsl:if test="@more">
    <p>And <xsl:call-template name="n">
      <xsl:with-param name="n" select="@more"/>
      <xsl:with-param name="one" select="'step'"/>
      <xsl:with-param name="many" select="'steps'"/>
    </xsl:call-template> more.</p>
  </xsl:if>
</xsl:template>

<xsl:template match="act">
  <li>
    <xsl:if test="@id"><xsl:value-of select="@id"/><xsl:text> </xsl:text></xsl:if>
    <xsl:choose>
      <xsl:when test="@what = 'answered'">done</xsl:when>
      <xsl:when test="@what = 'phone'">answered by telephone</xsl:when>
      <xsl:when test="@what = 'referred'">referred on</xsl:when>
      <xsl:when test="@what = 'no-answer-needed'">no answer needed</xsl:when>
      <xsl:when test="@what = 'duplicate'">duplicate</xsl:when>
      <xsl:when test="@what = 'withdrawn'">withdrawn</xsl:when>
      <xsl:when test="@what = 'expired'">closed: the asker did not write again</xsl:when>
      <xsl:when test="@what = 'assigned'">to <xsl:value-of select="@detail"/></xsl:when>
      <xsl:when test="@what = 'extended'">extended</xsl:when>
      <xsl:when test="@what = 'topic'">topic <xsl:value-of select="@detail"/></xsl:when>
      <xsl:when test="@what = 'team'">team <xsl:value-of select="@detail"/></xsl:when>
      <xsl:when test="@what = 'waiting'">waiting for the asker</xsl:when>
      <xsl:when test="@what = 'reopened'">reopened</xsl:when>
      <xsl:when test="@what = 'no-question'">no question</xsl:when>
      <xsl:when test="@what = 'a-question'">a question after all</xsl:when>
      <xsl:when test="@what = 'joined'">belongs to <xsl:value-of select="@detail"/></xsl:when>
      <xsl:when test="@what = 'split'">taken apart</xsl:when>
      <xsl:when test="@what = 'absent'"><xsl:value-of select="@detail"/> away</xsl:when>
      <xsl:when test="@what = 'back'"><xsl:value-of select="@detail"/> back</xsl:when>
      <xsl:when test="@what = 'rules'">rules <xsl:value-of select="@detail"/> taken into use</xsl:when>
      <xsl:when test="@what = 'resumed'">runs again</xsl:when>
      <xsl:when test="@what = 'note'">a note</xsl:when>
      <xsl:when test="@what = 'undone'">put right</xsl:when>
      <xsl:when test="@what = 'term'">term <xsl:value-of select="@detail"/></xsl:when>
      <xsl:when test="@what = 'priority'">priority <xsl:value-of select="@detail"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@what"/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@from"> from <xsl:value-of select="@from-text"/></xsl:if>
    <xsl:if test="@on">
      <xsl:choose>
        <xsl:when test="@what = 'extended'"> until </xsl:when>
        <xsl:when test="@what = 'absent'"> up to and including </xsl:when>
        <xsl:otherwise> on </xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="@on-text"/>
    </xsl:if>
    <xsl:text> (</xsl:text>
    <xsl:choose>
      <xsl:when test="@by-reader">you</xsl:when>
      <xsl:when test="@by"><xsl:value-of select="@by"/></xsl:when>
      <xsl:otherwise>by itself</xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@at">, <xsl:value-of select="@at-near"/></xsl:if>
    <xsl:text>)</xsl:text>
    <xsl:if test="link">
      <xsl:text> </xsl:text>
      <xsl:call-template name="link">
        <xsl:with-param name="link" select="link"/>
        <xsl:with-param name="says" select="concat('Undo step ', substring-after(link/@command, ' '))"/>
      </xsl:call-template>
    </xsl:if>
  </li>
</xsl:template>

<xsl:template name="react">
  <section tone="calm">
    <h>How to react</h>
    <xsl:choose>
      <xsl:when test="not(link)">
        <p>Postwacht sees answers by itself: in Sent of the team mailbox, or with the team mailbox in Cc. Forwarding a question from the team mailbox to a colleague hands it over. Replies to this notice are not read; what the mail does not show is recorded by the administrator.</p>
      </xsl:when>
      <xsl:when test="//card">
        <p>Reply to this notice with a command, for instance: "<xsl:call-template name="example"/> done", "<xsl:call-template name="example"/> to" and a name (hand over), "<xsl:call-template name="example"/> extend 2" (two more working days), "overview" (the whole list) or "help".</p>
      </xsl:when>
      <xsl:otherwise>
        <p>Reply to this notice with a command, for instance "overview" (the whole list) or "help".</p>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="link[@what='help']/@href">
      <p><xsl:call-template name="link">
        <xsl:with-param name="link" select="link[@what='help']"/>
        <xsl:with-param name="says" select="'Other commands'"/>
      </xsl:call-template></p>
    </xsl:if>
  </section>
</xsl:template>

<!-- A number that stands in this notice. -->
<xsl:template name="example"><xsl:value-of select="(//card)[1]/@id"/></xsl:template>

</xsl:stylesheet>
