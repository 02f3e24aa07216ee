"""What can go wrong between a publisher's service and the archive.

FetchError
├── ServiceError      no answer, an answer too late, 5xx, 429: tried again until patience ends
├── PageError         an answer that is no release package as the service documents it: asked for again, twice
├── OversizeError     an answer of more than 50 MB
├── RequestError      4xx: the service refuses the request itself
├── RedirectError     the service points to another host
└── ArchiveError      the folder: in use, without its manifest, damaged, of another kind
"""

from __future__ import annotations

from graph.errors import FetchError


class ServiceError(FetchError):
    """The service gave no usable answer for as long as the settings say to try; run again later."""


class PageError(FetchError):
    """A page is not JSON, lacks release ids, or leads nowhere."""


class OversizeError(FetchError):
    """A page has more bytes than any page of the service can have."""


class RequestError(FetchError):
    """The service refuses the request: a wrong id, cursor or date."""


class RedirectError(FetchError):
    """The service redirects to another scheme, host or port; that is never followed."""


class ArchiveError(FetchError):
    """The archive folder cannot be used as it is."""
