"""The font files of the heat map: packages from PyPI, never the system's fonts."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from PIL import ImageFont

from classifier.errors import FontError


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font file inside a package from PyPI.

    Attributes:
        package: its import name.
        distribution: its name on PyPI, for the error message.
        name: the file's name.
        weights: (regular, bold) on its weight axis, for a variable font.
    """

    package: str
    distribution: str
    name: str
    weights: tuple[int, int] | None = None

    @property
    def path(self) -> Path:
        """Where it lies on this machine.

        Raises:
            FontError: the package is not installed, or the file is not in it.
        """
        try:
            path = Path(str(files(self.package))) / self.name
        except ModuleNotFoundError as error:
            raise self.unusable("its package is not installed") from error
        if not path.is_file():
            raise self.unusable("it is not in its package")
        return path

    def opened(self, size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
        """The face at `size` pixels, read by path: FreeType then maps only what it draws.

        Raises:
            FontError: the file is damaged.
        """
        path = str(self.path)
        try:
            font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
            if self.weights is not None:
                font.set_variation_by_axes([self.weights[bold]])
        except OSError as error:
            raise self.unusable(f"it cannot be read ({error})") from error
        return font

    def unusable(self, problem: str) -> FontError:
        """What to raise, with the remedy, when there is a problem with this file."""
        return FontError(
            f"The heat map needs the font {self.name}, but {problem}. "
            f"Install it again: pip install --force-reinstall {self.distribution}"
        )


def _manimgx(name: str) -> FontFile:
    return FontFile("manimgx_fonts", "manimgx-fonts", f"{name}[wght].ttf", (400, 700))


REGULAR = FontFile(
    "noto_cjk_sans_jp_regular", "noto-cjk-sans-jp-regular", "NotoSansCJKjp-Regular.otf"
)
BOLD = FontFile("noto_cjk_sans_jp_bold", "noto-cjk-sans-jp-bold", "NotoSansCJKjp-Bold.otf")
EMOJI = _manimgx("NotoEmoji")
SYMBOLS = FontFile("ziafont", "ziafont", "fonts/DejaVuSans.ttf")
_OTHER_SCRIPTS = (
    "Symbols Hebrew Arabic Thai Devanagari Bengali Tamil Telugu Gujarati Gurmukhi Kannada "
    "Malayalam Oriya Sinhala Khmer Lao Myanmar Georgian Armenian Ethiopic"
)
FALLBACKS = (
    EMOJI,
    _manimgx("NotoSans"),
    SYMBOLS,
    *(_manimgx(f"NotoSans{script}") for script in _OTHER_SCRIPTS.split()),
)
