"""Every error that a user can meet: what is wrong, where, and what to do next."""


class TrichtinError(Exception):
    """Base of all errors meant for the user's eyes.

    `what` says what is wrong, `where` names the file (with line where known), `hint` says what to do next.
    `code` is a stable short name for manifests and scripts.
    """

    code = "error"

    def __init__(self, what: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.what}{hint}"

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle with all three parts, so that an error crosses process borders whole."""
        return _rebuild, (type(self), self.what, self.where, self.hint)


def _rebuild(kind: type[TrichtinError], what: str, where: str | None, hint: str | None) -> TrichtinError:
    return kind(what, where=where, hint=hint)


class PatternError(TrichtinError):
    """A file under patterns/ that cannot be used; `where` is `file:line`."""

    code = "bad_pattern"


class DocumentError(TrichtinError):
    """A document that cannot be read at all; the run goes on without it."""

    code = "unreadable"


class UsageError(TrichtinError):
    """The command was given something that it cannot work with."""

    code = "usage"
