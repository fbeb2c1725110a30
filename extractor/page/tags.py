"""What is known of the elements of HTML, by their tags."""

from __future__ import annotations


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


# their contents are no markup
RAW = _tags("script style textarea title noscript iframe xmp noembed noframes template svg math plaintext")
# they have no contents
VOID = _tags("area base br col embed hr img input link meta param source track wbr keygen frame basefont")
# they stand inside a line
INLINE = _tags(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr o:p st1:place g nobr"
)
# inline, and their tag alone says something of the text
SPEAKING = _tags("a b strong i em cite br img")
IMAGES = _tags("img amp-img")
BOLD = _tags("b strong h1 h2 h3 h4 h5 h6 th")
SLANTED = _tags("i em cite figcaption")
HEADINGS = _tags("h1 h2 h3 h4 h5 h6")
# they hold no text of an article
SKIPPED = _tags(
    "select option button nav aside marquee input object embed applet audio video script style noscript "
    "amp-ad amp-sidebar amp-social-share amp-analytics amp-embed"
)
# they seldom do
NOISY = _tags("nav footer aside select button header option marquee label")
# of these the small ones may hold the date line
META = _tags("footer")
# they are no container of an article, however much of it they hold
LEAVES = _tags("p h1 h2 h3 h4 h5 h6 li a b strong em i u tr dt dd")
CONTAINERS = _tags("td div article section")
# they are one only where nothing is beside them
WRAPPERS = _tags("span font a b strong em i u center small big")

# an opening tag of the key closes an open element of the value, unless one of WALLS or SCOPES stands between
CLOSES = {
    "li": ("li",),
    "tr": ("tr", "td", "th"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "option": ("option",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "tbody": ("thead", "tbody", "tr", "td", "th"),
}
# an opening tag of these closes an open paragraph
P_CLOSERS = _tags(
    "p div table ul ol dl h1 h2 h3 h4 h5 h6 blockquote pre form section article header footer nav aside hr center "
    "address figure fieldset main"
)
SCOPES = _tags("table ul ol dl body html")
WALLS = _tags("div td li th center section article form")
