"""The heat map into a thread: drawn, uploaded, shared, and looked after until it appears."""

import logging

from bot.answering.answer import picture_title
from bot.answering.errors import SlackError, SlackRefused
from bot.answering.posting import Place
from bot.answering.wording import Language, wording
from bot.jobs.steps import Steps
from bot.jobs.tools import Tools
from classifier.classification import Classification

_log = logging.getLogger(__name__)
# Seconds; the answer stands without its picture, and the channel's next message waits meanwhile.
_PATIENCE = 15 * 60.0
_ALT_TEXT_REFUSED = frozenset({"alt_txt_too_large", "invalid_arguments"})


class PictureSharing:
    """Shares one picture once. Uploading and sharing are two steps: the file's id is checkpointed
    between them, so a share that was cut off is looked for by that id.
    """

    def __init__(
        self,
        tools: Tools,
        steps: Steps,
        language: Language,
        classification: Classification,
        category: str | None = None,
    ) -> None:
        self._reader = tools.reader
        self._poster = tools.poster
        self._steps = steps
        self._classification = classification
        self._category = category
        self._language = language
        self._title = picture_title(classification, wording(language), category)

    def share(self, thread: Place) -> bool:
        """Once with alt text; if Slack never shows it, once more without; else False."""
        try:
            return self._share_described(thread) or self._share_once(thread, with_alt_text=False)
        except SlackError as error:
            _log.warning("no picture in %s: %s", thread.channel_id, error)
            return False

    def _share_described(self, thread: Place) -> bool:
        try:
            return self._share_once(thread, with_alt_text=True)
        except SlackRefused as refusal:
            if refusal.code not in _ALT_TEXT_REFUSED:
                raise
            return False

    def _share_once(self, thread: Place, *, with_alt_text: bool) -> bool:
        suffix = "" if with_alt_text else "_without_alt_text"
        file_id = self._steps.run(
            f"upload_picture{suffix}", lambda _: self._upload(with_alt_text), _PATIENCE
        )

        def share(may_be_there: bool) -> bool:
            if may_be_there and self._poster.await_share(file_id, thread):
                return True
            return self._poster.share(file_id, self._title, thread)

        return self._steps.run(f"share_picture{suffix}", share, _PATIENCE)

    def _upload(self, with_alt_text: bool) -> str:
        shown = (self._classification, self._category, self._language)
        picture = self._reader.draw(*shown)
        alt_text = self._reader.describe(*shown) if with_alt_text else None
        return self._poster.upload("heatmap.png", picture, alt_text)
