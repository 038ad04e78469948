"""The family tree of what can go wrong. Errors carry facts; the sentences are in `handlers.texts`.

BotError
├── SettingsInvalid             the environment or .env holds something unusable
│   ├── EphemeralDisk           SQLite on a disk that does not outlive a restart
│   └── WordsUnusable           a team's own word list cannot be read, or says what no list can
├── SourceError                 the article cannot be read
│   ├── NoLink                  the message holds no link
│   ├── AddressRefused          an address that may not be visited
│   ├── Unreachable             no answer: name, connection, TLS, time
│   │   └── TooSlow             the deadline passed
│   ├── PageMissing             404, 410
│   ├── PageRefused             any other status that is not a page
│   ├── LoginRequired           a login wall
│   ├── ChallengePage           a captcha or "environment abnormal" page
│   ├── ArticleDeleted          the site says that it is gone
│   ├── Paywalled               only a teaser is public
│   ├── NotHtml                 a PDF, a picture, an archive, …
│   ├── TooLarge                over the limit of bytes
│   ├── FileUnreadable          a local file that cannot be read
│   ├── NotAnArticle            a page without an article
│   │   └── TooShort            a text too short to write from
├── WriteError                  the note cannot be written
│   ├── ModelUnauthorized       the key is wrong or has no right
│   ├── ModelLimited            rate limit or quota
│   ├── ModelRefused            the content filter or the model said no
│   ├── ModelUnreachable        no answer, or a failing server
│   ├── ModelTooSlow            the deadline passed
│   ├── ModelMisconfigured      the endpoint does not know the model or the request
│   ├── ModelGarbled            an answer that holds no note
│   ├── ModelNeeded             a wish that the offline writer cannot fulfil
│   ├── NothingToQuote          no sentence that the offline writer could take
│   ├── NoteUnfit               a note that cannot be brought within the rules
│   └── ToneUnknown             no tone of that name
├── StyleError                  a habit that cannot be kept
│   ├── TraitEmpty              nothing in it that could be one
│   ├── TraitTooLong            more characters than it may have
│   ├── TraitsTooMany           as many as there may be are kept already
│   └── TraitLeadsAway          a contact or an address, which no note may have
├── PictureError                the pictures cannot be taken (the note can be written all the same)
│   ├── BrowserMissing          no Chromium on this machine
│   └── BrowserFailed           it died, or the visit took too long
├── StoreError                  what was made cannot be kept
│   ├── OutputUnwritable        the folder for the files cannot be written
│   ├── StoreFull               the disk is full
│   ├── StoreLocked             another process holds the database
│   ├── StoreTaken              another process serves from the same SQLite file
│   ├── StoreBroken             the database does not answer
│   └── DraftGone               no such draft
├── TrialFailed                 the Telegram of one's own does not start
├── TelegramLost                updates have stopped coming, and waiting does not help
└── JobError                    the work on a note did not come to its end
    ├── JobStopped              the person stopped it
    ├── QuotaReached            as much was asked for as may be
    ├── ChatClosed              the person or the group shut the bot out
    └── Unexpected              a fault of ours; the log has it
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.models import Tone


class BotError(Exception):
    """Whatever this project raises on purpose."""


class SettingsInvalid(BotError):
    """The environment or .env holds something unusable; the argument names the fields, never their values."""


class EphemeralDisk(SettingsInvalid):
    """SQLite on a disk that does not outlive a restart; the argument is the platform's name."""


class WordsUnusable(SettingsInvalid):
    """A team's own word list cannot be used; the argument is the file's name and what is wrong with it."""


class SourceError(BotError):
    """The article cannot be read."""


class NoLink(SourceError):
    """The message holds no link."""


class AddressRefused(SourceError):
    """An address that may not be visited. Says nothing more: a reason would map the inner network."""


class Unreachable(SourceError):
    """No answer: name, connection, TLS."""


class TooSlow(Unreachable):
    """The deadline passed."""


class PageMissing(SourceError):
    """404 or 410."""


class PageRefused(SourceError):
    """Any other status that is not a page."""

    def __init__(self, status: int) -> None:
        """Keep the HTTP status."""
        super().__init__(f"HTTP {status}")
        self.status = status


class LoginRequired(SourceError):
    """A login wall."""


class ChallengePage(SourceError):
    """A captcha, or a page that calls the visitor's environment abnormal."""


class ArticleDeleted(SourceError):
    """The site says that the article is gone."""


class Paywalled(SourceError):
    """Only a teaser is public."""


class NotHtml(SourceError):
    """Something that is not a page of text."""

    def __init__(self, content_type: str) -> None:
        """Keep the media type."""
        super().__init__(content_type)
        self.content_type = content_type


class TooLarge(SourceError):
    """Over the limit of bytes."""

    def __init__(self, limit: int) -> None:
        """Keep the limit, in bytes."""
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class FileUnreadable(SourceError):
    """A local file that is not there or cannot be read."""


class NotAnArticle(SourceError):
    """A page without an article."""


class TooShort(NotAnArticle):
    """A text too short to write from."""

    def __init__(self, length: int) -> None:
        """Keep the length, in characters."""
        super().__init__(f"{length} characters")
        self.length = length


class WriteError(BotError):
    """The note cannot be written."""


class ModelUnauthorized(WriteError):
    """The key is wrong or has no right to the model."""


class ModelLimited(WriteError):
    """Rate limit or quota."""


class ModelRefused(WriteError):
    """The provider's content filter, or the model itself, said no."""


class ModelUnreachable(WriteError):
    """No answer, or a failing server."""


class ModelTooSlow(WriteError):
    """The total deadline passed."""


class ModelMisconfigured(WriteError):
    """The endpoint does not know the model, or rejects the plainest request."""


class ModelGarbled(WriteError):
    """An answer that holds no note, after every retry."""


class ModelNeeded(WriteError):
    """A wish that the offline writer cannot fulfil."""


class NothingToQuote(WriteError):
    """An article in which no sentence stands alone: the offline writer can only take what is there."""


class NoteUnfit(WriteError):
    """A note that cannot be brought within the platform's rules."""


class ToneUnknown(WriteError):
    """No tone of that name; the argument is the name asked for, `known` are those that there are."""

    def __init__(self, name: str, *, known: tuple[Tone, ...] = ()) -> None:
        """Keep what could be asked for instead."""
        super().__init__(name)
        self.known = known


class StyleError(BotError):
    """A habit that cannot be kept."""


class TraitEmpty(StyleError):
    """Nothing in it that could be one."""


class TraitTooLong(StyleError):
    """More characters than it may have."""

    def __init__(self, most: int) -> None:
        """Keep the limit, in characters."""
        super().__init__(f"more than {most} characters")
        self.most = most


class TraitsTooMany(StyleError):
    """As many of its kind as there may be are kept already."""

    def __init__(self, most: int) -> None:
        """Keep the limit."""
        super().__init__(f"more than {most}")
        self.most = most


class TraitLeadsAway(StyleError):
    """A contact or an address, which no note may have."""


class PictureError(BotError):
    """The pictures cannot be taken; the note can be written all the same."""


class BrowserMissing(PictureError):
    """No Chromium on this machine."""


class BrowserFailed(PictureError):
    """The browser died, or the visit took too long."""


class StoreError(BotError):
    """What was made cannot be kept."""


class OutputUnwritable(StoreError):
    """The folder for the files cannot be written; the argument is its path."""


class StoreFull(StoreError):
    """The disk is full."""


class StoreLocked(StoreError):
    """Another process holds the database."""


class StoreTaken(StoreError):
    """Another process serves from the same SQLite file; the argument is its id, where it is known."""


class StoreBroken(StoreError):
    """The database does not answer."""


class DraftGone(StoreError):
    """No such draft."""


class TrialFailed(BotError):
    """The Telegram of one's own does not start."""


class TelegramLost(BotError):
    """Updates have stopped coming, and waiting does not help: the process is to be started afresh."""


class JobError(BotError):
    """The work on a note did not come to its end."""


class JobStopped(JobError):
    """The person stopped it."""


class QuotaReached(JobError):
    """As much was asked for as may be; `limit` names whose limit of what it is, `minutes` until there is room again."""

    def __init__(self, limit: str, minutes: int) -> None:
        """Take both."""
        super().__init__(limit)
        self.minutes = minutes


class ChatClosed(JobError):
    """The person or the group shut the bot out: there is nobody to tell."""


class Unexpected(JobError):
    """A fault of ours; the argument is where, the log has the rest."""
